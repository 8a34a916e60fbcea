"""What is counted and logged of each request: route, status and time; never an address, a key or a word said."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_QUIET = frozenset(["/healthz", "/metrics"])
_METHODS = frozenset(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
log = structlog.get_logger("noticebot.web")


class Figures:
    """The figures of the web channel, in a registry of their own."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.requests = Counter(
            "noticebot_http_requests",
            "Requests by route and status",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "noticebot_http_request_seconds",
            "Seconds per request",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.under_way = Gauge(
            "noticebot_http_requests_under_way", "Requests now under way", registry=self.registry
        )
        self.turns = Counter("noticebot_turns", "Turns of conversation", ["channel"], registry=self.registry)
        self.votes = Counter("noticebot_feedback", "Feedback counted", ["vote"], registry=self.registry)
        self.reloads = Counter(
            "noticebot_knowledge_reloads",
            "Times that the knowledge was read again",
            ["outcome"],
            registry=self.registry,
        )


class Watch:
    """Counts and logs every request that passes. `moments` is a steady clock in seconds."""

    def __init__(
        self, app: ASGIApp, figures: Figures, moments: Callable[[], float] = time.perf_counter
    ) -> None:
        self._app = app
        self._figures = figures
        self._moments = moments

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what came of it."""
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
        with self._figures.under_way.track_inprogress():
            try:
                await self._app(scope, receive, noting)
            finally:
                self._note(scope, status, self._moments() - start)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or ("/…" if status in (404, 405) else "-")
        method = scope["method"] if scope["method"] in _METHODS else "-"
        self._figures.requests.labels(method, route, str(status)).inc()
        self._figures.seconds.labels(route).observe(seconds)
        if route not in _QUIET:
            log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
