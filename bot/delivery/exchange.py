"""Batches the two writes of each delivery: the mark that permits sending (`may_send`), and the outcome.

While one transaction is written, requests gather for the next: many deliveries a second with few commits, and still
each is marked immediately before it is transmitted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import tzinfo

import structlog

from bot.clock import Clock, Timer
from bot.delivery.leadership import Leadership
from bot.store.ledger import Ledger
from bot.store.model.delivery import Settlement
from bot.store.model.errors import StoreError

_PAUSE_SECONDS = 1.0
log = structlog.get_logger("bot.reminders")


class Exchange:
    """Writes for the couriers to the ledger. `run` writes until it is cancelled."""

    def __init__(
        self, ledger: Ledger, lead: Leadership, clock: Clock, timer: Timer, zone: Callable[[], tzinfo]
    ) -> None:
        self._ledger = ledger
        self._lead = lead
        self._clock = clock
        self._timer = timer
        self._zone = zone
        self._settled: dict[asyncio.Future[None], Settlement] = {}
        self._to_send: dict[asyncio.Future[bool], tuple[int, int]] = {}
        self._wanted = asyncio.Event()
        self._away = False

    async def may_send(self, id: int, term: int) -> bool:
        """Mark the claimed delivery `id` as sending. Returns whether it may be sent now.

        Raises StoreError if the database does not answer.
        """
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._to_send[answer] = (id, term)
        self._wanted.set()
        return await answer

    def post(self, settlement: Settlement) -> asyncio.Future[None]:
        """Have `settlement` written, retrying as long as the database cannot be reached; returns when it is."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._settled[done] = settlement
        self._wanted.set()
        return done

    async def run(self) -> None:
        """Write batches until cancelled."""
        while True:
            await self._wanted.wait()
            try:
                await self.flush()
                self._away = False
            except StoreError as error:
                self._say_away(error)
                await self._timer.sleep(_PAUSE_SECONDS)

    async def flush(self) -> None:
        """Write what has gathered, in one transaction. After a StoreError the settlements stay for the next."""
        self._wanted.clear()
        settled, self._settled = self._settled, {}
        to_send, self._to_send = self._to_send, {}
        try:
            await self._write(settled, to_send)
        except BaseException as error:
            for answer in to_send:
                if not answer.done():
                    answer.set_exception(error if isinstance(error, StoreError) else StoreError(str(error)))
            self._settled = {**settled, **self._settled}
            self._wanted.set()
            raise

    async def _write(
        self,
        settled: dict[asyncio.Future[None], Settlement],
        to_send: dict[asyncio.Future[bool], tuple[int, int]],
    ) -> None:
        term = self._lead.term
        ids = [id for id, claimed in to_send.values() if claimed == term]
        may: frozenset[int] = frozenset()
        if settled or ids:
            now = self._clock()
            day = now.astimezone(self._zone()).date().isoformat()
            # Without a term nothing may be sent: 0 is no process's term.
            may = await self._ledger.exchange(term or 0, list(settled.values()), ids, now, day)
        for answer, (id, claimed) in to_send.items():
            if not answer.done():
                answer.set_result(id in may and claimed == term)
        for done in settled:
            if not done.done():
                done.set_result(None)

    def _say_away(self, error: StoreError) -> None:
        if not self._away:
            log.warning("reminders_database_away", error=str(error))
        self._away = True
