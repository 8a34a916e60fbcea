"""What changes a conversation: a message, feedback, forgetting."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.problems import Problem
from bot.channels.web.routes.responses import DESCRIBED, as_json, problems
from bot.channels.web.schemas.conversation_schemas import Answered, Counted, Forgotten, Incoming, Vote
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import session_of, session_or_new, speaks_for_users
from bot.channels.web.sessions.session_headers import dropped_headers, session_headers
from bot.channels.web.sessions.signed_session import Session
from bot.channels.web.views import interview_view, reply_view
from bot.conversation.feedback import Judged
from bot.messages import message


def conversation_routes(services: Services) -> APIRouter:
    """The routes around `services`."""
    router = APIRouter(prefix="/api", responses=problems(*(set(DESCRIBED) - {404})))

    @router.post("/messages", response_model=Answered, tags=["对话"])
    async def messages(incoming: Incoming, request: Request) -> Response:
        """说一句话，得到回答。

        没有会话的，这一次会得到一个 Cookie。用 `Authorization: Bearer` 和 `user` 的是推送渠道，不用 Cookie。
        斜杠命令：/help、/deadlines、/forget、/remind、/interview。
        """
        if speaks_for_users(request, services):
            return await _pushed(services, incoming)
        if incoming.user is not None:
            raise Problem(401, message("problem_user_needs_token"), {"WWW-Authenticate": "Bearer"})
        session = session_or_new(request, services)
        services.metrics.turns.labels("web").inc()
        body = await _turn(services, session.user, incoming, services.page_channel)
        return as_json(body, session_headers(session, request))

    @router.post("/feedback", response_model=Counted, tags=["对话"])
    async def feedback(vote: Vote, request: Request) -> Response:
        """评价一条回答：有用（up）或没用（down）。只记总数，不记是谁。"""
        session = _known(request, services)
        judged = await services.feedback.judge(session.user, vote.entry, vote.vote, services.clock())
        if judged is Judged.NO_ENTRY:
            raise Problem(422, message("problem_no_entry"))
        return as_json({"counted": judged is Judged.COUNTED})

    @router.post("/forget", response_model=Forgotten, tags=["对话"])
    async def forget(request: Request) -> Response:
        """删掉这个会话的一切，并丢掉 Cookie。"""
        session = session_of(request, services)
        count = await services.conversations.forget(session.user) if session else 0
        return as_json({"forgotten": count}, dropped_headers(session, request))

    return router


async def _turn(services: Services, user: str, incoming: Incoming, channel: Any) -> dict[str, Any]:
    now = services.clock()
    turn = await services.conversations.turn(user, incoming.said, now, channel, incoming.id or "")
    return {
        "replies": [reply_view(reply) for reply in turn.replies],
        "interview": interview_view(services.assistant, turn.conversation, now),
    }


async def _pushed(services: Services, incoming: Incoming) -> Response:
    """A turn of somebody for whom another system speaks."""
    if incoming.user is None:
        raise Problem(422, message("problem_needs_user"))
    services.metrics.turns.labels("push").inc()
    return as_json(await _turn(services, f"push:{incoming.user}", incoming, services.push_channel))


def _known(request: Request, services: Services) -> Session:
    """The session of a request; Problem 403 where it has none."""
    if session_of(request, services) is None:
        raise Problem(403, message("problem_no_session"))
    return session_or_new(request, services)
