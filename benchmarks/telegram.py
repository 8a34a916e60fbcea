"""1,000 updates from 1,000 chats through webhook, beside a bare PTB echo bot on the same server, in one run.

    python -m benchmarks.telegram [--chats 1000] [--rate 60] [--rounds 3]

Ours keeps every update and every turn in SQLite; each reply is a call of its own in both. CPU is that of the bot's process.
First all at once (updates a second), then at a steady rate (how long each turn took); the CPU per update of both.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import psutil

from tests.telegram_api.phone import Phones
from tests.telegram_api.world import TOKEN

ROOT = Path(__file__).resolve().parents[1]
SAID = [
    "什么时候截止",
    "单位几号前要推荐",
    "继续教育要多少学时",
    "我做青瓷的能报吗",
    "学时卡在哪里导出",
    "公示要几天",
]
ECHO = """
import asyncio, os, socket, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

async def main():
    root = os.environ["BOT_TELEGRAM_API_URL"]
    app = (Application.builder().token(os.environ["BOT_TELEGRAM_TOKEN"]).base_url(root + "/bot").updater(None)
           .concurrent_updates(256).connection_pool_size(64).pool_timeout(60).read_timeout(60)
           .connect_timeout(60).write_timeout(60).build())
    app.add_handler(MessageHandler(filters.TEXT, echo))

    async def hook(request):
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return Response()

    web = Starlette(routes=[Route("/hook", hook, methods=["POST"])])
    bound = socket.create_server(("127.0.0.1", 0), backlog=2048)
    await app.initialize()
    await app.start()
    await app.bot.set_webhook("http://127.0.0.1:%d/hook" % bound.getsockname()[1])
    print("ready", flush=True)
    await uvicorn.Server(uvicorn.Config(web, access_log=False, log_level="warning")).serve(sockets=[bound])

import uvloop
uvloop.run(main())
"""


@contextlib.asynccontextmanager
async def server() -> AsyncIterator[Phones]:
    """The strict server, its limits lifted, in a process of its own."""
    command = [sys.executable, "-m", "tests.telegram_api"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            async with Phones(process.stdout.readline().strip()) as phones:
                await phones.do("set", limits={"everyone": 1e9, "burst": 1e9, "group": 10**9})
                yield phones
        finally:
            process.kill()


@contextlib.asynccontextmanager
async def bot(name: str, url: str, folder: Path) -> AsyncIterator[psutil.Process]:
    """One of the two bots, ready."""
    settings = {
        **os.environ,
        "BOT_TELEGRAM_TOKEN": TOKEN,
        "BOT_TELEGRAM_API_URL": url,
        "BOT_TELEGRAM_RATE": "1e6",
    }
    if name == "noticebot":
        port = 20_000 + os.getpid() % 20_000
        settings |= {"BOT_DATA_DIR": str(folder), "BOT_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"}
        command = [sys.executable, "-m", "bot", "--now", "2022-11-15T10:00", "serve", "--port", str(port)]
        ready = "telegram_webhook_registered"
    else:
        command, ready = [sys.executable, "-c", ECHO], "ready"
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=settings
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if ready in line:
                break
        else:
            raise SystemExit(name)
        try:
            yield psutil.Process(process.pid)
        finally:
            process.kill()


def cpu(process: psutil.Process) -> float:
    """Seconds of CPU so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


async def measured(name: str, folder: Path, chats: int, rate: float) -> dict[str, float]:
    """Figures of one bot, on a server of its own."""
    async with server() as phones, bot(name, phones.url, folder) as process:
        loop = asyncio.get_running_loop()
        warm = list(range(1, 51))
        await phones.do("many", users=warm, texts=SAID[:2])
        await phones.wait(100, seconds=60.0)
        users = list(range(10_001, 10_001 + chats))
        spent, start = cpu(process), loop.time()
        await phones.do("many", users=users, texts=SAID[:1])
        await phones.wait(100 + chats, seconds=120.0)
        seconds, spent = loop.time() - start, cpu(process) - spent
        steady, begun = list(range(50_001, 50_001 + chats)), cpu(process)
        await phones.do("flow", users=steady, texts=SAID, rate=rate)
        await phones.wait(100 + 2 * chats, seconds=120.0)
        took = sorted(await phones.do("took", users=steady))
        steadily = cpu(process) - begun
        refused = await phones.refused()
        assert refused == [], refused[:3]
    return {
        "per second": chats / seconds,
        "CPU ms": spent / chats * 1000,
        "steady CPU ms": steadily / chats * 1000,
        "p50 ms": statistics.median(took) * 1000,
        "p99 ms": took[int(len(took) * 0.99)] * 1000,
    }


async def main(chats: int, rate: float, rounds: int) -> None:
    """Both bots, one after the other, several times."""
    figures: dict[str, list[dict[str, float]]] = {"PTB echo": [], "noticebot": []}
    for _ in range(rounds):
        for name, rows in figures.items():
            with tempfile.TemporaryDirectory() as folder:
                rows.append(await measured(name, Path(folder), chats, rate))
    print(
        f"{'':<10} {'updates/s':>10} {'CPU ms':>8} {'CPU ms steady':>14} {'p50 ms':>8} {'p99 ms':>8}  (of {rounds} rounds)"
    )
    middle = {
        name: {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        for name, rows in figures.items()
    }
    for name, row in middle.items():
        print(
            f"{name:<10} {row['per second']:>10.0f} {row['CPU ms']:>8.2f} {row['steady CPU ms']:>14.2f}"
            f" {row['p50 ms']:>8.1f} {row['p99 ms']:>8.1f}"
        )
    for way, of_what in (("at once", "CPU ms"), ("steadily", "steady CPU ms")):
        print(
            f"CPU per update {way}: {middle['noticebot'][of_what] / middle['PTB echo'][of_what]:.2f} × the echo"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(main(given.chats, given.rate, given.rounds))
