"""Starts and stops dispatching processes and a sink for them, and evaluates the sink's log."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.rows.tables import subscription
from tests import preloaded

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LONGEST = 300.0
"""Seconds after which processes of which nothing is heard are given up."""


@dataclass
class SinkProcess:
    """A sink in a process of its own, which nobody kills, and the processes that send to it."""

    url: str
    folder: Path
    senders: list[preloaded.Started] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """The path of its log of requests."""
        return self.folder / "sink.jsonl"

    def requests(self) -> list[dict[str, Any]]:
        """The logged requests in order, without a line that is still being written."""
        lines = self.log.read_text(encoding="utf-8").split("\n")[:-1] if self.log.exists() else []
        return [json.loads(line) for line in lines]

    def start(self, database: str, **given: Any) -> preloaded.Started:
        """A dispatching process; see dispatching.py for what may be given. Its log goes to a file in the folder."""
        environment = {**os.environ, "TMPDIR": str(self.folder)}
        with (self.folder / "dispatching.log").open("a") as log:
            process = preloaded.start(
                "tests.delivery.dispatching",
                *(database, self.url, json.dumps(given)),
                environment=environment,
                folder=ROOT,
                stderr=log.fileno(),
            )
        self.senders.append(process)
        return process


@contextmanager
def sink_process(folder: Path) -> Iterator[SinkProcess]:
    """A sink that runs as long as the block; what still sends to it at the end is killed."""
    command = [sys.executable, str(HERE / "sink.py"), str(folder / "sink.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        sink = SinkProcess(f"http://127.0.0.1:{int(process.stdout.readline())}/remind", folder)
        try:
            yield sink
        finally:
            process.kill()
            for sender in sink.senders:
                kill(sender)


def wait_until_leading(process: preloaded.Started) -> None:
    """Wait until `process` prints that it leads."""
    assert process.stdout is not None
    assert process.stdout.readline() == "leading\n"


def end(process: preloaded.Started) -> float:
    """Terminate `process` as a service manager does. Returns the seconds that it took."""
    started = time.monotonic()
    process.terminate()
    assert process.wait(LONGEST) == 0
    return time.monotonic() - started


def kill(process: preloaded.Started) -> None:
    """Kill it with SIGKILL if it still runs."""
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


async def subscribe(database: str, count: int, due_at: datetime, users: str = "push:u") -> None:
    """`count` subscriptions, each of its own user, with one reminder that is due at `due_at`."""
    state = json.dumps({"due": {"personal": due_at.isoformat()}})
    rows = [
        {"user_key": f"{users}{number}", "id": "1", "state": state, "next_at": due_at, "updated_at": due_at}
        for number in range(count)
    ]

    def work(connection: Connection) -> None:
        connection.execute(insert(subscription), rows)

    async with await Store.open(database):
        pass
    engine = await open_engine(read_address(database))
    await engine.write(work)
    await engine.close()


async def all_out(database: str, now: datetime, count: int) -> dict[str, int]:
    """Wait until every one of `count` deliveries has its end, as long as any of them gets on. How many are in each status."""
    async with await Store.open(database) as store:
        before, limit = dict[str, int](), time.monotonic() + LONGEST
        while True:
            found = await store.ledger.due_between(now - timedelta(days=9), now + timedelta(days=9))
            statuses = {status: number for (_, status), number in found.items()}
            waiting = await store.ledger.upcoming(now + timedelta(days=9), None, 1)
            if not waiting and sum(statuses.values()) >= count:
                return statuses
            if statuses != before:
                before, limit = statuses, time.monotonic() + LONGEST
            assert time.monotonic() < limit, statuses
            await asyncio.sleep(0.3)


@dataclass
class Ledgered:
    """What the sink's log says: how many users were never reached, repeated, repeated without a note, reached thrice."""

    never: int
    repeated: int
    silent: int
    thrice: int


def judge(requests: list[dict[str, Any]], users: set[str]) -> Ledgered:
    """The figures of a sink's log."""
    by_id: dict[str, list[bool]] = defaultdict(list)
    for request in requests:
        by_id[request["id"]].append(request["maybe_repeated"])
    reached = {request["user"] for request in requests}
    return Ledgered(
        never=len(users - reached),
        repeated=sum(len(marks) > 1 for marks in by_id.values()),
        silent=sum(not all(marks[1:]) for marks in by_id.values()),
        thrice=sum(len(marks) > 2 for marks in by_id.values()),
    )
