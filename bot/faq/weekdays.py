"""Which day of the week a day is: a day that somebody names, or that an answer states. The calendar tells it, not the notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.faq.retelling import first_sentence
from bot.language.dates import FoundDate, find_dates
from bot.language.list_places import place_in
from bot.language.normalize import normalize
from bot.language.ordinals import chosen
from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.spoken import spoken_date

_FULL_DATE = len("2022-12-06")
_MOST_DAYS = 3
"""Days of one answer that are told."""
_HARDLY_ANY = 2
"""Characters beside 星期几 that name nothing by themselves."""


@dataclass(frozen=True)
class AskedWeekday:
    """A question which day of the week it is: the days it names itself, and what else it says.

    `leans`: that is too little to mean anything by itself, so that the days are those of what was spoken of.
    """

    days: tuple[date, ...]
    rest: str

    @property
    def leans(self) -> bool:
        """Whether it means days of what was spoken of."""
        return len(self.rest) <= _HARDLY_ANY or place_in(self.rest) is not None


def asked_weekday(question: str, now: datetime) -> AskedWeekday | None:
    """What a question as typed at `now` (aware) asks of the calendar; None if it does not ask for a day of the week."""
    text = normalize(question)
    weekday, weekend = finder("question", "weekday"), finder("question", "weekend")
    found = [one for one in find_dates(text, now, "future") if len(one.reading.value or "") == _FULL_DATE]
    rest = text
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    if not weekday.stands_in(rest) and not weekend.covers(rest):
        return None
    return AskedWeekday(tuple(map(_date_of, found)), "".join(weekday.others(weekend.sub(rest))))


def weekdays_of(answer: str, rest: str, now: datetime) -> tuple[date, ...]:
    """The days that an answer states of which `rest` of a question means some: the one at its place, or those stated first."""
    place = place_in(rest)
    stated = first_sentence(answer) if place is None else answer
    found = find_dates(normalize(stated), now, "future")
    days = tuple(dict.fromkeys(_date_of(one) for one in found if len(one.reading.value or "") == _FULL_DATE))
    if place is None:
        return days[:_MOST_DAYS]
    day = chosen(days, place.place)
    return () if day is None else (day,)


def told_weekdays(days: tuple[date, ...]) -> str:
    """What is told of days: 按日历，2022年12月6日是周二."""
    told = (
        message("weekday_is", day=spoken_date(day), weekday=message(f"weekday_{day.weekday()}"))
        for day in days
    )
    return message("weekdays", days=message("weekdays_between").join(told))


def _date_of(found: FoundDate) -> date:
    return date.fromisoformat(found.reading.value or "")
