"""Routes that carry a talk to another browser: a code is shown here and typed there, and both sides confirm.

Afterwards both browsers have one session. No GET changes anything, so that whoever looks at a link uses nothing up.
"""

from __future__ import annotations

import math
from datetime import datetime

from fastapi import APIRouter, Request, Response

from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import retry_after
from bot.channels.web.routes.problem_responses import EVERY_STATUS, problem_responses
from bot.channels.web.schemas.carry_schemas import (
    Carried,
    CarryCode,
    CarryStanding,
    CheckNumber,
    Giving,
    Holdings,
    OwnTalk,
    Taking,
    TypedCode,
)
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import address_of_client, session_of, session_or_new
from bot.channels.web.sessions.carry_codes import LIFE
from bot.channels.web.sessions.session_headers import dropped_headers, session_headers
from bot.channels.web.sessions.signed_session import Session
from bot.conversation.interview_bound import MOST_INTERVIEWS
from bot.conversation.joining import Holdings as Held
from bot.messages import message
from bot.store.model.carrying import Carrying, Claim


def carry_routes(services: Services, prefix: str) -> APIRouter:
    """The routes of carrying, below `prefix`."""
    router = APIRouter(
        prefix=prefix,
        tags=[message("route_tag_conversation")],
        responses=problem_responses(*EVERY_STATUS),
    )
    desk = CarryDesk(services)

    @router.get("/carry", description=message("route_carry"))
    async def standing(request: Request) -> CarryStanding:
        """What is on its way from this session or to it."""
        session = session_of(request, services)
        return await desk.standing(session.user if session else "")

    @router.post("/carry/offer", description=message("route_carry_offer"))
    async def offer(request: Request) -> CarryCode:
        """Make a code for the talk of this session, in place of any earlier one."""
        return await desk.offer(_known(request, services))

    @router.post("/carry/claim", description=message("route_carry_claim"))
    async def claim(typed: TypedCode, request: Request, response: Response) -> CarryStanding:
        """Type the code of another browser. A session begins if there is none."""
        session = session_or_new(request, services)
        headers = session_headers(session, request, services.site.root)
        try:
            await desk.claim(session, typed.code, address_of_client(request))
        except Problem as problem:  # whoever guesses keeps the session to which the guesses count
            raise Problem(problem.status, problem.detail, {**(problem.headers or {}), **headers}) from None
        response.headers.update(headers)
        return await desk.standing(session.user)

    @router.post("/carry/allow", description=message("route_carry_allow"))
    async def allow(seen: CheckNumber, request: Request) -> CarryStanding:
        """Confirm that the browser with this number is one's own."""
        session = _known(request, services)
        await desk.allow(session, seen.check)
        return await desk.standing(session.user)

    @router.post("/carry/withdraw", description=message("route_carry_withdraw"))
    async def withdraw(request: Request) -> CarryStanding:
        """End what this session gives or wants."""
        session = _known(request, services)
        await services.database.carryings.withdraw(session.user)
        return await desk.standing(session.user)

    @router.post("/carry/take", description=message("route_carry_take"))
    async def take(choice: OwnTalk, request: Request, response: Response) -> Carried:
        """Go on with the other browser's talk; the code is used up."""
        session = _known(request, services)
        taken = await desk.take(session, choice.own)
        response.headers.update(session_headers(taken, request, services.site.root))
        return Carried(holds=Holdings.of(await desk.holdings(taken.user)))

    @router.post("/leave", description=message("route_leave"))
    async def leave(request: Request, response: Response) -> Carried:
        """End the session in this browser alone; the server keeps what others go on with."""
        session = session_of(request, services)
        response.headers.update(dropped_headers(session, request, services.site.root))
        return Carried(holds=Holdings.of(Held()))

    return router


class CarryDesk:
    """What the routes do."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def standing(self, user: str) -> CarryStanding:
        """What is on its way from `user` or to them; empty: nobody."""
        if not user:
            return CarryStanding(holds=Holdings.of(Held()), giving=None, taking=None)
        carrier, now = self._services.database.carryings, self._services.clock()
        given, wanted = await carrier.given_by(user, now), await carrier.wanted_by(user, now)
        giving = None if given is None else self._told(given, now)
        taking = None
        if wanted is not None:
            ready = wanted.state in ("allowed", "taken")
            what = Holdings.of(await self.holdings(wanted.giver)) if ready else None
            taking = Taking(**self._told(wanted, now).model_dump(), what=what)
        return CarryStanding(holds=Holdings.of(await self.holdings(user)), giving=giving, taking=taking)

    async def offer(self, session: Session) -> CarryCode:
        """A new code. Raises Problem if the talk holds nothing that could be lost."""
        if not await self.holdings(session.user):
            raise Problem(409, message("problem_carry_nothing"))
        code, now = self._services.codes.new_code(), self._services.clock()
        stored = self._services.codes.code_hash(code)
        await self._services.database.carryings.offer(session.user, stored, now + LIFE, now)
        return CarryCode(code=code, seconds=int(LIFE.total_seconds()))

    async def claim(self, session: Session, text: str, address: str) -> None:
        """Take up a typed code. Raises Problem if it is none, wrong, or one too many."""
        codes, now = self._services.codes, self._services.clock()
        code = codes.typed(text)
        if not code:
            raise Problem(422, message("problem_carry_form"))
        names = codes.try_names(session.user, address)
        claimed = await self._services.database.carryings.claim(
            codes.code_hash(code), session.user, names, now
        )
        _refuse(claimed, now)

    async def allow(self, session: Session, check: str) -> None:
        """Confirm the taker whose number is `check`. Raises Problem if it is another or none."""
        carrier, now = self._services.database.carryings, self._services.clock()
        given = await carrier.given_by(session.user, now)
        right = given is not None and check and self._services.codes.check_number(given) == check
        if given is None or not right or not await carrier.allow(session.user, given.taker, now):
            raise Problem(404, message("problem_carry_over"))

    async def take(self, session: Session, own: str) -> Session:
        """The session of the giver, with what the taker holds as they chose. Raises Problem if nothing was allowed."""
        carrier, now = self._services.database.carryings, self._services.clock()
        wanted = await carrier.wanted_by(session.user, now)
        if wanted is None or wanted.state not in ("allowed", "taken"):
            raise Problem(404, message("problem_carry_over"))
        mine, theirs = await self.holdings(session.user), await self.holdings(wanted.giver)
        if mine and not own:
            raise Problem(409, message("problem_carry_own"))
        if own == "kept" and len(mine.names) + len(theirs.names) > MOST_INTERVIEWS:
            raise Problem(409, message("problem_carry_many", most=MOST_INTERVIEWS))
        giver = await carrier.take(session.user, now)
        if giver != wanted.giver:
            raise Problem(404, message("problem_carry_over"))
        await self._services.conversations.join(giver, session.user, now, keep=own != "deleted")
        return self._services.sessions.of_user(giver, session.by_header)

    async def holdings(self, user: str) -> Held:
        """What the talk of `user` holds."""
        return Held.of(await self._services.conversations.conversation(user))

    def _told(self, carrying: Carrying, now: datetime) -> Giving:
        seconds = max(0, math.ceil((carrying.expires_at - now).total_seconds()))
        return Giving(
            state=carrying.state, check=self._services.codes.check_number(carrying), seconds=seconds
        )


def _refuse(claimed: Claim, now: datetime) -> None:
    """Raise the Problem of a code that could not be taken up."""
    if claimed.outcome == "own":
        raise Problem(409, message("problem_carry_same"))
    if claimed.outcome == "wrong":
        raise Problem(404, message("problem_carry_wrong"))
    if claimed.wait_until is not None:
        seconds = (claimed.wait_until - now).total_seconds()
        wait = message("problem_carry_tries", minutes=max(1, math.ceil(seconds / 60)))
        raise Problem(429, wait, retry_after(seconds))


def _known(request: Request, services: Services) -> Session:
    """The session of a request. Raises Problem 403 if it has none."""
    if session_of(request, services) is None:
        raise Problem(403, message("problem_carry_nothing"))
    return session_or_new(request, services)
