"""The protocol of engines, which run transactions. Work is a plain function of a connection, the same for both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
"""What to do in one transaction. It runs to its end on one connection, and may run in another thread."""
PROBE_SECONDS: Final = 1.0
"""How long a probe waits for a lock."""


class Engine(Protocol):
    """Runs work in transactions."""

    async def read(self, work: Work[Result]) -> Result:
        """Run `work`, which only reads, on one snapshot of the database."""

    async def write(self, work: Work[Result], *, lasting: bool = True) -> Result:
        """Run `work` in a transaction; roll back if it raises. When this returns, everybody sees what was committed.

        A `lasting` commit is durable then; any other is within a second, and is lost with the power alone.
        """

    async def probe(self, work: Work[None]) -> None:
        """Run `work` in a transaction that writes, on a connection kept for this alone, which waits a second for locks."""

    def apart(self) -> Engine:
        """Another engine on this database, with reading connections of its own. It is closed with this one."""

    async def close(self) -> None:
        """Close every connection."""
