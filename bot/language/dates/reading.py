"""From a phrase to the date it names: the two functions that the rest of the bot calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.language.dates.mention import FIRST_YEAR, LAST_YEAR, Mention, Reason
from bot.language.dates.phrase import Phrase
from bot.language.dates.plain_text import PlainText, plain
from bot.language.dates.resolution import Prefer, readings, refusal
from bot.language.dates.scanner import scan
from bot.language.dates.sequence import in_sequence
from bot.language.dates.vagueness import vague_words
from bot.language.numerals import approximate


@dataclass(frozen=True)
class DateReading:
    """How a phrase was read: one value, or several that it can mean, or neither.

    `value` is "YYYY", "YYYY-MM", "YYYY-MM-DD" or "YYYY-MM-DD HH:MM", as exactly as the phrase said it. Without a
    value `reason` says why; it is "" if several dates were said (they are `ambiguous`), or nothing like a date. `about`
    holds what an answer needs that names the reason: for "no_such_day" the last day of that month (nothing, if there is
    no such month), for "weekday" the day as dated and then the day of that week with the weekday as said, for
    "implausible_year" the value that was read. With "no_year" the possible values are in `ambiguous`.
    """

    text: str
    value: str | None = None
    ambiguous: tuple[str, ...] = ()
    reason: Reason = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundDate:
    """A date phrase in a sentence, at `start` to `end` (exclusive) of it."""

    start: int
    end: int
    reading: DateReading


class _Meaning(NamedTuple):
    """A mention with all that it can mean."""

    mention: Mention
    options: tuple[str, ...]


def find_dates(
    text: str, now: datetime, prefer: Prefer = "nearest", *, earliest: int = FIRST_YEAR
) -> tuple[FoundDate, ...]:
    """The date phrases of a sentence in order; ranges, durations and numbers of documents are none.

    `now` is the moment of speaking; raises ValueError if it has no zone or lies outside 1900–2100. `prefer` settles what
    leaves the year, month or week open. A date before the year `earliest` is none: only who asks knows how far back an
    answer can lie.
    """
    phrase, source = _phrase(text, now)
    found = []
    for mention in in_sequence(phrase.text, scan(phrase)):
        start, end = source.span(mention.start, mention.end)
        meanings = [_Meaning(mention, readings(mention, now, prefer))]
        reading = _reading(text[start:end], meanings, now, prefer, earliest)
        if reading.value or reading.ambiguous:
            found.append(FoundDate(start, end, reading))
    return tuple(found)


def read_date(
    text: str, now: datetime, *, prefer: Prefer = "nearest", earliest: int = FIRST_YEAR
) -> DateReading:
    """The date that the phrase names, alone or in a short sentence; the other arguments as in `find_dates`.

    Two different dates in it make it ambiguous: the reader must not choose in silence. Pass the text as it was typed: the
    form in which texts are matched no longer tells 十五年 (a length) from 15年 (2015).
    """
    phrase, _ = _phrase(text, now)
    mentions = _joined(in_sequence(phrase.text, scan(phrase)))
    meanings = [_Meaning(mention, readings(mention, now, prefer)) for mention in mentions]
    slips = [meaning for meaning in meanings if not meaning.options and _spelt(phrase.text, meaning.mention)]
    reading = _reading(text, slips or meanings, now, prefer, earliest)
    if reading.value or reading.ambiguous or reading.reason:
        return reading
    return DateReading(text, reason=vague_words(phrase.text))


def _spelt(text: str, mention: Mention) -> bool:
    """Whether it is meant for a date for certain: then it is not passed over for another, 11月31日或12月1日."""
    return mention.readable and "月" in text[mention.start : mention.end]


def _reading(
    text: str, meanings: list[_Meaning], now: datetime, prefer: Prefer, earliest: int
) -> DateReading:
    options = {option for meaning in meanings for option in meaning.options}
    # 今年，就是2022年12月6日: the shorter one only begins the longer.
    finest = sorted(option for option in options if not any(_refines(other, option) for other in options))
    possible = tuple(option for option in finest if int(option[:4]) >= earliest)
    if len(possible) == 1:
        return DateReading(text, possible[0])
    if possible:
        return DateReading(text, None, possible, "no_year" if _yearless(meanings) else "")
    if finest:
        # 七八年 is 1978, or else seven or eight years.
        reason: Reason = "vague" if approximate(text) else "implausible_year"
        return DateReading(text, reason=reason, about=tuple(finest))
    refusals = (refusal(meaning.mention, now, prefer) for meaning in meanings)
    return DateReading(text, None, (), *next((found for found in refusals if found[0]), ("", ())))


def _yearless(meanings: list[_Meaning]) -> bool:
    """Whether there is one date, and only its year is open."""
    readable = [meaning.mention for meaning in meanings if meaning.mention.readable]
    return len(readable) == 1 and readable[0].yearless


def _phrase(text: str, now: datetime) -> tuple[Phrase, PlainText]:
    if now.utcoffset() is None:
        message = "now must be aware: it needs a time zone"
        raise ValueError(message)
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        message = f"now must lie between {FIRST_YEAR} and {LAST_YEAR}"
        raise ValueError(message)
    source = plain(text)
    return Phrase.of(source.text, now), source


def _joined(mentions: list[Mention]) -> list[Mention]:
    """A day and a time said apart (早上九点吧，12月3日) belong together if there is only one of each."""
    days = [mention for mention in mentions if mention.readable and mention.days]
    clocks = [mention for mention in mentions if mention.readable and not mention.days]
    if len(days) == 1 and len(clocks) == 1 and not days[0].clocks:
        day = days[0]
        return [Mention(day.start, day.end, day.days, clocks[0].clocks, day.weekday)]
    return mentions


def _refines(longer: str, shorter: str) -> bool:
    return longer != shorter and longer.startswith(shorter)
