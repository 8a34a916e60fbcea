"""Routes that read the data of one session: its open conversation, its result, its calendar."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.conversation_schemas import Standing
from bot.channels.web.schemas.result_schemas import Result
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import session_of
from bot.conversation.own_calendar import calendar_of
from bot.conversation.turn import Conversation
from bot.messages import message


def session_routes(services: Services, prefix: str) -> APIRouter:
    """The routes that read the data of a session, below `prefix`."""
    router = APIRouter(
        prefix=prefix,
        tags=[message("route_tag_conversation")],
        responses=problem_responses(429, 503),
    )

    async def conversation_of(request: Request) -> Conversation | None:
        session = session_of(request, services)
        return await services.conversations.conversation(session.user) if session else None

    @router.get("/conversation", description=message("route_conversation"))
    async def conversation(request: Request) -> Standing:
        """What is open in the conversation of the session."""
        kept = await conversation_of(request)
        assistant = services.assistant
        if kept is None:
            return Standing.without_session(assistant.pack.facts.id)
        return Standing.of(assistant, kept, services.clock())

    @router.get("/result", description=message("route_result"), responses=problem_responses(404, 422))
    async def result(
        request: Request,
        name: Annotated[str, Query(max_length=40, description=message("route_result_name"))] = "",
    ) -> Result:
        """The result of the interview of `name`, or of the open one."""
        kept = await conversation_of(request)
        found = Result.of(services.assistant, kept, name, services.clock()) if kept else None
        if found is None:
            raise Problem(404, message("problem_no_result"))
        return found

    @router.get(
        "/calendar.ics",
        description=message("route_calendar"),
        response_class=Response,
        responses={200: {"content": {"text/calendar": {}}}},
    )
    async def calendar(request: Request) -> Response:
        """The days that the session subscribed to, or all deadlines, as a calendar file."""
        kept = await conversation_of(request)
        made = calendar_of(services.assistant.pack, kept or Conversation(), services.clock())
        name = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
        return Response(made, headers=name, media_type="text/calendar; charset=utf-8")

    return router
