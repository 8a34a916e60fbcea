"""The headers that carry a session: a cookie, or for the widget on other sites a header of our own."""

from __future__ import annotations

from starlette.requests import Request

from bot.channels.web.sessions.signed_session import Session

COOKIE = "noticebot"
HEADER = "X-Session"
NEW = "new"
"""The value of the header if there is no session."""
_KEPT_SECONDS = 180 * 24 * 3600


def set_cookie(session: Session, secure: bool, root: str = "") -> str:
    """The value of the Set-Cookie header for a session; `secure` if the page was loaded over HTTPS. `root`: the path of the
    site."""
    return (
        f"{COOKIE}={session.token}; Max-Age={_KEPT_SECONDS}; Path={root}/; HttpOnly; SameSite=Lax"
        + "; Secure" * secure
    )


def drop_cookie(secure: bool, root: str = "") -> str:
    """The value of the Set-Cookie header that deletes the cookie."""
    return f"{COOKIE}=; Max-Age=0; Path={root}/; HttpOnly; SameSite=Lax" + "; Secure" * secure


def session_headers(session: Session, request: Request, root: str) -> dict[str, str]:
    """The response headers that tell the client its session, if the client does not know it yet; `root`: the path of the site."""
    if session.by_header:
        return {HEADER: session.token}
    return {"Set-Cookie": set_cookie(session, request.url.scheme == "https", root)} if session.new else {}


def dropped_headers(session: Session | None, request: Request, root: str) -> dict[str, str]:
    """The response headers that end a session; `root`: the path of the site."""
    if session is not None and session.by_header:
        return {HEADER: NEW}
    return {"Set-Cookie": drop_cookie(request.url.scheme == "https", root)}
