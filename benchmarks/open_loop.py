"""An open-loop load generator over HTTP: each request is sent at its time whether or not earlier ones were answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_CONNECTIONS = 1000
"""Half of what the queue of a listening socket holds (`bot.serving.bound_port.BACKLOG`). Where a server is overloaded requests
wait by thousands; were each to open a connection, that queue would overflow, and the kernel resets what does not fit."""


@dataclass
class Wires:
    """A pool of keep-alive connections that grows to the number of requests under way, as far as `most`; the others wait."""

    host: str
    port: int
    pid: int = 0
    """The server's process, where it is known."""
    most: int = MOST_CONNECTIONS
    source: str = ""
    """The address from which new connections come; empty: whichever the system takes."""
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.most)

    async def post(self, path: str, body: bytes, headers: str = "") -> tuple[int, bytes, bytes]:
        """One POST of JSON: status, head and body of what came back."""
        async with self._free:
            return await self._post(path, body, headers)

    async def _post(self, path: str, body: bytes, headers: str) -> tuple[int, bytes, bytes]:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nContent-Type: application/json\r\n"
            f"{headers}Content-Length: {len(body)}\r\n\r\n"
        )
        request = head.encode() + body
        if self.idle:
            kept = self.idle.pop()
            try:
                return await self._exchange(kept, request)
            except (ConnectionResetError, BrokenPipeError):
                kept[1].close()
            except asyncio.IncompleteReadError as cut:
                kept[1].close()
                if cut.partial:
                    raise
            # The server had closed what was idle for long before it saw the request, as any client must expect.
        source = (self.source, 0) if self.source else None
        opened = await asyncio.open_connection(self.host, self.port, local_addr=source)
        return await self._exchange(opened, request)

    async def _exchange(
        self, wire: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes
    ) -> tuple[int, bytes, bytes]:
        reader, writer = wire
        writer.write(request)
        found = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in found.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        answer = await reader.readexactly(int(length.split(b":")[1]))
        self.idle.append(wire)
        return int(found[9:12]), found, answer

    def close(self) -> None:
        """Close the connections."""
        for _, writer in self.idle:
            writer.close()
        self.idle.clear()


Ask = Callable[[int], tuple[bytes, str]]
"""The body and the headers of the request with this number."""


async def steady(wires: Wires, path: str, ask: Ask, rate: float, seconds: float) -> list[float]:
    """Send `rate` requests a second for `seconds`. Returns the seconds from when each was due until its answer, sorted."""
    took: list[float] = []

    async def one(number: int, due: float) -> None:
        status, _, _ = await wires.post(path, *ask(number))
        assert status == 200, status
        took.append(time.perf_counter() - due)

    start = time.perf_counter() + 0.05
    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            due = start + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(one(number, due))
    return sorted(took)


def share(ordered: list[float], part: float) -> float:
    """The quantile `part` (0 to 1), in milliseconds."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000
