"""One log line and one count for each request: method, route, status and duration; its id, and why if it failed.

Client addresses, session ids and messages are never logged.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.web_metrics import WebMetrics

_QUIET = frozenset(["/healthz", "/livez", "/metrics"])
_TOLD_ELSEWHERE = frozenset(["/healthz"])
"""Its 503 is no failure of the request; what is wrong is logged when it begins."""
_FAILED = 500
_ID = re.compile(r"[0-9a-fA-F-]{8,64}")
REQUEST_ID, CAUSE = "noticebot.request_id", "noticebot.cause"
"""Where a request carries its id, and in a word why it failed."""
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
                if status >= _FAILED:
                    named = (b"x-request-id", name.encode())
                    message = {**message, "headers": [*message.get("headers", ()), named]}
            await send(message)

        start = self._moments()
        scope[REQUEST_ID] = name = _id_of(scope)
        structlog.contextvars.bind_contextvars(request=name)
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
        what = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        if status >= _FAILED and route not in _TOLD_ELSEWHERE:
            log.warning("request_failed", **what, cause=scope.get(CAUSE, "unknown"))
        elif route not in _QUIET:
            log.info("request", **what)


def _id_of(scope: Scope) -> str:
    """The id that a proxy gave the request, if it is one; else a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)
