"""Revisions of the pack in a database, which all processes share: one transaction for each method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.account import AuditLine
from bot.store.model.awaited_answer import NewAnswers
from bot.store.model.revision import Revision, RevisionStatus
from bot.store.rows import revision_rows
from bot.store.rows.values import in_utc


class RevisionsKept(Access):
    """What is laid over a folder. See `Store.revisions`. Every method raises StoreError if the database cannot be used."""

    async def propose(
        self, notice: str, account: str, change: str, questions: Sequence[int], now: datetime
    ) -> int:
        """Store a change that is to be tried. Returns its id."""
        work = partial(revision_rows.propose, notice=notice, account=account, change=change)
        return await self._write(partial(work, questions=questions, now=in_utc(now)))

    async def latest(self, notice: str) -> int:
        """The number of the last revision that was taken; 0 if none was."""
        return await self._read(partial(revision_rows.latest, notice=notice))

    async def taken(self, notice: str) -> tuple[tuple[int, str], ...]:
        """The changes that were taken, in order, with their numbers."""
        return await self._read(partial(revision_rows.taken, notice=notice))

    async def found(self, notice: str, id: int) -> Revision | None:
        """The revision of this id."""
        return await self._read(partial(revision_rows.found, notice=notice, id=id))

    async def listed(self, notice: str, most: int) -> tuple[Revision, ...]:
        """The last revisions, the newest first."""
        return await self._read(partial(revision_rows.listed, notice=notice, most=most))

    async def take(
        self,
        notice: str,
        id: int,
        after: int,
        report: str,
        questions: Sequence[int],
        undoes: int,
        line: AuditLine,
        answers: NewAnswers | None = None,
    ) -> int | None:
        """Take a revision that was tried on top of `after` and answers `questions`; see `revision_rows.take`."""
        work = partial(revision_rows.take, notice=notice, id=id, after=after, report=report)
        return await self._write(
            partial(work, questions=questions, undoes=undoes, line=line, answers=answers)
        )

    async def refuse(
        self, notice: str, id: int, status: RevisionStatus, report: str, line: AuditLine
    ) -> None:
        """Note that a revision is not taken."""
        work = partial(revision_rows.refuse, notice=notice, id=id, status=status)
        await self._write(partial(work, report=report, line=line))

    async def keep_alive(self, notice: str, id: int, now: datetime) -> bool:
        """Note that the trial of a revision is under way; False if it is over."""
        return await self._write(partial(revision_rows.keep_alive, notice=notice, id=id, now=in_utc(now)))

    async def put_compiled(self, digest: str, content: bytes, now: datetime) -> None:
        """Keep the compiled form of a laid pack for other processes."""
        await self._write(
            partial(revision_rows.put_compiled, digest=digest, content=content, now=in_utc(now))
        )

    async def compiled(self, digest: str) -> bytes | None:
        """The compiled form of this digest; None if nobody made it."""
        return await self._read(partial(revision_rows.compiled, digest=digest))
