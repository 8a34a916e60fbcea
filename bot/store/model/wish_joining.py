"""The wishes of two channels of one person as one set: how far that is, and what each had before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.store.model.saved import JsonObject

JoiningState = Literal["offered", "claimed", "allowed", "joined"]
"""The code was shown; somebody typed it; whoever gives has confirmed; whoever takes has too."""


@dataclass(frozen=True)
class Joining:
    """`taker` is the key of whoever typed the code, empty before; it ends at `expires_at` (aware) unless it is joined.

    `pushes`: the giver can be sent messages unasked. `record` is what each had before, for whoever undoes it.
    """

    giver: str
    taker: str
    state: JoiningState
    expires_at: datetime
    pushes: bool = False
    record: JsonObject = field(default_factory=dict)


@dataclass(frozen=True)
class HandOver:
    """All wishes that `old` holds go to `new`, one of those who gave them.

    `records` are by key those of everybody who gave, `old` among them by then and `new` no more.
    """

    old: str
    new: str
    records: Mapping[str, JsonObject]
