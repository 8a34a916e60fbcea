"""Calls over connections that stay open, to servers that answer in all the ways in which servers do."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.short_calls import ShortCalls, can_be_short
from tests.smtp_server.certificates import Certificates

OK = b'{"ok":true}'
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + OK


@dataclass
class Wayward:
    """A server that sends the same to each request, part by part, and then closes the connection if it `closes`."""

    parts: Sequence[bytes] = (PLAIN,)
    closes: bool = False
    heard: list[bytes] = field(default_factory=list)
    connections: int = 0
    url: str = ""
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what comes."""
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        with suppress(asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                self.heard.append(head + await reader.readexactly(length))
                for part in self.parts:
                    writer.write(part)
                    await writer.drain()
                    await asyncio.sleep(0)
                if self.closes:
                    break
        writer.close()
        with suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()


@asynccontextmanager
async def running(server: Wayward, tls: ssl.SSLContext | None = None) -> AsyncIterator[Wayward]:
    """It at work."""
    made = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    scheme = "http" if tls is None else "https"
    server.url = f"{scheme}://localhost:{made.sockets[0].getsockname()[1]}/bot1:a/getMe"
    async with made:
        yield server
        await asyncio.gather(*server.tasks)


@asynccontextmanager
async def calling(trusted: ssl.SSLContext | None = None) -> AsyncIterator[ShortCalls]:
    """A caller, its connections closed at the end."""
    calls = ShortCalls(trusted or ssl.create_default_context(), "agent", 5.0)
    yield calls
    calls.close()


async def test_one_connection_for_many_calls() -> None:
    """One after another goes over the same; those at the same time have one each."""
    async with running(Wayward()) as server, calling() as calls:
        for number in range(3):
            assert await calls.post(server.url, {"text": f"问 {number}&"}, 5.0) == (200, OK)
        assert server.connections == 1
        assert server.heard[0].startswith(b"POST /bot1:a/getMe HTTP/1.1\r\nHost: localhost:")
        assert server.heard[0].endswith(b"text=%E9%97%AE+0%26")
        await asyncio.gather(*(calls.post(server.url, {}, 5.0) for _ in range(3)))
        assert server.connections == 3


@pytest.mark.parametrize(
    ("parts", "closes"),
    [
        ((PLAIN[:9], PLAIN[9:30], PLAIN[30:]), False),
        (
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n",
                OK[:4],
                b"\r\n7\r\n",
                OK[4:] + b"\r\n0\r\n\r\n",
            ),
            False,
        ),
        ((b"HTTP/1.1 100 Continue\r\n\r\n", PLAIN), False),
        ((b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", OK), True),
        ((b"HTTP/1.0 200 OK\r\n\r\n", OK), True),
        ((b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 11\r\n\r\n", OK), False),
    ],
)
async def test_whatever_way_an_answer_ends(parts: Sequence[bytes], closes: bool) -> None:
    """By its length, in chunks, with the connection; in pieces, and behind a word to go on."""
    async with running(Wayward(parts, closes)) as server, calling() as calls:
        assert await calls.post(server.url, {}, 5.0) == (200, OK)
        assert await calls.post(server.url, {}, 5.0) == (200, OK)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + OK[:5],),
        (b"HTTP/1.1 200 OK\r\n",),
        (b"no HTTP at all\r\n\r\n",),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",),
    ],
)
async def test_an_answer_that_breaks_off_is_none(parts: Sequence[bytes]) -> None:
    """Nobody knows then whether the call was made: it is no answer, and no connection failure either."""
    async with running(Wayward(parts, closes=True)) as server, calling() as calls:
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            await calls.post(server.url, {}, 5.0)
        server.parts = (PLAIN,)
        assert (await calls.post(server.url, {}, 5.0))[0] == 200


async def test_a_connection_that_was_closed_meanwhile_is_not_used() -> None:
    """The next call opens another."""
    async with running(Wayward((PLAIN,), closes=True)) as server, calling() as calls:
        for _ in range(3):
            assert await calls.post(server.url, {}, 5.0) == (200, OK)
            await asyncio.sleep(0)
            while calls._idle and calls._idle[0][0].is_free:
                await asyncio.sleep(0)  # until the end of the connection has come
        assert server.connections == 3


async def test_what_nobody_asked_for_closes_the_connection() -> None:
    """A second answer to one request is not the answer to the next."""
    async with running(Wayward((PLAIN, PLAIN.replace(b"true", b"null")))) as server, calling() as calls:
        for _ in range(3):
            assert await calls.post(server.url, {}, 5.0) == (200, OK)
            while calls._idle and calls._idle[0][0].is_free:
                await asyncio.sleep(0)


async def test_no_answer_in_time() -> None:
    """The connection is not used again: its answer may still come."""
    async with running(Wayward(())) as server, calling() as calls:
        with pytest.raises(httpx.ReadTimeout):
            await calls.post(server.url, {}, 0.05)
        server.parts = (PLAIN,)
        assert await calls.post(server.url, {}, 5.0) == (200, OK)
        assert server.connections == 2


async def test_nobody_listens() -> None:
    """Told as such: then the call was certainly not made."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with calling() as calls:
        with pytest.raises(httpx.ConnectError) as raised:
            await calls.post(f"http://127.0.0.1:{port}/", {}, 5.0)
        assert isinstance(raised.value.__cause__, ConnectionRefusedError)
        with pytest.raises(httpx.ConnectError):
            await calls.post("http://no.such.host.invalid/", {}, 5.0)


async def test_whoever_asks_before_may_refuse() -> None:
    """Nothing is sent then, and the connection serves the next call."""

    def refused() -> None:
        raise PermissionError

    async with running(Wayward()) as server, calling() as calls:
        with pytest.raises(PermissionError):
            await calls.post(server.url, {}, 5.0, refused)
        assert server.heard == []
        assert await calls.post(server.url, {}, 5.0, lambda: None) == (200, OK)
        assert server.connections == 1


async def test_only_to_a_certificate_that_is_trusted(tmp_path: Path) -> None:
    """Over TLS, with the name in the address."""
    certificates = Certificates.made(tmp_path, "localhost")
    async with running(Wayward(), certificates.of_server()) as server:
        async with calling(certificates.trusted()) as calls:
            assert await calls.post(server.url, {}, 5.0) == (200, OK)
        async with calling() as calls:
            with pytest.raises(httpx.ConnectError) as raised:
                await calls.post(server.url, {}, 5.0)
            assert isinstance(raised.value.__cause__, ssl.SSLCertVerificationError)


def test_what_is_between_goes_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy, a user in the address, a name that is not ASCII: httpx knows them."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert can_be_short("https://api.telegram.org")
    assert can_be_short("http://[::1]:8081/api")
    others = ("https://user:secret@example.test", "https://例子.example", "http://a b", "ftp://a", "nothing")
    assert [one for one in others if can_be_short(one)] == []
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")
    assert not can_be_short("https://api.telegram.org")
