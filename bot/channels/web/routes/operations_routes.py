"""What whoever runs the server asks: is it well, and its metrics."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response

from bot.channels.web.routes.responses import as_json
from bot.channels.web.schemas.health_schema import Health
from bot.channels.web.services import Services
from bot.store.errors import StoreError


def operations_routes(services: Services) -> APIRouter:
    """How the server is."""
    router = APIRouter(tags=["运行"])

    @router.get("/healthz", response_model=Health, responses={503: {"model": Health}})
    async def healthz() -> Response:
        """数据库和提醒是否正常；不正常是 503。"""
        try:
            await services.database.ping()
            database = "ok"
        except StoreError:
            database = "unwell"
        parts = {"dispatcher": "off", "telegram": "off", **await services.parts(), "database": database}
        unwell = "unwell" in parts.values()
        response = as_json({"status": "unwell" if unwell else "ok", **parts})
        response.status_code = 503 if unwell else 200
        return response

    @router.get("/metrics", responses={200: {"content": {"text/plain": {}}}})
    async def metrics() -> Response:
        """Prometheus 的指标。"""
        return Response(
            generate_latest(services.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return router
