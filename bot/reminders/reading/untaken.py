"""What of a message cannot be kept, and is said to the person: conditions, how long to be reminded, how many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.language.found import Found
from bot.language.word_finder import FoundWord, finder, finder_with
from bot.language.words import words
from bot.reminders.reading.amounts_of_time import FoundAmount, FoundTimes, times_in
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.unread import BLANK, Unread, blanked

if TYPE_CHECKING:
    from bot.reminders.reading.said import Said

_CLAUSE_ENDS, _SENTENCE_ENDS = ",;，；", "。!?！？\n"


def take_conditions(unread: Unread, none: tuple[str, ...] = ()) -> Iterator[FoundWord]:
    """The conditions with what follows from them, to the end of the sentence: 如果下雨就10点. 如果方便 and 要是到期 are none.

    What holds one of the words `none` of the pack is no condition either.
    """
    no_condition = finder_with(none, "condition", "unconditional")
    for start, condition in list(_conditions(unread.left)):
        end = _first_of(_SENTENCE_ENDS, unread.left, start)
        if no_condition.stands_in(condition) or not bared(condition):
            continue
        if BLANK not in unread.left[start:end]:
            yield FoundWord(start, end, unread.words[start:end])
            unread.take(start, end)


def _conditions(text: str) -> Iterator[tuple[int, str]]:
    """Where each condition begins, and what it says: behind 如果, before 的话."""
    closed = list(finder("condition", "ends").found_in(text))
    for word in finder("condition", "begins").found_in(text):
        ends = (one.start for one in closed if one.start > word.end)
        end = min(_first_of(_CLAUSE_ENDS + _SENTENCE_ENDS, text, word.end), *ends, len(text))
        if (
            word.word in words("condition", "fears")
            and end not in ends
            and text[end : end + 1] in tuple(_CLAUSE_ENDS)
        ):
            continue
        yield word.start, text[word.end : end]
    for word in closed:
        start = max(text.rfind(sign, 0, word.start) for sign in _CLAUSE_ENDS + _SENTENCE_ENDS) + 1
        yield start, text[start : word.start]


def without_lengths(said: Said) -> Said:
    """The message in which it is nothing to be told how long or how many times to be reminded: 提醒我10分钟, 提醒我两次.

    So many times can be kept if so many moments are said, and so many days of a rhythm.
    """
    moments = {1, len(said.leads), len(said.days), len(said.hours), len(said.days) * len(said.hours)}
    times = tuple(times_in(said.left))
    left = blanked(said.left, times)
    alone: list[FoundAmount | FoundTimes] = []
    for clause in said.clauses:
        behind = max((one.end for one in said.talk if clause.holds(one)), default=clause.end)
        if not bared(left[behind : clause.end].replace(BLANK, ""), "told_"):
            found: tuple[FoundAmount | FoundTimes, ...] = (*said.amounts, *times)
            alone += [one for one in found if behind <= one.start < clause.end]
    kept = [
        one
        for one in alone
        if (
            one.number in moments
            if isinstance(one, FoundTimes)
            else one.direction or (one.days and said.rhythms)
        )
    ]
    untaken = tuple(said.words[one.start : one.end] for one in alone if one not in kept)
    first = min((one.start for one in said.talk), default=0)
    before = [one for one in said.amounts if one.end <= first]
    blank = [
        *alone,
        *(one for one in before if (one.days and said.rhythms) or one.direction),
    ]  # 未来一周每天提醒我
    return replace(said, open=blanked(said.open, blank), left=blanked(said.left, blank), untaken=untaken)


def without_open_ends(said: Said) -> Said:
    """The message without the end of something that comes again where that is no day: 补满90个为止, 直到我说停."""
    if not said.rhythms:
        return said
    days = (*said.dated, *said.deadlines)
    ends, open_ends = [], []
    for clause in said.clauses:
        text = said.lower[: clause.end]
        until = next(iter(finder("rhythm", "stops_when").found_in(text[clause.start :])), None)
        talks = any(clause.holds(one) for one in said.talk)
        if until is None or (talks and until.word not in words("rhythm", "stops_before")):
            continue
        start = clause.start + until.start if until.word in words("rhythm", "stops_before") else clause.start
        ends.append(Found(start, clause.end))
        told = any(start <= one.start < clause.end for one in days)
        if not told and not finder("reminding", "deadline").stands_in(text[start:]):
            open_ends.append(said.words[start : clause.end])
    return replace(
        said, open=blanked(said.open, ends), left=blanked(said.left, ends), open_ends=tuple(open_ends)
    )


def _first_of(signs: str, text: str, start: int) -> int:
    """The first place of one of the signs from `start` on; the end of the text if there is none."""
    return min((place for sign in signs if (place := text.find(sign, start)) >= 0), default=len(text))
