"""The whole way on a database of one's own: BOT_TEST_DATABASE_URL, or else the tests' own PostgreSQL."""

from __future__ import annotations

import os

import pytest

from tests.delivery.clocks import START
from tests.delivery.dispatchers import bench


@pytest.mark.postgres
async def test_whole_way(request: pytest.FixtureRequest) -> None:
    """Reminders are planned, sent once and settled there, and nothing of the users stays."""
    given = os.environ.get("BOT_TEST_DATABASE_URL") or str(request.getfixturevalue("new_postgres")())
    users = {f"given-{number}" for number in range(20)}
    async with bench(given) as at:
        try:
            for user in users:
                await at.subscribe(user, one=START)
            async with at.dispatching():
                await at.until(lambda: {one["user"] for one in at.sink.got} >= users)
                await at.a_while()
            assert len(at.sink.got) == len(users)
        finally:
            for user in users:
                await at.store.forget(f"push:{user}")
        left = await at.store.ledger.rows_made([f"push:{user}" for user in users])
    assert left == set()
