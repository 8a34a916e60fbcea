"""What belongs to one session: how its conversation stands, its result and its calendar."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import views
from bot.channels.web.problems import Problem
from bot.channels.web.result import result_view
from bot.channels.web.routes.responses import as_json, problems
from bot.channels.web.schemas.conversation_schemas import Standing
from bot.channels.web.schemas.result_schemas import Result
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import session_of
from bot.conversation.assistant import Conversation
from bot.conversation.own_calendar import calendar_of
from bot.messages import message


def session_routes(services: Services) -> APIRouter:
    """What belongs to a session."""
    router = APIRouter(prefix="/api", tags=["对话"], responses=problems(429, 503))

    async def conversation_of(request: Request) -> Conversation | None:
        session = session_of(request, services)
        return await services.conversations.conversation(session.user) if session else None

    @router.get("/conversation", response_model=Standing)
    async def conversation(request: Request) -> Response:
        """现在开着什么：问答到了哪里，有哪些选项。没有聊天记录。"""
        kept = await conversation_of(request)
        if kept is None:
            return as_json(views.NO_STANDING)
        return as_json(views.standing_view(services.assistant, kept, services.clock()))

    @router.get("/result", response_model=Result, responses=problems(404, 422))
    async def result(
        request: Request, name: Annotated[str, Query(max_length=40, description="谁的；空为现在开着的")] = ""
    ) -> Response:
        """资格问答的结果：结论、理由、材料清单、报送路径和条款原文。"""
        kept = await conversation_of(request)
        view = result_view(services.assistant, kept, name, services.clock()) if kept else None
        if view is None:
            raise Problem(404, message("problem_no_result"))
        return as_json(view)

    @router.get("/calendar.ics", responses={200: {"content": {"text/calendar": {}}}})
    async def calendar(request: Request) -> Response:
        """日历文件：这个会话订阅了的，或者全部截止时间。"""
        kept = await conversation_of(request)
        made = calendar_of(services.assistant.pack, kept or Conversation(), services.clock())
        name = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
        return Response(made, headers=name, media_type="text/calendar; charset=utf-8")

    return router
