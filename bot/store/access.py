"""Base class of everything that talks to the database: runs transactions on an engine and turns driver errors into StoreError."""

from __future__ import annotations

from bot.store.engines.engine import Engine, Result, Work
from bot.store.engines.trouble import explained


class Access:
    """Runs reads and writes on `engine`. `place` names the database in error messages."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place

    async def _read(self, work: Work[Result]) -> Result:
        """Run `work`, which only reads, in a transaction. Raises StoreError if the database cannot be used."""
        with explained(self._place):
            return await self._engine.read(work)

    async def _write(self, work: Work[Result], *, lasting: bool = True) -> Result:
        """Run `work` in one transaction, rolled back if it raises. Raises StoreError if the database cannot be used.

        For `lasting` see `Engine.write`.
        """
        with explained(self._place):
            return await self._engine.write(work, lasting=lasting)
