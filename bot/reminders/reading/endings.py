"""From when on what comes again is not wanted any more: 到12月19日就不用了, 过了单位推荐截止就别叫了. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.found import Found
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.model import Facts
from bot.reminders.reading.said import Said


@dataclass(frozen=True)
class Ending:
    """The last day on which something is to come, and the mentions that say it."""

    last: date
    mentions: tuple[Found, ...]


def ending_of(said: Said, facts: Facts) -> Ending | None:
    """The ending that a message says; None if it says none."""
    days: list[tuple[Found, date]] = [(one, one.moments[0].date()) for one in said.days]
    days += [(one, facts.milestones[one.milestones[-1]].day) for one in said.deadlines if one.milestones]
    for one, day in days:
        before, after = said.lower[: one.start].rstrip(), said.lower[_end(said, one) :]
        if not _lets_go(after):
            continue
        if any(after.startswith(word) for word in words("rhythm", "not_from")):
            return Ending(day - timedelta(days=1), _mention_of(said, one))
        until = (*words("rhythm", "until"), *words("rhythm", "past_before"))
        if any(before.endswith(word) for word in until) or any(
            after.startswith(word) for word in words("rhythm", "past_behind")
        ):
            return Ending(day, _mention_of(said, one))
    return None


def _lets_go(text: str) -> bool:
    return finder("reminding", "drops").stands_in(text) or finder("rhythm", "skips_behind").stands_in(text)


def _end(said: Said, one: Found) -> int:
    """Where a mention ends with the words for its being a deadline: 单位推荐截止那天."""
    place, filling = one.end, finder("reminding", "deadline", "same_day", "that_day")
    while place < len(said.lower) and (word := filling.longest_at(said.lower, place)):
        place += len(word)
    return place


def _mention_of(said: Said, one: Found) -> tuple[Found, ...]:
    """The mention, and what belongs to it: the day of a deadline."""
    clause = said.clause_of(one)
    leads = tuple(lead for lead in said.leads if clause.holds(lead) and lead.start >= one.end)
    return (one, *leads)
