"""What is found when a channel is looked at: whether it works, what is wrong, and what to do. Secrets are in none of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `works`: None if it cannot be known, or is only worth knowing. `do`: how to mend it."""

    works: bool | None
    text: str
    do: str = ""


@dataclass
class ChannelReport:
    """What was found of the channel `name`; `heard_at` and `told_at` are when the last message came in and went out."""

    name: str
    title: str
    findings: list[Finding] = field(default_factory=list)
    heard_at: datetime | None = None
    told_at: datetime | None = None

    @property
    def works(self) -> bool:
        """Whether nothing was found that does not work."""
        return all(one.works is not False for one in self.findings)

    def to_plain(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "channel": self.name,
            "works": self.works,
            "findings": [{"works": one.works, "text": one.text, "do": one.do} for one in self.findings],
            "last_in": self.heard_at.isoformat() if self.heard_at else None,
            "last_out": self.told_at.isoformat() if self.told_at else None,
        }
