"""A receiver of reminders over HTTP that logs requests and can simulate every fault of a receiver.

As a program: `python sink.py LOG` prints its port and appends a JSON line to LOG for each request, before it answers.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TextIO

HANG_SECONDS = 3600.0


@dataclass
class Fault:
    """What the sink does to the first `times` requests for a user: answer `status`, or `hang`, `reset`, `half`, or
    `wait` until `Sink.free` is set and take it then."""

    kind: str
    times: int = 1
    header: str = ""
    body: str = ""


@dataclass
class Sink:
    """Receives on a port of its own. `faults` are by user, `wall` is what everybody gets as long as there is one.

    `got` is what reached it, `at` by its own clock; `held` is set when a request of that user hangs.
    """

    faults: dict[str, Fault] = field(default_factory=dict)
    log: TextIO | None = None
    wall: Fault | None = None
    got: list[dict[str, Any]] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    held: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    _seen: Counter[str] = field(default_factory=Counter)
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where reminders are to be sent."""
        return f"http://127.0.0.1:{self.port}/remind"

    async def start(self) -> Self:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Take one request and answer it; False if the connection is over."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self._note(body, headers)
        user = json.loads(body)["user"]
        if self.wall is not None:
            return await self._fail(user, self.wall, writer)
        fault = self.faults.get(user)
        if fault is not None and fault.kind == "wait":
            await self.free.wait()
            fault = None
        self._seen[user] += 1
        if fault is None or self._seen[user] > fault.times:
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            await writer.drain()
            return True
        return await self._fail(user, fault, writer)

    def _note(self, body: bytes, headers: dict[str, str]) -> None:
        entry = {
            **json.loads(body),
            "at": time.monotonic(),
            "signature": headers.get("x-noticebot-signature"),
        }
        if self.log is not None:
            self.log.write(json.dumps(entry) + "\n")
            self.log.flush()
        else:
            self.got.append(entry)
            self.raw = body

    async def _fail(self, user: str, fault: Fault, writer: asyncio.StreamWriter) -> bool:
        if fault.kind == "hang":
            self.held[user].set()
            await asyncio.sleep(HANG_SECONDS)
        if fault.kind == "half":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
            await writer.drain()
            return False
        if fault.kind == "reset":
            connection: socket.socket = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        header = f"{fault.header}\r\n" if fault.header else ""
        size = len(fault.body.encode())
        head = f"HTTP/1.1 {fault.kind} Fault\r\n{header}Content-Length: {size}\r\n\r\n"
        writer.write((head + fault.body).encode())
        await writer.drain()
        return True


async def main(log: Path) -> None:
    """Receive until killed."""
    with log.open("a", encoding="utf-8") as file:
        sink = await Sink(log=file).start()
        print(sink.port, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
