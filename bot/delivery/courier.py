"""Takes the deliveries of one message from their text to their recorded outcome. The only module that calls a sender."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock, Timer
from bot.delivery.author import Author, Withheld
from bot.delivery.exchange import Exchange
from bot.delivery.figures import Figures
from bot.delivery.leadership import Leadership
from bot.delivery.limiter import Limiter
from bot.delivery.outcome import Patience, returned, settled, uncertain
from bot.delivery.sender import AnnouncingSender, Attempt, DigestingSender, Reminder, Sender
from bot.delivery.trail import Trail
from bot.retry import Chance
from bot.store.ledger import Ledger
from bot.store.model.awaited_answer import TOLD
from bot.store.model.delivery import Delivery, Settlement
from bot.store.model.errors import StoreError

log = structlog.get_logger("bot.reminders")
_STILL_GOES = ("", "over", TOLD)
"""Reasons for which a subscription ended whose last reminders are still sent."""
_UNWORDED_AGAIN = timedelta(minutes=15)
"""Pause before a delivery is tried again whose text could not be made."""


@dataclass(frozen=True)
class Route:
    """A channel: who sends, how fast, and after how many seconds of sending an attempt that hangs is uncertain.

    `chat_of` gives the chat of a user, by which the limiter counts.
    """

    sender: Sender
    limiter: Limiter
    send_seconds: float = 30.0
    chat_of: Callable[[str], str] = str


@dataclass(frozen=True)
class Options:
    """How reminders are sent. `in_flight` limits the attempts under way, and so how many a kill leaves uncertain.

    An attempt that takes longer than `slow_seconds` makes room for others, so that one that hangs holds nobody up; of
    these there may be `slow`. `batch` are claimed at once; if nothing is due, it looks again after `poll` seconds.
    At the end of the program what is under way may take `finish_seconds`.
    """

    in_flight: int = 16
    slow_seconds: float = 1.0
    slow: int = 200
    batch: int = 100
    poll: float = 1.0
    finish_seconds: float = 8.0
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Crew:
    """What the couriers of all channels share."""

    ledger: Ledger
    lead: Leadership
    exchange: Exchange
    author: Author
    clock: Clock
    timer: Timer
    figures: Figures
    trail: Trail
    options: Options = field(default_factory=Options)
    chance: Chance = random.random


class NotMine(Exception):  # noqa: N818 - not an error: another process sends it
    """This process may no longer send the delivery."""


@dataclass
class _Letter:
    """What goes out as one message: deliveries of one user, each with its reminder. `left`: its first byte may have."""

    parts: list[tuple[Delivery, Reminder]]
    left: bool = False


class Courier:
    """Sends the deliveries of one channel. `heard` is called with the outcome of each attempt, and says what it means."""

    def __init__(self, crew: Crew, route: Route, heard: Callable[[Delivery, Attempt], Attempt]) -> None:
        self._crew = crew
        self._route = route
        self._heard = heard
        self.digests = isinstance(route.sender, DigestingSender)
        """Whether all that is due to a person at a moment goes out as one message."""

    async def deliver(self, deliveries: Sequence[Delivery], term: int, permitted: float) -> None:
        """Send `deliveries`, claimed under `term`, and record the outcome in the database before returning.

        More than one go out as one message, to the one user of all of them. `permitted` is the moment at which the limiter
        gave the permission, in seconds of the timer.
        """
        crew, letter, withheld, channel = self._crew, _Letter([]), list[Settlement](), deliveries[0].channel
        for one in deliveries:
            worded = self._worded(one, term)
            if isinstance(worded, Settlement):
                withheld.append(worded)
            else:
                letter.parts.append((one, worded))
        await self._settle(channel, withheld)
        if not letter.parts:
            return
        try:
            attempt = await self._attempt(letter, term, permitted)
        except (StoreError, NotMine):
            # Nothing was transmitted, though it may be marked: it waits again, unless another process holds it by now.
            await self._settle(channel, [returned(one, term, one.ready_at) for one, _ in letter.parts])
            return
        except asyncio.CancelledError:
            for one, _ in letter.parts:
                crew.exchange.post(self._broken_off(one, term, letter.left))
            raise
        attempt = self._heard(letter.parts[0][0], attempt)
        await self._settle(channel, self._settled(letter, term, attempt))

    def _settled(self, letter: _Letter, term: int, attempt: Attempt) -> list[Settlement]:
        """What `attempt` means for each part of a letter: parts that wait again wait for the same moment."""
        crew, ends = self._crew, list[Settlement]()
        now, chance = crew.clock(), crew.chance()
        for one, _ in letter.parts:
            ends.append(settled(one, term, attempt, now, crew.options.patience, lambda: chance))
            self._note(one, attempt, ends[-1])
        return ends

    def _broken_off(self, delivery: Delivery, term: int, left: bool) -> Settlement:
        """The settlement of an attempt that the end of the program cut short."""
        if left:
            return uncertain(delivery, term, "broken off", self._crew.clock(), self._crew.options.patience)
        return returned(delivery, term, delivery.ready_at)

    def _worded(self, delivery: Delivery, term: int) -> Reminder | Settlement:
        """The reminder to send, or the outcome if none is to be sent."""
        crew = self._crew
        if delivery.ended not in _STILL_GOES:
            return Settlement(delivery.id, term, "cancelled", delivery.ended, outcome="cancelled")
        now = crew.clock()
        try:
            body = crew.author.write(delivery, now)
        except Exception:  # one whose text cannot be made must not stop the others, and is tried again
            log.exception("reminder_without_words", delivery=delivery.id, milestone=delivery.milestone)
            return returned(delivery, term, now + _UNWORDED_AGAIN)
        if isinstance(body, datetime):
            return returned(delivery, term, body)
        if isinstance(body, Withheld):
            log.info("reminder_not_sent", delivery=delivery.id, status=body.status, reason=body.reason)
            return Settlement(delivery.id, term, body.status, body.reason, outcome=body.status)
        return Reminder(
            name_of(delivery),
            delivery.user,
            body.text,
            body.clauses,
            delivery.kind,
            delivery.maybe_repeated,
            delivery.subscription_id,
            delivery.notice,
            delivery.milestone,
            delivery.due_at,
        )

    async def _attempt(self, letter: _Letter, term: int, permitted: float) -> Attempt:
        """Mark it as sending and send it. What may not be sent leaves the letter.

        Raises NotMine if none of it may be sent any more, StoreError if the database does not answer.
        """

        def may_send() -> None:
            # Noted before the check. A kill between the two leaves a note of what was not sent: it counts as uncertain and is
            # sent with its mark, whereas bytes without a note would be repeated without one. Writing the note may block
            # on the disk, and a process suspended there sends after waking unless the check comes after it.
            for one, _ in letter.parts:
                self._crew.trail.note(one.id, one.attempts + 1)
            if not self._crew.lead.holds(term):  # suspended since the mark: another may be sending it
                raise NotMine
            letter.left = True

        allowed = await asyncio.gather(
            *(self._crew.exchange.may_send(one.id, term) for one, _ in letter.parts)
        )
        if not any(allowed):
            raise NotMine
        letter.parts = [part for part, may in zip(letter.parts, allowed, strict=True) if may]
        await self._route.limiter.still(self._route.chat_of(letter.parts[0][0].user), permitted)
        try:
            async with asyncio.timeout(self._route.send_seconds):
                return await self._send([reminder for _, reminder in letter.parts], may_send)
        except NotMine:
            raise
        except TimeoutError:
            return Attempt("uncertain" if letter.left else "retry", "no answer in time")
        except Exception as error:  # a sender must not raise; if one does, nobody knows what happened
            log.exception("sender_failed", sender=type(self._route.sender).__name__)
            return Attempt("uncertain", type(error).__name__)

    async def _send(self, reminders: list[Reminder], may_send: Callable[[], None]) -> Attempt:
        sender = self._route.sender
        if isinstance(sender, DigestingSender):
            return await sender.send_together(reminders, may_send)
        (reminder,) = reminders
        if isinstance(sender, AnnouncingSender):
            return await sender.send_announced(reminder, may_send)
        may_send()
        return await sender.send(reminder)

    def _note(self, delivery: Delivery, attempt: Attempt, end: Settlement) -> None:
        figures = self._crew.figures
        figures.attempts[delivery.channel, attempt.outcome] += 1
        if attempt.outcome == "sent":
            figures.sent(delivery.due_at, self._crew.clock())
            return
        log.warning(
            "reminder_attempt",
            delivery=delivery.id,
            channel=delivery.channel,
            outcome=attempt.outcome,
            reason=attempt.reason,
            seconds=attempt.seconds,
            status=end.status,
        )

    async def _settle(self, channel: str, ends: Sequence[Settlement]) -> None:
        await asyncio.gather(*map(self._crew.exchange.post, ends))
        for end in ends:
            if end.outcome:
                self._crew.figures.outcomes[channel, end.outcome] += 1


def name_of(delivery: Delivery) -> str:
    """The permanent id of a delivery: the same after restarts, restored backups and renewed planning."""
    parts = (
        delivery.user_key,
        delivery.subscription_id,
        delivery.milestone,
        delivery.kind,
        delivery.revision,
        delivery.due_at.isoformat(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
