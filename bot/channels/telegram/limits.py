"""What Telegram lets a bot send, and a little less: it answers 429 to what is too much, and then wants to be left alone."""

from __future__ import annotations

from bot.delivery.limiter import Limits

_MARGIN = 5 / 6
"""25 a second, and one more at once: no second sees 30, though calls overtake each other on their way."""
_REMINDERS = 4 / 5
"""Of 25 a second reminders have 20."""
_SLOWEST = 1.0


def telegram_limits(rate: float) -> Limits:
    """The limits of a bot from which Telegram takes `rate` messages a second, edits in private chats included."""
    per_second = max(rate * _MARGIN, _SLOWEST)
    return Limits(
        per_second,
        _REMINDERS,
        burst_seconds=1 / per_second,
        chat_seconds=1.0,
        chat_burst=3,
        group=19,
        group_seconds=61.0,
        held_chats=2,  # Telegram does not say whether a 429 is for one chat or for all
    )
