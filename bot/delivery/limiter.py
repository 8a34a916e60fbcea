"""The limiter of a channel: replies and reminders of this process all ask it before they are sent.

Replies have priority over reminders, which get a share of the rate. When the channel asks for a pause (429), the chat
or the whole channel is held. Processes that share the rate each have a slice of it (slices.py).
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass

from bot.clock import Timer
from bot.delivery.gates import Gate, Window
from bot.delivery.sender import LONGEST_WAIT

_REMEMBERED = 20_000
_INSTANT = 1e-6
_NO_SLICE_SECONDS = 0.1
"""Pause before checking again whether this process has a slice of the rate."""
_FRESH_SECONDS = 0.5
"""How long a permission is valid; longer if the rate puts two reminders further apart."""


@dataclass(frozen=True)
class Limits:
    """The limits of a channel.

    `per_second` messages in all, of which reminders get the share `reminders` (0 to 1) at most; after a pause a burst
    of as many as fit in `burst_seconds`. In a chat `chat_burst` at once, then one every `chat_seconds`. In a group (its
    id begins with a minus) instead `group` messages in any `group_seconds`; 0: groups are chats like others. When
    `held_chats` chats are held at the same time, the whole channel is; 0: never.
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
        """How many reminders a second are permitted while no replies are sent."""
        return self.per_second * self.reminders


class Limiter:
    """Says when the next message may be sent, in seconds of the monotonic `timer`."""

    def __init__(self, limits: Limits, timer: Timer) -> None:
        self.limits = limits
        self._timer = timer
        self._rate, self._rate_until = limits.per_second, math.inf
        self._everyone = Gate(limits.burst_seconds)
        self._reminders = Gate(limits.burst_seconds)
        self._chats: dict[str, Gate | Window] = {}
        self._held: dict[str, float] = {}
        self._held_all = -math.inf
        self._held_reminders = -math.inf
        self._turn = asyncio.Lock()
        self._replies = 0
        self._used, self._short = 0, False

    # ── replies ──

    async def reply(self, chat: str, is_edit: bool = False) -> None:
        """Wait until a reply to `chat` may be sent. Edits count in groups and in the total, not in private chats."""
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
        """How many replies wait for the channel's rate."""
        return self._replies

    # ── reminders ──

    def reminder_at(self, now: float) -> float:
        """When the next reminder to any chat may be sent, if nothing is sent before it: `now` or later."""
        rate = self._rate_at(now)
        if not rate:
            self._short = True
            return now + _NO_SLICE_SECONDS
        common = self._everyone.free_at(now)
        if self._replies:  # replies first; then whoever asks
            common = max(common, now + 1 / rate)
        moment = max(common, self._reminders.free_at(now))
        self._short = self._short or moment > now
        return max(moment, self._held_all, self._held_reminders)

    def chat_at(self, chat: str, now: float) -> float:
        """When the limit of `chat` alone permits its next message: `now` or later."""
        gate = self._chats.get(chat)
        return max(gate.free_at(now) if gate else now, self._held_until(chat))

    def take_reminder(self, chat: str, now: float) -> float:
        """Count a reminder to `chat` as sent now. Returns the moment of this permission."""
        self._take_chat(chat, now)
        self._take_share(now)
        return now

    async def still(self, chat: str, since: float) -> None:
        """Wait until the reminder that was permitted at the moment `since` may be sent.

        That is at once, unless it was delayed so long that it would exceed the rate, or its chat has been held since.
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
        """Hold `chat` for `seconds`, a day at most. Returns whether the whole channel is held now."""
        now, seconds = self._now(), min(seconds, LONGEST_WAIT)
        self._held = {held: until for held, until in self._held.items() if until > now}
        self._held[chat] = max(now + seconds, self._held.get(chat, now))
        for_all = 0 < self.limits.held_chats <= len(self._held)
        if for_all:
            self._held_all = max(self._held_all, now + seconds)
        return for_all

    def hold_reminders(self, until: float) -> None:
        """Hold all reminders, but no replies, until that moment; one that is past ends the hold."""
        self._held_reminders = until

    # ── the slice ──

    def grant(self, rate: float, until: float) -> None:
        """Use a rate of `rate` messages a second until the moment `until`, and none after it."""
        self._rate, self._rate_until = rate, until

    def demand(self, seconds: float) -> float:
        """How many messages a second are needed, from what was sent in the `seconds` since the last call."""
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
        """Reserve the moment of the next message in `chat`."""
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
        """Wait until the channel's rate permits a message; the rate may change meanwhile."""
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
