"""What the office tells everybody who has reminders: drafted by one, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

OfficeStatus = Literal["drafted", "confirmed", "stopped"]
Confirmation = Literal["confirmed", "own", "early", "gone", "enough"]
"""What came of confirming: done; it is one's own; its hold is not over; it is not waiting any more; today there were enough."""
HOLD = timedelta(minutes=10)
"""So long an owner alone waits, while any account may stop it."""
OFFICE: Final = "office"
"""The kind of its deliveries."""
MOST_A_DAY = 2
"""So many are sent on a day."""
LONGEST_OFFICE_TEXT, LONGEST_SENDER = 140, 20
"""Characters: both stand, with the line between them, in the revision of each delivery."""


@dataclass(frozen=True)
class OfficeNotice:
    """One word to everybody. `people` is to how many it went; 0 until `decided_by` confirmed it, who may also have stopped it.

    `held_by` is the owner alone who began its hold at `held_at`.
    """

    id: int
    author: str
    sender: str
    text: str
    made_at: datetime
    status: OfficeStatus = "drafted"
    decided_by: str = ""
    decided_at: datetime | None = None
    people: int = 0
    held_by: str = ""
    held_at: datetime | None = None

    def held_until(self, account: str) -> datetime | None:
        """When `account`, an owner alone, may send it; None if they did not begin its hold."""
        return self.held_at + HOLD if self.held_at is not None and self.held_by == account else None


@dataclass(frozen=True)
class Reach:
    """How many `people` one that is sent now goes to; so many more have all of their reminders `resting`, and do not get it."""

    people: int
    resting: int


def written_revision(sender: str, text: str) -> str:
    """The revision of a delivery that says `text`: every process can write the reminder from it."""
    return f"{sender}\n{text}"


def read_revision(revision: str) -> tuple[str, str]:
    """Sender and text."""
    sender, _, text = revision.partition("\n")
    return sender, text
