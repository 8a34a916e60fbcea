"""The packs that the server uses now: each is read again when its files change; folders of packs may gain and lose some."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import structlog
from prometheus_client import Counter

from bot.conversation.assistant import Assistant
from bot.conversation.notices.several_notices import SeveralNotices
from bot.conversation.turn import Conversation
from bot.delivery.author import Author
from bot.knowledge import in_folder
from bot.pack.faults import PackError, fault_of
from bot.pack.layout import packs_in
from bot.reminders.library_author import LibraryAuthor
from bot.reminders.pack_author import PackAuthor
from bot.serving.current import LOOK_SECONDS, CurrentKnowledge
from bot.serving.laid_revisions import RevisionSource
from bot.serving.settled_memory import settle_memory

log = structlog.get_logger("noticebot.knowledge")


class CurrentLibrary:
    """Holds what is current of one pack or several, given as their folders or as folders that hold some.

    Of one pack everything is as `CurrentKnowledge` has it. A folder that comes to hold another pack is looked at like the
    files of a pack; one with faults, or of a notice that is there already, stays out and is logged.
    """

    def __init__(self, given: Sequence[Path], cache: Path, reloads: Counter, *, draft: bool = False) -> None:
        """Read the packs. Raises PackError if one has faults or two are of one notice; a `draft` may misquote its notice."""
        self._given = tuple(given)
        self._cache = cache
        self._reloads = reloads
        self._draft = draft
        self._current: dict[Path, CurrentKnowledge] = {}
        self._refused: dict[Path, object] = {}
        self._revisions: RevisionSource | None = None
        folders = self._folders()
        for folder in folders:
            try:
                self._current[folder] = self._read(folder)
            except PackError as error:
                raise in_folder(error, folder) if len(folders) > 1 else error from error
        self._assistants: tuple[Assistant, ...] = ()
        self._assistant = self._made()

    def lay_over(self, source: RevisionSource) -> None:
        """From now on read the revisions of `source` too, each pack those of its own notice."""
        self._revisions = source
        for one in self._current.values():
            one.lay_over(source)

    @property
    def first(self) -> tuple[Path, CurrentKnowledge]:
        """The first pack without a later one of its series, with which the office's desk opens, with its folder."""
        notice = self.assistant().of(Conversation()).pack.facts.id
        return next((folder, one) for folder, one in self._current.items() if one.pack().facts.id == notice)

    def each(self) -> tuple[tuple[Path, CurrentKnowledge], ...]:
        """Each pack with its folder."""
        return tuple(self._current.items())

    def assistant(self) -> Assistant:
        """The assistant of the present pack, or of all."""
        if tuple(one.assistant() for one in self._current.values()) != self._assistants:
            self._assistant = self._made()
        return self._assistant

    def author(self) -> Author:
        """What plans and words the reminders, from whatever packs are current when it is asked."""
        return LibraryAuthor(self._authors) if len(self._given) > 1 or self._many else self._authors()[0]

    async def reload(self) -> bool:
        """Read all packs again. Returns whether all are in use; False if one has faults."""
        await self._look_for_packs()
        return all([await one.reload() for one in self._current.values()])

    async def watch(self, seconds: float = LOOK_SECONDS) -> None:
        """Look at the files and folders every `seconds`, for ever, and take what changed once a change is complete."""
        watching: dict[Path, asyncio.Task[None]] = {}
        try:
            while True:
                for folder in watching.keys() - self._current.keys():
                    watching.pop(folder).cancel()
                for folder, one in self._current.items():
                    if folder not in watching:
                        watching[folder] = asyncio.create_task(one.watch(seconds))
                await asyncio.sleep(seconds)
                if self._many:
                    await self._look_for_packs()
        finally:
            for task in watching.values():
                task.cancel()
            await asyncio.gather(*watching.values(), return_exceptions=True)

    @property
    def _many(self) -> bool:
        """Whether some folder holds packs instead of being one."""
        return any(packs_in(folder) != (folder,) for folder in self._given)

    def _folders(self) -> list[Path]:
        return list(dict.fromkeys(folder for given in self._given for folder in packs_in(given)))

    def _read(self, folder: Path) -> CurrentKnowledge:
        """Read a pack. Raises PackError if it has faults, or its notice is there already."""
        among = len(self._folders()) > 1
        read = CurrentKnowledge(folder, self._cache, self._reloads, draft=self._draft, among=among)
        id = read.pack().facts.id
        for other, one in self._current.items():
            if other != folder and one.pack().facts.id == id:
                raise PackError([fault_of(str(folder), 0, "same_notice", id=id, other=other)])
        if self._revisions is not None:
            read.lay_over(self._revisions)
        return read

    async def _look_for_packs(self) -> None:
        """Take the packs that came and let go those that went; the last one stays whatever happens."""
        folders = await asyncio.to_thread(self._folders)
        found = dict[Path, CurrentKnowledge]()
        for folder in folders:
            known = self._current.get(folder)
            found_one = known or await self._taken(folder)
            if found_one is not None:
                found[folder] = found_one
        if found and found.keys() != self._current.keys():
            log.info("packs_taken", folders=[str(folder) for folder in found])
            self._current = found
            self.assistant()  # which lets go of those that went
            settle_memory()

    async def _taken(self, folder: Path) -> CurrentKnowledge | None:
        """A pack that came, once its files stay the same between two looks; None if it has faults or is still being written."""
        stamp = await asyncio.to_thread(_stamp, folder)
        if self._refused.get(folder) != ("seen", stamp):
            if self._refused.get(folder) != ("refused", stamp):
                self._refused[folder] = ("seen", stamp)
            return None
        try:
            read = await asyncio.to_thread(self._read, folder)
        except PackError as error:
            self._refused[folder] = ("refused", stamp)
            self._reloads.labels("refused").inc()
            log.error("knowledge_refused", folder=str(folder), faults=[str(one) for one in error.faults])
            return None
        self._refused.pop(folder, None)
        return read

    def _authors(self) -> list[PackAuthor]:
        return [PackAuthor(one.reminding) for one in self._current.values()]

    def _made(self) -> Assistant:
        """The assistant of the packs as they are; of packs that came to be of one notice the first counts."""
        self._assistants = tuple(one.assistant() for one in self._current.values())
        by_notice: dict[str, Assistant] = {}
        for one in self._assistants:
            by_notice.setdefault(one.pack.facts.id, one)
        return SeveralNotices(list(by_notice.values())) if len(by_notice) > 1 else self._assistants[0]


def _stamp(folder: Path) -> tuple[object, ...]:
    """What changes with the files of a folder: their names, sizes and moments."""
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)
