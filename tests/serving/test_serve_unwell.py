"""A server whose database cannot be written: health says so and why, questions are answered all the same, and it mends itself."""

from __future__ import annotations

import contextlib
import resource
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path

import httpx
import pytest

from tests.disks import small_disk_at
from tests.serving.servers import LONGEST, Server, Servers

QUESTIONS = ("单位几号前要推荐", "学时要多少？", "/deadlines")
LASTING = ("在职", "不清楚", "12月3日上午9点提醒我交材料", "我是单位人事")
"""What must last: answers to the question that is open, a wish, who one is. Each is said by somebody else, all at once: a
database that is busy is waited for ten seconds."""


@contextlib.contextmanager
def disk_full(server: Server, folder: Path) -> Iterator[None]:
    """The disk on which the database is has no byte left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream, contextlib.suppress(OSError):
        while True:
            stream.write(b"\0" * 4096)
    yield
    filler.unlink()


@contextlib.contextmanager
def lock_held(server: Server, folder: Path) -> Iterator[None]:
    """Another program is in the middle of writing."""
    with closing(sqlite3.connect(folder / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def size_limited(server: Server, folder: Path) -> Iterator[None]:
    """No file of the process may be longer than a kilobyte."""
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def moved_away(server: Server, folder: Path) -> Iterator[None]:
    """Somebody moves the file elsewhere, and then back."""
    (folder / "bot.db").rename(folder / "elsewhere.db")
    yield
    assert not (folder / "bot.db").exists(), "a new one was made in its place"
    (folder / "elsewhere.db").rename(folder / "bot.db")


@contextlib.contextmanager
def replaced(server: Server, folder: Path) -> Iterator[None]:
    """Somebody puts an old copy in its place, and then the file back."""
    (folder / "bot.db").rename(folder / "elsewhere.db")
    shutil.copy(folder / "elsewhere.db", folder / "bot.db")
    yield
    (folder / "elsewhere.db").replace(folder / "bot.db")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    with small_disk_at(tmp_path / "disk", "4m") as folder:
        yield folder


Trouble = Callable[[Server, Path], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        (lock_held, "busy"),
        (size_limited, "disk_fails"),
        (moved_away, "file_lost"),
        (replaced, "file_lost"),
    ],
)
def test_trouble_is_told_and_questions_go_on(
    servers: Servers, tmp_path: Path, trouble: Trouble, cause: str
) -> None:
    """A lock that another program holds, a limit on the size of files, files that are moved or replaced."""
    _tell_and_go_on(servers, tmp_path, trouble, cause)


def test_a_full_disk_is_told_and_questions_go_on(servers: Servers, small_disk: Path) -> None:
    """A disk with no byte left."""
    _tell_and_go_on(servers, small_disk, disk_full, "full")


def _tell_and_go_on(servers: Servers, folder: Path, trouble: Trouble, cause: str) -> None:
    server = servers.start(db=f"sqlite:///{folder / 'bot.db'}")
    with server.client() as client, contextlib.ExitStack() as stack:
        others = {text: stack.enter_context(server.client()) for text in LASTING}
        assert _health(client, 200)["status"] == "ok"
        for one in (client, *others.values()):
            assert one.post("/api/messages", json={"text": "我能不能报"}).status_code == 200
        with trouble(server, folder):
            unwell = _health(client, 503)
            assert (unwell["database"], unwell["cause"]) == ("unwell", cause)
            assert client.get("/livez").status_code == 200
            for text in QUESTIONS:
                answered = client.post("/api/messages", json={"text": text})
                assert answered.status_code == 200, answered.text
                assert answered.json()["replies"][0]["kind"] in ("answer", "deadlines")
            with ThreadPoolExecutor(len(LASTING)) as threads:
                said = {text: threads.submit(_say, one, text) for text, one in others.items()}
            assert {text: status.result() for text, status in said.items()} == dict.fromkeys(LASTING, 503)
            assert _health(client, 503)["dispatcher"] != "standby"
        assert _health(client, 200)["cause"] == ""
        for one in (client, *others.values()):
            assert one.post("/api/messages", json={"text": LASTING[0]}).json()["interview"]["answered"] == 1
    assert server.stop() == 0
    told = [event["cause"] for event in server.events if event["event"] == "database_unwell"]
    assert told == [cause]


def _say(client: httpx.Client, text: str) -> int:
    """The status of the answer to a message."""
    return client.post("/api/messages", json={"text": text}).status_code


def _health(client: httpx.Client, status: int) -> dict[str, str]:
    """The health as soon as it has this status by the database's own word: other parts may notice sooner."""
    limit, database = time.monotonic() + LONGEST, "ok" if status == 200 else "unwell"
    while (response := client.get("/healthz")).status_code != status or response.json()[
        "database"
    ] != database:
        assert time.monotonic() < limit, response.text
        time.sleep(0.1)
    return dict(response.json())
