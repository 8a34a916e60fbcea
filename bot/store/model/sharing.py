"""People who let a group of the office see how they stand: the groups, each with a code, and who shares whom with which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LONGEST_GROUP = 40
"""Characters of the name of a group."""
LONGEST_SHOWN = 30
"""Characters of a name under which somebody is shown."""
MOST_GROUPS = 100
"""Groups of a notice that take people at one time."""
MOST_SHARED = 1000
"""People whom one group sees: each is assessed whenever it is looked at."""

Consent = Literal["shared", "over", "full"]
"""What became of a confirmation: nobody is shared where the group has ended by now, or sees too many."""


@dataclass(frozen=True)
class ShareGroup:
    """A group, such as a county's office. It sees people until `ends_at` (aware), or until it is closed at `closed_at`."""

    id: int
    notice: str
    name: str
    made_by: str
    made_at: datetime
    ends_at: datetime
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it sees people at `now` (aware)."""
        return self.closed_at is None and now < self.ends_at


@dataclass(frozen=True)
class SharedPerson:
    """One person whom `user` lets a group see, under `shown`; `source` is what `user` is called there.

    `person` is the name of the interview when that was confirmed, `begun` when that interview was begun (empty: it had not
    been): another of the same name is another person.
    """

    user: str
    person: str
    begun: str
    shown: str
    source: str
    shared_at: datetime


@dataclass(frozen=True)
class TypedCode:
    """What became of a typed code: its group (None: there is none).

    `wait_until` (aware) is set if too many were wrong, and this one was not looked at.
    """

    group: ShareGroup | None = None
    wait_until: datetime | None = None
