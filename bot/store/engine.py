"""Where transactions run. Work on the database is a plain function of a connection, the same for both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
"""What to do in one transaction. It runs to its end on one connection, and may run in another thread."""


class Engine(Protocol):
    """Runs work in transactions."""

    async def read(self, work: Work[Result]) -> Result:
        """Do `work`, which only reads, on one state of the database."""

    async def write(self, work: Work[Result]) -> Result:
        """Do `work` whole or, if it raises, not at all. What was done is on the disk when this returns."""

    async def close(self) -> None:
        """Close every connection."""
