"""Starts the bot's processes for tests without the second that Python needs to import the bot: see preloader.py.

Each is a process of its own: it can be stopped and killed, and keeps nothing of another. How the command starts without
this is shown by tests/test_cli.py and tests/serving/test_serve_process.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
BEGIN_SECONDS = 60.0
"""How long a process may take to begin, the imports of the first one included."""


@dataclass
class Process:
    """What tests need of subprocess.Popen, for a process that another one has forked."""

    args: Sequence[str]
    fate: int
    stdin: IO[str] | None
    stdout: IO[str] | None
    stderr: IO[str] | None
    pid: int = 0
    returncode: int | None = None
    _told: bytes = b""

    def __post_init__(self) -> None:
        number = self._next(BEGIN_SECONDS)
        if number is None:
            message = f"{' '.join(self.args)} did not begin"
            raise AssertionError(message)
        self.pid = number

    def _next(self, seconds: float | None) -> int | None:
        """The next number that the preloader tells of this process; None if it tells none within so many seconds."""
        limit = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._told:
            left = None if limit is None else max(0.0, limit - time.monotonic())
            if not select.select([self.fate], [], [], left)[0]:
                return None
            heard = os.read(self.fate, 64)
            assert heard, "the preloader is gone"
            self._told += heard
        number, _, self._told = self._told.partition(b"\n")
        return int(number)

    def poll(self) -> int | None:
        """The exit code if it has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended. Raises TimeoutExpired after `timeout` seconds. Returns the exit code."""
        if self.returncode is None:
            code = self._next(timeout)
            if code is None:
                raise subprocess.TimeoutExpired(list(self.args), timeout or 0.0)
            self.returncode = code
            os.close(self.fate)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def communicate(self, given: str = "", timeout: float | None = None) -> tuple[str, str]:
        """Write `given` to its stdin, close that, and read its output to the end."""
        read = ["", ""]

        def listen(place: int, stream: IO[str]) -> None:
            with stream:
                read[place] = stream.read()

        streams = [(place, s) for place, s in enumerate((self.stdout, self.stderr)) if s is not None]
        listeners = [threading.Thread(target=listen, args=pair, daemon=True) for pair in streams]
        for listener in listeners:
            listener.start()
        if self.stdin is not None:
            with contextlib.suppress(BrokenPipeError), self.stdin:
                self.stdin.write(given)
        self.wait(timeout)
        for listener in listeners:
            listener.join()
        return read[0], read[1]

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                stream.close()
        self.wait()


Started = Process | subprocess.Popen[str]


@dataclass
class Preloader:
    """The process that forks, and the socket on which it is asked."""

    process: subprocess.Popen[bytes]
    requests: socket.socket


_running: list[Preloader] = []
"""That of this test process, once one is needed."""
_lock = threading.Lock()


def _begin() -> Preloader:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-m", "tests.preloader", str(theirs.fileno())]
        return Preloader(subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=ROOT), ours)


def _ask(files: Sequence[int]) -> None:
    """Ask for a process with these files: its standard streams, the pipe of its fate, and what it is to run."""
    with _lock:
        if not _running:
            _running.append(_begin())
        socket.send_fds(_running[0].requests, [b"!"], files)


def _written(asked: Mapping[str, object]) -> int:
    """A file in memory with what is asked: arguments may be longer than a message can be."""
    file = os.memfd_create("asked")
    with open(file, "w", encoding="utf-8", closefd=False) as stream:
        json.dump(asked, stream)
    os.lseek(file, 0, os.SEEK_SET)
    return file


def end() -> None:
    """End the preloader and all that it has started. Called once a test process."""
    while _running:
        preloader = _running.pop()
        preloader.requests.close()
        preloader.process.wait()


def _opened(wanted: int, number: int) -> tuple[int, IO[str] | None]:
    """The file that becomes a standard stream, and the test's end of it if it is a pipe."""
    if wanted == subprocess.DEVNULL:
        return os.open(os.devnull, os.O_RDWR), None
    if wanted != subprocess.PIPE:
        return os.dup(wanted), None
    reader, writer = os.pipe()
    if number == 0:
        return reader, open(writer, "w", encoding="utf-8")
    return writer, open(reader, encoding="utf-8")


def start(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    anew: bool = False,
) -> Started:
    """Start `python -m module arguments` in `folder`, with this environment; the streams are as subprocess.Popen takes them.

    With `anew`, and on systems other than Linux, Python itself is started.
    """
    if anew or sys.platform != "linux":
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            encoding="utf-8",
            env={**environment},
            cwd=folder,
        )
    fate, told = os.pipe()
    opened = [_opened(wanted, number) for number, wanted in enumerate((stdin, stdout, stderr))]
    asked = {"module": module, "arguments": arguments, "environment": {**environment}, "folder": str(folder)}
    files = [*(file for file, _ in opened), told, _written(asked)]
    _ask(files)
    for file in files:
        os.close(file)
    ours = [our_end for _, our_end in opened]
    return Process([module, *arguments], fate, ours[0], ours[1], ours[2])
