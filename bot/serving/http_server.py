"""The HTTP server: uvicorn on a socket that we bind, without its signal handlers, with limits on slow connections."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.types import ASGIApp

from bot.serving.bound_port import BACKLOG

HEAD_SECONDS = 10.0
LARGEST_HEAD = 64 * 1024
GRACE_SECONDS = 8
"""How long requests in progress may take when the server stops; of ten seconds the rest is for everything else."""
_KEEP_ALIVE_SECONDS = 75

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as HttpProtocol
else:
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as HttpProtocol
    except ImportError:  # a machine without httptools
        from uvicorn.protocols.http.h11_impl import H11Protocol as HttpProtocol


class TimedHttpProtocol(HttpProtocol):
    """A connection. It is closed if the headers of a request are too large, or do not arrive in time."""

    _timer: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the time limit for the headers of the first request."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Count the bytes of headers. The body of a request that is being handled has limits of its own."""
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
        """Stop the time limit."""
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
    """Serves until `stop` is called. It handles no signals: the caller does."""

    def stop(self) -> None:
        """Finish the requests in progress, then end; if called a second time, end at once."""
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Install no signal handlers."""
        yield


def make_server(app: ASGIApp, trusted_proxies: str) -> Server:
    """A server for `app`. X-Forwarded headers are trusted if they come from one of `trusted_proxies` (comma-separated)."""
    config = uvicorn.Config(
        app,
        http=TimedHttpProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=trusted_proxies,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=BACKLOG,
    )
    return Server(config)


def allow_many_connections() -> None:
    """Raise the soft limit of open files to the hard limit: every visitor needs a connection."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def new_loop() -> Any:
    """A new event loop: that of uvloop if it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
