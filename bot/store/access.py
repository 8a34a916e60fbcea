"""The one way to a database: transactions on an engine, with every fault of the driver explained."""

from __future__ import annotations

from bot.store.engine import Engine, Result, Work
from bot.store.trouble import explained


class Access:
    """What reaches a database through `engine`; `place` is how the database is called to people."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place

    async def _read(self, work: Work[Result]) -> Result:
        """Do `work`, which only reads. Raises StoreError if the database cannot be used."""
        with explained(self._place):
            return await self._engine.read(work)

    async def _write(self, work: Work[Result]) -> Result:
        """Do `work` whole or not at all. Raises StoreError if the database cannot be used."""
        with explained(self._place):
            return await self._engine.write(work)
