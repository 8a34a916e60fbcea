"""`noticebot doctor` as people call it, with each thing that it looks at well, doubtful and broken."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import Store
from bot.store.engines.revisions import HEAD, found_revision
from bot.store.model.saved import Saved
from tests.deploy.path_fronts import OTHER_HOST, path_fronts
from tests.packs import TinyPack
from tests.ports import free_port
from tests.serving.servers import ROOT, Servers
from tests.store.test_revisions import make_first, on
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

OPEN = ("--now", "2022-11-15T10:00")


@dataclass
class Report:
    """What the command said."""

    code: int
    out: str
    error: str

    @property
    def states(self) -> dict[str, str]:
        """The state of each thing by its name."""
        return {one["name"]: one["state"] for one in self.checks}

    @property
    def checks(self) -> list[dict[str, str]]:
        """What was found of each thing."""
        found: list[dict[str, str]] = json.loads(self.out)["checks"]
        return found

    def of(self, name: str) -> dict[str, str]:
        """What was found of the thing `name`."""
        return next(one for one in self.checks if one["name"] == name)


def doctor(
    folder: Path,
    *options: str,
    words: bool = False,
    before: Callable[[], None] | None = None,
    settings: dict[str, str] | None = None,
) -> Report:
    """Call it in `folder`, whose `data` is the data folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    home = {"HOME": str(folder), "BOT_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", *(options or OPEN), "doctor", *([] if words else ["--json"])]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**kept, **home, **(settings or {})},
        capture_output=True,
        check=False,
        encoding="utf-8",
        preexec_fn=before,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Report(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder, as the server makes it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


def made(file: Path, moment: datetime = datetime(2022, 11, 15, 2, tzinfo=UTC)) -> str:
    """A database in which somebody's talk was stored at `moment`; its URL."""

    async def make() -> None:
        async with await Store.open(f"sqlite:///{file}") as store:
            await store.save("web:1", replace(Saved(), state={"a": 1}), moment)

    asyncio.run(make())
    return f"sqlite:///{file}"


@contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[None]:
    """A disk of one megabyte at `folder`; skips the test where none can be had."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(["size=1m", *options]), "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_before_the_first_start(tmp_path: Path) -> None:
    """What is not there yet is worth a look and no fault; nothing is made."""
    report = doctor(tmp_path)
    assert report.code == 0
    assert {report.states[name] for name in ("data", "database", "channels")} == {"look"}
    assert {report.states[name] for name in ("env", "disk", "clock", "pack", "public", "proxies")} == {"ok"}
    assert list(tmp_path.iterdir()) == []
    words = doctor(tmp_path, words=True)
    assert words.code == 0
    assert "→" in words.out


def test_while_a_server_runs(tmp_path: Path, data: Path) -> None:
    """It finds all well, the page at its address too, and the server goes on."""
    port = free_port()
    settings = {"BOT_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    servers = Servers(tmp_path, data)
    server = servers.start(port=port, db=f"sqlite:///{data / 'noticebot.db'}", settings=settings)
    try:
        with server.client() as client:
            client.post("/api/messages", json={"text": "提醒我"})
            report = doctor(tmp_path, settings=settings)
            assert report.code == 0, report.out
            assert [name for name, state in report.states.items() if state == "look"] == [
                "public",
                "channels",
            ]
            assert client.get("/healthz").json()["database"] == "ok"
            # The file goes while the server has it open
            (data / "noticebot.db").unlink()
            report = doctor(tmp_path, settings=settings)
    finally:
        servers.end()
    assert (report.code, report.states["database"]) == (1, "broken")


@pytest.mark.parametrize(("mode", "state"), [(0o600, "ok"), (0o640, "look"), (0o644, "broken")])
def test_who_may_read_the_settings(tmp_path: Path, mode: int, state: str) -> None:
    """Secrets stand in them, which are never told."""
    file = tmp_path / ".env"
    file.write_text("BOT_API_TOKEN=the-token-of-the-gateway\n", encoding="utf-8")
    file.chmod(mode)
    report = doctor(tmp_path)
    assert (report.states["env"], report.code) == (state, int(state == "broken"))
    assert "the-token" not in report.out


def test_a_setting_that_cannot_be_meant(tmp_path: Path) -> None:
    """It is told beside what can be looked at without."""
    report = doctor(tmp_path, settings={"BOT_CLIENT_RATE": "many"})
    assert (report.code, report.states["settings"], report.states["pack"]) == (1, "broken", "ok")


def test_a_misspelled_setting(tmp_path: Path) -> None:
    """It is told with the name that is nearest: nothing reads it."""
    report = doctor(tmp_path, settings={"BOT_WOKERS": "3"})
    told = report.of("settings")
    assert (report.code, told["state"]) == (0, "look")
    assert "BOT_WOKERS" in told["text"]
    assert "BOT_WORKERS" in told["text"]


def test_a_data_folder_that_others_may_enter(tmp_path: Path, data: Path) -> None:
    """It holds what people said."""
    data.chmod(0o755)
    report = doctor(tmp_path)
    assert (report.code, report.states["data"]) == (0, "look")


def test_a_data_folder_that_cannot_be_written(tmp_path: Path, data: Path) -> None:
    """As in a container without a volume."""
    with small_disk(data, "ro"):
        report = doctor(tmp_path)
    assert (report.code, report.states["data"]) == (1, "broken")


def test_a_full_disk(tmp_path: Path, data: Path) -> None:
    """What little there is gets told, and that nothing can be written."""
    with small_disk(data):
        (data / "much").write_bytes(b"\0" * 1024 * 1024)
        report = doctor(tmp_path)
        assert (report.code, report.states["data"], report.states["disk"]) == (1, "broken", "broken")
        assert [one.name for one in data.iterdir()] == ["much"]


def test_a_limit_on_files(tmp_path: Path, data: Path) -> None:
    """The disk has room, and still nothing can be written."""
    limit = 1024, 1024
    report = doctor(tmp_path, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert (report.code, report.states["data"], report.states["disk"]) == (1, "broken", "ok")
    assert list(data.iterdir()) == []


def test_a_database_that_another_program_holds(tmp_path: Path, data: Path) -> None:
    """It says so after a few seconds."""
    made(data / "noticebot.db")
    with closing(sqlite3.connect(data / "noticebot.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        report = doctor(tmp_path)
    assert (report.code, report.states["database"]) == (1, "broken")
    assert doctor(tmp_path).states["database"] == "ok"


@pytest.mark.parametrize("damage", ["other", "pages"])
def test_what_is_no_database_any_more(tmp_path: Path, data: Path, damage: str) -> None:
    """Another file in its place, and one whose pages were overwritten."""
    file = data / "noticebot.db"
    made(file)
    body = bytearray(file.read_bytes())
    start, end = (0, 100) if damage == "other" else (len(body) // 3, len(body))
    body[start:end] = b"\x5a" * (end - start)
    file.write_bytes(body)
    report = doctor(tmp_path)
    assert (report.code, report.states["database"]) == (1, "broken")
    assert "restore" in report.of("database")["text"]


def test_an_older_database_is_told_and_left(tmp_path: Path, data: Path) -> None:
    """The next start will bring it up to date; a copy first is the advice."""
    url = f"sqlite:///{data / 'noticebot.db'}"
    asyncio.run(on(url, make_first))
    report = doctor(tmp_path, "--now", "2022-11-15T12:00")
    assert (report.code, report.states["migrations"]) == (0, "look")
    assert "backup" in report.of("migrations")["do"]
    assert asyncio.run(on(url, found_revision)) == "0001"


def test_a_newer_database(tmp_path: Path, data: Path) -> None:
    """An older program must not write it."""
    made(data / "noticebot.db")
    with closing(sqlite3.connect(data / "noticebot.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    report = doctor(tmp_path)
    assert (report.code, report.states["database"]) == (1, "broken")
    assert HEAD in report.of("database")["text"]


@pytest.mark.postgres
def test_a_server_with_the_database(tmp_path: Path, data: Path, new_postgres: Callable[[], str]) -> None:
    """It is found well, once it has its tables."""
    url = new_postgres()
    assert doctor(tmp_path, *OPEN, "--db", url).states["database"] == "look"

    async def make() -> None:
        async with await Store.open(url) as store:
            await store.save("web:1", replace(Saved(), state={}), datetime(2022, 11, 15, 2, tzinfo=UTC))

    asyncio.run(make())
    report = doctor(tmp_path, *OPEN, "--db", url)
    assert (report.code, report.states["database"], report.states["migrations"]) == (0, "ok", "ok")
    assert report.states["connections"] == "ok"
    crowded = doctor(tmp_path, *OPEN, "--db", url, settings={"BOT_WORKERS": "40", "BOT_CLIENT_RATE": "400"})
    assert (crowded.code, crowded.states["connections"]) == (0, "look")
    assert "max_connections" in crowded.of("connections")["do"]
    late = doctor(tmp_path, "--now", "2022-11-01", "--db", url)
    assert late.states["clock"] == "broken"


def test_a_server_that_is_away(tmp_path: Path, data: Path) -> None:
    """The rest is looked at all the same, and its password is not told."""
    url = f"postgresql+asyncpg://bot:the-password@127.0.0.1:{free_port()}/bot"
    report = doctor(tmp_path, settings={"BOT_DATABASE_URL": url})
    assert (report.code, report.states["database"], report.states["channels"]) == (1, "broken", "look")
    assert "the-password" not in report.out + report.error


@pytest.mark.parametrize(
    ("now", "state"),
    [("2022-11-15T10:00", "ok"), ("2001-01-01", "broken"), ("2022-11-14", "broken"), ("2037-01-01", "look")],
)
def test_the_clock(tmp_path: Path, data: Path, now: str, state: str) -> None:
    """It is far off before the notice, before what was stored, and perhaps long after all days."""
    made(data / "noticebot.db")
    report = doctor(tmp_path, "--now", now)
    assert (report.states["clock"], report.code) == (state, int(state == "broken"))


def test_a_broken_pack(tmp_path: Path, data: Path, tiny: TinyPack) -> None:
    """Its faults are told, and the rest is looked at."""
    assert doctor(tmp_path, *OPEN, "--knowledge", str(tiny.folder)).states["pack"] == "ok"
    (tiny.folder / "notice.yaml").write_text("id: [", encoding="utf-8")
    report = doctor(tmp_path, *OPEN, "--knowledge", str(tiny.folder))
    assert (report.code, report.states["pack"], report.states["data"]) == (1, "broken", "ok")
    assert "notice.yaml" in report.of("pack")["text"]


@pytest.mark.parametrize(("token", "state"), [(TOKEN, "ok"), (TOKEN[:-4] + "none", "broken")])
def test_a_channel(tmp_path: Path, data: Path, token: str, state: str) -> None:
    """One that works and one that is refused; the token is not told."""
    with in_thread() as api:
        settings = {"BOT_TELEGRAM_TOKEN": token, "BOT_TELEGRAM_API_URL": api}
        report = doctor(tmp_path, settings=settings)
    assert (report.states["channel telegram"], report.code) == (state, int(state == "broken"))
    assert token not in report.out


@pytest.mark.parametrize(
    "settings",
    [{"BOT_TRUSTED_PROXIES": "*"}, {"https_proxy": "http://127.0.0.1:3128"}],
    ids=["all", "unused"],
)
def test_proxies(tmp_path: Path, data: Path, settings: dict[str, str]) -> None:
    """Whoever believes everybody is told; so is who sets a proxy that nothing here uses."""
    report = doctor(tmp_path, settings=settings)
    assert (report.code, report.states["proxies"]) == (0, "look")


@pytest.mark.parametrize(
    ("bind", "state"),
    [
        ("0.0.0.0:8081", "look"),
        ("192.0.2.7:8081", "look"),
        ("127.0.0.1:8081", "ok"),
        ("[::1]:8081", "ok"),
        ("off", "ok"),
    ],
)
def test_the_desk_is_for_this_machine(tmp_path: Path, data: Path, bind: str, state: str) -> None:
    """It speaks plain HTTP: whoever opens it to others is told."""
    report = doctor(tmp_path, settings={"BOT_DESK_BIND": bind})
    assert (report.code, report.states["desk"]) == (0, state)


def test_workers(tmp_path: Path, data: Path) -> None:
    """More of them than the settings can bear: the server would refuse to start; of one nothing is wanted."""
    assert doctor(tmp_path).states["workers"] == "ok"
    for settings in (
        {"BOT_WORKERS": "2"},
        {"BOT_WORKERS": "2", "BOT_DATABASE_URL": "postgresql://127.0.0.1:1/x", "BOT_CLIENT_RATE": "7"},
    ):
        report = doctor(tmp_path, settings=settings)
        assert (report.code, report.states["workers"]) == (1, "broken")


def test_the_public_address(tmp_path: Path, data: Path) -> None:
    """Nobody there, somebody else, and a proxy that has our own page refused."""
    report = doctor(tmp_path, settings={"BOT_PUBLIC_URL": f"http://127.0.0.1:{free_port()}"})
    assert (report.code, report.states["public"]) == (1, "broken")
    with path_fronts(tmp_path, data) as fronts:
        front = fronts.start(OTHER_HOST, settings={"BOT_PUBLIC_URL": ""})
        said: list[Sequence[Any]] = []
        for url in (front.origin, front.root):
            found = doctor(tmp_path, settings={"BOT_PUBLIC_URL": url}).of("public")
            said.append((found["state"], found["text"]))
    assert [state for state, _ in said] == ["broken", "broken"]
    assert said[0][1] != said[1][1]
