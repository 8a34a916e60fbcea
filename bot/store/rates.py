"""The slices of a channel's rate that processes lease, in a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.store.access import Access
from bot.store.rows.insertion import insert_new
from bot.store.rows.tables import rate_slice

_NOBODY = ""
"""The owner of the row that each renewal locks, so that renewals run one after another."""


@dataclass(frozen=True)
class Slice:
    """A process's share of a channel's rate and what it wants, in messages a second. Each renewal increments `beat`."""

    owner: str
    wanted: float
    granted: float
    beat: int


@dataclass(frozen=True)
class Renewal:
    """What a process has and wants from now on, and the owners whose slices have ended."""

    wanted: float
    granted: float
    gone: Sequence[str] = ()


Decide = Callable[[Sequence[Slice]], Renewal]
"""Decides, from the slices of all others, what a process has from now on. May be called twice for one renewal."""


class Rates(Access):
    """Stores the slices. See `Store.rates`. Every method raises StoreError if the database cannot be used."""

    async def renew(self, channel: str, owner: str, decide: Decide) -> float:
        """Renew the lease of `owner`. Returns its rate in messages a second; the slices never add up to more than the whole."""
        return await self._write(partial(_renew, channel=channel, owner=owner, decide=decide))

    async def give_back(self, channel: str, owner: str) -> None:
        """Delete the slice of `owner`."""
        await self._write(partial(_drop, channel=channel, owners=[owner]))

    async def slices(self, channel: str) -> list[Slice]:
        """All slices."""
        return await self._read(partial(_others, channel=channel, owner=_NOBODY))


def _renew(connection: Connection, channel: str, owner: str, decide: Decide) -> float:
    lock = {"channel": channel, "owner": _NOBODY, "wanted": 0.0, "granted": 0.0, "beat": 0}
    insert_new(connection, rate_slice, [lock])
    connection.execute(select(rate_slice.c.beat).where(*_of(channel, _NOBODY)).with_for_update())
    renewal = decide(_others(connection, channel, owner))
    _drop(connection, channel, renewal.gone)
    values = {"wanted": renewal.wanted, "granted": renewal.granted}
    mine = update(rate_slice).where(*_of(channel, owner)).values(**values, beat=rate_slice.c.beat + 1)
    if not connection.execute(mine).rowcount:
        connection.execute(insert(rate_slice).values(channel=channel, owner=owner, beat=0, **values))
    return renewal.granted


def _others(connection: Connection, channel: str, owner: str) -> list[Slice]:
    columns = [rate_slice.c[name] for name in Slice.__dataclass_fields__]
    rows = connection.execute(
        select(*columns).where(rate_slice.c.channel == channel, rate_slice.c.owner.not_in((_NOBODY, owner)))
    )
    return [Slice(*row) for row in rows]


def _drop(connection: Connection, channel: str, owners: Sequence[str]) -> None:
    if owners:
        connection.execute(
            delete(rate_slice).where(rate_slice.c.channel == channel, rate_slice.c.owner.in_(owners))
        )


def _of(channel: str, owner: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return rate_slice.c.channel == channel, rate_slice.c.owner == owner
