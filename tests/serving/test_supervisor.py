"""What becomes of workers that end, with small programs in their place."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.serving.bound_port import bind
from bot.serving.supervisor import Supervisor
from bot.serving.worker_seat import Seat

FOR_GOOD = 2
PROGRAM = """
import pathlib, socket, sys
folder, leash, number = pathlib.Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])), int(sys.argv[3])
life = len(list(folder.glob(f"life-{number}-*"))) + 1
(folder / f"life-{number}-{life}").touch()
def serve(): leash.send(b"r")
def await_word(): (folder / f"heard-{number}-{life}").write_bytes(leash.recv(1))
"""


def supervised(folder: Path, course: str, count: int = 2) -> Supervisor:
    """Workers that do what `course` says."""

    def command(seat: Seat) -> list[str]:
        return [sys.executable, "-c", PROGRAM + course, str(folder), str(seat.leash), str(seat.number)]

    def tell(url: str) -> None:
        (folder / "told").write_text(url)

    return Supervisor(count, command, FOR_GOOD, tell, 0.01)


async def ended(supervisor: Supervisor) -> int:
    """Its exit code once it has ended by itself."""
    bound = bind("127.0.0.1", 0)
    with bound:
        return await supervisor.serve(bound)


@pytest.mark.parametrize(("course", "code"), [("sys.exit(2)", 2), ("sys.exit(75)", 75), ("1 / 0", 1)])
async def test_if_the_first_cannot_begin_none_does(
    tmp_path: Path, course: str, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever the reason: it is said once, and whoever started it all decides what to do."""
    assert await ended(supervised(tmp_path, course)) == code
    assert [path.name for path in tmp_path.iterdir()] == ["life-1-1"]
    assert capfd.readouterr().err.count("Traceback") == (code == 1)


async def test_a_reason_that_comes_up_on_the_way_ends_all(tmp_path: Path) -> None:
    """As one process ends of it: the others finish what they do."""
    course = """
serve()
if number == 2: sys.exit(2)
await_word()
"""
    assert await ended(supervised(tmp_path, course)) == FOR_GOOD
    assert (tmp_path / "heard-1-1").read_bytes() == b"s"
    assert (tmp_path / "told").read_text().startswith("http://127.0.0.1:")


async def test_one_that_dies_is_started_again_though_it_is_refused_meanwhile(tmp_path: Path) -> None:
    """Where another serves: what is refused now, such as a pack that is broken at this moment, may be mended."""
    course = """
if number == 2:
    serve()
    if life == 1: import os, signal; os.kill(os.getpid(), signal.SIGKILL)
    await_word()
if number == 1:
    if life == 2: sys.exit(2)
    if life == 3: sys.exit(75)
    serve()
    if life == 4: __import__("time").sleep(0.2); sys.exit(0 if list(folder.glob("life-2-2")) else 1)
    if life == 1:
        while not list(folder.glob("life-2-2")): pass
        sys.exit(1)
    if life == 5: sys.exit(2)
    await_word()
"""
    assert await ended(supervised(tmp_path, course)) == FOR_GOOD
    assert sorted(path.name for path in tmp_path.glob("life-*")) == [
        *(f"life-1-{life}" for life in (1, 2, 3, 4, 5)),
        *(f"life-2-{life}" for life in (1, 2)),
    ]
    assert (tmp_path / "heard-2-2").read_bytes() == b"s"


async def test_a_second_request_to_stop_is_another_word(tmp_path: Path) -> None:
    """Which ends a worker at once; the first lets it finish what is under way."""
    course = """
serve()
words = leash.recv(1) + leash.recv(1)
(folder / "words").write_bytes(words)
"""
    supervisor = supervised(tmp_path, course, count=1)
    ending = asyncio.create_task(ended(supervisor))
    while not (tmp_path / "told").exists():
        await asyncio.sleep(0.01)
    supervisor.stop()
    supervisor.stop()
    assert await ending == 0
    assert (tmp_path / "words").read_bytes() == b"se"


def test_the_process_above_imports_no_server() -> None:
    """Neither what speaks HTTP nor what speaks to a database: little can bring it down, and it stays small."""
    program = (
        "import sys, bot.cli, bot.serving.supervisor, bot.channels.web.rate_limits\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "structlog" in loaded
    assert (
        loaded & {"uvicorn", "fastapi", "starlette", "sqlalchemy", "asyncpg", "prometheus_client", "msgspec"}
        == set()
    )
