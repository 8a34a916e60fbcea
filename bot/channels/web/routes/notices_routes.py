"""The addresses below /api/notices/{notice}: the same as those beside them, for whoever must be sure of the notice.

Ids of clauses, milestones and facts are those of one notice. Without a notice in its address a request is about the notice
of now; with one it is refused as soon as that is another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from bot.channels.web.problems import Problem
from bot.channels.web.routes.notice_routes import notice_of
from bot.channels.web.routes.problem_responses import problem_responses
from bot.channels.web.schemas.notice_schemas import Notice, Notices
from bot.channels.web.services import Services
from bot.messages import message

BELOW = "/api/notices/{notice}"
OF_ONE = frozenset(
    [
        "/messages",
        "/feedback",
        "/role",
        "/conversation",
        "/result",
        "/result.docx",
        "/people",
        "/people.csv",
        "/people.xlsx",
        "/calendar.ics",
        "/questions",
        "/deadlines",
        "/clauses",
    ]
)
"""What belongs to a notice; a person (/forget) and the server (/telegram.svg) do not."""


Routes = Callable[[Services, str], APIRouter]
"""Makes the routes of one kind, below a prefix."""


def notices_routes(services: Services, *kinds: Routes) -> APIRouter:
    """The list of notices, and those routes of `kinds` that belong to one, each below its id."""
    known = [Depends(_only_known(services))]
    above = APIRouter(
        prefix="/api/notices", tags=[message("route_tag_notice")], responses=problem_responses(429)
    )

    @above.get("", description=message("route_notices"), response_model_exclude_none=True)
    async def notices() -> Notices:
        """The notices of which this server speaks; where there are several, with how they stand."""
        return Notices.of(services.assistant, services.clock())

    @above.get(
        "/{notice}",
        description=message("route_notice"),
        dependencies=known,
        responses=problem_responses(404, 422),
    )
    async def notice(request: Request) -> Notice:
        """One notice, whether its call is open, and what this server can do."""
        return notice_of(services, request)

    whole = APIRouter()
    whole.include_router(above)
    for kind in kinds:
        below = APIRouter()
        below.routes = [route for route in kind(services, BELOW).routes if _is_of_one(route)]
        whole.include_router(below, dependencies=known, responses=problem_responses(404, 422))
    return whole


def _is_of_one(route: BaseRoute) -> bool:
    return isinstance(route, APIRoute) and route.path.removeprefix(BELOW) in OF_ONE


def _only_known(services: Services) -> Callable[..., None]:
    def check(
        notice: Annotated[str, Path(max_length=100, description=message("schema_notice_id"))],
    ) -> None:
        """Refuse a notice of which this server does not speak."""
        if services.assistant.in_notice(notice) is None:
            raise Problem(404, message("problem_no_notice"))

    return check
