"""The memory of a server that people use at a modest steady rate: at the start and every few minutes.

    python -m benchmarks.memory [--rate 20] [--minutes 60] [--every 5]

People come, go through the interview and ask what the pack is tested on, one thing after another, and others come in their
place, each with a session of their own. Told is the resident memory (RSS) of the processes of the server in MB, and how long
answers took.
An hour tells whether it is flat; the first minutes fill what the server remembers of the last texts and talks.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import random
import re
import sys
import tempfile
from pathlib import Path

import psutil

from benchmarks.crowd import SEED, questions, used
from benchmarks.open_loop import Ask, Wires, share, steady
from benchmarks.serving import SAID, process

SAYS_EACH = 20
"""Messages of one person before another comes in their place."""
_SECONDS = 60


async def newcomers(wires: Wires, count: int, chance: random.Random) -> Ask:
    """So many people with a session each. They speak in turn: first the interview, then questions."""
    cookies = []
    for _ in range(count):
        _, head, _ = await wires.post("/api/messages", '{"text":"你好"}'.encode())
        cookie = re.search(rb"set-cookie: ([^;]+);", head)
        assert cookie is not None
        cookies.append(f"Cookie: {cookie[1].decode()}\r\n")
    asked = questions()

    def ask(number: int) -> tuple[bytes, str]:
        said = number // count
        text = SAID[said] if said < len(SAID) else chance.choice(asked)
        return json.dumps({"text": text, "id": f"m{said}"}).encode(), cookies[number % count]

    return ask


async def measure(wires: Wires, options: argparse.Namespace) -> None:
    """Print the memory before anybody came, after the first question, and after each span."""
    server, chance = psutil.Process(wires.pid), random.Random(SEED)
    print(f"at the start: {used(server)[1]:6.1f} MB", flush=True)
    await newcomers(wires, 1, chance)
    print(f"one greeted:  {used(server)[1]:6.1f} MB", flush=True)
    gone = 0.0
    for house in itertools.count(2):
        if gone >= options.minutes:
            break
        wires.source = (
            f"127.0.0.{house}"  # of one address so many new people are remembered a day, and no more
        )
        span = min(options.every, options.minutes - gone)
        gone += span
        people = max(1, round(options.rate * span * _SECONDS / SAYS_EACH))
        ask = await newcomers(wires, people, chance)
        before, _ = used(server)
        took = await steady(wires, "/api/messages", ask, options.rate, span * _SECONDS)
        after, memory = used(server)
        cpu = (after - before) / len(took) * 1000
        print(
            f"{gone:5.1f} min:    {memory:6.1f} MB, {len(took)} messages of {people} people,"
            f" p50 {share(took, 0.5):.1f} ms, p99 {share(took, 0.99):.1f} ms, CPU {cpu:.2f} ms a message",
            flush=True,
        )
        wires.close()  # what is idle for long is closed at the other end


def main() -> None:
    """Start a server and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=20, help="messages a second")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=5, help="minutes between two figures")
    options = parser.parse_args()
    serve = [sys.executable, "-m", "bot", "--now", "2022-11-15T10:00", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as folder, process(serve, Path(folder)) as wires:
        asyncio.run(measure(wires, options))


if __name__ == "__main__":
    main()
