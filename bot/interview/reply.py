"""An answer in words → the value of a fact: buttons, yes and no, numbers, dates, several facts in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz

from bot.dates import read_date
from bot.interview.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.pack.interview_model import Fact, Interview, Option

_UNKNOWN = re.compile(
    r"不清楚|不知道|不晓得|不懂|说不好|不确定|记不清|记不得|不记得|想不起|没印象|忘了|没注意|吃不准|拿不准|^(?:不明白|unknown)$"
)
_YES = re.compile(r"^(?:是|对|有|嗯|好|行|可以|能|yes|y\b|ok)")
_NO = re.compile(r"^(?:是?[不没无未]|否|还没|哪有|no|n\b)")
_ASSENT = re.compile(r"^(?:没错|不错|没问题|不假|没毛病|可不)")
_DENIAL = re.compile(r"^(?:哪有|哪里有|哪来)")
_DENIED = re.compile(r"[我他她它还并也都这那]*(?:不是(?!的)|不算|不能说|不属于|没在|没有在)")
_FRAME = re.compile(
    r"^(?:我们?这?边?|俺|咱们?)?(?:(?:应该|好像|大概|可能)就?是?)?(?=.)|(?:吧|啊|呢|呀|哦|哈)$"
)
_CLOSED = re.compile(r"^(?:不是的|没错|没问题|不错|不是啊)")
_BARE_DENIAL = re.compile(r"都?不是|没有?|还没有?|不|无|否")
_NEGATED = re.compile(r"[不没未非别]|哪里?有")
_ABOUT = re.compile(r"[一二三四五六七八九]{2}十")
_WORDS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
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
        self._options = {
            fact.id: tuple(map(self._normalized, fact.options)) for fact in interview.facts.values()
        }
        self._telling = _telling_words(self._options)

    def read(self, fact: Fact, text: str, now: datetime) -> Reading:
        """The answer to `fact` in `text`, said at `now`; an empty reading where it holds none."""
        said = _FRAME.sub("", self._normalize(text).strip(" ,.!。"))
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
            return self._hours(fact, text, said, now)
        if fact.type == "choice" and self._craft_fact(fact):
            craft = self._craft(_undenied(said))
            if craft is not None and any(option.value == craft for option in fact.options):
                return Reading(craft)
        if fact.type == "yes_no" and (_ASSENT.match(said) or _DENIAL.match(said)):
            return Reading(bool(_ASSENT.match(said)))
        option = _option(self._options[fact.id], said)
        if option is None and fact.type == "yes_no":
            return Reading(False) if _NO.match(said) else Reading(True) if _YES.match(said) else Reading()
        return Reading() if option is None else Reading(option.value)

    def _normalized(self, option: Option) -> Option:
        """An option with its words in the form in which answers are read."""
        words = tuple(self._normalize(word).lower() for word in (option.label, *option.words))
        return replace(option, words=words)

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

    def _hours(self, fact: Fact, text: str, said: str, now: datetime) -> Reading:
        """A number: the one beside the fact's own word, else the only one that no other fact claims."""
        beside = self._near(fact, said, now)
        if beside is not None:
            return Reading(beside)
        others = (
            other for other in self._interview.facts.values() if other.type == "number" and other is not fact
        )
        if _ABOUT.search(text) or any(self._near(other, said, now) is not None for other in others):
            return Reading()
        return _number(fact, said)

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


def _undenied(said: str) -> str:
    """A text without the parts that deny: of 不是木雕,是青瓷 the second."""
    return ",".join(
        part for part in re.split(r"[,;。]", said) if not (_DENIES.match(part) or _DENIED.match(part))
    )


def _number(fact: Fact, said: str) -> Reading:
    minus = said.startswith("负")
    single = _WORDS.get(said.removeprefix("负").rstrip("个年学时课"))
    if single is not None:
        return Reading(-single if minus else single)
    found = _NUMBER.findall(said.replace("负", "-"))
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
        for word in option.words:
            bare = _BARE_DENIAL.fullmatch(word) is not None
            if said == word or (_denies_others(word, option, said) if bare else _stands(word, said)):
                hits[number] = max(hits.get(number, 0), len(word) + (100 if said == word else 0))
    like, number, length = _likest(options, said)
    if hits:
        best = max(hits.values())
        first = [number for number, length in hits.items() if length == best]
        # 退休后返骋 is a mistyped 退休后返聘, though 退休 stands in it.
        if len(first) == 1 and not (like >= _LIKE and length > best and number != first[0]):
            return options[first[0]]
        return options[number] if like >= _LIKE and length > best else None
    return options[number] if like >= _LIKE else None


def _denies_others(word: str, option: Option, said: str) -> bool:
    """Whether an answer begins with a bare denial that is not of this option itself: 不是公务员 for 都不是."""
    for part in re.split(r"[,;。!?\s]", said):
        if part.startswith(word):
            rest = part.removeprefix(word)
            return not any(other in rest for other in option.words if not _DENIES.match(other))
    return False


def _likest(options: tuple[Option, ...], said: str) -> tuple[float, int, int]:
    """The option most like a mistyped answer: its likeness, its number, the length of the word it is like."""
    if len(said) < _SHORTEST_TYPO:
        return 0.0, 0, 0
    likes = [
        (_likeness(said, word), number, len(word))
        for number, option in enumerate(options)
        for word in option.words
    ]
    return max(likes, default=(0.0, 0, 0))


def _likeness(said: str, word: str) -> float:
    """How alike two texts are (0–100); a yes is never like a no: 是的 is no mistyped 不是的."""
    if len(_DENIES.findall(said)) != len(_DENIES.findall(word)):
        return 0.0
    return fuzz.ratio(said, word)


def _stands(word: str, said: str) -> bool:
    """Whether a word stands in an answer and nothing before it in the same clause denies it."""
    for part in re.split(r"[,;。!?\s]", said) if word else ():
        clause = _CLOSED.sub("", part)
        start = clause.find(word)
        while start >= 0:
            if not _NEGATED.search(clause[:start]):
                return True
            start = clause.find(word, start + 1)
    return False


def _telling_words(options: Mapping[str, tuple[Option, ...]]) -> Mapping[str, tuple[str, Option]]:
    """Words of two characters and more that belong to one answer of one choice alone, the longest first."""
    owners: dict[str, list[tuple[str, Option]]] = {}
    for id, found in options.items():
        for option in found:
            for word in {*option.words} if not isinstance(option.value, bool) else ():
                if len(word) >= 2 and not _GENERIC.match(word):
                    owners.setdefault(word, []).append((id, option))
    sole = {word: found[0] for word, found in owners.items() if len(found) == 1}
    return dict(sorted(sole.items(), key=lambda item: -len(item[0])))
