"""What somebody at the terminal reads when the server starts; a log that machines read holds none of it."""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.serving.servers import ROOT, Servers

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
    assert f"serve --port {port}\n" in told
