"""Errors of the API as application/problem+json (RFC 9457), with a text in Chinese that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.middleware.access_log import CAUSE
from bot.channels.web.schemas.problem_schema import ProblemDetails
from bot.conversation.thinking import Crowded
from bot.messages import message
from bot.store.model.errors import Conflict, StoreError

MEDIA_TYPE = "application/problem+json"
_NAMED = frozenset([400, 401, 403, 404, 405, 408, 409, 413, 415, 421, 422, 429, 500, 503])
"""The statuses that have a message of their own."""


class Problem(Exception):  # noqa: N818 - a reply, not a fault of the program
    """A request that is refused with the HTTP `status`.

    `detail` says what to do about it; if it is empty, the standard text of the status is used. `headers` are added to
    the response.
    """

    def __init__(self, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.headers = headers

    def response(self) -> Response:
        """The problem as a response."""
        name = f"problem_{self.status}" if self.status in _NAMED else "problem_other"
        detail = self.detail or message(f"{name}_do")
        details = ProblemDetails(title=message(name), status=self.status, detail=detail)
        return Response(details.model_dump_json(), self.status, dict(self.headers or {}), MEDIA_TYPE)


async def on_problem(_: Request, error: Exception) -> Response:
    """The response to a Problem."""
    assert isinstance(error, Problem)
    return error.response()


async def on_http_error(_: Request, error: Exception) -> Response:
    """The response to what the framework refuses: an unknown path, a wrong method, a body that is not JSON."""
    assert isinstance(error, HTTPException)
    return Problem(error.status_code, headers=error.headers).response()


async def on_invalid(_: Request, error: Exception) -> Response:
    """The response to an invalid body or parameter: it names the invalid fields, never what they held."""
    assert isinstance(error, RequestValidationError)
    errors = error.errors()
    if any(fault.get("type") == "json_invalid" for fault in errors):
        return Problem(400).response()
    too_long = any(
        fault.get("type") == "string_too_long" and fault["loc"][-1:] == ("text",) for fault in errors
    )
    if too_long:
        return Problem(422, message("problem_text_too_long")).response()
    names = dict.fromkeys(str(fault["loc"][-1])[:40] for fault in errors if fault.get("loc"))
    fields = message("between_words").join(names)
    return Problem(422, message("problem_fields", fields=fields) if fields else "").response()


async def on_store_error(request: Request, error: Exception) -> Response:
    """The response if the database cannot be used."""
    assert isinstance(error, StoreError)
    request.scope[CAUSE] = f"database {error.code}"
    return Problem(503, headers={"Retry-After": "5"}).response()


async def on_conflict(_: Request, error: Exception) -> Response:
    """The response if other processes changed the same conversation first, again and again."""
    assert isinstance(error, Conflict)
    return Problem(409, headers={"Retry-After": "1"}).response()


async def on_crowded(_: Request, error: Exception) -> Response:
    """The response if too many messages of one address wait already."""
    assert isinstance(error, Crowded)
    return Problem(429, message("problem_429_crowded"), {"Retry-After": "1"}).response()


async def on_fault(request: Request, error: Exception) -> Response:
    """The response to a fault of the program itself, which the server logs."""
    request.scope[CAUSE] = type(error).__name__
    return Problem(500).response()
