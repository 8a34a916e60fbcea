"""The app of the desk: its pages behind the guard, and the middleware around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.channels.desk.desk_guard import Guard, PageSpec
from bot.channels.desk.desk_headers import DeskHeaders
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import HOME, DeskVisit, base_of
from bot.channels.desk.routes.account_pages import AccountPages
from bot.channels.desk.routes.call_pages import CallPages
from bot.channels.desk.routes.change_pages import ChangePages
from bot.channels.desk.routes.group_pages import GroupPages
from bot.channels.desk.routes.notice_to_all_pages import NoticeToAllPages
from bot.channels.desk.routes.question_pages import QuestionPages
from bot.channels.desk.routes.sample_pages import SamplePages
from bot.channels.desk.routes.totp_pages import TotpPages
from bot.channels.web import problems
from bot.channels.web.middleware.access_log import AccessLog
from bot.channels.web.middleware.body_limit import BodyLimit
from bot.channels.web.middleware.gate import Gate
from bot.channels.web.middleware.head_requests import HeadRequests
from bot.channels.web.middleware.throttle import Throttle
from bot.channels.web.static_files import StaticFile

_STATIC = Path(__file__).with_name("static")


def build_desk(services: DeskServices) -> ASGIApp:
    """The whole desk, as an ASGI app that works with `services`."""
    pages = DeskPages(services)
    inside = BodyLimit(HeadRequests(_app(services, pages)))
    gated = Gate(Throttle(inside, services.limits), services.hosts)
    return AccessLog(DeskHeaders(gated), services.metrics)


def page_specs(services: DeskServices, pages: DeskPages) -> Iterator[PageSpec]:
    """Every page of the desk."""
    yield from CallPages(services, pages).specs()
    questions = QuestionPages(services, pages)
    yield from questions.specs()
    yield from SamplePages(services, pages).specs()
    yield from ChangePages(services, pages, questions).specs()
    yield from NoticeToAllPages(services, pages).specs()
    yield from GroupPages(services, pages).specs()
    yield from AccountPages(services, pages).specs()
    yield from TotpPages(services, pages).specs()


def _app(services: DeskServices, pages: DeskPages) -> FastAPI:
    async def on_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return pages.refusal(DeskVisit(request, None, ""), error.status_code)

    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={HTTPException: on_http_error, Exception: problems.on_fault},
    )
    guard = Guard(services, pages)
    for spec in page_specs(services, pages):
        methods = [*(["GET"] if spec.reads else []), *(["POST"] if spec.posts else [])]
        endpoint = guard.guarded(spec)
        app.router.routes.append(Route(spec.path, endpoint, methods=methods))
        if spec.of_notice:
            named = base_of("{notice}") + spec.path.removeprefix(HOME)
            app.router.routes.append(Route(named, endpoint, methods=methods))

    async def home(request: Request) -> Response:
        return RedirectResponse(HOME, 303)

    for path in ("/", "/desk/"):  # as people type the address
        app.router.routes.append(Route(path, home, methods=["GET"]))
    for file in sorted(_STATIC.iterdir()):
        app.router.routes.append(Route(f"/desk/{file.name}", StaticFile.read(file).__call__, methods=["GET"]))
    return app
