"""The one limiter of a channel: everything that goes out through it in this process, replies and reminders, asks here.

Replies to people go before reminders, which have a share of the rate. What the channel asked to wait holds its chat, or
all. If several processes share the rate, each has a slice of it (slices.py).
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

from bot.clock import Timer
from bot.delivery.gates import Gate, Window

_REMEMBERED = 20_000
_INSTANT = 1e-6
_NO_SLICE_SECONDS = 0.1
"""After which is asked again whether this process has a slice of the rate."""
_FRESH_SECONDS = 0.5
"""How long a permission is good, where two reminders do not lie further apart anyway."""


@dataclass(frozen=True)
class Limits:
    """What a channel takes.

    `per_second` messages altogether, of which reminders have the share `reminders` at most; after a pause as many at
    once as go in `burst_seconds`. In a chat `chat_burst` at once, then one every `chat_seconds`. In a group (its id
    begins with a minus) `group` messages in any `group_seconds` instead; 0: a group is a chat like others. When
    `held_chats` chats are to wait at one time, all are; 0: never.
    """

    per_second: float
    reminders: float = 1.0
    burst_seconds: float = 0.2
    chat_seconds: float = 1.0
    chat_burst: int = 1
    group: int = 0
    group_seconds: float = 61.0
    held_chats: int = 0

    @property
    def reminders_per_second(self) -> float:
        """How many reminders go in a second if no reply does."""
        return self.per_second * self.reminders


class Limiter:
    """Says when the next message may go. Seconds are those of `timer`."""

    def __init__(self, limits: Limits, timer: Timer) -> None:
        self.limits = limits
        self._timer = timer
        self._rate, self._rate_until = limits.per_second, math.inf
        self._everyone = Gate(limits.burst_seconds)
        self._reminders = Gate(limits.burst_seconds)
        self._chats: dict[str, Gate | Window] = {}
        self._held: dict[str, float] = {}
        self._held_all = -math.inf
        self._turn = asyncio.Lock()
        self._replies = 0
        self._used, self._short = 0, False

    # ── replies ──

    async def reply(self, chat: str, is_edit: bool = False) -> None:
        """Come back when a reply to `chat` may go. Edits count in groups and altogether, not in private chats."""
        if self._is_group(chat) or not is_edit:
            await self._until(self._take_chat(chat, self._now()))
        while True:
            await self._until(self._held_until(chat))
            self._replies += 1
            try:
                async with self._turn:  # who came first goes first
                    await self._until_free()
                    if self._held_until(chat) <= self._now():
                        return self._take(self._now())
            finally:
                self._replies -= 1

    @property
    def waiting(self) -> int:
        """Replies that wait for the common rate."""
        return self._replies

    # ── reminders ──

    def reminder_at(self, now: float) -> float:
        """When the next reminder may go, whoever it is for, if nothing comes before it: `now` or later."""
        rate = self._rate_at(now)
        if not rate:
            self._short = True
            return now + _NO_SLICE_SECONDS
        common = self._everyone.free_at(now)
        if self._replies:  # they go first; then it is the turn of whoever asks
            common = max(common, now + 1 / rate)
        moment = max(common, self._reminders.free_at(now))
        self._short = self._short or moment > now
        return max(moment, self._held_all)

    def chat_at(self, chat: str, now: float) -> float:
        """When the next message may go to `chat`, the others left aside: `now` or later."""
        gate = self._chats.get(chat)
        return max(gate.free_at(now) if gate else now, self._held_until(chat))

    def take_reminder(self, chat: str, now: float) -> float:
        """Note that a reminder goes to `chat` now; the moment of this permission."""
        self._take_chat(chat, now)
        self._take_share(now)
        return now

    async def still(self, chat: str, since: float) -> None:
        """Come back when the reminder that was permitted at the moment `since` may go.

        That is at once, unless it was held up for so long that it would go in a crowd, or its chat is to wait since.
        """
        now = self._now()
        fresh = max(_FRESH_SECONDS, 1 / self.limits.reminders_per_second)
        if now - since <= fresh and self._held_until(chat) <= now:
            return
        while (moment := max(self.reminder_at(self._now()), self._held_until(chat))) > self._now() + _INSTANT:
            await self._until(moment)
        self._take_share(self._now())

    # ── what the channel asks for ──

    def hold(self, chat: str, seconds: float) -> bool:
        """Let nothing go to `chat` for `seconds`; whether that holds for all now."""
        now = self._now()
        self._held = {held: until for held, until in self._held.items() if until > now}
        self._held[chat] = max(now + seconds, self._held.get(chat, now))
        for_all = 0 < self.limits.held_chats <= len(self._held)
        if for_all:
            self._held_all = max(self._held_all, now + seconds)
        return for_all

    # ── the slice ──

    def grant(self, rate: float, until: float) -> None:
        """Have `rate` messages a second until the moment `until`, none after it."""
        self._rate, self._rate_until = rate, until

    def demand(self, seconds: float) -> float:
        """How many messages a second are wanted, by what went in the `seconds` since this was asked last."""
        used, self._used = self._used, 0
        short, self._short = self._short or self._replies > 0, False
        return self.limits.per_second if short else min(self.limits.per_second, 2 * used / seconds)

    # ── how ──

    def _rate_at(self, now: float) -> float:
        return self._rate if now < self._rate_until else 0.0

    def _take(self, now: float) -> None:
        self._everyone.take(now, 1 / (self._rate_at(now) or self.limits.per_second))
        self._used += 1

    def _take_share(self, now: float) -> None:
        rate = self._rate_at(now) or self.limits.per_second
        self._reminders.take(now, 1 / (rate * self.limits.reminders))
        self._take(now)

    def _take_chat(self, chat: str, now: float) -> float:
        """The moment that is the next message's in `chat`."""
        if not self.limits.chat_seconds and not self._is_group(chat):
            return now
        gate = self._chats.pop(chat, None) or self._new_gate(chat)
        if len(self._chats) >= _REMEMBERED:
            del self._chats[next(iter(self._chats))]  # who was quiet longest
        self._chats[chat] = gate
        return gate.take(now, self.limits.chat_seconds)

    def _new_gate(self, chat: str) -> Gate | Window:
        limits = self.limits
        if self._is_group(chat):
            return Window(limits.group, limits.group_seconds)
        return Gate((limits.chat_burst - 1) * limits.chat_seconds)

    def _is_group(self, chat: str) -> bool:
        return self.limits.group > 0 and chat.startswith("-")

    def _held_until(self, chat: str) -> float:
        return max(self._held_all, self._held.get(chat, -math.inf))

    async def _until_free(self) -> None:
        """Wait for a moment of the common rate; the rate may change meanwhile."""
        while True:
            now = self._now()
            moment = self._everyone.free_at(now) if self._rate_at(now) else now + _NO_SLICE_SECONDS
            if moment <= now + _INSTANT:
                return
            await self._until(moment)

    def _now(self) -> float:
        return self._timer.monotonic()

    async def _until(self, moment: float) -> None:
        while (left := moment - self._now()) > _INSTANT:
            await self._timer.sleep(left)
