"""People who let a group of the office see how they stand, in a database: one transaction for each method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.account import AuditLine
from bot.store.model.saved import Saved
from bot.store.model.sharing import Consent, SharedPerson, ShareGroup, TypedCode
from bot.store.rows import sharing_rows
from bot.store.rows.values import checked_key, in_utc


class Sharings(Access):
    """See `Store.sharings`. Every method raises StoreError if the database cannot be used. All moments are aware."""

    async def make_group(self, group: ShareGroup, code_hash: str, now: datetime, line: AuditLine) -> int:
        """Make a group. Returns its id; 0 if an open one has the name, or there are too many."""
        work = partial(sharing_rows.make_group, group=group, code_hash=code_hash)
        return await self._write(partial(work, now=in_utc(now), line=line))

    async def groups_of(self, notice: str) -> tuple[ShareGroup, ...]:
        """The groups of a notice, the newest first."""
        return await self._read(partial(sharing_rows.groups_of, notice=notice))

    async def group(self, id: int) -> ShareGroup | None:
        """The group with this id."""
        return await self._read(partial(sharing_rows.found_group, id=id))

    async def with_groups(self, now: datetime) -> frozenset[str]:
        """The notices of which a group takes people."""
        return await self._read(partial(sharing_rows.with_groups, now=in_utc(now)))

    async def give_code(self, notice: str, id: int, code_hash: str, now: datetime, line: AuditLine) -> bool:
        """Give an open group another code; the old one is void, whoever used it stays. False if there is no such group."""
        work = partial(sharing_rows.give_code, notice=notice, id=id, code_hash=code_hash)
        return await self._write(partial(work, now=in_utc(now), line=line))

    async def close_group(self, notice: str, id: int, now: datetime, line: AuditLine) -> bool:
        """Close a group, which sees nobody any more; False if there is no open one of this id."""
        work = partial(sharing_rows.close_group, notice=notice, id=id)
        return await self._write(partial(work, now=in_utc(now), line=line))

    async def typed(
        self, code_hash: str, notices: Sequence[str], names: Sequence[str], now: datetime
    ) -> TypedCode:
        """The open group of one of `notices` with this code. What is wrong counts for each of `names`."""
        work = partial(sharing_rows.typed, code_hash=code_hash, notices=notices, names=names)
        return await self._write(partial(work, now=in_utc(now)))

    async def share(
        self, user: str, version: int, group: int, people: Sequence[SharedPerson], now: datetime
    ) -> Consent:
        """Let a group see these people of `user`, whose conversation is that of `version`; see `sharing_rows.share`."""
        work = partial(sharing_rows.share, user=checked_key(user), version=version, group=group)
        return await self._write(partial(work, people=people, now=in_utc(now)))

    async def shared_by(self, user: str, now: datetime) -> tuple[tuple[ShareGroup, SharedPerson], ...]:
        """Whom `user` lets which groups see."""
        return await self._read(partial(sharing_rows.shared_by, user=checked_key(user), now=in_utc(now)))

    async def withdraw(self, user: str, group: int = 0) -> int:
        """Let the group (0: every group) see nobody of `user` any more. Returns how many it saw."""
        return await self._write(partial(sharing_rows.withdraw_shares, user=checked_key(user), group=group))

    async def seen_by(self, group: int, now: datetime) -> tuple[tuple[SharedPerson, Saved], ...]:
        """Whom a group sees, each with what is stored for whoever shares them."""
        return await self._read(partial(sharing_rows.seen_by, group=group, now=in_utc(now)))

    async def note_reading(
        self,
        group: int,
        people: Iterable[SharedPerson],
        now: datetime,
        line: AuditLine,
        told: Callable[[int], str],
    ) -> frozenset[SharedPerson] | None:
        """Note in the audit who was read, and tell who of `people` is still shared; see `sharing_rows.note_reading`."""
        work = partial(sharing_rows.note_reading, group=group, people=people, line=line, told=told)
        return await self._write(partial(work, now=in_utc(now)))

    async def tidy(self, now: datetime) -> None:
        """Delete what groups saw that have ended."""
        await self._write(partial(sharing_rows.drop_ended, now=in_utc(now)))
