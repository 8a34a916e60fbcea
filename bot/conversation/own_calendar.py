"""The calendar file of one person, for any channel."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.turn import Conversation
from bot.pack.model import Pack


def calendar_of(pack: Pack, conversation: Conversation, now: datetime) -> bytes:
    """An iCalendar file of what the person of `conversation` is reminded of, or of all deadlines."""
    from bot.reminders.calendar import calendar  # brings icalendar, which few need

    wishes = (*conversation.subscriptions.wishes.values(), *conversation.reminders.noted)
    return calendar(pack, wishes, now)
