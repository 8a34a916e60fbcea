"""Notices dates in other languages and in the formats of machines: the spans that the second reader is asked about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MONTHS = Path(__file__).with_name("months.toml")
_OFFSET = r"z(?![a-z])|utc|gmt|[+-][01][0-9](?::?[0-5][0-9])?(?![0-9])"
_LOCAL = r"(?:[ecmp][sd]t|[bijk]st|cest|cet|msk|hkt)(?![a-z])"
"""Names of zones, each of several zones or far from here: the day is read, the time is not."""
# The inside of a character class: what words of alphabets are made of. Chinese may stand right beside a date.
_WORD = r"0-9A-Za-z_\u00c0-\u2e7f"
_SPELT = re.compile(r"[^\W\d_\u2e80-\ua4cf]+")
_NOT_INSIDE = rf"(?<![{_WORD}./@:+-])"
_ISO = re.compile(
    rf"{_NOT_INSIDE}(?P<date>(?:19|20)[0-9]{{2}}(?P<dash>-?)[0-9]{{2}}(?P=dash)[0-9]{{2}})"
    rf"(?:t| (?=[0-9:.]+ ?(?:{_OFFSET})))(?P<time>[0-9]{{2}}(?::?[0-9]{{2}}){{1,2}}(?:[.,][0-9]+)?)"
    rf"(?: ?(?P<zone>{_OFFSET}))?(?![{_WORD}:])",
    re.IGNORECASE,
)
_END_OF_DAY = ("T24:00", "T24:00:00")
"""Our own grammar reads it; the standard library does not."""
_CLOCK = r"(?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_HALF_DAY = r"[ap]\.?m\b\.?"
_TIME = rf"{_CLOCK}(?: ?{_HALF_DAY})?|[0-9]{{1,2}} ?{_HALF_DAY}|[0-9]{{1,2}}h(?:[0-9]{{2}})?(?![a-z])"
_FIGURES = re.compile(
    rf"{_NOT_INSIDE}(?P<read>[0-9]{{1,2}}(?P<sign>[./-])[0-9]{{1,2}}(?P=sign)(?:19|20)[0-9]{{2}}(?:,? (?P<time>{_TIME}))?)"
    rf"(?: ?(?P<zone>{_OFFSET}))?(?![{_WORD}/-]|\.[0-9])",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?<!\w)(?:[0-9]{4}년 ?)?(?P<month>[0-9]{1,2})월(?: ?[0-9]{1,2}일)?"
    r"(?: ?(?P<time>(?:오전|오후) ?[0-9]{1,2}시(?: ?[0-9]{1,2}분)?))?"
)
_VIETNAMESE = re.compile(
    r"(?<!\w)(?:ngày )?(?:[0-9]{1,2} )?tháng (?P<month>[0-9]{1,2})(?![0-9])"
    r"(?:,? ?(?:năm )?(?:19|20)[0-9]{2}(?![0-9]))?(?P<time>)",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])"
_LINK = r"(?:of|the|at|de|del|di|le|la|las|à|às|alle|um|в|г|года|року)(?![^\W\d_])"
# A number is no part of a time, except a year right before one: 06/Dec/2022:09:00:00.
_NUMBER = rf"[0-9]{{1,4}}(?:st|nd|rd|th|er|[º°ª])?(?![{_WORD}%]|\.[0-9]|:[0-9]{{2}}(?!:[0-9]{{2}}:))"
_SIGN = r"[ ,./-]{0,2}"
# Words that are more often something else: without a year they are months in a phrase of their own alone.
_DOUBTFUL = frozenset({"may", "march", "mar", "mars", "mart", "mei", "mai", "maja", "marca"})
_IN_OR_ON = re.compile(
    r"(?:^|[^\w ]|[\u2e80-\ua4cf]|\b(?:on|by|in|at|of|until|till|since|from|to|is|was|before|after|the|or|and)) ?$",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:before|after) (?:the )?$", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A span that has the form of a date. `text` is what remains to be read of it, without weekday and zone.

    `languages` are those of its month's word, none for ISO 8601; `month` is the month that is named (0: day and month
    are in figures, in either order); `weekday` counts from Monday, 0; `zone` is in minutes east of Greenwich.
    A `bound` is no date: before December 6.
    """

    start: int
    end: int
    text: str
    languages: tuple[str, ...]
    month: int = 0
    weekday: int | None = None
    timed: bool = False
    zone: int | None = None
    bound: bool = False


def candidates(text: str) -> Iterator[Candidate]:
    """The spans of a plain text that have the form of a date in another language or of a machine."""
    yield from _machines(text)
    for language, pattern in (("ko", _KOREAN), ("vi", _VIETNAMESE)):
        for match in pattern.finditer(text):
            month, timed = int(match["month"]), bool(match["time"])
            yield Candidate(match.start(), match.end(), match[0], (language,), month, timed=timed)
    words, run = _month_words()
    if words.keys().isdisjoint(_SPELT.findall(text.lower())):
        return
    for match in run.finditer(text):
        candidate = _in_words(text, match, words)
        if candidate is not None:
            yield candidate


def _machines(text: str) -> Iterator[Candidate]:
    for match in _ISO.finditer(text):
        said, zone = f"{match['date']}T{match['time']}", _minutes(match["zone"])
        if not said.endswith(_END_OF_DAY):
            yield Candidate(match.start(), match.end(), said, (), timed=True, zone=zone)
    for match in _FIGURES.finditer(text):
        timed, zone = match["time"] is not None, _minutes(match["zone"])
        yield Candidate(match.start(), match.end(), match["read"], ("en",), timed=timed, zone=zone)


def _in_words(
    text: str, match: re.Match[str], words: dict[str, tuple[int, tuple[str, ...]]]
) -> Candidate | None:
    """A month's name with its numbers; None if it is none for certain: only 6 may apply."""
    word = match["month"].lower()
    month, languages = words[word]
    said = match[0]
    if not re.search(r"[0-9]", re.sub(_TIME, "", said, flags=re.IGNORECASE)):
        return None
    if word in _DOUBTFUL and not _sure(text, match):
        return None
    weekday = re.search(_WEEKDAY, said[: match.start("month") - match.start()], re.IGNORECASE)
    time = re.search(rf"(?:{_TIME})(?: ?(?P<zone>{_OFFSET}))?", said, re.IGNORECASE)
    local = re.search(rf"\b{_LOCAL}", said, re.IGNORECASE)
    aside = [found.span() for found in (weekday, local, time if local else None) if found]
    if time and time["zone"] and not local:
        aside.append(time.span("zone"))
    return Candidate(
        match.start(),
        match.end(),
        _without(said, aside),
        languages,
        month,
        weekday=_WEEKDAYS.index(weekday[0][:3].lower()) if weekday else None,
        timed=time is not None and local is None,
        zone=_minutes(time["zone"]) if time else None,
        bound=bool(_BOUND.search(text[max(0, match.start() - 12) : match.start()])),
    )


def _without(said: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        said = f"{said[:start]} {said[end:]}"
    return said.strip(" ,./-")


def _sure(text: str, match: re.Match[str]) -> bool:
    """Whether "may" and the like are a month here: no word follows the number and only a preposition stands before."""
    follows = re.match(r" ?[^\W\d_\u2e80-\ua4cf]", text[match.end() :])
    year = re.search(r"(?:19|20)[0-9]{2}", text[match.end("month") : match.end()])
    day = re.search(r"(?<![0-9])[0-9]{1,2}(?![0-9])", match[0])
    if year is not None:
        return day is not None or match["month"].lower() != "mars"
    return day is not None and not follows and bool(_IN_OR_ON.search(text[: match.start()]))


def _minutes(zone: str | None) -> int | None:
    """A zone as minutes east of Greenwich; None if none is said."""
    if not zone:
        return None
    if zone[0] not in "+-":
        return 0
    figures = zone[1:].replace(":", "")
    minutes = int(figures[:2]) * 60 + int(figures[2:] or 0)
    return -minutes if zone[0] == "-" else minutes


@cache
def _month_words() -> tuple[dict[str, tuple[int, tuple[str, ...]]], re.Pattern[str]]:
    """Each month's word with its number and languages, and the pattern of a run of words and numbers around one."""
    words: dict[str, tuple[int, tuple[str, ...]]] = {}
    for language, months in tomllib.loads(_MONTHS.read_text(encoding="utf-8")).items():
        for number, names in enumerate(months, 1):
            for name in names.split():
                words[name] = (number, (*words.get(name, (0, ()))[1], language))
    month = rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})(?![^\W\d_])"
    alone = rf"{_NUMBER}(?!{_SIGN}(?:(?:of|de|di) )?{month})"
    also = rf"(?:or|and|to|through|&) ?{alone}"
    before = rf"(?:{_WEEKDAY}|{_TIME}|{_NUMBER}|{_LINK})"
    after = rf"(?:{_TIME}|{_OFFSET}|{_LOCAL}|{also}|{alone}|{_LINK})"
    run = rf"{_NOT_INSIDE}(?:{before}{_SIGN}){{0,5}}(?P<month>{month})(?:[ ,./:-]{{0,2}}{after}){{0,7}}(?![{_WORD}@])"
    return words, re.compile(run, re.IGNORECASE)
