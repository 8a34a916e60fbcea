"""What comes of a message or a tap about reminders."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reminders.book import Book
from bot.reminders.items import Item
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.pieces import NO_PIECES, Pieces
from bot.reminders.subscription import Subscription
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.undo import Undo
from bot.replies.reply import Reply


@dataclass(frozen=True)
class Upshot:
    """The book after it, the replies, and what is remembered: what was touched, shown, paused or stopped (None: as before).

    `draft` is a wish that waits for what is `missing`; `asked` are the words of an order that waits for which wish it means.
    `pieces` are those of a time that were said. `undo` leads back to before it (None: it changed nothing).
    """

    book: Book
    replies: tuple[Reply, ...]
    touched: tuple[Item, ...] | None = None
    shown: tuple[Item, ...] | None = None
    missing: Missing = ""
    asked: str = ""
    draft: Subscription | None = None
    rested: tuple[str, ...] | None = None
    pieces: Pieces = NO_PIECES
    undo: Undo | None = None
    noted: tuple[Subscription, ...] | None = None

    def frame_after(self, before: ReminderFrame) -> ReminderFrame:
        """The frame after it."""
        return ReminderFrame(
            self.missing,
            self.asked,
            self.draft,
            before.touched if self.touched is None else self.touched,
            before.shown if self.shown is None else self.shown,
            before.rested if self.rested is None else self.rested,
            self.pieces,
            0,
            before.undo if self.undo is None else self.undo,
            before.noted if self.noted is None else self.noted,
            before.reminded,
            before.reminded_age,
        )
