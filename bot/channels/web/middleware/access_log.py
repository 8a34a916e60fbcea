"""One log line and one count for each request: method, route, status and duration.

Client addresses, session ids and messages are never logged.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.web_metrics import WebMetrics

_QUIET = frozenset(["/healthz", "/livez", "/metrics"])
_METHODS = frozenset(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
log = structlog.get_logger("noticebot.web")


class AccessLog:
    """Counts and logs every request. `moments` is a monotonic clock, in seconds."""

    def __init__(
        self, app: ASGIApp, metrics: WebMetrics, moments: Callable[[], float] = time.perf_counter
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._moments = moments

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on to the app; log and count it when the app is done."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        start = self._moments()
        with self._metrics.under_way.track_inprogress():
            try:
                await self._app(scope, receive, noting)
            finally:
                self._note(scope, status, self._moments() - start)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or ("/…" if status in (404, 405) else "-")
        method = scope["method"] if scope["method"] in _METHODS else "-"
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        if route not in _QUIET:
            log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
