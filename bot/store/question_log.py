"""What was asked and not answered, in a database: one transaction for each method."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.asked_question import Gap, GapCount, KeptQuestion
from bot.store.rows import counts, question_rows, waiting_rows
from bot.store.rows.values import checked_key, in_utc

_MARK_KEY = "awaited_answer"


class QuestionLog(Access):
    """Questions that were not answered. See `Store.questions`. Every method raises StoreError if the database cannot be used."""

    async def note(self, user: str, gaps: Sequence[Gap], day: str, notice: str, now: datetime) -> None:
        """Count what `user` was not answered on `day` (ISO), and keep the words of those that have any."""
        work = partial(question_rows.note, user_key=checked_key(user), gaps=gaps, day=day)
        await self._write(partial(work, notice=notice, now=in_utc(now)))

    async def counts(self, notice: str, since: str) -> tuple[GapCount, ...]:
        """The counts of the days from `since` (ISO) on."""
        return await self._read(partial(question_rows.counts, notice=notice, since=since))

    async def kept(
        self, notice: str, since: datetime, *, settled_too: bool = False
    ) -> tuple[KeptQuestion, ...]:
        """The questions kept since `since` that no revision answers yet (or also `settled_too`), the newest first."""
        work = partial(question_rows.kept, notice=notice, since=in_utc(since), settled_too=settled_too)
        return await self._read(work)

    async def mark_key(self) -> str:
        """The key of the marks under which people wait for an answer, the same for all processes."""
        return await self._write(partial(counts.kept_mark, name=_MARK_KEY, value=secrets.token_hex(32)))

    async def awaited(self, notice: str, now: datetime) -> frozenset[str]:
        """The marks of the questions whose answer somebody waits for."""
        return await self._read(partial(waiting_rows.marks, notice=notice, now=in_utc(now)))

    async def purge_waiting(self, before: datetime) -> int:
        """Delete the wishes for an answer that are older than `before`. Returns how many."""
        return await self._write(partial(waiting_rows.purge_waiting, before=in_utc(before)))

    async def settle(self, ids: Sequence[int], revision: int) -> None:
        """Note that the revision `revision` answers these questions (0: that none does)."""
        await self._write(partial(question_rows.settle, ids=tuple(ids), revision=revision))

    async def purge(self, before: datetime) -> int:
        """Delete the questions kept before `before`. Returns how many."""
        return await self._write(partial(question_rows.purge_questions, before=in_utc(before)))
