"""Leaves out of an order about reminders the parts of the message that only tell why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.hearing.learned_acts import LearnedActs
from bot.language.question_words import asks_in_part, may_ask
from bot.language.spoken_parts import message_parts
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.said import Said
from bot.reminders.reading.unread import BLANK
from bot.reminders.reading.weighing import CHANGES, QUESTIONS, STOPS

_GROUP, _SETS, _BACK = "reminders", ("set", "add"), ("resume", "undo")
_MOST_PARTS = 12
"""Nobody tells in more why something is to be changed."""
_CLEARLY, _HALF = 0.8, 0.5
"""The chance from which a part of a message is an order, whatever else stands in the message, and from which it may be one."""


class WhyFinder:
    """Finds what only tells why; `said` reads what a text mentions, `acts` gives what was learned of how people ask."""

    def __init__(self, said: Callable[[str, datetime], Said], acts: Callable[[], LearnedActs]) -> None:
        self._said = said
        self._acts = acts

    def without(self, text: str, now: datetime) -> str:
        """A message without the parts that only tell why: 改成礼拜二吧，礼拜一要交货. Their times are none of the order's."""
        parts = message_parts(text)
        orders = [part for part in parts if self.orders(part, now)] if 1 < len(parts) <= _MOST_PARTS else []
        if len(orders) != 1:
            return text
        order = parts.index(orders[0])
        stops = self.chance(orders[0], STOPS) >= _CLEARLY
        for place, part in enumerate(parts):
            said = self._said(part, now)
            # A day before the order, or beside 取消, tells which wish is meant: 18号礼拜天没人，挪到16号.
            points = (
                (*said.dated, *said.hours, *said.rhythms) if stops else said.days if place < order else ()
            )
            if place != order and (points or not self.tells_why(part, now)):
                return text
        return orders[0]

    def orders(self, part: str, now: datetime) -> bool:
        """Whether a part by itself is clearly an order to change something that it names, or to stop it."""
        said = self._said(part, now)
        changes = self.chance(part, CHANGES) >= _CLEARLY and (said.when or bool(said.amounts))
        return changes or self.chance(part, STOPS) >= _CLEARLY

    def tells_why(self, part: str, now: datetime) -> bool:
        """Whether a part orders and asks nothing, points to nothing and says more than a time."""
        said = self._said(part, now)
        if (
            said.plain
            or said.places
            or said.says("that_one", "changes", "drops")
            or may_ask(part)
            or asks_in_part(part)
        ):
            return False
        told = max(self.chance(part, acts) for acts in (CHANGES, STOPS, QUESTIONS, _SETS, _BACK))
        return told < _HALF and len(bared(said.left.replace(BLANK, ""))) > 1

    def chance(self, text: str, acts: Iterable[str]) -> float:
        """The chance (0–1) that a text asks for one of these acts, whatever is expected."""
        chances = self._acts().chances(_GROUP, text)
        return sum(chances.get(act, 0.0) for act in acts)
