"""The FastAPI app: the routes around an office, and what every request passes on its way."""

from __future__ import annotations

import importlib.metadata

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from bot.channels.web import problem
from bot.channels.web.armour import Armour
from bot.channels.web.gate import Gate
from bot.channels.web.office import Office
from bot.channels.web.pages import page_routes
from bot.channels.web.reading import health_routes, notice_routes, own_routes
from bot.channels.web.talking import talking_routes
from bot.channels.web.watch import Watch
from bot.messages import message
from bot.store.errors import Conflict, StoreError


def build_app(office: Office) -> ASGIApp:
    """The whole web channel around `office`."""
    api = build_api(office)
    return Watch(Armour(Gate(api, office.limits), office.widget_origins), office.figures)


def build_api(office: Office) -> FastAPI:
    """The routes alone, without what guards them."""
    api = FastAPI(
        title=message("api_title"),
        description=message("api_description"),
        version=importlib.metadata.version("noticebot"),
        docs_url=None,
        redoc_url=None,
        exception_handlers={
            problem.Problem: problem.on_problem,
            HTTPException: problem.on_http_error,
            RequestValidationError: problem.on_invalid,
            StoreError: problem.on_store_error,
            Conflict: problem.on_conflict,
            Exception: problem.on_fault,
        },
    )
    for router in (talking_routes, own_routes, notice_routes, health_routes):
        api.include_router(router(office))
    api.router.routes.extend(page_routes(office))
    return api
