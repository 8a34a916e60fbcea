"""How a reminder leaves: the protocol that channels implement, and what can become of one attempt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable


@dataclass(frozen=True)
class Reminder:
    """One message that goes out by itself.

    `id` names the delivery for ever (a receiver can tell a repetition by it); `user` is the user's key without the
    channel's name; `maybe_repeated` tells that an earlier attempt may have arrived, and the text says so.
    `subscription` is what a stop button stops, `notice` the id of the notice that it is about.
    """

    id: str
    user: str
    text: str
    clauses: tuple[str, ...]
    kind: str
    maybe_repeated: bool = False
    subscription: str = ""
    notice: str = ""


Outcome = Literal["sent", "gone", "wait", "retry", "uncertain", "failed"]


@dataclass(frozen=True)
class Attempt:
    """What became of one attempt.

    sent: it arrived. gone: the person cannot be reached any more, for `reason`. wait: not taken, try again after
    `seconds`. retry: certainly not taken, a passing fault. uncertain: it may have
    arrived. failed: refused for good, whoever is asked.
    """

    outcome: Outcome
    reason: str = ""
    seconds: float = 0.0


class Sender(Protocol):
    """Sends reminders through one channel. Never raises for what the wire does; cancelling it makes it uncertain."""

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""


@runtime_checkable
class AnnouncingSender(Protocol):
    """A sender that knows the moment at which the first byte leaves: what had not left at a crash need not be repeated."""

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`, and call `may_send` immediately before its first byte goes on the wire.

        What `may_send` raises goes through: the permission to send is gone, and nothing may leave any more.
        """
