"""Undoes the last change of the wishes: 改回来, 还是原来的吧. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import STOPPED, Book
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of
from bot.reminders.readback import short
from bot.reminders.talk import menus
from bot.reminders.talk.undo import Undo
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Kind, Reply


def undone(book: Book, undo: Undo, facts: Facts, now: datetime) -> Upshot:
    """Put the wishes back as they were, and read them back."""
    made = [book.wishes[id] for id in undo.made if id in book.wishes]
    book = book.changed(made, now, ended=STOPPED)
    for wish in undo.before:
        book = book.with_wish(replace(wish, since=now))
    back = [one.id for one in undo.before if not one.ended]
    touched = tuple(map(Item, back))
    if not back:
        gone = [*made, *undo.before]
        rows = "\n".join(f"· {short(one, facts)}" for one in gone)
        return Upshot(book, (Reply(message("wish_stopped", rows=rows), kind=Kind.STOPPED),), touched)
    heading = message("wish_undone")
    if len(back) == 1:
        return Upshot(book, (menus.shown(book.wishes[back[0]], facts, now, heading),), touched)
    shown = items_of([book.wishes[id] for id in back], facts, now, MOST_OF_A_WISH)
    return Upshot(book, (menus.several(back, book, facts, now, heading),), touched, shown)
