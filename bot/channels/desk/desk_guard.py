"""Stands before every page of the desk: who may see it is looked up here and nowhere else."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.desk_pages import DeskPages, may
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import (
    HOME,
    DeskVisit,
    base_of,
    cookie,
    cookie_name,
    form_token,
    place_of,
    read_form,
)
from bot.channels.web.middleware.access_log import CAUSE
from bot.channels.web.middleware.same_site import CheckedOrigins
from bot.channels.web.problems import Problem
from bot.messages import message
from bot.store.model.account import AuditLine, StaffRole
from bot.store.model.errors import Conflict, StoreError

SESSION = "noticebot-desk"
_BEFORE = "noticebot-desk-form"
"""The cookie from which the token of the form to log in follows, before there is a session."""
_LONGEST_COOKIE = 100
Handler = Callable[[DeskVisit], Awaitable[Response]]


@dataclass(frozen=True)
class PageSpec:
    """A page: its handler and the least role that may use it (None: anybody, without logging in).

    `posts` if it takes forms, `reads` if it can be looked at; `with_one_time`: also for whoever has yet to choose a password;
    `with_half`: also for whoever has yet to give a code; `of_notice` if it is about one notice, which its address names.
    """

    path: str
    handler: Handler
    role: StaffRole | None
    posts: bool = False
    reads: bool = True
    with_one_time: bool = False
    with_half: bool = False
    of_notice: bool = False


class Guard:
    """Makes of a PageSpec what the framework calls."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages
        self._refused = CheckedOrigins()

    def guarded(self, spec: PageSpec) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page."""

        async def endpoint(request: Request) -> Response:
            visit = DeskVisit(request, None, "")
            try:
                return (
                    await self._anybody(spec, request)
                    if spec.role is None
                    else await self._staff(spec, request)
                )
            except Problem as problem:
                return self._pages.refusal(visit, problem.status, problem.detail)
            except (StoreError, Conflict) as error:
                request.scope[CAUSE] = f"database {getattr(error, 'code', 'conflict')}"
                return self._pages.refusal(visit, 503)

        return endpoint

    async def _anybody(self, spec: PageSpec, request: Request) -> Response:
        """A page before the login. Its form belongs to the browser that was given it."""
        kept = request.cookies.get(cookie_name(request, _BEFORE), "")
        secret = kept if 0 < len(kept) <= _LONGEST_COOKIE else secrets.token_urlsafe()
        token = form_token(secret)
        posts = request.method == "POST"
        form = await self._form(request, token) if posts else {}
        response = await spec.handler(DeskVisit(request, None, token, form))
        if not kept:
            response.headers.append("set-cookie", cookie(request, _BEFORE, secret))
        return response

    async def _staff(self, spec: PageSpec, request: Request) -> Response:
        token = request.cookies.get(cookie_name(request, SESSION), "")
        who = await self._services.logins.found(token, place_of(request))
        if who is None:
            return RedirectResponse("/desk/login", 303)
        about = self._about(spec, request)
        visit = DeskVisit(request, who, form_token(token), about=about)
        assert spec.role is not None
        if who.session.half and not spec.with_half:
            return RedirectResponse("/desk/code", 303)
        if who.account.once_until is not None and not spec.with_one_time:
            return RedirectResponse("/desk/password", 303)
        if not may(who.account.role, spec.role):
            line = AuditLine(self._services.staff_clock(), who.account.name, "refused_role", spec.path)
            await self._services.store.staff.note(line)
            return self._pages.refusal(visit, 403)
        if spec.of_notice and about is None:
            return self._pages.refusal(visit, 404, message("desk_no_such_notice"))
        if about is not None and self._wants_name(request):
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{base_of(about.id)}{request.url.path.removeprefix(HOME)}{query}", 303)
        if request.method == "POST":
            try:
                form = await self._form(request, visit.form_token)
            except Problem as problem:
                return self._pages.refusal(visit, problem.status, problem.detail)
            visit = DeskVisit(request, who, visit.form_token, form, about)
        return await spec.handler(visit)

    async def _form(self, request: Request, token: str) -> dict[str, str]:
        """The fields of a form; Problem as `read_form` and `check_origin` raise it. Names that differ are logged."""
        services = self._services
        names = services.hosts.names | {services.public} - {""}
        self._refused.check(request.headers, names, form=True)
        return await read_form(request, token)

    def _about(self, spec: PageSpec, request: Request) -> DeskNotice | None:
        """The notice that a page is about; None if it is about none, or about one that is not there."""
        if not spec.of_notice:
            return None
        named = request.path_params.get("notice")
        return self._services.home if named is None else self._services.notice(named)

    def _wants_name(self, request: Request) -> bool:
        """Whether the address of a page is to name its notice, which it does not: there are several."""
        return (
            request.method in ("GET", "HEAD")
            and "notice" not in request.path_params
            and len(self._services.notices()) > 1
        )
