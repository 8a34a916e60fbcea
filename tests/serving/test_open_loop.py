"""The load generator of the benchmarks: it opens no more connections than a listening socket can hold."""

from __future__ import annotations

import asyncio

from benchmarks.open_loop import MOST_CONNECTIONS, Wires, steady
from bot.serving.bound_port import BACKLOG

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
MOST, REQUESTS = 5, 60


async def test_an_overloaded_server_is_asked_over_few_connections() -> None:
    """Every request is answered, over connections that are used again, however many wait."""
    opened, answers, ended = 0, asyncio.Event(), asyncio.Semaphore(0)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        if opened == MOST:
            answers.set()
        while await reader.readline():
            await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(2)
            await answers.wait()
            writer.write(ANSWER)
        writer.close()
        await writer.wait_closed()
        ended.release()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    wires = Wires(host, port, most=MOST)
    async with server:
        took = await steady(wires, "/", lambda number: (b"{}", ""), REQUESTS * 1000, 1 / 1000)
        wires.close()
        for _ in range(opened):
            await ended.acquire()
    assert (len(took), opened) == (REQUESTS, MOST)


def test_the_queue_of_the_server_holds_them() -> None:
    """With room for others."""
    assert 2 * MOST_CONNECTIONS <= BACKLOG
