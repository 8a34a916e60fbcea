"""What a question tells that can be compared with a bound: numbers with what they count, ages, lengths of time, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.faq.bounds.bound_patterns import bound_pattern, bound_word, lengths_of_time, scales, with_one_word
from bot.faq.bounds.compound_figures import in_one_figure
from bot.faq.bounds.measures import Range, days_of, in_kind, kind_of_unit
from bot.language.dates import find_dates
from bot.language.dates.mention import FIRST_YEAR
from bot.language.normalize import normalize

_BESIDE = 12
_LEAST_SUM = 100
"""A number without a unit from which it may be a sum of money."""
_TEN = 10
_LITTLE = 0.01
_AT_LEAST_OF = 0.8
"""Who says 不到9 means no less than this share of it."""
_TIME = " "
_TO_THE_YEAR, _TO_THE_DAY = len("2020"), len("2020-11-30")


@dataclass(frozen=True)
class ToldNumber:
    """A number that a question tells.

    It is from `low` to `high`; `run` is what stands behind it, by which its unit is known, `measure` and `half` are of it (年 and
    半 of 两年半). `age`: it is one of years that somebody is old; `missing`: so much is missing of the whole (还差3个).
    """

    said: str
    low: float
    high: float
    run: str
    before: str
    age: bool = False
    missing: bool = False
    start: int = 0
    measure: str = ""
    half: str = ""

    def shown(self, unit: str) -> str:
        """It with the word for what it counts."""
        lead = bound_word("missing") if self.missing else ""
        return f"{lead}{self.said}{unit if self.run.startswith(unit) else self.measure}{self.half}"

    def of_unit(self, unit: str, kind: str) -> Range | None:
        """It as what a bound of a plain unit measures; None if it counts something else."""
        if self.run.startswith(unit) or (kind_of_unit(self._measure(kind)) == kind):
            word = unit if self.run.startswith(unit) else self._measure(kind)
            return Range(in_kind(self.low, word), in_kind(self.high, word))
        if kind == "money" and self.low >= _LEAST_SUM and not self.run[:1].isalnum():
            return Range(self.low, self.high)
        return None

    def kind(self) -> str:
        """What kind of time it measures; empty if it is none."""
        for length in (2, 1):
            kind = kind_of_unit(self.run[:length])
            if kind in lengths_of_time() and self.run:
                return kind
        return ""

    def time(self) -> Range:
        """A length of time in what its kind is counted in."""
        word = next(self.run[:length] for length in (2, 1) if kind_of_unit(self.run[:length]) == self.kind())
        return Range(in_kind(self.low, word), in_kind(self.high, word))

    def _measure(self, kind: str) -> str:
        """The longest beginning of what stands behind it that is a unit of this kind."""
        return next(
            (self.run[:length] for length in (3, 2, 1) if kind_of_unit(self.run[:length]) == kind), ""
        )


@dataclass(frozen=True)
class ToldDay:
    """A day, month or year that a question tells. `has_year` tells whether it names the year; `born`, that somebody was born
    then; `beside` is what stands behind it, and before."""

    said: str
    value: str
    has_year: bool
    born: bool
    behind: str
    before: str

    @property
    def counts(self) -> bool:
        """Whether it names a number, so that a time can be reckoned from it: not 去年底."""
        return any(map(str.isdigit, normalize(self.said)))

    @property
    def range(self) -> Range:
        """Its days."""
        return days_of(self.value)

    def in_year(self, year: int) -> Range:
        """Its days, in a year if it names none."""
        value = self.value if self.has_year else f"{year:04}{self.value[4:]}"
        return days_of(value)


@dataclass(frozen=True)
class ToldValues:
    """All that a question tells; `rest` is its normalised text without its dates."""

    text: str
    rest: str
    numbers: tuple[ToldNumber, ...]
    days: tuple[ToldDay, ...]
    sexes: frozenset[str]


def told_in(question: str, now: datetime) -> ToldValues:
    """What a question asked at `now` (aware) tells."""
    days = tuple(_with_clocks(_days_told(question, now)))
    rest = question
    for found in reversed(_found(question, now)):
        rest = f"{rest[: found[0]]},{rest[found[1] :]}"
    text = with_one_word(normalize(question))
    sexes = [name for name in ("men", "women") if bound_pattern("told", name).search(text)]
    rest = in_one_figure(with_one_word(normalize(rest)))
    rest = bound_pattern("told", "years_and_months").sub(_in_months, rest)
    return ToldValues(text, rest, tuple(_numbers_told(rest)), days, frozenset(sexes))


def _in_months(match: re.Match[str]) -> str:
    """Years and months as months, in the words of notices."""
    return f"{int(match['years']) * 12 + int(match['months'])}{bound_word('months')}"


def _found(question: str, now: datetime) -> list[tuple[int, int, str]]:
    """The dates of a question with their values, in the past where that is open."""
    found = find_dates(question, now, "past", earliest=max(FIRST_YEAR, now.year - 110))
    return [(one.start, one.end, one.reading.value) for one in found if one.reading.value]


def _days_told(question: str, now: datetime) -> Iterator[ToldDay]:
    for start, end, value in _found(question, now):
        said = question[start:end]
        cut = bound_pattern("told", "cut")
        whole = normalize(question[end : end + _BESIDE])
        behind = cut.split(whole)[0]
        before = cut.split(normalize(question[max(0, start - _BESIDE) : start]))[-1]
        kin = bound_pattern("told", "kin").search(normalize(question[:start]))
        birth = bound_pattern("told", "born").match(whole)
        born = bool(birth) and (bool(kin) or bool(bound_pattern("told", "birth").search(birth[0])))  # type: ignore[index]
        has_year = bool(bound_pattern("told", "year_said").search(normalize(said)))
        yield ToldDay(said, value, has_year, born, behind, before)


def _with_clocks(days: Iterator[ToldDay]) -> Iterator[ToldDay]:
    """The days, with a time of day that stands by itself at the day told before it: 9月6号上白班，晚上八点下班."""
    held: ToldDay | None = None
    for day in days:
        alone = _TIME in day.value and not bound_pattern("told", "only_clock").search(normalize(day.said))
        if alone and held and len(held.value) == _TO_THE_DAY:
            value = f"{held.value}{day.value[_TO_THE_DAY:]}"
            held = replace(held, said=f"{held.said}{day.said}", value=value, behind=day.behind)
            continue
        if held:
            yield held
        held = (
            None if alone or (len(day.value) == _TO_THE_YEAR and not any(map(str.isdigit, day.said))) else day
        )
    if held:
        yield held


def _numbers_told(text: str) -> Iterator[ToldNumber]:
    """The numbers of a normalised text without its dates."""
    for match in bound_pattern("told", "amount").finditer(text):
        before = text[max(0, match.start() - _BESIDE) : match.start()]
        if not _tells_nothing(match, text, before):
            yield _told_number(match, text, before)
    for match in bound_pattern("told", "bare_age").finditer(text):
        value, before = float(match["n"]), text[: match.start()][-_BESIDE:]
        yield ToldNumber(match["n"], value, value, bound_word("age"), before, age=True, start=match.start())


def all_numbers(text: str) -> Iterator[ToldNumber]:
    """The numbers of a part of a normalised question, those too that may repeat what the notice asks for (满4年); no articles."""
    for match in bound_pattern("told", "amount").finditer(text):
        if not bound_pattern("awards", "article").match(match[0]):
            yield _told_number(match, text, text[max(0, match.start() - _BESIDE) : match.start()])


def _told_number(match: re.Match[str], text: str, before: str) -> ToldNumber:
    low, high = _from_to(match)
    run = f"{match['unit']}{text[match.end() : match.end() + 4]}"
    is_unit = kind_of_unit(match["unit"]) != match["unit"]
    return ToldNumber(
        said=text[match.start() : match.start("unit")],
        low=low,
        high=high,
        run=run.replace(bound_word("whole_age"), bound_word("age")),
        before=before,
        age=bool(bound_pattern("told", "age").match(run)),
        missing=bool(bound_pattern("told", "lacking").search(before)),
        start=match.start(),
        measure=match["unit"] if is_unit else "",
        half=match["half2"] or "",
    )


def _tells_nothing(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a number is none of the asker's own.

    It names the bound itself (入职补贴的两年, 一年内注销会怎样) or a year, is an article (一个人), what each month is told of
    (一个月排班17天), or what comes on top of what counts (去年多修了30个).
    """
    whole, behind, below = match[0], text[match.end() :], match["below"]
    is_named = bound_pattern("told", "named").search(before) and not below
    is_one = bound_pattern("told", "article").match(whole) and not below and not match["half"]
    is_article = is_one and not bound_pattern("told", "only").search(before[-1:])
    is_some = match["n"] == "1" and bound_pattern("told", "some").search(before)
    return bool(
        is_named
        or is_article
        or is_some
        or bound_pattern("told", "period").match(text[match.start() : match.start() + _BESIDE])
        or bound_pattern("told", "a_year").match(text[match.start() :])
        or bound_pattern("told", "names_bound").match(behind)
        or bound_pattern("told", "not_time").match(match["unit"])
        or bound_pattern("told", "beside_the_whole").search(before)
        or _is_by_the_way(before, text[match.start("unit") :])
    )


def _is_by_the_way(before: str, behind: str) -> bool:
    """Whether a number is told as what is enough already, and something else is asked: 够40分但是没录上."""
    enough = bound_pattern("told", "already").search(before)
    return bool(enough) and bool(bound_pattern("told", "but").match(behind))


def _from_to(match: re.Match[str]) -> tuple[float, float]:
    """The least and the most that a number may be: 两年半, 40多, 不到9."""
    value = 0.5 if match["only_half"] else float(match["n"]) * scales().get(match["scale"] or "", 1.0)
    value += 0.5 * (bool(match["half"]) + bool(match["half2"]))
    if match["below"]:
        return max(0.0, value * _AT_LEAST_OF), value - _LITTLE
    if match["more"] and value >= _TEN and value % _TEN == 0:
        step = _TEN if value < _TEN**2 else 10.0 ** (len(f"{value:.0f}") - 1)
        return value + _LITTLE * step, value + (1 - _LITTLE) * step
    if match["more"] or match["more2"] or match["more3"]:
        return value + _LITTLE, value + 1 - _LITTLE
    return value, value
