"""What one anonymous visitor can do to others within the limits: `python -m benchmarks.attack`.

For each attack a server of its own, a visitor at another address who asks something twice a second, and reminders that fall due
in the middle. Printed: how long the visitor waited, how late the reminders were, how long health took.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.open_loop import share
from benchmarks.serving import process

SECONDS, REMINDERS = 20, 30
START, DUE = "2022-12-03T08:59:45", "12月3日上午9点提醒我交材料"
ATTACKER, VISITOR = "198.51.100.1", "203.0.113.9"
CONNECTIONS, SESSIONS = 50, 3
LIGATURES = "\ufdfa" * 2000
"""One character that normalization makes eighteen of."""
LISTED = "学时要多少？" * 330
DATES = " ".join(f"{day % 28 + 1}/6/20{day % 99:02}" for day in range(200))
NAMES = 250


@dataclass
class Wire:
    """One connection of one visitor at `address`, who keeps the cookie."""

    port: int
    address: str
    cookie: str = ""
    token: str = ""
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Send one request: status and body of the answer."""
        reader, writer = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        sent = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"X-Forwarded-For: {self.address}"]
        lines += ["Content-Type: application/json", f"Content-Length: {len(sent)}"]
        lines += [f"Cookie: {self.cookie}"] * bool(self.cookie)
        lines += [f"Authorization: Bearer {self.token}"] * bool(self.token)
        writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", head.lower())
        answer = await reader.readexactly(int(found[1]) if found else 0)
        cookie = re.search(rb"set-cookie: ([^;]+);", head)
        self.cookie = cookie[1].decode() if cookie else self.cookie
        self.streams = reader, writer
        return int(head[9:12]), answer

    async def say(self, text: str) -> int:
        """Say something; the status of the answer."""
        return (await self.ask("POST", "/api/messages", {"text": text}))[0]


@dataclass
class Seen:
    """What was measured, in seconds."""

    visitor: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    refused: int = 0


Attack = Callable[[int], Awaitable[None]]
"""Goes on until it is cancelled; its argument is the port."""


async def nothing(_: int) -> None:
    """No attack."""
    await asyncio.sleep(3600)


async def _again(ask: Callable[[], Awaitable[int]]) -> None:
    while True:
        if await ask() != 200:
            await asyncio.sleep(0.05)


async def calendars(port: int) -> None:
    """Fifty connections that each take the calendar again and again."""

    async def take(wire: Wire) -> int:
        return (await wire.ask("GET", "/api/calendar.ics"))[0]

    wires = [Wire(port, ATTACKER) for _ in range(CONNECTIONS)]
    await asyncio.gather(*(_again(lambda wire=wire: take(wire)) for wire in wires))  # type: ignore[misc]


async def _answers(port: int, text: str) -> None:
    """Sessions that each answer a question of the interview with this, again and again."""

    async def one() -> None:
        wire = Wire(port, ATTACKER)
        await wire.say("我能不能报")
        await _again(lambda: wire.say(text))

    await asyncio.gather(*(one() for _ in range(SESSIONS)))


async def ligatures(port: int) -> None:
    """Three sessions that each answer with what grows when it is normalized."""
    await _answers(port, LIGATURES)


async def lists(port: int) -> None:
    """Three sessions that each answer with hundreds of small things."""
    await _answers(port, LISTED)


async def dates(port: int) -> None:
    """Three sessions that each answer with two hundred dates of another language."""
    await _answers(port, DATES)


async def newcomers(port: int) -> None:
    """Fifty connections that each begin one new interview after the other."""

    async def one() -> None:
        wire = Wire(port, ATTACKER)

        async def begin() -> int:
            wire.cookie = ""
            return await wire.say("我能不能报")

        await _again(begin)

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))


ATTACKS: tuple[Attack, ...] = (nothing, calendars, ligatures, lists, dates, newcomers)


async def _timed(work: Awaitable[object], into: list[float]) -> object:
    start = time.perf_counter()
    result = await work
    into.append(time.perf_counter() - start)
    return result


async def _visit(port: int, seen: Seen) -> None:
    wire = Wire(port, VISITOR)
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        status = await _timed(wire.say("学时要多少？"), seen.visitor)
        seen.refused += status != 200
        await asyncio.sleep(0.2)


async def _check(port: int, seen: Seen) -> None:
    wire = Wire(port, VISITOR)
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        await _timed(wire.ask("GET", "/healthz"), seen.health)
        await asyncio.sleep(1.0)


async def _gateway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take every reminder."""
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            found = re.search(rb"content-length: (\d+)", head.lower())
            await reader.readexactly(int(found[1]) if found else 0)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


async def _lateness(port: int) -> str:
    """How many reminders went out, and how late, as the server measured it."""
    _, text = await Wire(port, VISITOR).ask("GET", "/metrics")
    figures = text.decode()
    total = float(re.findall(r"late_seconds_sum ([\d.]+)", figures)[0])
    buckets = [
        (float(bound.replace("+Inf", "inf")), float(number))
        for bound, number in re.findall(r'late_seconds_bucket{le="([^"]+)"} ([\d.]+)', figures)
    ]
    count = buckets[-1][1]
    last = next(bound for bound, number in buckets if number == count)
    return f"{count:.0f} of {REMINDERS} reminders, late by {total / max(count, 1):.1f} s on average, at most {last:g} s"


async def measure(attack: Attack, port: int) -> None:
    """Set the reminders, then attack while the visitor asks."""
    for number in range(REMINDERS):
        wire = Wire(port, VISITOR, token="token")
        body = {"text": DUE, "user": f"u{number}"}
        assert (await wire.ask("POST", "/api/messages", body))[0] == 200
    seen = Seen()
    await asyncio.sleep(1.0)
    attacking = asyncio.ensure_future(attack(port))
    await asyncio.gather(_visit(port, seen), _check(port, seen))
    attacking.cancel()
    await asyncio.gather(attacking, return_exceptions=True)
    await asyncio.sleep(5.0)
    visitor, health = sorted(seen.visitor), sorted(seen.health)
    print(
        f"{attack.__name__:<10} visitor p50 {share(visitor, 0.5):7.0f} ms, p99 {share(visitor, 0.99):7.0f} ms, "
        f"{seen.refused} refused; health at most {health[-1] * 1000:.0f} ms; {await _lateness(port)}",
        flush=True,
    )


async def names(port: int) -> None:
    """Many interviews by name in one session, and what a turn costs then."""
    wire = Wire(port, ATTACKER)
    took: list[float] = []
    for number in range(NAMES):
        for text in ("换一个人", f"张{number:03}"):
            await wire.say(text)
        await _timed(wire.say("学时要多少？"), took)
    first, last = (sorted(took[part]) for part in (slice(0, 20), slice(-20, None)))
    print(
        f"{NAMES} names: a turn takes {share(first, 0.5):.0f} ms at first, {share(last, 0.5):.0f} ms at last",
        flush=True,
    )


async def _with_gateway(work: Callable[[int], Awaitable[None]], folder: Path, rate: str) -> None:
    gateway = await asyncio.start_server(_gateway, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{gateway.sockets[0].getsockname()[1]}/"
    settings = {"BOT_API_TOKEN": "token", "BOT_PUSH_URL": url, "BOT_CLIENT_RATE": rate}
    command = [sys.executable, "-m", "bot", "--now", START, "serve", "--port", "0"]
    starting = process(command, folder, settings)
    wires = await asyncio.to_thread(starting.__enter__)
    try:
        await work(wires.port)
    finally:
        await asyncio.to_thread(starting.__exit__, None, None, None)
        gateway.close()
    stored = sum(file.stat().st_size for file in folder.glob("noticebot.db*"))
    print(f"{'':<10} database {stored / 1e6:.1f} MB", flush=True)


def attack() -> None:
    """Measure all attacks, or those that are named."""
    chosen = [one for one in ATTACKS if not sys.argv[1:] or one.__name__ in sys.argv[1:]]
    for one in chosen:
        with tempfile.TemporaryDirectory() as name:
            asyncio.run(_with_gateway(lambda port, one=one: measure(one, port), Path(name), "200"))  # type: ignore[misc]
    if not sys.argv[1:] or "names" in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as name:
            asyncio.run(_with_gateway(names, Path(name), "0"))


if __name__ == "__main__":
    attack()
