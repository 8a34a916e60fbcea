"""Protection against cross-site request forgery: no other site can have a visitor's browser post to us."""

from __future__ import annotations

from collections.abc import Collection

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.problems import Problem
from bot.messages import message

_OURS = frozenset(["same-origin", "none"])
_FORMS = frozenset(["/mail/answer", "/mail/confirm", "/mail/manage"])
"""Pages with a form of our own: a signed token stands in their address, and still no other site may post there."""
_OPEN = frozenset(["/mail/stop", "/api/mail/bounce"])
"""Where programs post that are no browsers, in their own form (RFC 8058, RFC 3464): a token in the request says who it is."""
_ONCE_EACH = 20
_SHOWN = 100
log = structlog.get_logger("noticebot.web")


class SameSite:
    """Passes requests on to `app`; answers 403 or 415 to a POST that another site may have caused.

    `names` are those under which the server is known to be reached, whatever a proxy writes into Host.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app = app
        self._names = frozenset(names)
        self._origins = CheckedOrigins()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request."""
        posts = scope["type"] == "http" and scope["method"] == "POST"  # no other method changes anything
        if posts and scope["path"] not in _OPEN:
            headers = Headers(scope=scope)
            try:
                self._origins.check(headers, self._names, form=scope["path"] in _FORMS)
            except Problem as problem:
                await problem.response()(scope, receive, send)
                return
        await self._app(scope, receive, send)


class CheckedOrigins:
    """Checks origins as `check_origin` does, and logs what is refused with both names."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def check(self, headers: Headers, names: Collection[str], *, form: bool) -> None:
        """Raise Problem as `check_origin` does."""
        try:
            check_origin(headers, names, form)
        except Problem as problem:
            if problem.status == 403:
                self._tell(headers)
            raise

    def _tell(self, headers: Headers) -> None:
        """Log each pair of names once: a proxy that writes another Host makes them differ for all visitors."""
        pair = headers.get("origin", "")[:_SHOWN], headers.get("host", "")[:_SHOWN]
        if pair not in self._told and len(self._told) < _ONCE_EACH:
            self._told.add(pair)
            log.warning("origin_refused", origin=pair[0], host=pair[1], setting="BOT_PUBLIC_URL")


def check_origin(headers: Headers, names: Collection[str] = (), form: bool = False) -> None:
    """Raise Problem 415 for a content type that an HTML form can send, unless one is expected (`form`), 403 if a browser
    names another site.

    What the browser itself says of the site counts before the names, which a proxy may change. Programs that are not
    browsers send neither Origin nor Sec-Fetch-Site. They are let through: nobody else can make them send a request.
    """
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not form:
        raise Problem(415)
    site = headers.get("sec-fetch-site", "").lower()
    if site and site not in _OURS:
        raise Problem(403, message("problem_cross_site"))
    origin = headers.get("origin", "").lower().partition("://")[2]
    if not headers.get("origin") or site == "same-origin":
        return
    if (
        origin != headers.get("host", "").lower()
        and origin.rpartition(":")[0] not in names
        and origin not in names
    ):
        raise Problem(403, message("problem_other_host"))
