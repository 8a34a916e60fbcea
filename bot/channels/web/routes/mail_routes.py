"""Routes of letters: pages on which an address is confirmed, all letters are stopped, or a browser is led back; what came back.

A GET only shows a button: the programs that look into letters before people do follow every link, and must change nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.page_templates import PageTemplates
from bot.channels.web.problems import Problem
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.mail_schemas import CameBack
from bot.channels.web.services import Services
from bot.channels.web.sessions.session_headers import set_cookie
from bot.conversation.joining_desk import channel_name
from bot.messages import message

if TYPE_CHECKING:
    from bot.channels.mail.mail_desk import Confirmed, MailDesk

_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class MailPages:
    """The pages to which the links of letters lead. All carry their token in the query."""

    def __init__(self, services: Services, desk: MailDesk) -> None:
        self._services = services
        self._desk = desk
        self._templates = PageTemplates(services)

    async def confirm(self, request: Request) -> Response:
        """Ask whether the address is right; by POST it is."""
        token = _token(request)
        if request.method != "POST":
            address = self._desk.may_confirm(token)
            if address is None:
                return self._page("confirm", [message("mail_link_old")], status=404)
            asked = message("mail_confirm_ask", address=address)
            return self._page("confirm", [asked], button=message("mail_confirm_button"), action=request)
        confirmed = await self._desk.confirm(token)
        if confirmed is None:
            return self._page("confirm", [message("mail_link_old")], status=404)
        return self._page("confirm", list(_said_of(confirmed)))

    async def stop(self, request: Request) -> Response:
        """Ask whether all letters shall end; by POST they do, for people and for the programs of RFC 8058."""
        token = _token(request)
        if request.method != "POST":
            if not self._desk.may_stop(token):
                return self._page("stop", [message("mail_link_wrong")], status=404)
            button = message("mail_stop_button")
            return self._page("stop", [message("mail_stop_ask")], button=button, action=request)
        if not await self._desk.stop(token):
            return self._page("stop", [message("mail_link_wrong")], status=404)
        return self._page("stop", [message("mail_stopped")])

    async def manage(self, request: Request) -> Response:
        """Ask whether this browser shall have what is of the letter's owner; by POST it does."""
        user = await self._desk.manage(_token(request))
        if user is None:
            return self._page("manage", [message("mail_manage_old")], status=404)
        if request.method != "POST":
            button = message("mail_manage_button")
            return self._page("manage", [message("mail_manage_ask")], button=button, action=request)
        taken = self._services.sessions.of_user(user)
        root = self._services.site.root
        cookie = set_cookie(taken, request.url.scheme == "https", root)
        return RedirectResponse(f"{root}/", 303, {**_PRIVATE, "Set-Cookie": cookie})

    def _page(
        self,
        purpose: str,
        lines: Sequence[str],
        status: int = 200,
        button: str = "",
        action: Request | None = None,
    ) -> Response:
        """A page with `lines`, and a button that posts to the address of the request `action`."""
        where = f"{self._services.site.root}{action.url.path}?{action.url.query}" if action else ""
        title = message(f"mail_{purpose}_title")
        page = self._templates.form("forms/lines.html", title=title, lines=lines, button=button, action=where)
        return HTMLResponse(page, status, _PRIVATE)


def mail_pages(services: Services, desk: MailDesk) -> Iterator[Route]:
    """The pages of letters."""
    pages = MailPages(services, desk)
    for name, page in (("confirm", pages.confirm), ("stop", pages.stop), ("manage", pages.manage)):
        yield Route(f"/mail/{name}", page, methods=["GET", "POST"])


def mail_routes(desk: MailDesk) -> APIRouter:
    """The route by which our own mail server hands in what came back."""
    router = APIRouter(prefix="/api/mail", tags=[message("route_tag_operations")])

    @router.post(
        "/bounce",
        description=message("route_mail_bounce"),
        responses=problem_responses(401, 408, 413, 429, 503),
        openapi_extra={
            "requestBody": {"required": True, "content": {"message/rfc822": {"schema": {"type": "string"}}}}
        },
    )
    async def bounce(
        request: Request,
        to: Annotated[str, Query(max_length=320, description=message("route_mail_bounce_to"))] = "",
    ) -> CameBack:
        """Take in a letter that came back to its return address."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        right = hmac.compare_digest(token.strip().encode(), desk.bounce_token.encode())
        if scheme.lower() != "bearer" or not right or not desk.bounce_token:
            raise Problem(401, message("problem_bad_token"), {"WWW-Authenticate": "Bearer"})
        return CameBack(known=await desk.bounced(await request.body(), to))

    return router


def _token(request: Request) -> str:
    return request.query_params.get("token", "")


def _said_of(confirmed: Confirmed) -> Iterator[str]:
    """What the page says of an address that is confirmed."""
    if confirmed.holder:
        there = channel_name(confirmed.holder)
        yield message("mail_confirmed_joined", address=confirmed.address, there=there)
    else:
        name = "mail_confirmed_again" if confirmed.again else "mail_confirmed"
        yield message(name, address=confirmed.address)
    for reply in confirmed.replies:
        yield from reply.text.split("\n")
