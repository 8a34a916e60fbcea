"""A day that somebody names and hardly more, after an answer that told a deadline: 后天呢, 20号还行不; to be judged by that."""

from __future__ import annotations

from datetime import date, datetime

from bot.language.dates import find_dates
from bot.language.normalize import normalize
from bot.language.word_finder import finder

_FULL_DATE = len("2022-12-06")


def asked_day(question: str, now: datetime) -> date | None:
    """The day of which a question as typed at `now` (aware) asks, and of nothing else; None if there is not just one."""
    text = normalize(question)
    found = [one for one in find_dates(text, now, "future") if len(one.reading.value or "") == _FULL_DATE]
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    asks = finder("follow", "asks_of_day").stands_in(rest)
    return (
        date.fromisoformat(found[0].reading.value or "")
        if asks and finder("follow", "asks_of_day", "beside_day", "leans").covers(rest)
        else None
    )
