"""The HTTP server: uvicorn on a socket of ours, with our own signals, and connections that may not dawdle."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.types import ASGIApp

HEAD_SECONDS = 10.0
LARGEST_HEAD = 64 * 1024
GRACE_SECONDS = 8
"""How long requests in hand may take when the server stops; the rest of ten seconds is for everything else."""
_KEEP_ALIVE_SECONDS = 75
_BACKLOG = 2048

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as Wire
else:
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as Wire
    except ImportError:  # a machine without httptools
        from uvicorn.protocols.http.h11_impl import H11Protocol as Wire


class PatientWire(Wire):
    """A connection. It is closed where the head of a request is too large, or is not there in time."""

    _timer: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time for the first head runs from here."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """While a request is in hand its body has its own limits; else this belongs to a head."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
            return
        self._head_bytes += len(data)
        if self._head_bytes > LARGEST_HEAD:
            self.transport.close()
        elif self._timer is None:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        self._head_bytes = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Server(uvicorn.Server):
    """Serves until `stop`; signals are the business of whoever runs it."""

    def stop(self) -> None:
        """End after what is in hand; told a second time, at once."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave them alone."""
        yield


def make_server(app: ASGIApp, trusted_proxies: str) -> Server:
    """A server of `app`. `trusted_proxies`: whose X-Forwarded headers are believed."""
    config = uvicorn.Config(
        app,
        http=PatientWire,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=trusted_proxies,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=_BACKLOG,
    )
    return Server(config)


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address. OSError where that cannot be had."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_BACKLOG)
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound


def address_of(bound: socket.socket) -> str:
    """The URL under which people on this machine reach the socket."""
    host, port, *_ = bound.getsockname()
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def allow_many_connections() -> None:
    """Raise the soft limit of open files to the hard one: a thousand people are a thousand connections."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def new_loop() -> Any:
    """An event loop: uvloop's where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
