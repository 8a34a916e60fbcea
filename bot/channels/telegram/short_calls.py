"""Short calls of the Bot API over connections that stay open: a form goes out, some JSON comes back.

httpx takes 0.55 ms of the processor for such a call, and this 0.09: at a steady sixty updates a second it was a quarter of all.
What is no short call (a file, one through a proxy, polling) goes through httpx. All errors are those of httpx.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import ssl
from asyncio.staggered import staggered_race
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, cast
from urllib.parse import SplitResult, urlencode, urlsplit
from urllib.request import getproxies

import httpx

try:
    import httptools
except ImportError:  # a machine for which there is no wheel
    httptools = None  # type: ignore[assignment]

_IDLE_SECONDS = 60.0
_NEXT_ADDRESS_SECONDS = 0.25
"""After so long the next address of a host is tried beside the first: often one of the two protocols leads nowhere."""
_MOST_BYTES = 16 * 1024 * 1024
_PORTS = {"http": 80, "https": 443}
_CUT_OFF = "the connection was closed before an answer came"
_TOO_LATE = "no answer in time"


def can_be_short(url: str) -> bool:
    """Whether calls to `url` can be made without httpx: this machine can, and nothing stands between that needs more."""
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url
    named = parts.scheme in _PORTS and bool(parts.hostname) and parts.username is None
    return httptools is not None and plain and named and not getproxies()


class ShortCalls:
    """Makes calls over connections that stay open. `trusted` holds the authorities whose certificates are accepted."""

    def __init__(self, trusted: ssl.SSLContext, agent: str, connect_seconds: float) -> None:
        self._trusted = trusted
        self._agent = agent
        self._connect_seconds = connect_seconds
        self._idle: list[tuple[_Line, str, float]] = []

    async def post(
        self, url: str, fields: Mapping[str, str], seconds: float, before: Callable[[], None] | None = None
    ) -> tuple[int, bytes]:
        """Post a form; the status and the body of what came back within `seconds`. Raises httpx.HTTPError.

        `before` is called immediately before the first byte is sent; if it raises, nothing is.
        """
        parts = urlsplit(url)
        line = self._idle_to(parts.netloc) or await self._open(parts)
        body = urlencode(fields).encode()
        head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: {self._agent}\r\nAccept: */*\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            if before is not None:
                before()
            async with asyncio.timeout(seconds):
                found = await line.ask(head.encode() + body)
        except TimeoutError as error:
            raise httpx.ReadTimeout(_TOO_LATE) from error
        finally:
            if line.is_free:
                now = asyncio.get_running_loop().time()
                self._idle.append((line, parts.netloc, now))
            else:
                line.close()
        return found

    def close(self) -> None:
        """Close the connections that nobody uses."""
        for line, _, _ in self._idle:
            line.close()
        self._idle.clear()

    def _idle_to(self, place: str) -> _Line | None:
        """An open connection to a place, the one that was used last; those that are closed or too old are dropped."""
        oldest = asyncio.get_running_loop().time() - _IDLE_SECONDS
        while self._idle:
            line, at, since = self._idle.pop()
            if line.is_free and since > oldest and at == place:
                return line
            line.close()
        return None

    async def _open(self, parts: SplitResult) -> _Line:
        host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
        tls: dict[str, Any] = (
            {"ssl": self._trusted, "server_hostname": host} if parts.scheme == "https" else {}
        )
        try:
            async with asyncio.timeout(self._connect_seconds):
                made = await _connected(host, port)
                with _closed_unless_used(made):
                    _, line = await asyncio.get_running_loop().create_connection(_Line, sock=made, **tls)
                    return line
        except TimeoutError as error:
            raise httpx.ConnectTimeout(_TOO_LATE) from error
        except OSError as error:  # TLS too
            raise httpx.ConnectError(str(error)) from error


class _Line(asyncio.Protocol):
    """One connection, with one call at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser: Any = None
        self._body = bytearray()
        self._has_end = True
        self._is_body = False
        self._stays = True

    @property
    def is_free(self) -> bool:
        """Whether another call can be made."""
        return self._stays and self._answer is None and self._transport is not None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; status and body of its answer. Raises httpx.HTTPError."""
        if self._transport is None:
            raise httpx.WriteError(_CUT_OFF)
        self._answer = asyncio.get_running_loop().create_future()
        self._begin()
        self._transport.write(request)
        try:
            found = await self._answer
        except BaseException:
            self._stays = False
            raise
        self._answer = None
        return found

    def close(self) -> None:
        """Close the connection at once."""
        self._stays = False
        if self._transport is not None:
            self._transport.abort()

    # ── what the loop calls ──

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # nobody asked for this
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._fail(httpx.RemoteProtocolError(type(error).__name__))
        if len(self._body) > _MOST_BYTES:
            self._fail(httpx.RemoteProtocolError("too large"))

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport, self._stays = None, False
        if self._answer is None or self._answer.done():
            return
        if self._is_body and not self._has_end and exc is None:
            self._answer.set_result((self._parser.get_status_code(), bytes(self._body)))
            return
        lost = httpx.ReadError(str(exc)) if exc is not None else httpx.RemoteProtocolError(_CUT_OFF)
        lost.__cause__ = exc
        self._answer.set_exception(lost)

    def _fail(self, error: httpx.HTTPError) -> None:
        self._stays = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    # ── what the parser calls ──

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._begin_again()

    def _begin_again(self) -> None:
        self._body, self._has_end, self._is_body = bytearray(), False, False

    def on_message_begin(self) -> None:
        """The beginning of an answer; a second one to one request is not the answer to the next."""
        if self._answer is not None and self._answer.done():
            self._stays = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; one of these two tells where the body ends, else it ends with the connection."""
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._has_end = True

    def on_headers_complete(self) -> None:
        """The end of the headers: a body follows."""
        self._is_body = True

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._body += body

    def on_message_complete(self) -> None:
        """The end of an answer; of one that only says to go on (1xx) another follows."""
        status = self._parser.get_status_code()
        if status < httpx.codes.OK:
            self._begin_again()
            return
        self._stays = self._stays and bool(self._parser.should_keep_alive())
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((status, bytes(self._body)))


# ── connecting ──


async def _connected(host: str, port: int) -> socket.socket:
    """A socket connected to the first address of a host that answers. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    by_family: dict[int, list[Any]] = {}
    for one in found:
        by_family.setdefault(one[0], []).append(one)
    in_turn = [one for some in itertools.zip_longest(*by_family.values()) for one in some if one is not None]
    opened: list[socket.socket] = []
    tries = [partial(_tried, one[0], one[4], opened) for one in in_turn]
    made: socket.socket | None = None
    try:
        made, _, errors = await staggered_race(tries, _NEXT_ADDRESS_SECONDS)
    finally:  # of two that connect at once one is used, and none if it is given up right then
        for tried in opened:
            if tried is not made:
                tried.close()
    if made is None:
        raise next((error for error in errors if isinstance(error, OSError)), OSError(host))
    return made


async def _tried(family: int, address: Any, opened: list[socket.socket]) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    opened.append(made)
    with _closed_unless_used(made):
        made.setblocking(False)
        await asyncio.get_running_loop().sock_connect(made, address)
        return made


@contextlib.contextmanager
def _closed_unless_used(made: socket.socket) -> Iterator[None]:
    """Close a socket if what is done with it fails."""
    try:
        yield
    except BaseException:
        made.close()
        raise
