"""Tells an "I do not know" from an answer."""

from __future__ import annotations

import re
from typing import Literal

from bot.language.word_finder import finder
from bot.language.words import one_of, words

# 看不懂 is about the question, 忘了交 about what was to be done.
_KNOWS = one_of("doubt", "knows_by")
_WELL = one_of("doubt", "knows_end")
_DOUBT = re.compile(
    rf"{one_of('denial', 'unsettling')}{_KNOWS}{_WELL}|{_KNOWS}{one_of('denial', 'plain')}{_WELL}|"
    rf"{one_of('doubt', 'words')}|(?<![看听读])不懂|忘了(?!([交提填报点办写弄登])(?!.\1))|^(?:不明白|unknown)$"
)


def doubts(text: str) -> bool:
    """Whether a text says that the person does not know: 不清楚, 记不得了."""
    return bool(_DOUBT.search(text))


def leaves_finer_open(clause: str) -> Literal["", "month", "day"]:
    """The part of a day of which a clause only says that it is to be looked up: the month of 几月要回去翻柜子, and what is finer.

    Empty if it does not; 几月 alone asks for it.
    """
    begins = finder("doubt", "finer").longest_at(clause, 0)
    if not begins or len(clause) <= len(begins) + 1 or clause.endswith(words("question", "ending")):
        return ""
    return "month" if begins in words("doubt", "finer_month") else "day"


def between_two(text: str) -> bool:
    """Whether a text leaves it open which of two things is so: 省里的还是部里的没搞清."""
    return finder("doubt", "either").stands_in(text) and doubts(text)


def offers_two(clause: str) -> bool:
    """Whether a clause puts two things beside each other for somebody to pick one: 要自己登还是替我们登."""
    for found in finder("doubt", "or").found_in(clause):
        shared = {*clause[: found.start]} & {*clause[found.end :]} - {*"".join(words("doubt", "beside_or"))}
        if shared:
            return True
    return False


def supposes(text: str) -> bool:
    """Whether a text only supposes what it says: 假如我退休了呢, 要是去年退休就好了."""
    found = finder("doubt", "supposes", "supposes_nothing").found_in(text)
    return any(one.word in words("doubt", "supposes") for one in found)
