"""What a person was reminded of last. Nothing else in the store's model is needed to speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reminded:
    """A reminder that a person got: of which subscription, for which milestone (empty: none), and when it was due (UTC).

    `doubtful`: it may not have arrived, and is not tried again.
    """

    subscription: str
    milestone: str
    kind: str
    due_at: datetime
    doubtful: bool = False
