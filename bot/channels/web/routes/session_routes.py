"""Routes that read the data of one session: its open conversation, its calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import retry_after
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.conversation_schemas import Standing
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import address_of_client, session_of
from bot.conversation.thinking import Made
from bot.conversation.turn import Conversation
from bot.messages import message
from bot.reminders.roles import listed_roles


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

    async def think(request: Request, work: Callable[[], Made]) -> Made:
        return await services.conversations.think(address_of_client(request), work)

    @router.get("/conversation", description=message("route_conversation"))
    async def conversation(request: Request) -> Standing:
        """What is open in the conversation of the session."""
        kept = await conversation_of(request)
        assistant, now = services.assistant, services.clock()
        if kept is None:
            return Standing.without_session(services.assistant_for(request).pack.facts.id)
        return await think(request, lambda: Standing.of(assistant, kept, now))

    def limited(request: Request) -> None:
        """Refuse what is costly to an address that has asked for too much of it."""
        wait = services.limits.costly.take(address_of_client(request))
        if wait:
            raise Problem(429, headers=retry_after(wait))

    costly = [Depends(limited)]

    @router.get(
        "/calendar.ics",
        dependencies=costly,
        description=message("route_calendar"),
        response_class=Response,
        responses={200: {"content": {"text/calendar": {}}}, **problem_responses(422)},
    )
    async def calendar(
        request: Request,
        role: Annotated[str, Query(max_length=100, description=message("route_calendar_role"))] = "",
    ) -> Response:
        """The days that the session subscribed to, else those of a role, or all deadlines, as a calendar file."""
        kept, now = await conversation_of(request) or Conversation(), services.clock()
        assistant = services.assistant_for(request, kept)
        pack = assistant.pack
        if role and role not in pack.facts.roles:
            raise Problem(422, message("problem_no_role", roles=listed_roles(pack.facts)))
        kept = services.assistant.talk_about(kept, assistant)
        kept = replace(kept, role=role) if role else kept
        made = await think(request, lambda: services.calendars.of(pack, kept, now))
        name = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
        return Response(made, headers=name, media_type="text/calendar; charset=utf-8")

    return router
