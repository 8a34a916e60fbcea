"""What the office tells everybody, in a database: one transaction for each method."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.account import AuditLine
from bot.store.model.office_notice import Confirmation, OfficeNotice, Reach
from bot.store.rows import office_rows
from bot.store.rows.values import in_utc


class OfficeNotices(Access):
    """Words to everybody. See `Store.office_notices`. Every method raises StoreError if the database cannot be used."""

    async def draft(
        self, notice: str, author: str, sender: str, text: str, now: datetime, line: AuditLine
    ) -> int:
        """Store a draft. Returns its id."""
        work = partial(office_rows.draft, notice=notice, author=author, sender=sender, text=text)
        return await self._write(partial(work, now=in_utc(now), line=line))

    async def listed(self, notice: str, most: int) -> tuple[OfficeNotice, ...]:
        """The last ones, the newest first."""
        return await self._read(partial(office_rows.listed, notice=notice, most=most))

    async def found(self, notice: str, id: int) -> OfficeNotice | None:
        """The one of this id."""
        return await self._read(partial(office_rows.found, notice=notice, id=id))

    async def reached(self, now: datetime) -> Reach:
        """How many people have reminders at `now`, and how many have paused all of theirs."""
        return await self._read(partial(office_rows.reached, now=in_utc(now)))

    async def confirm(
        self, notice: str, id: int, account: str, day: str, now: datetime, line: AuditLine
    ) -> Confirmation:
        """Have it sent; see `office_rows.confirm`."""
        work = partial(office_rows.confirm, notice=notice, id=id, account=account, day=day)
        return await self._write(partial(work, now=in_utc(now), line=line))

    async def has_enough(self, day: str) -> bool:
        """Whether as many were sent on `day` (ISO) as may be."""
        return await self._read(partial(office_rows.has_enough, day=day))

    async def hold(self, notice: str, id: int, account: str, line: AuditLine) -> bool:
        """Begin the hold of one's own draft; see `office_rows.hold`."""
        return await self._write(partial(office_rows.hold, notice=notice, id=id, account=account, line=line))

    async def held(self, notice: str) -> tuple[OfficeNotice, ...]:
        """Those that are held and neither sent nor stopped."""
        return await self._read(partial(office_rows.held, notice=notice))

    async def stop(self, notice: str, id: int, account: str, now: datetime, line: AuditLine) -> bool:
        """Stop it before it is confirmed; False if it was decided on."""
        work = partial(office_rows.stop, notice=notice, id=id, account=account)
        return await self._write(partial(work, now=in_utc(now), line=line))

    async def outcomes(self, id: int) -> dict[str, int]:
        """What became of its deliveries, by status."""
        return await self._read(partial(office_rows.outcomes, id=id))
