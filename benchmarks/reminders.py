"""Reminders at size: planning, claiming, sending. `python -m benchmarks.reminders [SUBSCRIPTIONS]`, 1,000,000 if not said.

Every subscription has one reminder in the next 48 hours: the worst case for the planner, which otherwise does not even
look at those whose next moment is further away.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import structlog

from bot.channels.push import CHANNEL, PushSender, body_of
from bot.clock import Timer
from bot.delivery.courier import Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.figures import Figures
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.planner import Planner
from bot.delivery.sender import Reminder
from bot.knowledge import open_knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.settings import shipped_knowledge
from bot.store.database import Store
from bot.store.model.delivery import Settlement

NOW = datetime(2022, 12, 4, 2, tzinfo=UTC)
DUE = datetime(2022, 12, 5, 1, tzinfo=UTC)
SMALL, LARGE = 10_000, 1_000_000
SENT = 3_000
AT_ONCE = 16
CLAIMS = 100
ROOT = Path(__file__).resolve().parents[1]
SINK = ROOT / "tests" / "delivery" / "sink.py"


def author() -> PackAuthor:
    """The author of the shipped pack."""
    pack = open_knowledge(shipped_knowledge()).pack
    return PackAuthor(lambda: (pack, Composer(pack)))


def url_of(file: Path) -> str:
    """The URL of a database in a file."""
    return f"sqlite:///{file}"


async def fill(file: Path, count: int, facts_of: PackAuthor) -> None:
    """A database with so many subscriptions, each to be looked at now."""
    async with await Store.open(url_of(file)):
        pass
    facts = facts_of._facts
    since = NOW - timedelta(days=1)
    wish = Subscription("s1", "deadlines", facts.id, facts.series, ("personal",), (1,), since=since)
    state, moment = json.dumps(wish.to_plain(), ensure_ascii=False), NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO subscription (user_key, id, state, next_at, updated_at) VALUES (?, 's1', ?, ?, ?)",
            ((f"push:{number:07}", state, moment, moment) for number in range(count)),
        )
        connection.execute("COMMIT")


async def plan(file: Path) -> None:
    """Plan them all; print the seconds, the rows, and the peak of memory in MB before and after."""
    writer = author()
    async with await Store.open(url_of(file)) as store:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        made = await Planner(store.ledger, writer, lambda: NOW, Figures()).step()
        took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": made, "seconds": took, "before": before, "after": after}))


def planned(file: Path, count: int) -> None:
    """Planning in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.reminders", "plan", str(file)]
    done = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split("\n")[-2]
    )
    print(
        f"planning {count:>9,} subscriptions: {done['rows']:,} rows in {done['seconds']:.1f} s "
        f"({count / done['seconds']:,.0f}/s), peak memory {done['after']:.0f} MB ({done['before']:.0f} MB before it)"
    )


async def claims(files: list[Path]) -> list[float]:
    """The median milliseconds of claiming 100 in each database, in turns, so that a busy machine is busy for all."""
    took: list[list[float]] = [[] for _ in files]
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(await Store.open(url_of(file))) for file in files]
        terms = [await store.ledger.take("bench", await store.ledger.leader()) or 0 for store in stores]
        for _ in range(CLAIMS):
            for store, term, measured in zip(stores, terms, took, strict=True):
                began = time.perf_counter()
                claimed = await store.ledger.claim(term, CHANNEL, "due", DUE, 100)
                measured.append((time.perf_counter() - began) * 1000)
                assert len(claimed) == 100
                back = [Settlement(one.id, term, "due") for one in claimed]
                await store.ledger.exchange(term, back, [], DUE, "2022-12-05")
    return [statistics.median(measured) for measured in took]


async def bare(url: str, count: int) -> float:
    """Bare posts a second for comparison: the same bodies, as many at once."""
    body = body_of(Reminder("0" * 32, "1", "还有14天" * 30, ("四.一",), "lead"))
    left = iter(range(count))
    async with httpx.AsyncClient(trust_env=False) as client:

        async def post() -> None:
            for _ in left:
                await client.post(url, content=body, headers={"Content-Type": "application/json"})

        began = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(AT_ONCE)))
        return count / (time.perf_counter() - began)


async def sent(file: Path, url: str, count: int) -> float:
    """Deliveries a second from due to a durable outcome, to a receiver without limits."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    async with await Store.open(url_of(file)) as store, PushSender(url, "secret", lambda: DUE) as sender:
        limits = Limits(per_second=100_000.0, chat_seconds=0.0)
        dispatcher = Dispatcher(
            store.ledger, author(), {CHANNEL: Route(sender, Limiter(limits, Timer()))}, lambda: DUE
        )
        task = asyncio.create_task(dispatcher.run())
        while not dispatcher.figures.outcomes:
            await asyncio.sleep(0.005)
        began, first = time.perf_counter(), dispatcher.figures.outcomes.total()
        while dispatcher.figures.outcomes.total() < count:
            await asyncio.sleep(0.005)
        rate = (count - first) / (time.perf_counter() - began)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return rate


def sending(folder: Path, writer: PackAuthor) -> None:
    """Sending beside bare posts, in turns, to one sink."""
    with subprocess.Popen(
        [sys.executable, str(SINK), str(folder / "log")], stdout=subprocess.PIPE, text=True
    ) as sink:
        assert sink.stdout is not None
        url = f"http://127.0.0.1:{int(sink.stdout.readline())}/"
        try:
            for turn in range(3):
                file = folder / f"send{turn}.db"
                asyncio.run(fill(file, SENT, writer))
                alone = asyncio.run(bare(url, SENT))
                ours = asyncio.run(sent(file, url, SENT))
                print(f"deliveries {ours:6.0f}/s   bare posts {alone:6.0f}/s   ratio {ours / alone:.2f}")
        finally:
            sink.kill()


def reminders(large: int = LARGE) -> None:
    """Run the whole benchmark."""
    writer = author()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (SMALL, large):
            file = folder / f"{count}.db"
            asyncio.run(fill(file, count, writer))
            planned(file, count)
        small, big = asyncio.run(claims([folder / f"{count}.db" for count in (SMALL, large)]))
        print(
            f"claim of 100: {small:.2f} ms at {SMALL:,}, {big:.2f} ms at {large:,} subscriptions, ratio {big / small:.2f}"
        )
        sending(folder, writer)


if __name__ == "__main__":
    if sys.argv[1:2] == ["plan"]:
        asyncio.run(plan(Path(sys.argv[2])))
    else:
        reminders(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
