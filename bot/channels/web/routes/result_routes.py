"""Routes that read the result of an interview: for the page, and as a Word document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import retry_after
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.result_schemas import Result
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import address_of_client, session_of
from bot.conversation.assistant import Assistant
from bot.conversation.people_list import shown_name
from bot.conversation.thinking import Made
from bot.conversation.turn import Conversation
from bot.interview.result.word_file import WORD, word_file
from bot.messages import message

Whose = Annotated[str, Query(max_length=40, description=message("route_result_name"))]


def result_routes(services: Services, prefix: str) -> APIRouter:
    """The routes that read the result of an interview of a session, below `prefix`."""

    def limited(request: Request) -> None:
        """Refuse what is costly to an address that has asked for too much of it."""
        wait = services.limits.costly.take(address_of_client(request))
        if wait:
            raise Problem(429, headers=retry_after(wait))

    router = APIRouter(
        prefix=prefix,
        tags=[message("route_tag_conversation")],
        dependencies=[Depends(limited)],
        responses=problem_responses(404, 422, 429, 503),
    )

    async def conversation_of(request: Request) -> Conversation:
        session = session_of(request, services)
        return await services.conversations.conversation(session.user) if session else Conversation()

    async def talk_of(request: Request) -> tuple[Assistant, Conversation]:
        """The assistant of the notice that is asked about, and the talk about that."""
        kept = await conversation_of(request)
        assistant = services.assistant_for(request, kept)
        return assistant, services.assistant.talk_about(kept, assistant)

    async def think(request: Request, work: Callable[[], Made | None]) -> Made:
        made = await services.conversations.think(address_of_client(request), work)
        if made is None:
            raise Problem(404, message("problem_no_result"))
        return made

    @router.get("/result", description=message("route_result"))
    async def result(request: Request, name: Whose = "") -> Result:
        """The result of the interview of `name`, or of the open one."""
        assistant, kept = await talk_of(request)
        now = services.clock()
        return await think(request, lambda: Result.of(assistant, kept, name, now))

    @router.get(
        "/result.docx",
        description=message("route_result_docx"),
        response_class=Response,
        responses={200: {"content": {WORD: {}}}},
    )
    async def result_docx(request: Request, name: Whose = "") -> Response:
        """The result of the interview of `name`, or of the open one, as a Word document."""
        assistant, kept = await talk_of(request)
        named, now = replace(kept, name=name or kept.name), services.clock()
        facts = assistant.pack.facts

        def made() -> bytes | None:
            passages = assistant.document(named, now)
            return word_file(facts.title, passages, now.astimezone(facts.zone)) if passages else None

        file = await think(request, made)
        called = quote(message("result_name", name=shown_name(named.name)), safe="")
        names = f"attachment; filename=\"result.docx\"; filename*=UTF-8''{called}.docx"
        return Response(file, headers={"Content-Disposition": names}, media_type=WORD)

    return router
