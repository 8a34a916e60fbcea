"""Explains how it is with reminders: how they are set, what can be set, where they come. Nothing is changed by it. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.items import MOST_OF_A_WISH, items_of
from bot.reminders.readback import numbered
from bot.reminders.reading.expected import Act
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Kind, Reply


def explained(act: Act, book: Book, frame: ReminderFrame, facts: Facts, now: datetime) -> Upshot:
    """The answer to a question about reminding; a wish that waits still does."""
    words = {
        "manner": message("wish_manner"),
        "able": message("wish_able"),
        "reach": message("wish_reach"),
        "came": message("wish_came"),
    }[act]
    items = items_of(book.running, facts, now, MOST_OF_A_WISH) if act == "came" else ()
    if items:
        words = "\n".join((words, message("wish_came_ahead", rows=numbered(items, book, facts, now))))
    return Upshot(
        book,
        (Reply(words, kind=Kind.WISHES),),
        shown=items or None,
        missing=frame.missing,
        asked=frame.asked,
        draft=frame.draft,
        pieces=frame.pieces,
    )
