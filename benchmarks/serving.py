"""Turns over HTTP at a steady rate beside a bare FastAPI echo of JSON, in one run: `python -m benchmarks.serving`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.open_loop import Ask, Wires, share, steady

ROOT = Path(__file__).resolve().parents[1]
RATE, SECONDS, ROUNDS = 50, 10, 3
TOO_SLOW_MS = 100.0
TRIES = 3
PEOPLE = 100
SAID = (
    "单位几号前要推荐",
    "我能不能报",
    "没有",
    "在职",
    "不是的我在企业",
    "木雕",
    "学时要多少？",
    "浙江",
    "上一步",
    "不清楚",
)
ECHO = """
import socket, sys, uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

class Message(BaseModel):
    text: str

app = FastAPI()

@app.post("/api/messages")
async def echo(message: Message) -> Message:
    return message

bound = socket.create_server(("127.0.0.1", 0), backlog=2048)
print("http://127.0.0.1:%d" % bound.getsockname()[1], file=sys.stderr, flush=True)
config = uvicorn.Config(app, access_log=False, log_level="warning", timeout_keep_alive=75)
uvicorn.Server(config).run(sockets=[bound])
"""


@contextlib.contextmanager
def process(
    command: list[str], folder: Path, more: Mapping[str, str] = MappingProxyType({}), tree: Path = ROOT
) -> Iterator[Wires]:
    """A server of a tree, and connections to it."""
    settings = {"BOT_DATA_DIR": str(folder), "BOT_CLIENT_RATE": "0", **more}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", cwd=tree, env={**os.environ, **settings}
    ) as server:
        assert server.stderr is not None
        url = None
        while url is None:
            url = re.search(r"http://([0-9.]+):([0-9]+)", server.stderr.readline())
        drain = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
        wires = Wires(url[1], int(url[2]))
        try:
            yield wires
        finally:
            server.kill()
            server.wait()
            drain.wait()


async def visitors(wires: Wires) -> Ask:
    """Many people, each with a session, each going the same way."""
    cookies = []
    for _ in range(PEOPLE):
        _, head, _ = await wires.post("/api/messages", b'{"text":"hi"}')
        cookie = re.search(rb"set-cookie: ([^;]+);", head)
        assert cookie is not None
        cookies.append(f"Cookie: {cookie[1].decode()}\r\n")

    def ask(number: int) -> tuple[bytes, str]:
        text = SAID[number // PEOPLE % len(SAID)]
        body = {"text": text, "id": f"m{number}"}
        return json.dumps(body).encode(), cookies[number % PEOPLE]

    return ask


def echoed(number: int) -> tuple[bytes, str]:
    """The same words for the echo."""
    text = SAID[number // PEOPLE % len(SAID)]
    return json.dumps({"text": text, "id": f"m{number}"}).encode(), ""


async def at_a_steady_rate(ours: tuple[Wires, Ask], bare: tuple[Wires, Ask]) -> None:
    """p50 and p99 at 50 a second, turn about."""
    took: dict[str, list[float]] = {"bare FastAPI echo": [], "noticebot turn": []}
    for _ in range(ROUNDS):
        for name, (wires, ask) in zip(took, (bare, ours), strict=True):
            took[name] += await steady(wires, "/api/messages", ask, RATE, SECONDS)
    worst = {}
    for name, values in took.items():
        ordered = sorted(values)
        worst[name] = share(ordered, 0.99)
        print(f"{name:<18} at {RATE}/s: p50 {share(ordered, 0.5):6.2f} ms, p99 {worst[name]:6.2f} ms")
    print(f"p99 ratio          {worst['noticebot turn'] / worst['bare FastAPI echo']:.2f}")


async def highest(wires: Wires, ask: Ask, start: float) -> float:
    """The highest rate, in steps of a quarter, at which the p99 stays below 100 ms in one of three tries."""
    rate, held = start, 0.0
    wires.close()  # what was idle for long is closed at the other end
    while True:
        for _ in range(TRIES):
            ordered = await steady(wires, "/api/messages", ask, rate, 3)
            if share(ordered, 0.99) <= TOO_SLOW_MS:
                break
        else:
            return held
        held, rate = rate, rate * 1.25


async def measure(ours: Wires, bare: Wires) -> None:
    """Both measurements. The wires are closed by the loop in which they were opened."""
    ask = await visitors(ours)
    await steady(bare, "/api/messages", echoed, RATE, 2)
    await steady(ours, "/api/messages", ask, RATE, 2)
    await at_a_steady_rate((ours, ask), (bare, echoed))
    print(f"highest rate, bare FastAPI echo: {await highest(bare, echoed, 80):.0f}/s")
    print(f"highest rate, noticebot turns:   {await highest(ours, ask, 80):.0f}/s")
    for wires in (ours, bare):
        wires.close()


def serving() -> None:
    """Start both and measure."""
    noticebot = [sys.executable, "-m", "bot", "--now", "2022-11-15T10:00", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with process(noticebot, folder) as ours, process([sys.executable, "-c", ECHO], folder) as bare:
            asyncio.run(measure(ours, bare))


if __name__ == "__main__":
    serving()
