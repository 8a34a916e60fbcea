"""How fast reminders may go: so many a second through a channel, so many seconds between two in a chat, and pauses that
the channel asked for. Pure: every time is handed in, in seconds that only run forward."""

from __future__ import annotations

from dataclasses import dataclass

_BURST_SECONDS = 0.2
_REMEMBERED = 10_000


@dataclass(frozen=True)
class Limits:
    """What a channel takes: `per_second` altogether, and `chat_seconds` from one reminder in a chat to the next.

    Group chats, whose ids begin with a minus on Telegram, may have a longer one.
    """

    per_second: float
    chat_seconds: float = 1.0
    group_seconds: float = 0.0

    def between(self, chat: str) -> float:
        """Seconds from one reminder in `chat` to the next."""
        return max(self.chat_seconds, self.group_seconds if chat.startswith("-") else 0.0)


class Pace:
    """When the next reminder may go."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._next = float("-inf")
        self._held_until = float("-inf")
        self._chats: dict[str, float] = {}

    def any_at(self, now: float) -> float:
        """When the next may go through the channel, whoever it is for: `now` or later."""
        return max(now, self._next - _BURST_SECONDS, self._held_until)

    def chat_at(self, chat: str, now: float) -> float:
        """When the next may go to `chat`, the others left aside: `now` or later."""
        return max(now, self._chats.get(chat, now))

    def take(self, chat: str, now: float) -> None:
        """Note that one goes to `chat` now."""
        self._next = max(now, self._next) + 1 / self.limits.per_second
        self._set(chat, now + self.limits.between(chat), now)

    def hold(self, chat: str, until: float, now: float) -> None:
        """Let nothing go to `chat` before `until`."""
        self._set(chat, max(until, self._chats.get(chat, until)), now)

    def hold_all(self, until: float) -> None:
        """Let nothing go through the channel before `until`."""
        self._held_until = max(self._held_until, until)

    def _set(self, chat: str, moment: float, now: float) -> None:
        if len(self._chats) >= _REMEMBERED:
            self._chats = {name: when for name, when in self._chats.items() if when > now}
        self._chats[chat] = moment
