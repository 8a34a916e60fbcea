"""What is the same for everybody: the notice, its dates, clauses and most asked questions."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from bot.channels.web import views
from bot.channels.web.problems import Problem
from bot.channels.web.routes.responses import as_json, problems
from bot.channels.web.schemas.notice_schemas import Clauses, Deadlines, Notice, Questions
from bot.channels.web.services import Services
from bot.messages import message


def notice_routes(services: Services) -> APIRouter:
    """What is the same for everybody."""
    router = APIRouter(prefix="/api", tags=["通知"], responses=problems(429))

    @router.get("/notice", response_model=Notice)
    async def notice() -> Response:
        """这份通知叫什么，现在是不是还能报，以及是否在假装另一天。"""
        pretended = services.pretended.isoformat() if services.pretended else None
        return as_json(
            {
                **views.notice_view(services.assistant, services.clock()),
                "pretends": pretended,
                "push": services.page_channel.pushes,
                "telegram": services.telegram_link(),
            }
        )

    @router.get("/questions", response_model=Questions)
    async def questions() -> Response:
        """最常问的五个问题。"""
        return as_json(views.questions_view(services.assistant.pack))

    @router.get("/deadlines", response_model=Deadlines)
    async def deadlines() -> Response:
        """各个时间节点，还有几天。"""
        return as_json(views.deadlines_view(services.assistant.pack, services.clock()))

    @router.get("/clauses", response_model=Clauses)
    async def clauses() -> Response:
        """各个条款和原文。"""
        return as_json({"clauses": views.clauses_view(services.assistant.pack)})

    @router.get("/telegram.svg", responses={200: {"content": {"image/svg+xml": {}}}, **problems(404)})
    async def telegram_code() -> Response:
        """Telegram 机器人的二维码。"""
        link = services.telegram_link()
        if link is None:
            raise Problem(404, message("problem_no_telegram"))
        return Response(code_of(link), media_type="image/svg+xml")

    return router


def code_of(link: str) -> bytes:
    """A QR code as SVG."""
    from io import BytesIO

    import segno

    out = BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=4, border=2)
    return out.getvalue()
