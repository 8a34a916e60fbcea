"""Routes for the operators of the server: health check and metrics."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.channels.web.schemas.health_schema import Health
from bot.channels.web.services import Services
from bot.messages import message
from bot.store.model.errors import StoreError


def operations_routes(services: Services) -> APIRouter:
    """The routes about the server."""
    router = APIRouter(tags=[message("route_tag_operations")])

    @router.get("/healthz", description=message("route_healthz"), responses={503: {"model": Health}})
    async def healthz(response: Response) -> Health:
        """Whether the database and the parts work; 503 if one does not."""
        health = await _health(services)
        response.status_code = 503 if health.status == "unwell" else 200
        return health

    @router.get(
        "/metrics",
        description=message("route_metrics"),
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}}},
    )
    async def metrics() -> Response:
        """The metrics in the format of Prometheus."""
        return Response(
            generate_latest(services.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return router


async def _health(services: Services) -> Health:
    try:
        await services.database.ping()
        database = "ok"
    except StoreError:
        database = "unwell"
    parts = {
        "dispatcher": "off",
        "telegram": "off",
        "push": "off",
        **await services.parts(),
        "database": database,
    }
    return Health.model_validate({"status": "unwell" if "unwell" in parts.values() else "ok", **parts})
