"""Rows that belong to nobody, on each database."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection, select

from bot.store.database import Store
from bot.store.rows.tables import feedback


async def test_a_mark_is_made_once(url: str) -> None:
    """Whoever comes first makes it; all others get it, in this process and in the next."""
    async with await Store.open(url) as one, await Store.open(url) as two:
        found = await asyncio.gather(
            *(store.kept_mark("secret", str(n)) for n, store in enumerate([one, two] * 5))
        )
        assert len(set(found)) == 1
    async with await Store.open(url) as again:
        assert await again.kept_mark("secret", "other") == found[0]


async def test_votes_are_counted(url: str) -> None:
    """By day, notice, entry and vote, from wherever they come: another notice's entry of that name is another entry."""

    def rows(connection: Connection) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.execute(select(feedback).order_by(*feedback.primary_key))]

    async with await Store.open(url) as one, await Store.open(url) as two:
        await asyncio.gather(
            *(store.count_feedback("2022-11-15", "n-2022", "unit", "up") for store in [one, two] * 5)
        )
        await one.count_feedback("2022-11-15", "n-2022", "unit", "down")
        await one.count_feedback("2022-11-15", "n-2023", "unit", "up")
        assert await one._engine.read(rows) == [
            ("2022-11-15", "n-2022", "unit", "down", 1),
            ("2022-11-15", "n-2022", "unit", "up", 10),
            ("2022-11-15", "n-2023", "unit", "up", 1),
        ]
        await one.ping()
