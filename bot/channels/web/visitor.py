"""Who sent a request: a session by cookie or header, or a system that speaks for its users."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from bot.channels.web.office import Office
from bot.channels.web.problem import Problem
from bot.channels.web.rate import client_key, retry_after
from bot.channels.web.session import COOKIE, HEADER, NEW, Session, drop_cookie, set_cookie
from bot.messages import message


def session_of(request: Request, office: Office) -> Session | None:
    """The session of a request; None where it has none that this server gave out."""
    token = request.headers.get(HEADER)
    if token is not None:
        return office.sessions.read(token, by_header=True)
    return office.sessions.read(request.cookies.get(COOKIE, ""))


def session_or_new(request: Request, office: Office) -> Session:
    """The session of a request, begun where there is none. Problem 429 where it, or its address, comes too often."""
    session = session_of(request, office)
    if session is None:
        address = request.client.host if request.client else ""
        wait = office.limits.newcomer.take(client_key(address))
        session = office.sessions.begin(by_header=HEADER in request.headers)
    else:
        wait = office.limits.session.take(session.id)
    if wait:
        raise Problem(429, headers=retry_after(wait))
    return session


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


def speaks_for_users(request: Request, office: Office) -> bool:
    """Whether a system shows the token of the push channel; Problem 401 where it shows a wrong one."""
    shown = request.headers.get("Authorization")
    if shown is None:
        return False
    scheme, _, token = shown.partition(" ")
    right = hmac.compare_digest(token.strip().encode(), office.api_token.encode())
    if scheme.lower() != "bearer" or not right or not office.api_token:
        raise Problem(401, message("problem_bad_token"), {"WWW-Authenticate": "Bearer"})
    return True
