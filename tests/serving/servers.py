"""`noticebot serve` as a process on a free port, for tests that talk to it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import httpx

from tests import preloaded

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400.0
"""Seconds after which a process that does not do what is awaited is given up."""


@dataclass
class Server:
    """One process. Its log is read line by line as it comes."""

    process: preloaded.Started
    events: list[dict[str, Any]] = field(default_factory=list)
    _fresh: Queue[dict[str, Any] | None] = field(default_factory=Queue)
    url: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as log:
            for line in log:
                self._take(line)
        self._fresh.put(None)

    def _take(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            self.words += line
            return
        self.events.append(event)
        self._fresh.put(event)

    def wait_for(self, name: str) -> dict[str, Any]:
        """The next event of that name in the log."""
        limit = time.monotonic() + LONGEST
        while (left := limit - time.monotonic()) > 0:
            try:
                event = self._fresh.get(timeout=left)
            except Empty:
                break
            if event is None:
                break
            if event["event"] == name:
                return event
        message = f"no event {name}: {self.events[-5:]} {self.words}"
        raise AssertionError(message)

    def wait_for_end(self) -> None:
        """Wait until the process is gone and its log is read to the end."""
        self.process.wait(LONGEST)
        self._listener.join(LONGEST)

    def client(self, **options: Any) -> httpx.Client:
        """A visitor."""
        return httpx.Client(base_url=self.url, timeout=LONGEST, trust_env=False, **options)

    def send(self, number: int) -> None:
        """Send a signal to the process."""
        self.process.send_signal(number)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Terminate the process. Returns its exit code."""
        self.process.send_signal(number)
        self.wait_for_end()
        return self.process.wait()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.wait_for_end()


@dataclass
class Servers:
    """Starts servers that share a database in `folder`, unless they are told another."""

    folder: Path
    data: Path
    started: list[Server] = field(default_factory=list)

    def start(
        self,
        *,
        now: str = "2022-11-15T10:00",
        db: str = "",
        port: int = 0,
        knowledge: Path | None = None,
        settings: Mapping[str, str] | None = None,
        anew: bool = False,
        workers: int = 0,
    ) -> Server:
        """Start one, with `anew` in an interpreter of its own, and wait until it serves."""
        server = self.launch(
            now=now, db=db, port=port, knowledge=knowledge, settings=settings, anew=anew, workers=workers
        )
        server.url = server.wait_for("serving")["url"]
        return server

    def launch(
        self,
        *,
        now: str = "2022-11-15T10:00",
        db: str = "",
        port: int = 0,
        knowledge: Path | None = None,
        settings: Mapping[str, str] | None = None,
        anew: bool = False,
        workers: int = 0,
    ) -> Server:
        """Start one without waiting until it serves; `workers` 0 leaves it to the settings how many processes it has."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        home = {"HOME": str(self.folder), "TMPDIR": str(self.folder)}
        home |= {"PYTHONPATH": str(ROOT), "BOT_DATA_DIR": str(self.data)}
        options = ["--now", now, "--db", db or f"sqlite:///{self.folder / 'bot.db'}"]
        options += ["--knowledge", str(knowledge)] if knowledge else []
        process = preloaded.start(
            "bot",
            *(*options, "serve", "--port", str(port)),
            *(("--workers", str(workers)) if workers else ()),
            environment={**kept, **home, **(settings or {})},
            folder=self.folder,
            stdout=subprocess.DEVNULL,
            anew=anew,
        )
        self.started.append(Server(process))
        return self.started[-1]

    def end(self) -> None:
        """Stop those that are still running."""
        for server in self.started:
            if server.process.poll() is None:
                server.process.kill()
            server.wait_for_end()
