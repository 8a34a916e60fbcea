"""The protocol of engines, which run transactions. Work is a plain function of a connection, the same for both databases."""

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
        """Run `work`, which only reads, on one snapshot of the database."""

    async def write(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction; roll back if it raises. The commit is durable when this returns."""

    async def close(self) -> None:
        """Close every connection."""
