"""Who sent a request: the session of its cookie or header, or the push channel on behalf of one of its users."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from starlette.requests import Request

from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import client_key, retry_after
from bot.channels.web.services import Services
from bot.channels.web.sessions.session_headers import COOKIE, HEADER
from bot.channels.web.sessions.signed_session import Session
from bot.messages import message


def session_of(request: Request, services: Services) -> Session | None:
    """The session of a request; None if it has no token, or one that this server did not sign."""
    token = request.headers.get(HEADER)
    if token is not None:
        return services.sessions.read(token, by_header=True)
    read = (services.sessions.read(token) for token in _cookies(request))
    return next((session for session in read if session is not None), None)


def _cookies(request: Request) -> Iterator[str]:
    """The tokens in the cookies of a request: another server on the same host, at its root, may have set one of this name too."""
    for header in request.headers.getlist("cookie"):
        for cookie in header.split(";"):
            name, _, token = cookie.strip().partition("=")
            if name == COOKIE:
                yield token


def address_of_client(request: Request) -> str:
    """The address under which what a client does is counted."""
    return client_key(request.client.host if request.client else "")


def session_or_new(request: Request, services: Services) -> Session:
    """The session of a request, or a new one if it has none.

    Raises Problem 429 if the session, or for a new one the address, has used up its rate.
    """
    session = session_of(request, services)
    if session is None:
        wait = services.limits.newcomer.take(address_of_client(request))
        session = services.sessions.begin(by_header=HEADER in request.headers)
    else:
        wait = services.limits.session.take(session.id)
    if wait:
        raise Problem(429, headers=retry_after(wait))
    return session


def speaks_for_users(request: Request, services: Services) -> bool:
    """Whether a request carries the token of the push channel. Raises Problem 401 if it carries a wrong one."""
    shown = request.headers.get("Authorization")
    if shown is None:
        return False
    scheme, _, token = shown.partition(" ")
    right = hmac.compare_digest(token.strip().encode(), services.api_token.encode())
    if scheme.lower() != "bearer" or not right or not services.api_token:
        raise Problem(401, message("problem_bad_token"), {"WWW-Authenticate": "Bearer"})
    return True
