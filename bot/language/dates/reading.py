"""From a phrase to the date it names: the two functions that the rest of the bot calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.language.dates.mention import FIRST_YEAR, LAST_YEAR, Mention
from bot.language.dates.phrase import Phrase
from bot.language.dates.plain_text import PlainText, plain
from bot.language.dates.resolution import Prefer, readings
from bot.language.dates.scanner import scan
from bot.language.dates.sequence import without_ranges


@dataclass(frozen=True)
class DateReading:
    """How a phrase was read: one value, or several that it can mean, or neither.

    `value` is "YYYY", "YYYY-MM", "YYYY-MM-DD" or "YYYY-MM-DD HH:MM", as exactly as the phrase said it.
    """

    text: str
    value: str | None = None
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundDate:
    """A date phrase in a sentence, at `start` to `end` (exclusive) of it."""

    start: int
    end: int
    reading: DateReading


def find_dates(text: str, now: datetime, prefer: Prefer = "nearest") -> tuple[FoundDate, ...]:
    """The date phrases of a sentence in order; ranges, durations and numbers of documents are none.

    `now` is the moment of speaking; raises ValueError if it has no zone or lies outside 1900–2100. `prefer`
    settles what leaves the year, month or week open: the last one (past), the next (future), or the only
    plausible one (nearest).
    """
    phrase, source = _phrase(text, now)
    found = []
    for mention in without_ranges(phrase.text, scan(phrase)):
        options = readings(mention, now, prefer)
        if options:
            start, end = source.span(mention.start, mention.end)
            found.append(FoundDate(start, end, _reading(text[start:end], options)))
    return tuple(found)


def read_date(text: str, now: datetime, *, prefer: Prefer = "nearest") -> DateReading:
    """The date that the phrase names, alone or in a short sentence; see `find_dates` for `now` and `prefer`.

    Two different dates in it make it ambiguous: the reader must not choose in silence.
    """
    phrase, _ = _phrase(text, now)
    mentions = _joined(without_ranges(phrase.text, scan(phrase)))
    options = {option for mention in mentions for option in readings(mention, now, prefer)}
    # 今年，就是2022年12月6日: the shorter one only begins the longer.
    finest = {option for option in options if not any(_refines(other, option) for other in options)}
    return _reading(text, tuple(sorted(finest)))


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
    days = [mention for mention in mentions if mention.days]
    clocks = [mention for mention in mentions if not mention.days]
    if len(days) == 1 and len(clocks) == 1 and not days[0].clocks:
        day = days[0]
        return [Mention(day.start, day.end, day.days, clocks[0].clocks, day.weekday)]
    return mentions


def _refines(longer: str, shorter: str) -> bool:
    return longer != shorter and longer.startswith(shorter)


def _reading(text: str, options: tuple[str, ...]) -> DateReading:
    return DateReading(text, options[0]) if len(options) == 1 else DateReading(text, None, options)
