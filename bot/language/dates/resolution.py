"""Which day is meant when the year, month or week was left out, and why none is."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.language.dates.mention import FIRST_YEAR, LAST_DAY, LAST_YEAR, Day, Mention, Reason
from bot.language.dates.weekday import of_week

Prefer = Literal["past", "any_past", "future", "nearest"]
"""What settles a date that leaves the year, month or week open: the last one ("past"), the next one ("future"), or the only
plausible one ("nearest"). "any_past" is for what may lie years back, such as the day of a certificate: like "past", but a
month without a year is left open between the last two.
"""

_WHOLE = len("2022-12-06")
_SOON = timedelta(days=60)
_PASTS = ("past", "any_past")
_YEARS = range(-8, 9)  # Enough for the 29th of February, even around the year 1900.
_MONTHS = range(-3, 4)  # Enough for the 31st.


@dataclass(frozen=True, order=True)
class Span:
    """A year, month or day of the calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def distance(self, today: date) -> timedelta:
        """How far it lies from `today`; nothing if today is in it."""
        return max(self.first - today, today - self.last, timedelta())

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


def readings(mention: Mention, now: datetime, prefer: Prefer) -> tuple[str, ...]:
    """All that the mention can mean, in order: none, one, or more when it is ambiguous."""
    if not mention.readable:
        return ()
    if not mention.days:
        return tuple(sorted({_spoken(moment) for moment in _moments(mention.clocks, now, prefer)}))
    days = [_rough(day) for day in mention.days] if prefer == "any_past" else mention.days
    spans = {span for day in days for span in _spans(day, now.date(), prefer)}
    if mention.weekday is not None:
        spans = {span for span in spans if span.day and span.first.weekday() == mention.weekday}
    return tuple(sorted({text for span in spans for text in _timed(span, mention.clocks)}))


def _rough(day: Day) -> Day:
    """年底 and 月初 as the month: of a thing that happened nobody means the last or the first day."""
    return replace(day, day=None) if day.month is not None and day.edge else day


def refusal(mention: Mention, now: datetime, prefer: Prefer) -> tuple[Reason, tuple[str, ...]]:
    """Why a mention without readings has none, and the days that this is about; see `DateReading`."""
    if mention.reason or not mention.days:
        return mention.reason, ()
    if mention.weekday is not None and (
        dated := readings(replace(mention, weekday=None, clocks=()), now, prefer)
    ):
        meant = [of_week(date.fromisoformat(day), 0, mention.weekday) for day in dated if len(day) == _WHOLE]
        return "weekday", tuple(dict.fromkeys((*dated, *(str(_span(day)) for day in meant))))
    if any(day.year is not None and not FIRST_YEAR <= day.year <= LAST_YEAR for day in mention.days):
        return "implausible_year", ()
    last = tuple(replace(day, day=LAST_DAY) for day in mention.days)
    return "no_such_day", readings(replace(mention, days=last, weekday=None, clocks=()), now, prefer)


def _timed(span: Span, clocks: Sequence[int]) -> list[str]:
    if span.day is None or not clocks:
        return [str(span)]
    return [_spoken(datetime.combine(span.first, time()) + timedelta(minutes=clock)) for clock in clocks]


def _spoken(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M").rjust(16, "0")


def _moments(clocks: Sequence[int], now: datetime, prefer: Prefer) -> list[datetime]:
    """The moments of a time without a day."""
    moment = now.replace(tzinfo=None, second=0, microsecond=0)
    midnight = datetime.combine(moment, time())
    moments = []
    for clock in clocks:
        today = midnight + timedelta(minutes=clock)
        if prefer in _PASTS:
            moments.append(today if today <= moment else today - timedelta(days=1))
        elif today >= moment:
            moments.append(today)
        else:
            moments += (
                [today + timedelta(days=1)] if prefer == "future" else [today, today + timedelta(days=1)]
            )
    return moments


def _spans(day: Day, today: date, prefer: Prefer) -> list[Span]:
    if day.weekday is not None:
        return _weekdays(day.weekday, today, prefer)
    if day.year is not None:
        return _existing([(day.year, day.month, day.day)])
    if day.month is not None:
        return _of_years(
            _existing([(today.year + shift, day.month, day.day) for shift in _YEARS]), day, today, prefer
        )
    start = today.year * 12 + today.month - 1
    return _of_months(_existing([(*_month(start + shift), day.day) for shift in _MONTHS]), day, today, prefer)


def _of_years(spans: list[Span], day: Day, today: date, prefer: Prefer) -> list[Span]:
    """This year's if that is the nearest, or else one that is over within sixty days; failing that, both."""
    if prefer == "any_past" and not day.current:
        return [span for span in spans if span.first <= today][-2:]
    if prefer != "nearest":
        return _preferred(spans, today, prefer)
    home = [span for span in spans if span.year == today.year]
    if day.current or not spans:
        return home
    close = min(spans, key=lambda span: span.distance(today))
    if close in home or max(abs(close.first - today), abs(close.last - today)) <= _SOON:
        return [close]
    return [*home, close] if home else _both_sides(spans, today)


def _of_months(spans: list[Span], day: Day, today: date, prefer: Prefer) -> list[Span]:
    """Which month's: this month's as long as it is to come; afterwards it may be the next month's as well."""
    if prefer != "nearest":
        return _preferred(spans, today, prefer)
    home = [span for span in spans if (span.year, span.month) == (today.year, today.month)]
    if day.current or (home and home[0].first >= today):
        return home
    return _both_sides(spans, today)


def _preferred(spans: list[Span], today: date, prefer: Prefer) -> list[Span]:
    """The last one that has begun (past), or the first one that is not over (future)."""
    if prefer in _PASTS:
        return [span for span in spans if span.first <= today][-1:]
    return [span for span in spans if span.last >= today][:1]


def _both_sides(spans: list[Span], today: date) -> list[Span]:
    return _preferred(spans, today, "past") + _preferred(spans, today, "future")


def _weekdays(weekday: int, today: date, prefer: Prefer) -> list[Span]:
    """This week's as long as it is to come; a weekday said on the day itself may be a week away."""
    this, last, following = (_span(of_week(today, weeks, weekday)) for weeks in (0, -1, 1))
    if this.first == today:
        return [last, this] if prefer in _PASTS else [this, following]
    if prefer in _PASTS:
        return [this] if this.first < today else [last]
    if this.first > today:
        return [this]
    return [following] if prefer == "future" else [this, following]


def _span(day: Day) -> Span:
    return Span(day.year or 0, day.month, day.day)


def _month(count: int) -> tuple[int, int]:
    year, month = divmod(count, 12)
    return year, month + 1


def _existing(candidates: Sequence[tuple[int, int | None, int | None]]) -> list[Span]:
    """The candidates that are in the calendar, with the last day of the month worked out."""
    spans = []
    for year, month, day in candidates:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        if month is not None and not 1 <= month <= 12:
            continue
        length = monthrange(year, month)[1] if month else 31
        if day is None or day == LAST_DAY or 1 <= day <= length:
            spans.append(Span(year, month, length if day == LAST_DAY else day))
    return spans
