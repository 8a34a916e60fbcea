"""Routes that read the persons for whom a session asks: how they stand, and their table as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import retry_after
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.people_schemas import People
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import address_of_client, session_of
from bot.conversation.people_list import Person
from bot.conversation.people_table import csv_of, file_name, xlsx_of
from bot.conversation.turn import Conversation
from bot.messages import message
from bot.pack.model import Pack

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Writer = Callable[[Iterable[Person], Pack, datetime], bytes]
"""Writes the table of these persons as a file."""


def people_routes(services: Services, prefix: str) -> APIRouter:
    """The routes that tell of the persons of a session, below `prefix`."""

    def limited(request: Request) -> None:
        """Refuse what is costly to an address that has asked for too much of it."""
        wait = services.limits.costly.take(address_of_client(request))
        if wait:
            raise Problem(429, headers=retry_after(wait))

    router = APIRouter(
        prefix=prefix,
        tags=[message("route_tag_conversation")],
        dependencies=[Depends(limited)],
        responses=problem_responses(429, 503),
    )

    async def conversation_of(request: Request) -> Conversation:
        session = session_of(request, services)
        return await services.conversations.conversation(session.user) if session else Conversation()

    async def file(request: Request, ending: str, kind: str, write: Writer) -> Response:
        kept = await conversation_of(request)
        assistant, now = services.assistant_for(request, kept), services.clock()
        kept = services.assistant.talk_about(kept, assistant)
        made = await services.conversations.think(
            address_of_client(request), lambda: write(assistant.people(kept, now), assistant.pack, now)
        )
        name = f"attachment; filename=\"people.{ending}\"; filename*=UTF-8''{quote(file_name(ending))}"
        return Response(made, headers={"Content-Disposition": name}, media_type=kind)

    @router.get("/people", description=message("route_people"))
    async def people(request: Request) -> People:
        """How the persons of the session stand."""
        kept = await conversation_of(request)
        assistant, now = services.assistant_for(request, kept), services.clock()
        kept = services.assistant.talk_about(kept, assistant)
        return await services.conversations.think(
            address_of_client(request), lambda: People.of(assistant, kept, now)
        )

    @router.get(
        "/people.csv",
        description=message("route_people_csv"),
        response_class=Response,
        responses={200: {"content": {"text/csv": {}}}},
    )
    async def people_csv(request: Request) -> Response:
        """The table as CSV."""
        return await file(request, "csv", "text/csv; charset=utf-8", csv_of)

    @router.get(
        "/people.xlsx",
        description=message("route_people_xlsx"),
        response_class=Response,
        responses={200: {"content": {XLSX: {}}}},
    )
    async def people_xlsx(request: Request) -> Response:
        """The table as a workbook."""
        return await file(request, "xlsx", XLSX, xlsx_of)

    return router
