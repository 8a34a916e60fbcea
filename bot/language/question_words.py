"""Tells what is a question of the person's own from what is an answer: a question gives nothing away."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from bot.language.clauses import clauses
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.numerals import DIGITS, UNITS
from bot.language.remembered import remembered
from bot.language.spoken_parts import SIGNS, message_parts
from bot.language.word_finder import finder
from bot.language.words import one_of, words

Kind = Literal[
    "thing", "which", "manner", "reason", "time", "place", "person", "amount", "count", "whether", "may", "tag",
    "claim", "particle", "ending", "other", "english",
]  # fmt: skip
"""The lists of question words in words.toml."""
KINDS: tuple[Kind, ...] = get_args(Kind)

_WIDE: tuple[Kind, ...] = (
    "thing", "which", "manner", "reason", "time", "person", "amount", "count", "whether", "may", "particle",
)  # fmt: skip
# 没什么 and 哪有 deny, 好几个 is an amount, 应该是不是吧 an answer.
_WORDS = re.compile(
    rf"(?<![没不])(?<!没有)(?:{one_of('question', 'thing')}|多少|怎么|怎样)|咋|如何|谁|多久|多长|多大|几[号点时路月岁]|几个工作日"
    r"|哪(?!有|里有|来|里都|儿都|都|[样个份种条]也?都)|用那个|(?<!应该)(\w)[不没]\1|有没有|[是能可]否|是.{1,12}还是.|呢还是|[隔满要]几[年个]|(?:可以|能够?)不可?能?以?$"
    r"|[评行报能要交收给算对中]不[呀啊呢]?$|^我?想问|^请问|^打听|吗[\s。?？]*$"
)
_FIGURES = frozenset(f"0123456789{DIGITS}{UNITS}")
_BESIDE_THANKS = 2
"""Characters that may stand beside thanks: 好的知道了."""
_REACH = 3
"""Characters before a question word in which a denial makes it mean any: 不归谁管."""
_FAR = 6
"""Characters that may stand between 什么 and its 都."""
_LONGEST_ECHO = 8
"""Characters of what somebody repeats of a question before they answer it."""
_MARKS = re.compile(r"[?？][\s。]*$")


@remembered(512)
def asks(text: str) -> bool:
    """Whether a message asks something, by its words."""
    text = without_any(_once(text))
    return bool(_WORDS.search(text)) or any(map(_thanks, clauses(normalize(text))))


def _thanks(clause: str) -> bool:
    """Whether a clause says that something was understood, and hardly more: 好的知道了; 函今朝收到了 tells something."""
    found = next(finder("courtesy", "received").found_in(clause), None)
    return found is not None and len(clause) - len(found.word) <= _BESIDE_THANKS


def claims(text: str) -> bool:
    """Whether a text says how something is and wants it confirmed: 两份没错吧, 走人事代理是不是."""
    return asks_for(text, "claim") or text.rstrip("。?？ ").endswith(words("question", "claim_end"))


def asks_back(text: str) -> bool:
    """Whether a message asks something, or puts what it says as a question: 是公务员吗. A number may be put so: 90？"""
    return asks(text) or bool(_MARKS.search(text))


def asks_for(text: str, *kinds: Kind) -> bool:
    """Whether a question word of one of these kinds stands anywhere in a text, asking or not: 没什么 too."""
    return bool(_pattern(kinds).search(_once(text)))


def _once(text: str) -> str:
    """A text without 不对不对, which denies and asks nothing."""
    text = finder("question", "not_so").sub(text)
    ends = [
        one
        for one in finder("question", "denies").found_in(text)
        if not text[one.end : one.end + 1].isalnum()
    ]
    for one in reversed(ends):
        text = text[: one.start] + text[one.end :]
    return text


@remembered(512)
def may_ask(text: str) -> bool:
    """Whether a text holds a mark or a word that questions have; answers may have them too: 几十个, 没什么."""
    return "?" in text or "？" in text or asks_for(_without_some(without_any(text)), *_WIDE)


def _without_some(text: str) -> str:
    """A text without a word for how many that stands behind a number, and only makes that vague: 九几年, 二十几个."""
    found = [one for one in finder("question", "count").found_in(text) if text[: one.start][-1:] in _FIGURES]
    for one in reversed(found):
        text = text[: one.start] + text[one.end :]
    return text


@remembered(512)
def without_any(text: str) -> str:
    """A text without the question words that say that something is so of any or of none: 啥证书都没评过, 谁也没签.

    什么都要交 and 哪个都能报 may be questions.
    """
    for found in reversed(list(finder("question", "thing", "person", "which_one").found_in(text))):
        if _means_any(text, found.start, found.end) or _is_none(text, found.start, found.word):
            text = text[: found.start] + text[found.end :]
    said = [one for one in finder("question", "any").found_in(text) if _says_any(text, one.end)]
    for one in reversed(said):
        start = max(0, one.start - _FAR)
        before = text[start : one.start]
        asking = list(finder("question", "thing", "which", "person", "time", "place").found_in(before))
        if asking and all(map(str.isalnum, before[asking[-1].end :])):
            text = text[: start + asking[-1].start] + text[one.start :]
    return text


def _means_any(text: str, start: int, end: int) -> bool:
    """Whether a question word is denied from a little before, in what asks nothing: 不归谁管, and not 不知道谁管."""
    before, behind = text[max(0, start - _REACH) : start], text[end:]
    if (
        len(before) < _REACH - 1
        or not signs(before[:-1])
        or finder("question", "knowing").stands_in(before + behind)
    ):
        return False
    return not (finder("question", "particle", "bound").stands_in(behind) or _MARKS.search(text))


def _is_none(text: str, start: int, word: str) -> bool:
    """Whether a question word for one of many is denied right before it: 没哪家."""
    return word in words("question", "which_one") and text[:start].endswith(words("denial", "absent"))


def _says_any(text: str, end: int) -> bool:
    """Whether what stands behind 都 neither asks nor says what one may or must."""
    return bool(text[end:]) and not finder("question", "bound", "particle").stands_in(text[end:])


def asks_in_part(said: str) -> bool:
    """Whether any clause of a normalised text asks something, or is put in question by 对吧 behind it."""
    said = _once(said)
    claim = finder("question", "claim")
    return "?" in said or any(
        asks(clause) or claim.stands_in(clause) or clause.endswith(_allowed()) for clause in clauses(said)
    )


def without_offers(text: str) -> str:
    """A text without the clauses that only ask whether one should show what one has: 表在我手里，要不要发你; the text if
    nothing else is said."""
    parts = clauses(normalize(text))
    kept = [part for part in parts if not (finder("question", "shows").stands_in(part) and asks_back(part))]
    return ",".join(kept) if 0 < len(kept) < len(parts) else text


def without_echo(text: str) -> str:
    """What a text tells that first repeats in a word or two what it was asked (日子？还没定呢); any other text as it is."""
    first, *rest = message_parts(text, at_blanks=False)
    word, told = first.rstrip(f"{SIGNS}？"), "".join(rest)
    echo = _MARKS.search(first) and 0 < len(word) <= _LONGEST_ECHO and not may_ask(word)
    return told if echo and told and not may_ask(told) else text


def asks_whether_it_counts(text: str) -> bool:
    """Whether a text asks of one thing whether it is what is meant, and then says that there is nothing else:
    优秀党员的算吗？别的真没有."""
    said = normalize(text)
    parts = clauses(said)
    unsure = finder("doubt", "unsure_of").stands_in(said)
    asking = [place for place, part in enumerate(parts) if part.endswith(words("question", "to_count"))]
    return bool(asking) and not unsure and any(map(signs, parts[asking[0] + 1 :]))


def leaves_open(clause: str) -> bool:
    """Whether a clause only says that something is not settled yet: 哪个处盖章还在商量."""
    asking = next(_WORDS.finditer(clause), None)
    return asking is not None and finder("question", "unsettled").stands_in(clause[asking.start() :])


@cache
def _allowed() -> tuple[str, ...]:
    """How claims end that ask whether one may, or whether it is enough: 能报吧, 够了吧."""
    return tuple(
        may + done + hedge
        for may in words("question", "allows")
        for done in ("", *words("question", "done"))
        for hedge in words("question", "hedge")
    )


@cache
def _pattern(kinds: tuple[Kind, ...]) -> re.Pattern[str]:
    return re.compile(one_of("question", *kinds))
