"""The calendar file of one person, as any channel may hand it out."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.turn import Conversation
from bot.pack.model import Pack


def calendar_of(pack: Pack, conversation: Conversation, now: datetime) -> bytes:
    """What the person of `conversation` wishes to be reminded of, or all deadlines, as an iCalendar file."""
    from bot.reminders.calendar import calendar  # brings icalendar, which few need

    return calendar(pack, conversation.subscriptions.wishes.values(), now)
