"""What somebody at the terminal reads when the server starts; a log that machines read holds none of it."""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.serving.page_opener import has_window
from tests.serving.servers import LONGEST, ROOT, Servers

OPEN_AT = re.compile(r"打开 (http://\S+) ，按 Ctrl-C 停")


def words_on(terminal: int) -> str:
    """What is written to a terminal, up to the line that tells the address."""
    text = b""
    while not OPEN_AT.search(text.decode("utf-8", "ignore")):
        text += os.read(terminal, 4096)
    return text.decode("utf-8", "ignore")


def free_port() -> int:
    """A port that nobody had a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("named", [False, True], ids=["any port", "a port of one's own"])
def test_a_terminal_hears_what_to_open_and_how_to_stop(tmp_path: Path, data_dir: Path, named: bool) -> None:
    """The address that is told answers, it has the port that was asked for, and Ctrl-C ends it with exit 0."""
    port = free_port() if named else 0
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "--db", f"sqlite:///{tmp_path / 'bot.db'}", "serve"]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "BOT_DATA_DIR": str(data_dir)},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        told = words_on(ours)
        found = OPEN_AT.search(told)
        assert "Ctrl-C" in told.splitlines()[0]
        assert found is not None
        assert not named or found[1].endswith(f":{port}")
        assert httpx.get(f"{found[1]}/livez", trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_log_for_machines_holds_no_such_words(servers: Servers) -> None:
    """Without a terminal every line stays JSON."""
    server = servers.start()
    assert server.stop() == 0
    assert OPEN_AT.search(server.words) is None


@pytest.mark.parametrize("target", ["run", "demo"])
@pytest.mark.parametrize(("given", "port"), [((), "8080"), (("PORT=9123",), "9123")])
def test_make_takes_a_port(target: str, given: tuple[str, ...], port: str) -> None:
    """`make run PORT=…` and `make demo PORT=…` serve there; without it the usual one."""
    told = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target, *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"serve --port {port} --open\n" in told


@pytest.mark.parametrize(
    ("environment", "opens"),
    [({"BROWSER": "{browser}"}, True), ({"DISPLAY": ":0", "PATH": "{folder}"}, True), ({}, False)],
    ids=["one's own", "the desktop's", "no window"],
)
def test_the_page_opens_by_itself_where_there_is_a_window(
    tmp_path: Path, data_dir: Path, environment: dict[str, str], opens: bool
) -> None:
    """The browser is given the address of the page; without a window none is looked for."""
    seen = tmp_path / "seen"
    for name in ("browser", "xdg-open"):
        browser = tmp_path / name
        browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.part; mv {seen}.part {seen}\n')
        browser.chmod(0o755)
    given = {
        name: value.format(browser=tmp_path / "browser", folder=f"{tmp_path}:{os.environ['PATH']}")
        for name, value in environment.items()
    }
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "bot",
            "--db",
            f"sqlite:///{tmp_path / 'bot.db'}",
            "serve",
            "--port",
            "0",
            "--open",
        ],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BOT_DATA_DIR": str(data_dir), **given},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        found = OPEN_AT.search(words_on(ours))
        assert found is not None
        limit = time.monotonic() + LONGEST
        while opens and not seen.exists() and time.monotonic() < limit:
            time.sleep(0.05)
        assert httpx.get(f"{found[1]}/livez", trust_env=False).status_code == 200
        assert (seen.read_text().strip() if opens else seen.exists()) == (found[1] if opens else False)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "10.0.0.1 2 10.0.0.2 22"}, "darwin", False),
        ({"SSH_CONNECTION": "10.0.0.1 2 10.0.0.2 22", "DISPLAY": "localhost:10.0"}, "linux", True),
    ],
)
def test_where_windows_are_seen(environment: dict[str, str], platform: str, there: bool) -> None:
    """At the machine itself, or where windows are sent; not over a line for text."""
    assert has_window(environment, platform) is there
