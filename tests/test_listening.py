"""The sockets on which the servers of tests listen."""

from __future__ import annotations

import asyncio
import socket

from tests.telegram_api.running import listening


async def test_small_parts_of_an_answer_do_not_wait() -> None:
    """The second part of an answer is sent before the first is acknowledged, or each answer takes 40 ms on a kept connection."""
    delays: list[int] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened: socket.socket = writer.get_extra_info("socket")
        delays.append(opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    bound = listening()
    async with await asyncio.start_server(answer, sock=bound):
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        assert await reader.read() == b""
        writer.close()
    assert len(delays) == 1
    assert delays[0] != 0
