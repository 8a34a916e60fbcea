"""Protection against cross-site request forgery: no other site can have a visitor's browser post to us."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.problems import Problem
from bot.messages import message

_OURS = frozenset(["same-origin", "none"])


class SameSite:
    """Passes requests on to `app`; answers 403 or 415 to a POST that another site may have caused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        if scope["type"] == "http" and scope["method"] == "POST":  # no other method changes anything
            try:
                check_origin(Headers(scope=scope))
            except Problem as problem:
                await problem.response()(scope, receive, send)
                return
        await self._app(scope, receive, send)


def check_origin(headers: Headers) -> None:
    """Raise Problem 415 for a content type that an HTML form can send, 403 if a browser names another site.

    Programs that are not browsers send neither Origin nor Sec-Fetch-Site. They are let through: nobody else can make
    them send a request.
    """
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415)
    site = headers.get("sec-fetch-site", "").lower()
    origin = headers.get("origin", "").lower()
    foreign = origin and origin.partition("://")[2] != headers.get("host", "").lower()
    if (site and site not in _OURS) or foreign:
        raise Problem(403, message("problem_cross_site"))
