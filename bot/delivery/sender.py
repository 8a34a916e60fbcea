"""The protocol by which channels send reminders, and the possible outcomes of an attempt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable


@dataclass(frozen=True)
class Reminder:
    """One message that the bot sends unasked.

    `id` is permanent (a receiver recognises a repetition by it). `user` is the user's key without the channel's name.
    `maybe_repeated`: an earlier attempt may have arrived, and the text says so. `subscription` is what a stop button
    stops, `notice` the id of the notice that it is about, `milestone` that of the milestone (empty: none), and `due_at` (aware)
    when it was due: by these an answer knows which reminder it is to.
    """

    id: str
    user: str
    text: str
    clauses: tuple[str, ...]
    kind: str
    maybe_repeated: bool = False
    subscription: str = ""
    notice: str = ""
    milestone: str = ""
    due_at: datetime | None = None


LONGEST_WAIT = 86_400.0
"""Seconds that a channel may ask to wait; of more it is asked again after them."""
AttemptOutcome = Literal["sent", "gone", "wait", "held", "retry", "refused", "uncertain", "failed"]


@dataclass(frozen=True)
class Attempt:
    """The outcome of one attempt.

    sent: it arrived. gone: the person can no longer be reached, for `reason`. wait: rejected, retry after `seconds`.
    held: nobody can be reached through the channel at present. retry: a temporary fault. refused: this one was rejected,
    perhaps only for now. After these it certainly did not arrive. uncertain: it may have arrived. failed: rejected
    permanently. `by_gateway`: uncertain, but what answered was no platform and says that it could not pass it on.
    `in_vain`: it had passed it on, and waited in vain for an answer.
    """

    outcome: AttemptOutcome
    reason: str = ""
    seconds: float = 0.0
    by_gateway: bool = False
    in_vain: bool = False

    @property
    def hardly_arrived(self) -> bool:
        """Whether it is uncertain, but most improbable that it arrived."""
        return self.by_gateway and not self.in_vain


_IN_VAIN = (504, 524)


def from_gateway(status: int, reason: str) -> Attempt:
    """What it means that something on the way answered in the platform's place, with this HTTP status."""
    return Attempt("uncertain", reason, by_gateway=True, in_vain=status in _IN_VAIN)


class Sender(Protocol):
    """Sends reminders through one channel. Network errors are outcomes, not exceptions; cancelling `send` is uncertain."""

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""


@runtime_checkable
class AnnouncingSender(Protocol):
    """A sender that knows when its first byte is sent: after a crash, what was not sent yet is no repetition."""

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; call `may_send` immediately before its first byte is sent.

        What `may_send` raises goes through: the permission to send is gone, and nothing may leave any more.
        """


@runtime_checkable
class DigestingSender(Protocol):
    """A sender that puts all that is due to one person at a moment into one message."""

    async def send_together(self, reminders: Sequence[Reminder], may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminders`, all of one user; `may_send` is called as by an AnnouncingSender."""
