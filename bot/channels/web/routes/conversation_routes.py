"""Routes that change a conversation: send a message, give feedback, delete everything."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.routes.problem_responses import EVERY_STATUS, problem_responses
from bot.channels.web.schemas.conversation_schemas import (
    Answered,
    Begun,
    Being,
    Counted,
    Forgotten,
    Incoming,
    Interview,
    Reply,
    Vote,
)
from bot.channels.web.schemas.notice_schemas import OwnDays
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import (
    address_of_client,
    session_of,
    session_or_new,
    speaks_for_users,
)
from bot.channels.web.sessions.session_headers import dropped_headers, session_headers
from bot.channels.web.sessions.signed_session import Session
from bot.conversation.feedback import Judged
from bot.conversation.turn import Channel, Conversation
from bot.conversation.unstored import only_answers
from bot.messages import message
from bot.reminders.roles import listed_roles
from bot.replies.reply import Kind
from bot.replies.reply import Reply as Said


def conversation_routes(services: Services, prefix: str) -> APIRouter:
    """The routes that change a conversation, below `prefix`."""
    router = APIRouter(
        prefix=prefix,
        tags=[message("route_tag_conversation")],
        responses=problem_responses(*(set(EVERY_STATUS) - {404})),
    )

    @router.post("/messages", description=message("route_messages"))
    async def messages(incoming: Incoming, request: Request, response: Response) -> Answered:
        """Take a message and answer it: from a session, or (with the API token) from a user of the push channel."""
        if speaks_for_users(request, services):
            return await _pushed(services, incoming, _notice_in(request))
        if incoming.user is not None:
            raise Problem(401, message("problem_user_needs_token"), {"WWW-Authenticate": "Bearer"})
        session = session_or_new(request, services)
        services.metrics.turns.labels("web").inc()
        address = address_of_client(request)
        if session.new and not await services.newcomers.admit(address, session.user):
            return await _passing(services, incoming, address, _notice_in(request))
        answered = await _asked_for_letters(services, session.user, incoming, address)
        if answered is None:
            channel = await services.page_channel_of(session.user)
            notice = _notice_in(request)
            answered = await _turn(services, session.user, incoming, channel, address, notice)
        response.headers.update(session_headers(session, request, services.site.root))
        return answered

    @router.post("/feedback", description=message("route_feedback"))
    async def feedback(vote: Vote, request: Request) -> Counted:
        """Count feedback on an answer, once for each session and entry."""
        session = _known(request, services)
        missing = vote.missing.strip() if services.keeps_questions else ""
        judged = await services.feedback.judge(
            session.user, vote.entry, vote.vote, services.clock(), _notice_in(request), missing
        )
        if judged is Judged.NO_ENTRY:
            raise Problem(422, message("problem_no_entry"))
        return Counted(counted=judged is Judged.COUNTED)

    @router.post("/role", description=message("route_role"))
    async def role(being: Being, request: Request, response: Response) -> OwnDays:
        """Remember who the visitor of a session is, and tell their days to come."""
        return await _being(services, being, request, response)

    @router.post("/forget", description=message("route_forget"))
    async def forget(request: Request, response: Response) -> Forgotten:
        """Delete all data of a session, and end the session."""
        session = session_of(request, services)
        if session and services.mail:
            services.mail.forgotten(session.user)
        count = await services.conversations.forget(session.user, services.clock()) if session else 0
        response.headers.update(dropped_headers(session, request, services.site.root))
        return Forgotten(forgotten=count)

    return router


async def _being(services: Services, being: Being, request: Request, response: Response) -> OwnDays:
    """Remember who the visitor of a session is; of one who is not remembered the days are told alone."""
    facts, now = services.assistant_for(request).pack.facts, services.clock()
    if being.role and being.role not in facts.roles:
        raise Problem(422, message("problem_no_role", roles=listed_roles(facts)))
    session = session_or_new(request, services)
    if session.new and not await services.newcomers.admit(address_of_client(request), session.user):
        return OwnDays.of(facts, being.role, now, remembered=False)
    await services.conversations.take_role(session.user, being.role, now)
    response.headers.update(session_headers(session, request, services.site.root))
    return OwnDays.of(facts, being.role, now, remembered=True)


async def _passing(services: Services, incoming: Incoming, address: str, notice: str) -> Answered:
    """Answer somebody who is not remembered; what only makes sense if it is remembered is told to be none."""
    turn = await services.conversations.passing_turn(
        incoming.said, services.clock(), services.page_channel, address, notice
    )
    told = turn.replies if only_answers(turn) else (Said(message("not_remembered"), kind=Kind.REFUSED),)
    notice = services.assistant.notice_of(turn.conversation)
    return Answered(
        notice=notice, replies=list(map(Reply.of, told)), interview=None, interviews=[], role=None
    )


async def _asked_for_letters(
    services: Services, user: str, incoming: Incoming, client: str
) -> Answered | None:
    """The answer to a message that is an e-mail address and nothing else, or is meant as one; None to any other.

    It goes past the conversation, so that nothing keeps it, and is the same whatever comes of it.
    """
    said, mail = incoming.said, services.mail
    if mail is None or not isinstance(said, str):
        return None
    if mail.is_misspelt(said):
        told = Said(message("mail_misspelt"), kind=Kind.ADDRESS_WANTED)
    elif (to := mail.address_in(said)) is not None:
        await mail.ask(user, to, client)
        told = Said(message("mail_asked", address=to.shown), kind=Kind.NOTE)
    else:
        return None
    kept = await services.conversations.conversation(user)
    asked = Reply.of(told)
    return _answered(services, [asked], kept, services.clock())


async def _turn(
    services: Services,
    user: str,
    incoming: Incoming,
    channel: Channel,
    origin: str = "",
    notice: str = "",
) -> Answered:
    """One turn. `origin` is the address of a visitor; each user of the push channel is an origin. `notice` is that of the
    address to which it was sent."""
    now, id = services.clock(), incoming.id or ""
    turn = await services.conversations.turn(
        user, incoming.said, now, channel, id, origin=origin, seen_for=incoming.seen, notice=notice
    )
    if services.mail is not None and channel.letters:
        turn = await services.mail.with_return(user, turn, now)
    return _answered(services, list(map(Reply.of, turn.replies)), turn.conversation, now)


def _answered(
    services: Services, replies: list[Reply], conversation: Conversation, now: datetime
) -> Answered:
    """What was answered, and how the conversation stands after it."""
    return Answered(
        notice=services.assistant.notice_of(conversation),
        replies=replies,
        interview=Interview.of(services.assistant, conversation, now),
        interviews=Begun.all(conversation),
        role=conversation.role,
    )


async def _pushed(services: Services, incoming: Incoming, notice: str) -> Answered:
    """Answer a message of a user of the push channel."""
    if incoming.user is None:
        raise Problem(422, message("problem_needs_user"))
    services.metrics.turns.labels("push").inc()
    return await _turn(services, f"push:{incoming.user}", incoming, services.push_channel, notice=notice)


def _notice_in(request: Request) -> str:
    """The notice that the address of a request names; empty if it names none."""
    return str(request.path_params.get("notice", ""))


def _known(request: Request, services: Services) -> Session:
    """The session of a request. Raises Problem 403 if it has none."""
    if session_of(request, services) is None:
        raise Problem(403, message("problem_no_session"))
    return session_or_new(request, services)
