"""The setting of one wish among several of a message: from what it is completed, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.messages import message
from bot.reminders.book import Book
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.request import Request
from bot.reminders.reading.told_topic import NO_TOPIC, Topic
from bot.reminders.subscription import Subscription
from bot.replies.acts import OrderReminders
from bot.replies.reply import Choice, Kind, Reply


@dataclass(frozen=True)
class Case:
    """A request at `now` (in the zone of the notice), and from what its wants are completed.

    `before` is the wish that they come beside (再来一个), `topic` what was spoken of just before, `draft` a wish that waited.
    """

    request: Request
    now: datetime
    before: Subscription | None = None
    topic: Topic = NO_TOPIC
    draft: Subscription | None = None


@dataclass(frozen=True)
class Part:
    """What came of one want: the ids of its wishes and whether they were there before, or what is to be said instead.

    Below the wishes that are read back stand `remarks`, which rest on `clauses`, and `notes` if no hour was named. `draft` waits
    for what is `missing`.
    """

    book: Book
    made: tuple[str, ...] = ()
    known: bool = False
    replies: tuple[Reply, ...] = ()
    notes: tuple[str, ...] = ()
    missing: Missing = ""
    draft: Subscription | None = None
    remarks: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()

    def followed_by(self, other: Part) -> Part:
        """Both together, `other` after this one."""
        return Part(
            other.book,
            tuple(dict.fromkeys((*self.made, *other.made))),
            other.known and (self.known or not self.made),
            (*self.replies, *other.replies),
            tuple(dict.fromkeys((*self.notes, *other.notes))),
            self.missing or other.missing,
            self.draft or other.draft,
            tuple(dict.fromkeys((*self.remarks, *other.remarks))),
            tuple(dict.fromkeys((*self.clauses, *other.clauses))),
        )


def together(book: Book, parts: Iterable[Part]) -> Part:
    """All parts as one."""
    whole = Part(book)
    for part in parts:
        whole = whole.followed_by(part)
    return whole if whole.made else replace(whole, notes=(), remarks=())


def refused(text: str, choices: Sequence[Choice] = ()) -> Reply:
    """Say that a wish cannot be carried out. The choice below keeps the talk about reminders open."""
    listed = Choice(OrderReminders("list"), message("wish_list_label"))
    return Reply(text, (), tuple(choices) or (listed,), kind=Kind.REFUSED)
