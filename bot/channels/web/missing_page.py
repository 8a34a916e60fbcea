"""What somebody sees who opens an address that is not there: a page with the way back; programs get a problem as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web import problems
from bot.channels.web.page_templates import PageTemplates
from bot.channels.web.services import Services
from bot.messages import message

_LOOKS = ("GET", "HEAD")


def missing_page(services: Services) -> Callable[[Request, Exception], Coroutine[Any, Any, Response]]:
    """A handler of what the framework refuses, which answers a browser that looks for a page by one."""
    templates = PageTemplates(services)

    async def on_http_error(request: Request, error: Exception) -> Response:
        if not (isinstance(error, HTTPException) and error.status_code == 404 and _wants_page(request)):
            return await problems.on_http_error(request, error)
        lines = [message("problem_404_page")]
        page = templates.form(
            "forms/lines.html", title=message("problem_404"), lines=lines, button="", action=""
        )
        return HTMLResponse(page, 404, {"Cache-Control": "no-store"})

    return on_http_error


def _wants_page(request: Request) -> bool:
    of_api = request.url.path.startswith("/api/")
    return request.method in _LOOKS and not of_api and "text/html" in request.headers.get("accept", "")
