"""Revisions of the pack that are laid over its folder: what was proposed, what came of trying it, which number it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RevisionStatus = Literal["checking", "taken", "refused", "interrupted"]


@dataclass(frozen=True)
class Revision:
    """One change. It has a `number` (from 1 on, each notice its own) once it is taken; until then that is 0.

    `change` and `report` are JSON texts that the store does not look into; `questions` are the kept ones that it answers.
    While it is checked the report is when its trial was last heard of (ISO 8601), empty until then.
    """

    id: int
    number: int
    account: str
    made_at: datetime
    change: str
    status: RevisionStatus
    report: str = ""
    questions: tuple[int, ...] = ()

    @property
    def heard_at(self) -> datetime:
        """When its trial was last heard of, as long as it is checked."""
        return datetime.fromisoformat(self.report) if self.report else self.made_at
