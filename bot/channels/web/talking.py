"""What changes something: a message, feedback, forgetting."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.office import Office
from bot.channels.web.problem import Problem
from bot.channels.web.session import Session
from bot.channels.web.shapes import Answered, Counted, Forgotten, Incoming, ProblemShape, Vote
from bot.channels.web.views import interview_view, reply_view, today_view
from bot.channels.web.visitor import (
    dropped_headers,
    session_headers,
    session_of,
    session_or_new,
    speaks_for_users,
)
from bot.messages import message

_DESCRIBED = {
    400: "不是合法的 JSON",
    401: "令牌不对",
    403: "从别的网站来的请求，或者没有会话",
    404: "没有",
    408: "发得太慢",
    409: "正忙，请再发一次",
    413: "太长",
    415: "Content-Type 要是 application/json",
    422: "字段不对",
    429: "太频繁，见 Retry-After",
    503: "数据库暂时不能用，见 Retry-After",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the OpenAPI page describes the problems of an operation."""
    content = {"application/problem+json": {"schema": ProblemShape.model_json_schema()}}
    return {status: {"content": content, "description": _DESCRIBED[status]} for status in statuses}


def as_json(body: object, headers: dict[str, str] | None = None) -> Response:
    """A JSON response, in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(text, 200, headers, "application/json")


def talking_routes(office: Office) -> APIRouter:
    """The routes around `office`."""
    router = APIRouter(prefix="/api", responses=problems(*(set(_DESCRIBED) - {404})))

    @router.post("/messages", response_model=Answered, tags=["对话"])
    async def messages(incoming: Incoming, request: Request) -> Response:
        """说一句话，得到回答。

        没有会话的，这一次会得到一个 Cookie。用 `Authorization: Bearer` 和 `user` 的是推送渠道，不用 Cookie。
        斜杠命令：/help、/deadlines、/forget、/remind、/interview。
        """
        if speaks_for_users(request, office):
            return await _pushed(office, incoming)
        if incoming.user is not None:
            raise Problem(401, message("problem_user_needs_token"), {"WWW-Authenticate": "Bearer"})
        session = session_or_new(request, office)
        office.figures.turns.labels("web").inc()
        body = await _turn(office, session.user, incoming, office.page_channel)
        return as_json(body, session_headers(session, request))

    @router.post("/feedback", response_model=Counted, tags=["对话"])
    async def feedback(vote: Vote, request: Request) -> Response:
        """评价一条回答：有用（up）或没用（down）。只记总数，不记是谁。"""
        session = _known(request, office)
        if vote.entry not in office.assistant.pack.entries:
            raise Problem(422, message("problem_no_entry"))
        now = office.clock()
        counted = await office.desk.vote(session.user, vote.entry, now)
        if counted:
            day = today_view(office.assistant.pack, now)
            await office.counts.count_feedback(day, vote.entry, vote.vote)
            office.figures.votes.labels(vote.vote).inc()
        return as_json({"counted": counted})

    @router.post("/forget", response_model=Forgotten, tags=["对话"])
    async def forget(request: Request) -> Response:
        """删掉这个会话的一切，并丢掉 Cookie。"""
        session = session_of(request, office)
        count = await office.desk.forget(session.user) if session else 0
        return as_json({"forgotten": count}, dropped_headers(session, request))

    return router


async def _turn(office: Office, user: str, incoming: Incoming, channel: Any) -> dict[str, Any]:
    now = office.clock()
    turn = await office.desk.turn(user, incoming.said, now, channel, incoming.id or "")
    return {
        "replies": [reply_view(reply) for reply in turn.replies],
        "interview": interview_view(office.assistant, turn.conversation, now),
    }


async def _pushed(office: Office, incoming: Incoming) -> Response:
    """A turn of somebody for whom another system speaks."""
    if incoming.user is None:
        raise Problem(422, message("problem_needs_user"))
    office.figures.turns.labels("push").inc()
    return as_json(await _turn(office, f"push:{incoming.user}", incoming, office.push_channel))


def _known(request: Request, office: Office) -> Session:
    """The session of a request; Problem 403 where it has none."""
    if session_of(request, office) is None:
        raise Problem(403, message("problem_no_session"))
    return session_or_new(request, office)
