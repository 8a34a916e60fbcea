"""The stored state of one user, and the protocol of stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from bot.store.model.reminded import Reminded

JsonObject = Mapping[str, Any]
"""A JSON object. The store does not look inside."""


LASTING = "lasting"
"""The part of a state that says, if true, that it holds what must last beside interviews and subscriptions."""
InterviewKey = tuple[str, str]
"""Which interview of a user it is: the id of the notice under which its answers were given, and the name of its person."""
InterviewRow = tuple[str, datetime]
"""A stored interview: its state as JSON text, and when it last changed."""


@dataclass(frozen=True)
class SavedInterview:
    """One interview. `updated_at` is set by the store: when its state last changed."""

    state: JsonObject
    updated_at: datetime | None = None


@dataclass(frozen=True)
class SavedSubscription:
    """One subscription. `ended` says why it no longer runs: the dispatcher may end it too, beside any conversation.

    `notice` is the id of the notice under which it was made.
    """

    state: JsonObject
    ended: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Saved:
    """The conversation of one user, interviews by notice and name, subscriptions by id.

    The store sets `version` and `updated_at`. `notice` is the id of the notice under which the last turn was taken. A new one
    has version 0. To change one, `replace` its state, interviews or subscriptions and keep its version.
    """

    state: JsonObject = field(default_factory=dict)
    interviews: Mapping[InterviewKey, SavedInterview] = field(default_factory=dict)
    subscriptions: Mapping[str, SavedSubscription] = field(default_factory=dict)
    version: int = 0
    updated_at: datetime | None = None
    notice: str = ""
    reminded: tuple[Reminded, ...] = field(default=(), compare=False)
    """The reminders that were sent after `updated_at`, the last first: they, and no words, were said last."""
    holder: str = field(default="", compare=False)
    """The user for whom the subscriptions are stored if this one gave them away (see joining.py), and that one's version."""
    holder_version: int = field(default=0, compare=False)
    reached: bool = field(default=False, compare=False)
    """Whether messages reach this one too, as far as is known, if it gave its subscriptions away."""
    rows: Mapping[InterviewKey, InterviewRow] | None = field(default=None, compare=False, repr=False)
    """The interviews as the store holds them at this version; None if it must look.

    They change with the version alone, so that a turn need not read again what it loaded a moment before.
    """
    wishless: bool = field(default=False, compare=False, repr=False)
    """Whether the store holds no subscription as of this version; False if it must look."""


class Keeper(Protocol):
    """A store of conversations, such as `bot.store.database.Store`."""

    async def load(self, user: str) -> Saved | None:
        """Load everything stored for `user`."""

    async def save(self, user: str, saved: Saved, now: datetime, *, lasting: bool = True) -> Saved:
        """Store `saved` and return it with its new version. Raises Conflict if `saved.version` is not current.

        What need not be `lasting` may be lost with the power of the machine for a second.
        """

    async def forget(self, user: str) -> int:
        """Delete every row of `user`. Returns how many were deleted."""

    async def join(self, user: str, saved: Saved, other: str, version: int, now: datetime) -> None:
        """Store `saved` for `user` and delete `other`, whose version was `version`. Raises Conflict if either has changed."""

    async def purge(self, before: datetime) -> int:
        """Delete conversations last saved before `before`, with their interviews. Returns how many.

        Subscriptions stay: a user who asked for next year's notice must still be told.
        """

    async def close(self) -> None:
        """Close the connections to the database."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
