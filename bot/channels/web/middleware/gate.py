"""Refuses what no honest visitor sends: control characters in a path, and a host that is not this server's."""

from __future__ import annotations

import unicodedata

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.hosts import Hosts
from bot.channels.web.problems import Problem

_MOST_TOLD = 20
_LONGEST = 100
log = structlog.get_logger("noticebot.web")


class Gate:
    """Passes requests on to `app`; answers 400, 404 or 421 to those that are refused."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        problem = self._problem(scope) if scope["type"] == "http" else None
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await problem.response()(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        # A proxy's rule for /metrics does not match "/metrics\\n", and a pattern of ours that ends in $ would.
        if any(unicodedata.category(character) == "Cc" for character in scope["path"]):
            return Problem(404)
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        if len(named) > 1:
            return Problem(400)
        host = named[0] if named else ""
        forwarded = "x-forwarded-for" in headers or "x-forwarded-proto" in headers
        if self._hosts.allow(host, forwarded):
            return None
        self._tell(host[:_LONGEST])
        return Problem(421)

    def _tell(self, host: str) -> None:
        """Log a refused host, each once, so that whoever set up a proxy finds it."""
        if host not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(host)
            log.warning("host_refused", host=host, expected=self._hosts.expected, setting="BOT_HOSTS")
