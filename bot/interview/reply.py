"""An answer in words → the value of a fact: buttons, yes and no, numbers, dates, several facts in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from bot.dates import read_date
from bot.interview.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.pack.interview_model import Fact, Interview, Option

_UNKNOWN = re.compile(
    r"不清楚|不知道|不晓得|不懂|说不好|不确定|记不清|记不得|忘了|没注意|吃不准|拿不准|^(?:不明白|unknown)$"
)
_YES = re.compile(r"^(?:是|对|有|嗯|好|行|可以|能|yes|y\b|ok)")
_NO = re.compile(r"^(?:不|没|否|无|还没|未|哪有|no|n\b)")
_NEGATED = re.compile(r"(?:不是|没有|不|没|非|并非|未)$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NONE = re.compile(r"^(?:没|无|还没|尚未|未|不存在|none)")
_GENERIC = re.compile(r"[不没未无是有还已都全对好其]|(?:yes|no)$")
"""Words that answer whatever was asked tell nothing of anything else."""
_DENIES = re.compile(r"[不没无未非别]")
_SHORTEST_TYPO = 3
_LIKE = 75.0
"""Likeness (0–100) from which a mistyped answer counts as the option."""
_LONGEST_UNKNOWN = 16


@dataclass(frozen=True)
class Reading:
    """What an answer was read as: a value as facts hold it, or the meanings between which it leaves the choice."""

    value: object = None
    doubtful: tuple[str, ...] = ()


class ReplyReader:
    """Reads answers for one interview. `normalize` gives text one form; `crafts` finds the craft that a text names."""

    def __init__(
        self, interview: Interview, normalize: Callable[[str], str], craft: Callable[[str], str | None]
    ) -> None:
        self._interview = interview
        self._normalize = normalize
        self._craft = craft
        self._telling = _telling_words(interview)

    def read(self, fact: Fact, text: str, now: datetime) -> Reading:
        """The answer to `fact` in `text`, said at `now`; an empty reading where it holds none."""
        said = self._normalize(text).strip(" ,.!。")
        if not said:
            return Reading()
        if _UNKNOWN.search(said) and len(said) <= _LONGEST_UNKNOWN:
            return Reading(UNKNOWN_ANSWER)
        if fact.type == "date":
            return self._date(fact, said, now)
        if fact.type == "year":
            found = read_date(said, now, prefer="past").value
            return Reading(int(found[:4])) if found else _number(fact, said)
        if fact.type == "number":
            return _number(fact, said)
        if fact.type == "choice" and self._craft_fact(fact):
            craft = self._craft(text)
            if craft is not None and any(option.value == craft for option in fact.options):
                return Reading(craft)
        option = _option(fact.options, said)
        if option is None and fact.type == "yes_no":
            return Reading(True) if _YES.match(said) else Reading(False) if _NO.match(said) else Reading()
        return Reading() if option is None else Reading(option.value)

    def volunteered(self, text: str, asked: str, now: datetime) -> Iterator[tuple[str, object]]:
        """Other facts that a sentence gives away beside the one asked."""
        said = self._normalize(text)
        seen: set[str] = {asked}
        for word, (id, option) in self._telling.items():
            if id not in seen and _stands(word, said):
                seen.add(id)
                yield id, option.value
        for fact in self._interview.facts.values():
            if fact.id in seen or not fact.near:
                continue
            value = self._near(fact, said, now)
            if value is not None:
                yield fact.id, value
            elif fact.type == "choice" and self._craft_fact(fact):
                craft = self._craft(text)
                if craft is not None:
                    yield fact.id, craft

    def _near(self, fact: Fact, said: str, now: datetime) -> object:
        """The number or date that stands beside one of the words of a fact."""
        for word in fact.near:
            match = re.search(re.escape(word) + r"\D{0,4}?(\d{1,4})(?!\d|年|月|[-./]\d)", said)
            if fact.type == "number" and match:
                return int(match[1])
            if fact.type == "date":
                start = said.find(word)
                if start >= 0:
                    reading = read_date(said[max(0, start - 14) : start + len(word) + 14], now, prefer="past")
                    if reading.value:
                        return reading.value[:10]
        return None

    @staticmethod
    def _craft_fact(fact: Fact) -> bool:
        return "craft" in fact.near

    def _date(self, fact: Fact, said: str, now: datetime) -> Reading:
        reading = read_date(said, now, prefer="past" if fact.past else "nearest")
        if reading.value:
            return Reading(reading.value[:10])
        if reading.ambiguous:
            return Reading(doubtful=tuple(value[:10] for value in reading.ambiguous))
        if fact.none and (_NONE.match(said) or fact.none in said):
            return Reading(NONE_ANSWER)
        return Reading()


def _number(fact: Fact, said: str) -> Reading:
    found = _NUMBER.findall(said)
    if len(found) != 1 and not (fact.type == "year" and found):
        if not found and _NONE.match(said) and fact.type == "number":
            return Reading(0)
        return Reading()
    number = float(found[0])
    return Reading(int(number) if number.is_integer() else number)


def _option(options: tuple[Option, ...], said: str) -> Option | None:
    """The option whose label or word stands in the answer; the longest word decides, a tie does not."""
    hits: dict[int, int] = {}
    for number, option in enumerate(options):
        for word in (option.label, *option.words):
            if said == word.lower() or _stands(word.lower(), said):
                hits[number] = max(hits.get(number, 0), len(word) + (100 if said == word.lower() else 0))
    if hits:
        best = max(hits.values())
        first = [number for number, length in hits.items() if length == best]
        return options[first[0]] if len(first) == 1 else None
    if len(said) < _SHORTEST_TYPO:
        return None
    likes = [
        (max(_likeness(said, word.lower()) for word in (option.label, *option.words)), number)
        for number, option in enumerate(options)
    ]
    like, number = max(likes, default=(0.0, 0))
    return options[number] if like >= _LIKE else None


def _likeness(said: str, word: str) -> float:
    """How alike two texts are (0–100); a yes is never like a no: 是的 is no mistyped 不是的."""
    if bool(_DENIES.search(said)) != bool(_DENIES.search(word)):
        return 0.0
    return fuzz.ratio(said, word)


def _stands(word: str, said: str) -> bool:
    """Whether a word stands in an answer and is not denied right before: 不是公务员 does not say 公务员."""
    start = said.find(word)
    while start >= 0:
        if not _NEGATED.search(said[:start]) or _NEGATED.match(word) or word[0] in "不没未无":
            return True
        start = said.find(word, start + 1)
    return False


def _telling_words(interview: Interview) -> Mapping[str, tuple[str, Option]]:
    """Words of two characters and more that belong to one answer of one fact alone, the longest first."""
    owners: dict[str, list[tuple[str, Option]]] = {}
    for fact in interview.facts.values():
        if fact.type != "choice":
            continue
        for option in fact.options:
            for word in {option.label, *option.words}:
                if len(word) >= 2 and not _GENERIC.match(word):
                    owners.setdefault(word.lower(), []).append((fact.id, option))
    sole = {word: found[0] for word, found in owners.items() if len(found) == 1}
    return dict(sorted(sole.items(), key=lambda item: -len(item[0])))
