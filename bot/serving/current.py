"""The pack that the server uses now. It is read again when its files change, or on a signal."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL
from dataclasses import replace
from pathlib import Path

import structlog
from prometheus_client import Counter

from bot.conversation.assistant import Assistant, assistant_of
from bot.interview.engine.assessment import Assessor
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.faults import PackError
from bot.pack.layout import pack_files
from bot.pack.model import Pack
from bot.reminders.wording import Composer
from bot.serving.compile_turn import compile_turn
from bot.serving.laid_revisions import LaidOver, LaidRevisions, RevisionSource
from bot.serving.settled_memory import settle_memory
from bot.store.model.errors import StoreError

LOOK_SECONDS = 2.0
log = structlog.get_logger("noticebot.knowledge")
Stamp = tuple[tuple[str, int, int], ...]


class CurrentKnowledge:
    """Holds the pack and its assistant, and replaces both when the files of the pack have changed.

    If the changed files have faults, these are logged and the old pack stays in use. Conversations go on either way.
    """

    def __init__(
        self, folder: Path, cache: Path, reloads: Counter, *, draft: bool = False, among: bool = False
    ) -> None:
        """Read the pack in `folder`. Raises PackError if it has faults; a `draft` may misquote its notice.

        One `among` others is not prepared for its first message: nobody may ever write to it, and each takes its memory.
        """
        self._folder = folder
        self._cache = cache
        self._reloads = reloads
        self._draft = draft
        self._among = among
        self._stamp = self._look()
        self._reading = asyncio.Lock()
        self._revisions: LaidRevisions | None = None
        self._laid = LaidOver()
        self._assistant, self._composer = self._base = self._read()

    def lay_over(self, source: RevisionSource) -> None:
        """From now on read the revisions of `source` too: within two looks after one was taken it is in use."""
        self._revisions = LaidRevisions(source, self._folder, self._cache, draft=self._draft)

    @property
    def laid(self) -> LaidOver:
        """The revisions that are in use."""
        return self._laid

    def base(self) -> Pack:
        """The pack of the folder, without revisions."""
        return self._base[0].pack

    def assistant(self) -> Assistant:
        """The assistant of the present pack."""
        return self._assistant

    def pack(self) -> Pack:
        """The present pack."""
        return self._assistant.pack

    def reminding(self) -> tuple[Pack, Composer]:
        """The present pack, and the composer of its reminders."""
        return self._assistant.pack, self._composer

    def assessor(self) -> Assessor | None:
        """Assesses answers by the interview of the present pack; None if it has none."""
        return self._composer.assessor

    async def reload(self) -> bool:
        """Read the folder again. Returns whether the new pack is in use; False if it has faults."""
        async with self._reading:
            self._stamp = self._look()
            async with compile_turn(self._cache):
                await self._compile_beside()
            try:
                found = await asyncio.to_thread(self._read)
            except PackError as error:
                self._reloads.labels("refused").inc()
                log.error(
                    "knowledge_refused", folder=str(self._folder), faults=[str(f) for f in error.faults]
                )
                return False
            self._assistant, self._composer = self._base = found
            self._laid = LaidOver()
            await self._lay()
            settle_memory()
        self._reloads.labels("taken").inc()
        log.info("knowledge_taken", folder=str(self._folder), entries=len(self._assistant.pack.entries))
        return True

    async def watch(self, seconds: float = LOOK_SECONDS) -> None:
        """Look at the files every `seconds`, for ever, and read them again once a change is complete.

        A change counts as complete if the files are the same at two looks in a row.
        """
        seen = self._stamp
        while True:
            await self._look_for_revisions()
            await asyncio.sleep(seconds)
            found = await asyncio.to_thread(self._look)
            if found == seen and found != self._stamp:
                await self.reload()
            seen = found

    async def _look_for_revisions(self) -> None:
        """Lay the revisions over the folder anew if one was taken since."""
        if self._revisions is None:
            return
        if await self._revisions.latest(self.base(), self._laid.number) != self._laid.number:
            async with self._reading:
                await self._lay()
                settle_memory()

    async def _lay(self) -> None:
        """Use the pack of the folder with the revisions laid over it; without them if that pack cannot be used."""
        if self._revisions is None:
            return
        try:
            laid = await self._revisions.read(self.base())
        except StoreError:
            return  # it is looked for again
        knowledge = await self._revisions.knowledge(laid) if laid.changes else None
        found = self._base if knowledge is None else await asyncio.to_thread(self._speaking, knowledge)
        self._assistant, self._composer = found
        self._laid = laid if knowledge is not None or not laid.changes else replace(laid, changes=())
        log.info("revisions_taken", revision=laid.number, changes=len(self._laid.changes))

    async def _compile_beside(self) -> None:
        """Compile the changed pack in a process of its own: it takes half a minute, in which turns must stay quick.

        Whatever goes wrong there is found when the pack is read.
        """
        command = (
            sys.executable,
            "-m",
            "bot.knowledge",
            str(self._folder),
            str(self._cache),
            *(("draft",) if self._draft else ()),
        )
        try:
            compiling = await asyncio.create_subprocess_exec(
                *command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
            )
        except OSError as error:
            log.warning("knowledge_not_compiled_beside", error=str(error))
            return
        try:
            await compiling.wait()
        except asyncio.CancelledError:
            compiling.kill()
            raise

    def _read(self) -> tuple[Assistant, Composer]:
        return self._speaking(open_knowledge(self._folder, self._cache, draft=self._draft))

    def _speaking(self, knowledge: Knowledge) -> tuple[Assistant, Composer]:
        """What speaks from a knowledge: in conversations and in reminders."""
        if not self._among:
            knowledge.prepare()
        assessor = Assessor(knowledge.interview) if knowledge.interview is not None else None
        assistant = assistant_of(knowledge)
        return assistant, Composer(knowledge.pack, assessor, assistant.answerer)

    def _look(self) -> Stamp:
        """The modification time and size of each file."""
        return tuple((path.name, *_stamp(path)) for path in pack_files(self._folder))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
