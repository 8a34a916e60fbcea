"""The path below which the server is reached: some proxies take it away before they pass a request on, others leave it."""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.problems import Problem
from bot.web_address import below

_AT_THE_PORT = frozenset(["/metrics"])
"""What is asked for without the path alone. Of /bot/bot/metrics, which no rule for /bot/metrics matches, a proxy that takes
the path away leaves /bot/metrics: that must not lead to the figures."""


class UnderPath:
    """Passes requests on to `app` as if it stood at the root of its host, with `root` before their path or
    without."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        """`root` is a path such as /bot; empty for none."""
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if not self._root or scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path == self._root:
            # Without a host: it is for the browser to know how it came here.
            await RedirectResponse(f"{self._root}/", 308)(scope, receive, send)
            return
        inside = below(path, self._root)
        if inside in _AT_THE_PORT:
            await Problem(404).response()(scope, receive, send)
            return
        await self._app(scope if inside is None else self._without(scope, inside), receive, send)

    def _without(self, scope: Scope, inside: str) -> Scope:
        raw = scope.get("raw_path") or b""
        root = self._root.encode()
        shorter = {"raw_path": raw[len(root) :]} if raw.startswith(root + b"/") else {}
        return {**scope, "path": inside, **shorter}
