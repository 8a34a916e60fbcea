"""What only reads: the notice, its days and clauses, how a conversation stands, how the server is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import views
from bot.channels.web.office import Office
from bot.channels.web.problem import Problem
from bot.channels.web.result import result_view
from bot.channels.web.shapes import (
    Clauses,
    Deadlines,
    Health,
    Notice,
    Questions,
    Result,
    Standing,
)
from bot.channels.web.talking import as_json, problems
from bot.channels.web.visitor import session_of
from bot.conversation.assistant import Conversation
from bot.conversation.own_calendar import calendar_of
from bot.messages import message
from bot.store.errors import StoreError


def notice_routes(office: Office) -> APIRouter:
    """What is the same for everybody."""
    router = APIRouter(prefix="/api", tags=["通知"], responses=problems(429))

    @router.get("/notice", response_model=Notice)
    async def notice() -> Response:
        """这份通知叫什么，现在是不是还能报，以及是否在假装另一天。"""
        pretended = office.pretended.isoformat() if office.pretended else None
        return as_json(
            {
                **views.notice_view(office.assistant, office.clock()),
                "pretends": pretended,
                "push": office.page_channel.pushes,
                "telegram": office.telegram_link(),
            }
        )

    @router.get("/questions", response_model=Questions)
    async def questions() -> Response:
        """最常问的五个问题。"""
        return as_json(views.questions_view(office.assistant.pack))

    @router.get("/deadlines", response_model=Deadlines)
    async def deadlines() -> Response:
        """各个时间节点，还有几天。"""
        return as_json(views.deadlines_view(office.assistant.pack, office.clock()))

    @router.get("/clauses", response_model=Clauses)
    async def clauses() -> Response:
        """各个条款和原文。"""
        return as_json({"clauses": views.clauses_view(office.assistant.pack)})

    @router.get("/telegram.svg", responses={200: {"content": {"image/svg+xml": {}}}, **problems(404)})
    async def telegram_code() -> Response:
        """Telegram 机器人的二维码。"""
        link = office.telegram_link()
        if link is None:
            raise Problem(404, message("problem_no_telegram"))
        return Response(code_of(link), media_type="image/svg+xml")

    return router


def own_routes(office: Office) -> APIRouter:
    """What belongs to a session."""
    router = APIRouter(prefix="/api", tags=["对话"], responses=problems(429, 503))

    async def conversation_of(request: Request) -> Conversation | None:
        session = session_of(request, office)
        return await office.desk.conversation(session.user) if session else None

    @router.get("/conversation", response_model=Standing)
    async def conversation(request: Request) -> Response:
        """现在开着什么：问答到了哪里，有哪些选项。没有聊天记录。"""
        kept = await conversation_of(request)
        if kept is None:
            return as_json(views.NO_STANDING)
        return as_json(views.standing_view(office.assistant, kept, office.clock()))

    @router.get("/result", response_model=Result, responses=problems(404, 422))
    async def result(
        request: Request, name: Annotated[str, Query(max_length=40, description="谁的；空为现在开着的")] = ""
    ) -> Response:
        """资格问答的结果：结论、理由、材料清单、报送路径和条款原文。"""
        kept = await conversation_of(request)
        view = result_view(office.assistant, kept, name, office.clock()) if kept else None
        if view is None:
            raise Problem(404, message("problem_no_result"))
        return as_json(view)

    @router.get("/calendar.ics", responses={200: {"content": {"text/calendar": {}}}})
    async def calendar(request: Request) -> Response:
        """日历文件：这个会话订阅了的，或者全部截止时间。"""
        kept = await conversation_of(request)
        made = calendar_of(office.assistant.pack, kept or Conversation(), office.clock())
        name = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
        return Response(made, headers=name, media_type="text/calendar; charset=utf-8")

    return router


def health_routes(office: Office) -> APIRouter:
    """How the server is."""
    router = APIRouter(tags=["运行"])

    @router.get("/healthz", response_model=Health, responses={503: {"model": Health}})
    async def healthz() -> Response:
        """数据库和提醒是否正常；不正常是 503。"""
        try:
            await office.counts.ping()
            database = "ok"
        except StoreError:
            database = "unwell"
        parts = {"dispatcher": "off", "telegram": "off", **await office.parts(), "database": database}
        unwell = "unwell" in parts.values()
        response = as_json({"status": "unwell" if unwell else "ok", **parts})
        response.status_code = 503 if unwell else 200
        return response

    @router.get("/metrics", responses={200: {"content": {"text/plain": {}}}})
    async def metrics() -> Response:
        """Prometheus 的指标。"""
        return Response(
            generate_latest(office.figures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return router


def code_of(link: str) -> bytes:
    """A QR code as SVG."""
    from io import BytesIO

    import segno

    out = BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=4, border=2)
    return out.getvalue()
