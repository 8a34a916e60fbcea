"""Several processes on one database, and processes that are killed."""

from __future__ import annotations

import os

from bot.store.database import Store
from bot.store.model.saved import Saved
from tests import preloaded

FOREVER = "1000000"


def start(url: str, mark: str, times: str) -> preloaded.Started:
    """A process that saves for web:1."""
    return preloaded.start(
        "tests.store.saver", url, "web:1", mark, times, environment=os.environ, folder=preloaded.ROOT
    )


async def kept_by(url: str) -> Saved:
    """What a process that comes after finds of web:1."""
    async with await Store.open(url) as store:
        kept = await store.load("web:1")
    assert kept is not None
    return kept


async def test_no_lost_update(url: str) -> None:
    """Three processes open one empty database at once and save for one user: every save of each is there."""
    processes = [start(url, mark, "20") for mark in "abc"]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    kept = await kept_by(url)
    assert kept.state == {"a": 20, "b": 20, "c": 20}
    assert kept.interviews.keys() == {("", f"{mark}-{number}") for mark in "abc" for number in range(1, 21)}


async def test_killed_after_saved(url: str) -> None:
    """What a process said it saved is there after kill -9, whole; at most the save under way is there besides."""
    reached = 0
    for more in (1, 5, 25):
        with start(url, "a", FOREVER) as process:
            assert process.stdout is not None
            for _ in range(more):
                process.stdout.readline()
            process.kill()
            said = [reached + more, *(int(line.split()[1]) for line in process.stdout if line.endswith("\n"))]
        kept = await kept_by(url)
        reached = kept.state["a"]
        assert reached in (said[-1], said[-1] + 1)
        assert kept.interviews.keys() == {("", f"a-{number}") for number in range(1, reached + 1)}
