"""Whether somebody is there when an asker wants to come or call: 工作日9:00—12:00, of who asks for a Saturday or for noon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.faq.bounds.asked_whether import asks_whether
from bot.faq.bounds.bound_patterns import bound_pattern, parts_of
from bot.faq.bounds.measures import minute_of
from bot.faq.bounds.told_values import ToldValues
from bot.faq.entry_texts import sentences
from bot.language.normalize import normalize
from bot.language.numerals import counted
from bot.pack.model import Clause, Pack

ANSWERED = 2.0
"""What it counts that a question is answered with the clause otherwise."""
LEAST_FIT = 2.5
"""How much must speak for a sentence."""
LEAD = 1.3
"""How much more must speak for one sentence of several than for any other."""
_NOON, _HALF = 12, 30


@dataclass(frozen=True)
class OpeningHours:
    """A sentence that says in which hours of working days somebody is there, in minutes of a day."""

    clause: str
    said: str
    hours: tuple[tuple[int, int], ...]


class OfficeHours:
    """Knows the opening hours of one pack; `tells` is how much parts of a text tell."""

    def __init__(self, pack: Pack, tells: Callable[[frozenset[str]], float]) -> None:
        self._tells = tells
        self._all = [
            one for clause in pack.clauses.values() if not clause.changed_by for one in _hours_of(clause)
        ]

    def closed(self, told: ToldValues, answered: frozenset[str]) -> tuple[OpeningHours, str] | None:
        """The hours in which an asker does not mean to come, and when he does; None if he does, or that is not certain.

        `answered` are the clauses by which the question is answered otherwise.
        """
        text = told.text
        away = bound_pattern("hours", "not_there").search(text)
        if (
            not self._all
            or away
            or not bound_pattern("hours", "comes").search(text)
            or not asks_whether(text)
        ):
            return None
        ranked = sorted(((self._fit(text, one, answered), one) for one in self._all), key=lambda fit: -fit[0])
        if ranked[0][0] < LEAST_FIT or (len(ranked) > 1 and ranked[0][0] < LEAD * ranked[1][0]):
            return None
        hours = ranked[0][1]
        free = bound_pattern("hours", "free_day").search(text)
        if free:
            return hours, free[0]
        if told.days:
            return None
        clocks = list(bound_pattern("hours", "clock").finditer(text))
        if len(clocks) != 1:
            return None
        minute = _minute(clocks[0])
        inside = any(first <= minute <= last for first, last in hours.hours)
        return None if inside else (hours, clocks[0][0])

    def _fit(self, text: str, one: OpeningHours, answered: frozenset[str]) -> float:
        shared = self._tells(parts_of(text) & parts_of(normalize(one.said)))
        return shared + (ANSWERED if one.clause in answered else 0.0)


def _hours_of(clause: Clause) -> Iterator[OpeningHours]:
    for sentence in sentences(clause.text):
        text = normalize(sentence)
        hours = tuple(
            (minute_of(match["from"]), minute_of(match["to"]))
            for match in bound_pattern("stated", "hours").finditer(text)
        )
        if hours and bound_pattern("hours", "working_days").search(text):
            yield OpeningHours(clause.id, sentence.strip(), hours)


def _minute(clock: re.Match[str]) -> int:
    """The minute of a day of a told time; one before six is of the afternoon, when nothing else is said."""
    hour = counted(clock["hour"]) or 0
    part, rest = clock["part"] or "", clock["rest"] or ""
    late = bound_pattern("hours", "late").search(part) or (not part and hour < _NOON // 2)
    hour += _NOON if late and hour < _NOON else 0
    return 60 * hour + (int(rest) if rest.isdigit() else _HALF if rest else 0)
