"""The revisions of the desk, laid over the folder of the pack: which hold, and the knowledge that they make."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec
import structlog

from bot.knowledge import Knowledge, digest_of_folder, open_knowledge
from bot.laid_knowledge import is_compiled, laid_folder, take_compiled
from bot.pack.faults import PackError
from bot.pack.laying import Change, Misfit, fitting, read_change, standing
from bot.pack.model import Pack
from bot.store.model.errors import StoreError

log = structlog.get_logger("noticebot.knowledge")


class RevisionSource(Protocol):
    """Where revisions come from."""

    async def latest(self, notice: str) -> int:
        """The number of the last revision that was taken; 0 if none was."""

    async def taken(self, notice: str) -> tuple[tuple[int, str], ...]:
        """The changes that were taken, in order, with their numbers."""

    async def compiled(self, digest: str) -> bytes | None:
        """The compiled form of this digest; None if nobody made it."""


@dataclass(frozen=True)
class LaidOver:
    """What is in use: the number of the last revision read, the changes that hold by number, and why others do not fit."""

    number: int = 0
    changes: tuple[tuple[int, Change], ...] = ()
    misfits: tuple[tuple[int, Misfit], ...] = ()


class LaidRevisions:
    """Reads the revisions of one pack, and makes the knowledge that they change."""

    def __init__(self, source: RevisionSource, folder: Path, cache: Path, *, draft: bool = False) -> None:
        self._source = source
        self._folder = folder
        self._cache = cache
        self._draft = draft

    async def latest(self, pack: Pack, otherwise: int) -> int:
        """The number of the last revision; `otherwise` if the database cannot tell now."""
        try:
            return await self._source.latest(pack.facts.id)
        except StoreError:
            return otherwise

    async def read(self, pack: Pack) -> LaidOver:
        """What holds for the pack of the folder now. Raises StoreError if the database cannot be used."""
        rows = await self._source.taken(pack.facts.id)
        made = standing((number, read_change(text)) for number, text in rows)
        fits, others = fitting(made, pack)
        for number, why in others.items():
            log.warning("revision_left_out", revision=number, why=why)
        number = rows[-1][0] if rows else 0
        return LaidOver(number, tuple(fits.items()), tuple(others.items()))

    async def knowledge(self, laid: LaidOver) -> Knowledge | None:
        """The knowledge with the changes; None, which is logged, if it cannot be made: then the folder alone is used."""
        changes = [change for _, change in laid.changes]
        try:
            folder = await asyncio.to_thread(laid_folder, self._folder, changes, self._cache)
            if not await asyncio.to_thread(is_compiled, folder, self._cache, draft=self._draft):
                await self._compile(folder, changes)
            return await asyncio.to_thread(open_knowledge, folder, self._cache, draft=self._draft)
        except (PackError, OSError, ValueError, StoreError) as error:
            log.error(
                "revisions_refused", revision=laid.number, cause=type(error).__name__, reason=str(error)[:400]
            )
            return None

    async def _compile(self, folder: Path, changes: list[Change]) -> None:
        """Have the compiled form in the cache: from the process that made it, else from a process beside this one."""
        digest = await asyncio.to_thread(digest_of_folder, folder, draft=self._draft)
        given = await self._source.compiled(digest)
        if given is not None:
            await asyncio.to_thread(
                take_compiled, folder, self._folder, self._cache, given, draft=self._draft
            )
            return
        command = (sys.executable, "-m", "bot.laid_knowledge", str(self._folder), str(self._cache))
        draft = ("draft",) if self._draft else ()
        beside = await asyncio.create_subprocess_exec(
            *command, *draft, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
        try:
            await beside.communicate(msgspec.json.encode(changes))
        except asyncio.CancelledError:
            beside.kill()
            raise
