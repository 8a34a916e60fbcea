"""One delivery (提醒) as stored, and the records that planner and dispatcher exchange with the store. No SQLAlchemy import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from bot.store.model.saved import JsonObject

Status = Literal[
    "due", "claimed", "sending", "sent", "uncertain", "failed", "blocked", "expired", "cancelled"
]
"""due → claimed → sending (committed before it is sent) → the outcome.

An uncertain one whose `ready_at` is not NEVER waits for another attempt, and is claimed again like a due one.
"""
DeliveryKind = Literal["lead", "moment", "watch", "correction", "again", "note", "office", "answered"]
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""`ready_at` of an uncertain delivery that had its last attempt: it is never retried again."""


@dataclass(frozen=True)
class Delivery:
    """One reminder to one person. `maybe_repeated`: an earlier attempt may have arrived. `notice`: what it is about.

    `id` is that of its row; 0 if it has none yet. `reason` is that of the last attempt (see `Doubts`). When it is claimed,
    what its text is made from is loaded as it stands then: `wish` is the state of the subscription and `ended` why it
    ended, `interviews` are those of the user by name, `asked` is the question that it answers, as long as its words are kept.
    What is broken is empty.
    """

    id: int
    user_key: str
    subscription_id: str
    milestone: str
    kind: str
    revision: str
    due_at: datetime
    ready_at: datetime
    attempts: int = 0
    maybe_repeated: bool = False
    notice: str = ""
    reason: str = ""
    wish: JsonObject = field(default_factory=dict)
    ended: str = ""
    interviews: Mapping[str, JsonObject] = field(default_factory=dict)
    asked: str = ""

    @property
    def channel(self) -> str:
        """The channel through which it is sent."""
        return channel_of(self.user_key)

    @property
    def user(self) -> str:
        """The user's id within the channel."""
        return self.user_key.partition(":")[2]

    @property
    def waiting(self) -> Status:
        """The status in which it waits to be claimed."""
        return "uncertain" if self.maybe_repeated else "due"


@dataclass(frozen=True)
class Settlement:
    """The outcome to record for a delivery. Applied only while `term` still holds the delivery.

    `ready_at` is when a waiting one may be claimed again. `uncounted`: the attempt was turned away and is not counted.
    `outcome` is under which name it is counted, empty if it only goes back to wait. `gone` is the user whose
    subscriptions end with it, empty for nobody.
    """

    id: int
    term: int
    status: Status
    reason: str = ""
    outcome: str = ""
    ready_at: datetime | None = None
    uncounted: bool = False
    gone: str = ""


@dataclass(frozen=True)
class Wish:
    """A subscription as the planner reads it."""

    user_key: str
    id: str
    state: str
    next_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Planned:
    """One message that is due at `due_at` (UTC). `revision` tells apart what is said of the same milestone.

    Of an answer the milestone is the number of the kept question, and the revision the entry that answers it.
    Of a lead it is the milestone's own day (2022-12-06), of a watch the id of the new notice, of a correction the old
    and the new day (2022-12-06/2022-12-08), of a moment, of one more after another (again) and of
    what is told at once (note) nothing. `notice` is the id of the notice that it is about.
    """

    milestone: str
    kind: DeliveryKind
    revision: str
    due_at: datetime
    notice: str = ""


@dataclass(frozen=True)
class Traffic:
    """What came in through a channel and went out last; how many deliveries are overdue, and why the last of them was refused."""

    heard_at: datetime | None
    told_at: datetime | None
    overdue: int = 0
    reason: str = ""


Told = Mapping[str, str]
"""The deadline that a person was told last, as a revision, by milestone."""


@dataclass(frozen=True)
class Plan:
    """What is due, when to look again (None: not before the facts or the subscription change), and why it ended.

    `state` is the subscription's own from now on; None: as it was.
    """

    deliveries: tuple[Planned, ...] = ()
    next_at: datetime | None = None
    ended: str = ""
    state: JsonObject | None = None


@dataclass(frozen=True)
class Leader:
    """The process that holds the right to send. It increments `beat` as long as it lives."""

    owner: str
    term: int
    beat: int


def channel_of(user_key: str) -> str:
    """The channel of a user's key: the part before the colon."""
    return user_key.partition(":")[0]
