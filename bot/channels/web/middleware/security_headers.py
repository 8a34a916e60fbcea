"""Security headers: content security policy, framing, referrer, permissions, and no caching of the API."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
WIDGET_PATHS = frozenset(["/widget", "/widget/result", "/widget/notice", "/widget/privacy", "/widget/carry"])
SHARED_PATHS = frozenset(["/widget.js"])
_PARTS = (b"text/javascript", b"text/css")
"""Kinds of what is only ever part of a page, by whose headers a browser goes. A first visit loads two dozen: each byte counts."""
_OF_PARTS = frozenset(
    [b"x-content-type-options", b"referrer-policy", b"cross-origin-resource-policy", b"cache-control"]
)
_POLICY_OF_PARTS = (b"content-security-policy", b"default-src 'none'")
"""The policy of a part that is opened by itself, or run as a worker."""
_FORMS = "/mail/"
"""Pages whose forms older browsers post without their origin unless they may tell it to ourselves."""


class SecurityHeaders:
    """Adds security headers to every response.

    The pages of the widget may be framed by the sites `origins`; all other pages only by our own.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self._app = app
        own = POLICY + "'self'"
        self._own = _headers(own, "same-origin", framed=False)
        self._shared = _headers(own, "cross-origin", framed=False)
        self._widget = _headers(" ".join([own, *origins]), "cross-origin", framed=bool(origins))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        headers = (
            self._widget if path in WIDGET_PATHS else self._shared if path in SHARED_PATHS else self._own
        )
        if path.startswith(_FORMS):
            headers = [*headers, (b"referrer-policy", b"same-origin")]
        if path.startswith("/api/"):
            headers = [*headers, (b"cache-control", b"no-store")]

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                kind = dict(given).get(b"content-type", b"")
                added = _for_part(headers) if kind.startswith(_PARTS) else headers
                message = {**message, "headers": [*given, *added]}
            await send(message)

        await self._app(scope, receive, secured)


def _for_part(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [_POLICY_OF_PARTS, *(header for header in headers if header[0] in _OF_PARTS)]


def _headers(policy: str, resources: str, framed: bool) -> list[tuple[bytes, bytes]]:
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-resource-policy": resources,
        **({} if framed else {"x-frame-options": "SAMEORIGIN"}),
        **({} if resources == "cross-origin" else {"cross-origin-opener-policy": "same-origin"}),
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]
