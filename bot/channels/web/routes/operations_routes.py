"""Routes for the operators of the server: health check and metrics."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from bot.channels.web.health_check import HealthCheck
from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import retry_after
from bot.channels.web.schemas.health_schema import Alive, Health
from bot.channels.web.services import Services
from bot.channels.web.sessions.authentication import address_of_client
from bot.messages import message


def operations_routes(services: Services) -> APIRouter:
    """The routes about the server."""
    router = APIRouter(tags=[message("route_tag_operations")])
    check = HealthCheck(lambda: services.database.ping())

    @router.get("/livez", description=message("route_livez"))
    async def livez() -> Alive:
        """That the process answers, whatever the database does: restarting it would mend nothing else."""
        return Alive()

    @router.get("/healthz", description=message("route_healthz"), responses={503: {"model": Health}})
    async def healthz(response: Response) -> Health:
        """Whether the database and the parts work; 503 if one does not."""
        health = await _health(services, check)
        response.status_code = 503 if health.status == "unwell" else 200
        return health

    @router.get(
        "/metrics",
        description=message("route_metrics"),
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}}},
    )
    async def metrics(request: Request) -> Response:
        """The metrics in the format of Prometheus."""
        wait = services.limits.costly.take(address_of_client(request))
        if wait:
            raise Problem(429, headers=retry_after(wait))
        figures = await services.gathered(await services.own_figures())
        return Response(figures, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router


async def _health(services: Services, check: HealthCheck) -> Health:
    cause = await check.trouble()
    database = "unwell" if cause else "ok"
    off = {name: "off" for name in Health.model_fields if name not in ("status", "cause")}
    parts = {**off, **await services.parts(), "database": database}
    status = "unwell" if "unwell" in parts.values() else "ok"
    return Health.model_validate({"status": status, "cause": cause, **parts})
