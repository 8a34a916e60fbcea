"""Somebody who could not be reached is back: their reminders, which had ended without them, rest and are offered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.items import comes
from bot.reminders.planning import OVER
from bot.reminders.readback import short_rows
from bot.reminders.talk import menus
from bot.replies.reply import Kind, Reply


@dataclass(frozen=True)
class Return:
    """The book of somebody who is back. `paused` are the ids of what rests, `missed` of what is over by now."""

    book: Book
    paused: tuple[str, ...]
    missed: tuple[str, ...]


def come_back(book: Book, facts: Facts, now: datetime) -> Return:
    """The return of the person of `book`, whose wishes ended because they could not be reached."""
    paused = [one for one in book.away if comes(one, facts, now)]
    missed = [one for one in book.away if one not in paused]
    book = book.changed(paused, now, ended="", paused=True, paused_until=None)
    book = book.changed(missed, now, ended=OVER)
    told = [one.id for one in missed if one.kind != "deadlines" or one.notice == facts.id]
    return Return(book, tuple(one.id for one in paused), tuple(told))


def offered(back: Return, book: Book, facts: Facts, now: datetime) -> Reply | None:
    """What is said of a return after a turn that left `book`; None if that turn dealt with all of it."""
    found = [book.wishes[id] for id in (*back.paused, *back.missed) if id in book.wishes]
    paused = [one for one in found if one.is_paused(now) and not one.ended]
    missed = [one for one in found if one.ended == OVER]
    lines: list[str] = []
    if missed:
        lines.append(message("wish_returned_missed", rows=short_rows(missed, facts)))
    if paused:
        lines.append(message("wish_returned", count=len(paused), rows=short_rows(paused, facts)))
    choices = (menus.way_back(paused),) if paused else ()
    return Reply("\n".join(lines), (), choices, kind=Kind.PAUSED) if lines else None
