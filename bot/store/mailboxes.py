"""Mailboxes, links that work once, and counts of letters, in a database: one transaction for each method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.mailbox import Mailbox
from bot.store.rows import mailbox_rows
from bot.store.rows.values import checked_key, in_utc


class Mailboxes(Access):
    """Stores mailboxes. See `Store.mailboxes`. Every method raises StoreError if the database cannot be used."""

    async def admit(self, day: str, subjects: Sequence[str], most: int) -> bool:
        """Count one letter on `day` (ISO) for each of `subjects`; False, and nothing is counted, if one has had `most`."""
        return await self._write(partial(mailbox_rows.admit, day=day, subjects=subjects, most=most))

    async def confirm(self, box: Mailbox, token_hash: str, expires_at: datetime) -> bool:
        """Store `box` in place of any other of its user. False, and nothing changes, if the link was used before."""
        checked_key(box.user_key)
        work = partial(mailbox_rows.confirm, box=box, token_hash=token_hash, expires_at=in_utc(expires_at))
        return await self._write(work)

    async def is_used(self, token_hash: str) -> bool:
        """Whether the link with this hash was used."""
        return await self._read(partial(mailbox_rows.is_used, token_hash=token_hash))

    async def of_user(self, user: str) -> Mailbox | None:
        """The mailbox of the user `user`."""
        return await self._read(partial(mailbox_rows.of_user, user_key=checked_key(user)))

    async def named(self, name: str) -> Mailbox | None:
        """The mailbox of this name."""
        return await self._read(partial(mailbox_rows.named, name=name))

    async def close(self, user: str, reason: str) -> None:
        """Note why nothing is sent to the mailbox of `user` any more."""
        await self._write(partial(mailbox_rows.close, user_key=checked_key(user), reason=reason))

    async def remove(self, user: str) -> bool:
        """Delete the mailbox of `user`. Returns whether there was one."""
        return await self._write(partial(mailbox_rows.remove, user_key=checked_key(user)))

    async def leave(self, user: str, reason: str, day: str) -> None:
        """Delete the mailbox of `user` and end their wishes with `reason`: they go on where they are joined with others."""
        work = partial(mailbox_rows.leave, user_key=checked_key(user), reason=reason, day=day)
        await self._write(work)

    async def returned(self, name: str, reason: str, day: str) -> bool:
        """A letter to the mailbox `name` came back for good: end its user's wishes. Returns whether the mailbox is known."""
        work = partial(mailbox_rows.returned, name=name, reason=reason, day=day)
        return await self._write(work)

    async def purge(self, now: datetime, before: datetime) -> int:
        """Delete what is of no use any more; see `mailbox_rows.purge`. Returns how many mailboxes."""
        work = partial(mailbox_rows.purge, now=in_utc(now), before=in_utc(before))
        return await self._write(work)

    async def last_confirmed(self) -> datetime | None:
        """When the last address was confirmed."""
        return await self._read(mailbox_rows.last_confirmed)
