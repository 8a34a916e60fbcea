"""What leads back from the last change of the wishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.reminders.book import ASKED, Book
from bot.reminders.subscription import Subscription


@dataclass(frozen=True)
class Undo:
    """The wishes that the last change concerned as they were before it, and the ids of those that it made."""

    before: tuple[Subscription, ...] = ()
    made: tuple[str, ...] = ()


NO_UNDO = Undo()


def undo_of(before: Book, after: Book) -> Undo | None:
    """What leads from the book after a turn back to the one before it; None if the turn changed nothing."""
    known = [one for one in before.wishes.values() if one.ended != ASKED]
    changed = tuple(one for one in known if _differs(one, after.wishes.get(one.id, one)))
    made = tuple(one.id for one in after.running if one.id not in before.wishes)
    return Undo(changed, made) if changed or made else None


def _differs(one: Subscription, other: Subscription) -> bool:
    return replace(one, since=None) != replace(other, since=None)
