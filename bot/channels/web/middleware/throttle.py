"""A limit on how often one address may send requests."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import RateLimits, client_key, retry_after

_NEVER_LIMITED = frozenset(["/healthz", "/livez"])


class Throttle:
    """Passes requests on to `app`; answers 429 if the address that sends them has used up its rate."""

    def __init__(self, app: ASGIApp, limits: RateLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        wait = self._wait(scope) if scope["type"] == "http" else 0.0
        if wait:
            refusal = Problem(429, headers=retry_after(wait)).response()
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        """Seconds until this address may send again; 0 if it may now."""
        client = scope.get("client")
        if not client or scope["path"] in _NEVER_LIMITED:
            return 0.0
        return self._limits.client.take(client_key(client[0]))
