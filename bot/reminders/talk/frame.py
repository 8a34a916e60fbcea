"""What a conversation remembers of its reminders from turn to turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.records import from_plain, to_plain
from bot.reminders.items import Item
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.pieces import NO_PIECES, Pieces
from bot.reminders.subscription import Subscription
from bot.reminders.talk.undo import NO_UNDO, Undo
from bot.store.model.reminded import Reminded

LONG_AGO = 99
"""The age of what was never spoken of."""
_ANSWERED_WITHIN = 3
"""For how many turns after a reminder 办好了 is about it."""
_FRESH = 20
"""For how many turns what was touched is still 刚才那个."""


@dataclass(frozen=True)
class ReminderFrame:
    """What is expected after reminders were spoken of.

    `draft` is a wish that waits until the person has told what is `missing`. `touched` is what was last read back after a
    change, `shown` what was last listed, in the order of the list. `asked` are the words of an order of which it was asked which
    wish it means. `rested` are the ids of what was last paused or stopped. `pieces` are those of a
    time that were said last. `age` counts the turns since, about other things. `undo` leads back to before the last change.
    `noted` are wishes in a channel that cannot send: they go into the calendar.
    """

    missing: Missing = ""
    asked: str = ""
    draft: Subscription | None = None
    touched: tuple[Item, ...] = ()
    shown: tuple[Item, ...] = ()
    rested: tuple[str, ...] = ()
    pieces: Pieces = NO_PIECES
    age: int = LONG_AGO
    undo: Undo = NO_UNDO
    noted: tuple[Subscription, ...] = ()
    reminded: tuple[Reminded, ...] = ()
    """What the person was reminded of last, and `reminded_age` how many turns ago that was."""
    reminded_age: int = 0

    def last_reminded(self, occupied: bool) -> tuple[Reminded, ...]:
        """What 办好了 answers: the last reminders, for some turns, but then not where something else asks (`occupied`)."""
        last = self.reminded_age == 0 or (self.reminded_age <= _ANSWERED_WITHIN and not occupied)
        return self.reminded if last else ()

    def after_turn(self) -> ReminderFrame:
        """The frame at the end of a turn: the last reminders are a turn older, and then forgotten."""
        if not self.reminded:
            return self
        old = self.reminded_age >= _ANSWERED_WITHIN
        return replace(
            self, reminded=() if old else self.reminded, reminded_age=0 if old else self.reminded_age + 1
        )

    @property
    def on_top(self) -> bool:
        """Whether the last turn was about reminders."""
        return self.age == 0

    @property
    def fresh(self) -> bool:
        """Whether what was touched is still remembered by the person."""
        return self.age <= _FRESH

    def to_plain(self) -> dict[str, Any]:
        """Encode as plain data."""
        return to_plain(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ReminderFrame:
        """Decode what `to_plain` gave. Raises ValueError if it is invalid."""
        return from_plain(plain, cls)
