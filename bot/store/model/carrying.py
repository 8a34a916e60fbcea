"""A talk on its way to another browser: who gives it, who wants it, how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

MOST_TRIES = 5
"""Wrong codes that one name may try before it must rest."""
TRIES_WITHIN = timedelta(minutes=10)
"""How long it rests after the last of them: no more than so many come in any such time."""
CarryingState = Literal["offered", "claimed", "allowed", "taken"]
"""The code was shown; somebody typed it; whoever gives it has confirmed; whoever takes it has too, and it has been used."""


@dataclass(frozen=True)
class Carrying:
    """`taker` is the key of whoever typed the code, empty before; nothing can be done with it from `expires_at` (aware) on."""

    giver: str
    state: CarryingState
    expires_at: datetime
    taker: str = ""


@dataclass(frozen=True)
class Claim:
    """What became of a typed code. `wait_until` (aware): too many were wrong, and this one was not looked at."""

    outcome: Literal["claimed", "own", "wrong", "too_many"]
    wait_until: datetime | None = None


class Carrier(Protocol):
    """Keeps talks on their way, such as `bot.store.carryings.Carryings`. All moments are aware."""

    async def offer(self, giver: str, code_hash: str, expires_at: datetime, now: datetime) -> None:
        """Have the talk of `giver` be taken by a code; one offered before can no longer be taken."""

    async def given_by(self, giver: str, now: datetime) -> Carrying | None:
        """What `giver` offers; None if it offers nothing."""

    async def wanted_by(self, taker: str, now: datetime) -> Carrying | None:
        """What `taker` typed the code of; None if there is none."""

    async def claim(self, code_hash: str, taker: str, names: Sequence[str], now: datetime) -> Claim:
        """Have `taker` be the one who gets what has this code, unless another is. What is wrong counts for each of `names`."""

    async def allow(self, giver: str, taker: str, now: datetime) -> bool:
        """Confirm that `taker` may have it. Returns False if it is not that one who typed the code."""

    async def take(self, taker: str, now: datetime) -> str | None:
        """Use up what `taker` was allowed. Returns the giver, also if `taker` did so before; None if nothing was allowed."""

    async def withdraw(self, user: str) -> None:
        """End what `user` gives or wants, unless it was taken."""
