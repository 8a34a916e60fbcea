"""Routes that are the same for everybody: the notice, its dates, its clauses, the most asked questions."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.notice_schemas import Clauses, Contact, Deadlines, Notice, Questions, today
from bot.channels.web.services import Services
from bot.messages import message


def notice_routes(services: Services, prefix: str) -> APIRouter:
    """The routes that tell of the notice, below `prefix`."""
    router = APIRouter(prefix=prefix, tags=[message("route_tag_notice")], responses=problem_responses(429))

    @router.get("/notice", description=message("route_notice"))
    async def notice(request: Request) -> Notice:
        """The notice, whether the call is open, and what this server can do."""
        return notice_of(services, request)

    @router.get("/questions", description=message("route_questions"))
    async def questions(request: Request) -> Questions:
        """The most asked questions."""
        return Questions.of(services.assistant_for(request).pack, several=services.assistant.several)

    @router.get("/deadlines", description=message("route_deadlines"))
    async def deadlines(request: Request) -> Deadlines:
        """The milestones with the days left."""
        return Deadlines.of(services.assistant_for(request).pack.facts, services.clock())

    @router.get("/clauses", description=message("route_clauses"))
    async def clauses(request: Request) -> Clauses:
        """All clauses with their full text."""
        pack = services.assistant_for(request).pack
        return Clauses.of(pack, pack.clauses)

    @router.get(
        "/telegram.svg",
        description=message("route_telegram"),
        response_class=Response,
        responses={200: {"content": {"image/svg+xml": {}}}, **problem_responses(404)},
    )
    async def telegram_code() -> Response:
        """The link of the Telegram bot as a QR code."""
        link = services.telegram_link()
        if link is None:
            raise Problem(404, message("problem_no_telegram"))
        return Response(qr_code(link), media_type="image/svg+xml")

    return router


def notice_of(services: Services, request: Request) -> Notice:
    """The notice as it stands now."""
    assistant, now = services.assistant_for(request), services.clock()
    facts = assistant.pack.facts
    return Notice(
        notice=facts.id,
        title=facts.title,
        short_title=facts.short_title,
        year=facts.year,
        greeting=list(assistant.greeting(now)),
        unofficial=message("chat_unofficial"),
        today=today(facts, now).isoformat(),
        pretends=services.pretended.isoformat() if services.pretended else None,
        push=services.page_channel.pushes or services.mail is not None,
        telegram=services.telegram_link(),
        contacts=list(map(Contact.of, facts.contacts.values())),
        source=facts.substitutions.get("link.notice"),
    )


@lru_cache(maxsize=4)
def qr_code(link: str) -> bytes:
    """A QR code as SVG."""
    from io import BytesIO

    import segno

    out = BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=4, border=2)
    return out.getvalue()
