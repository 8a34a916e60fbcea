"""When the next call may go: so many a second altogether, a second apart in a private chat, 20 a minute in a group.

Telegram answers 429 to what is too much, and then wants to be left alone: better never to come to that. Replies go
before reminders, which have a share of the rate. What Telegram asked to wait holds its chat, or all.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from bot.clock import Timer

REMINDERS_SHARE = 2 / 3
"""Of the bot's 30 a second reminders have 20."""
_REMEMBERED = 20_000
_INSTANT = 1e-6
_MARGIN = 5 / 6


@dataclass(frozen=True)
class Limits:
    """Calls that carry a message: `everyone` a second, of which `reminders` at most; `burst` at once in a private chat,
    one a second after that; `group` a minute in a group.

    A little less than what Telegram allows, because calls overtake each other on their way.
    """

    everyone: float = 30.0
    reminders: float = 20.0
    burst: int = 3
    group: int = 19


class Gate:
    """Lets one pass every `1 / rate` seconds, and `burst` at once after a pause."""

    def __init__(self, rate: float, burst: float) -> None:
        self._gap = 1 / rate
        self._slack = (burst - 1) * self._gap
        self._next = -math.inf

    def take(self, now: float) -> float:
        """The moment, now or later, that is the next one's."""
        moment = self.free_at(now)
        self._next = max(self._next, now) + self._gap
        return moment

    def free_at(self, now: float) -> float:
        """The moment that `take` would give, without taking it."""
        return max(now, self._next - self._slack)


class Window:
    """Lets `most` pass in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._taken: deque[float] = deque(maxlen=most)
        self._seconds = seconds

    def take(self, now: float) -> float:
        """The moment, now or later, that is the next one's."""
        moment = self.free_at(now)
        self._taken.append(moment)
        return moment

    def free_at(self, now: float) -> float:
        """The moment that `take` would give, without taking it."""
        full = len(self._taken) == self._taken.maxlen
        return max(now, self._taken[0] + self._seconds) if full else now


class Pace:
    """The rate of one bot in this process."""

    def __init__(self, limits: Limits, timer: Timer) -> None:
        self._limits = limits
        self._timer = timer
        # 25 a second and 2 at once: no second sees 30, though calls overtake each other on their way.
        self._everyone = Gate(max(limits.everyone * _MARGIN, 1.0), 2.0)
        self._reminders = Gate(limits.reminders, 1.0)
        self._chats: dict[int, Gate | Window] = {}
        self._held: dict[int, float] = {}
        self._held_all = -math.inf
        self._replies = 0

    @property
    def waiting(self) -> int:
        """Replies that wait for their moment."""
        return self._replies

    async def reply(self, chat: int, is_edit: bool = False) -> None:
        """Come back when a reply to `chat` may go. Edits count in groups and altogether, not in private chats."""
        if chat < 0 or not is_edit:
            await self._until(self._chat(chat).take(self._now()))
        self._replies += 1
        try:
            await self._go(chat)
        finally:
            self._replies -= 1

    async def reminder(self, chat: int) -> None:
        """Come back when a reminder to `chat` may go: within the reminders' share, when no reply waits."""
        await self._until(self._chat(chat).take(self._now()))
        while True:
            await self._after_replies()
            await self._until(self._reminders.take(self._now()))
            if not self._behind():
                break
        await self._go(chat)

    async def _after_replies(self) -> None:
        """Wait as long as replies wait for the common rate."""
        while self._behind():
            await self._until(self._everyone.free_at(self._now()))

    def _behind(self) -> bool:
        return self._replies > 0 and self._everyone.free_at(self._now()) > self._now() + _INSTANT

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram wants no call to `chat` for `seconds`; where another chat is held as well, none to anybody."""
        now = self._now()
        self._held = {held: until for held, until in self._held.items() if until > now}
        if any(held != chat for held in self._held):
            self._held_all = max(self._held_all, now + seconds)
        self._held[chat] = max(now + seconds, self._held.get(chat, now))

    def held(self, chat: int) -> tuple[float, bool] | None:
        """For how many seconds nothing may go to `chat`, and whether that goes for all; None where it may."""
        now = self._now()
        if self._held_all > now:
            return self._held_all - now, True
        left = self._held.get(chat, now) - now
        return (left, False) if left > 0 else None

    async def _go(self, chat: int) -> None:
        """Wait for what is held, then for a moment of the common rate; again where it was held meanwhile."""
        while True:
            await self._until(self._free_at(chat))
            await self._until(self._everyone.take(self._now()))
            if self._free_at(chat) <= self._now():
                return

    def _free_at(self, chat: int) -> float:
        return max(self._held_all, self._held.get(chat, -math.inf))

    def _chat(self, chat: int) -> Gate | Window:
        gate = self._chats.pop(chat, None)
        if gate is None:
            gate = Gate(1.0, self._limits.burst) if chat > 0 else Window(self._limits.group, 61.0)
            if len(self._chats) >= _REMEMBERED:
                del self._chats[next(iter(self._chats))]  # who was quiet longest
        self._chats[chat] = gate
        return gate

    def _now(self) -> float:
        return self._timer.monotonic()

    async def _until(self, moment: float) -> None:
        while (left := moment - self._now()) > _INSTANT:
            await self._timer.sleep(left)
