"""The calendar file of one person, as any channel may hand it out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from bot.conversation.assistant import Conversation
from bot.pack.model import Pack
from bot.reminders.subscription import Subscription


def calendar_of(pack: Pack, conversation: Conversation, now: datetime) -> bytes:
    """What the person of `conversation` wishes to be reminded of, or all deadlines, as an iCalendar file."""
    from bot.reminders.calendar import calendar  # brings icalendar, which few need

    return calendar(pack, _wishes(conversation), now)


def _wishes(conversation: Conversation) -> Iterator[Subscription]:
    """The subscriptions that can be read; an older program's may not."""
    for plain in conversation.subscriptions.values():
        with suppress(KeyError, TypeError, ValueError):
            yield Subscription.from_plain(plain)
