"""The limits of Telegram, with a margin: a bot that exceeds them gets 429 and has to pause."""

from __future__ import annotations

from bot.delivery.limiter import Limits

_MARGIN = 5 / 6
"""25 a second and a burst of one: no second sees 30 calls, even if calls overtake each other in the network."""
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
