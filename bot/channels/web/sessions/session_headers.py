"""How a session travels: in a cookie, or in a header for the widget on other sites."""

from __future__ import annotations

from starlette.requests import Request

from bot.channels.web.sessions.signed_session import Session

COOKIE = "noticebot"
HEADER = "X-Session"
NEW = "new"
"""What stands in the header if there is no session yet, or no more."""
_KEPT_SECONDS = 180 * 24 * 3600


def set_cookie(session: Session, secure: bool) -> str:
    """The Set-Cookie header that gives `session` to the browser."""
    return (
        f"{COOKIE}={session.token}; Max-Age={_KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
        + "; Secure" * secure
    )


def drop_cookie(secure: bool) -> str:
    """The Set-Cookie header that takes the session away."""
    return f"{COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax" + "; Secure" * secure


def session_headers(session: Session, request: Request) -> dict[str, str]:
    """The headers that give a session back to whoever has to keep it."""
    if session.by_header:
        return {HEADER: session.token}
    return {"Set-Cookie": set_cookie(session, request.url.scheme == "https")} if session.new else {}


def dropped_headers(session: Session | None, request: Request) -> dict[str, str]:
    """The headers after which the browser has no session any more."""
    if session is not None and session.by_header:
        return {HEADER: NEW}
    return {"Set-Cookie": drop_cookie(request.url.scheme == "https")}
