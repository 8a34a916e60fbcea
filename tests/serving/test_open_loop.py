"""The load generator of the benchmarks: it opens no more connections than a listening socket can hold."""

from __future__ import annotations

import asyncio

import pytest

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


async def asked_again(idle: bytes) -> tuple[int, list[bytes]]:
    """Two requests over one connection, closed by the server with `idle` written where an answer to the second would be."""
    bodies: list[bytes] = []
    closed, opened = asyncio.Semaphore(0), 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        await reader.readuntil(b"\r\n\r\n")
        bodies.append(await reader.readexactly(2))
        writer.write(ANSWER + idle)
        writer.close()
        await writer.wait_closed()
        closed.release()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    wires = Wires(*server.sockets[0].getsockname())
    async with server:
        await wires.post("/", b"11")
        await closed.acquire()
        try:
            await wires.post("/", b"22")
        finally:
            wires.close()
    return opened, bodies


async def test_a_request_over_what_the_server_had_closed_is_sent_over_a_new_connection() -> None:
    """A server closes what is idle for long: no request had reached it, so sending again is safe."""
    assert await asked_again(b"") == (2, [b"11", b"22"])


async def test_an_answer_that_breaks_off_is_not_asked_for_again() -> None:
    """What had begun to answer has taken the request."""
    with pytest.raises(asyncio.IncompleteReadError):
        await asked_again(b"HTTP/1.1 200")


async def test_connections_come_from_where_they_are_to() -> None:
    """A server tells houses apart by their addresses."""
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(writer.get_extra_info("peername")[0])
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(2)
        writer.write(ANSWER)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    wires = Wires(*server.sockets[0].getsockname())
    async with server:
        for source in ("127.0.0.2", "127.0.0.3"):
            wires.source = source
            await wires.post("/", b"{}")
            wires.close()
    assert seen == ["127.0.0.2", "127.0.0.3"]


def test_the_queue_of_the_server_holds_them() -> None:
    """With room for others."""
    assert 2 * MOST_CONNECTIONS <= BACKLOG
