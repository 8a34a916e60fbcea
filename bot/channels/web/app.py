"""The FastAPI app of the web channel: its routes, and the middleware around them."""

from __future__ import annotations

import importlib.metadata

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp

from bot.channels.web import problems
from bot.channels.web.api_examples import with_examples
from bot.channels.web.middleware.access_log import AccessLog
from bot.channels.web.middleware.body_limit import BodyLimit
from bot.channels.web.middleware.gate import Gate
from bot.channels.web.middleware.head_requests import HeadRequests
from bot.channels.web.middleware.same_site import SameSite
from bot.channels.web.middleware.security_headers import SecurityHeaders
from bot.channels.web.middleware.throttle import Throttle
from bot.channels.web.missing_page import missing_page
from bot.channels.web.routes.carry_routes import carry_routes
from bot.channels.web.routes.conversation_routes import conversation_routes
from bot.channels.web.routes.mail_routes import mail_pages, mail_routes
from bot.channels.web.routes.notice_routes import notice_routes
from bot.channels.web.routes.notices_routes import notices_routes
from bot.channels.web.routes.operations_routes import operations_routes
from bot.channels.web.routes.page_routes import page_routes
from bot.channels.web.routes.people_routes import people_routes
from bot.channels.web.routes.reminded_routes import reminded_pages
from bot.channels.web.routes.result_routes import result_routes
from bot.channels.web.routes.session_routes import session_routes
from bot.channels.web.services import Services
from bot.conversation.thinking import Crowded
from bot.messages import message
from bot.store.model.errors import Conflict, StoreError

_BEGINNINGS = frozenset(["api", "mail", "wechat", "wecom", "metrics"])
"""How addresses begin that only some servers have."""


def build_app(services: Services) -> ASGIApp:
    """The whole web channel, as an ASGI app that works with `services`."""
    inside = BodyLimit(HeadRequests(build_api(services)))
    names = services.hosts.names | {services.site.host} - {""}
    guarded = Throttle(SameSite(inside, names), services.limits)
    gated = Gate(guarded, services.hosts)
    return AccessLog(SecurityHeaders(gated, services.widget_origins), services.metrics)


def is_taken(services: Services, path: str) -> bool:
    """Whether the web channel has a page, a file or an address of the API at `path`; all below /api is kept for it."""
    asked = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "headers": [],
        "query_string": b"",
    }
    found = (route.matches(asked)[0] for route in build_api(services).routes)
    return path.startswith("/api/") or any(match is not Match.NONE for match in found)


def is_own(services: Services, root: str) -> bool:
    """Whether addresses of this server's own begin as the path `root` does: below it the two could not be told apart."""
    first = root.split("/")[1]
    return (
        first
        in {getattr(route, "path", "/").split("/")[1] for route in build_api(services).routes} | _BEGINNINGS
    )


def build_api(services: Services) -> FastAPI:
    """The routes alone, without the middleware."""
    api = FastAPI(
        title=message("api_title"),
        description=message("api_description"),
        version=importlib.metadata.version("noticebot"),
        docs_url=None,
        redoc_url=None,
        servers=[{"url": services.site.root}] if services.site.root else None,
        redirect_slashes=False,  # a redirect would name whatever host the request named
        exception_handlers={
            problems.Problem: problems.on_problem,
            HTTPException: missing_page(services),
            RequestValidationError: problems.on_invalid,
            StoreError: problems.on_store_error,
            Conflict: problems.on_conflict,
            Crowded: problems.on_crowded,
            Exception: problems.on_fault,
        },
    )
    kinds = (conversation_routes, session_routes, result_routes, people_routes, notice_routes, carry_routes)
    for kind in kinds:
        api.include_router(kind(services, "/api"))
    api.include_router(notices_routes(services, *kinds))
    api.include_router(operations_routes(services))
    if services.mail is not None:
        api.include_router(mail_routes(services.mail))
        api.router.routes.extend(mail_pages(services, services.mail))
    if services.answers is not None:
        api.router.routes.extend(reminded_pages(services, services.answers))
    api.router.routes.extend(page_routes(services))
    described = api.openapi
    api.openapi = lambda: with_examples(described(), services.assistant.pack)  # type: ignore[method-assign]
    return api
