"""The numbers of an answer that the clauses it rests on do not state: those in Chinese numerals, and days without a month.

Dates and numbers in figures are compared with the whole notice by the drift check; this reads what has another form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.language.normalize import normalize, readable
from bot.language.numerals import CHINESE, UNITS, counted
from bot.language.words import one_of, words

_SECTION = "stated"
_IN_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_WRITTEN = re.compile(rf"[{CHINESE}]+")
_DAY_ALONE = re.compile(rf"(?<!\d)(\d{{1,2}}){one_of(_SECTION, 'day')}")
_HOUR = re.compile(rf"{one_of(_SECTION, 'half_of_day')}([{CHINESE}]{{1,3}}){one_of(_SECTION, 'hour')}")
_OWN_COUNT = re.compile(rf"{one_of(_SECTION, 'own_count')}(?!{one_of(_SECTION, 'fact_behind')})")
"""What an answer may count by itself: three ways of doing it."""
_MOST_OWN = 3
_NOON = 12


def unstated_numbers(said: str, stated: Iterable[str]) -> Iterator[str]:
    """The words of each number in `said` that none of the texts `stated` holds in whichever form."""
    texts = ["".join(normalize(text).split()) for text in stated]
    known = {_without_zeros(one) for text in texts for one in _IN_FIGURES.findall(text)}
    known |= {str(hour) for text in texts for hour in _hours(text)}
    days = {_without_zeros(one) for text in texts for one in _DAY_ALONE.findall(text)}
    answer = "".join(readable(said).split())
    for match in _WRITTEN.finditer(answer):
        behind = answer[match.end() : match.end() + 3]
        value = _figures_of(match.group(), behind)
        own = answer[: match.start()].endswith(words(_SECTION, "order")) or _is_own(value, behind)
        if value and not own and value not in known:
            yield f"{match.group()}{behind[:1]}"
    plain = normalize(answer)
    for match in _DAY_ALONE.finditer(plain):
        if (
            not plain[: match.start()].endswith(words(_SECTION, "before_day"))
            and _without_zeros(match[1]) not in days
        ):
            yield match.group()
    yield from (f"{hour}:00" for hour in _hours(answer) if {str(hour), str(hour + _NOON)}.isdisjoint(known))


def _figures_of(written: str, behind: str) -> str:
    """The number that characters are, in figures; "" if they are none: a figure of speech, one character without a measure."""
    spelt = len(written) > 1 and not any(unit in written for unit in UNITS)
    if spelt and not behind.startswith(words(_SECTION, "spelt_before")):
        return ""
    figures = _IN_FIGURES.match(normalize(written + behind))
    return _without_zeros(figures.group()) if figures else ""


def _is_own(value: str, behind: str) -> bool:
    """Whether a number counts what the answer itself says; one of a thing says hardly more than "a"."""
    if value == "1":
        return not behind.startswith(words(_SECTION, "time")) and not behind[1:].startswith(
            words(_SECTION, "fact_behind")
        )
    return value.isdecimal() and int(value) <= _MOST_OWN and bool(_OWN_COUNT.match(behind))


def _hours(text: str) -> Iterator[int]:
    """The hours that stand in Chinese numerals behind a word for a half of the day."""
    for match in _HOUR.finditer(text):
        value = counted(match[1])
        if value is not None:
            yield value


def _without_zeros(figures: str) -> str:
    """A number in one form: 06 as 6."""
    return figures.lstrip("0") or "0"
