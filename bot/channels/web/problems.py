"""Errors as people and programs can read them: application/problem+json (RFC 9457), in Chinese, saying what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.messages import message
from bot.store.errors import Conflict, StoreError

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "problem_400",
    401: "problem_401",
    403: "problem_403",
    404: "problem_404",
    405: "problem_405",
    408: "problem_408",
    409: "problem_409",
    413: "problem_413",
    415: "problem_415",
    422: "problem_422",
    429: "problem_429",
    500: "problem_500",
    503: "problem_503",
}


class Problem(Exception):  # noqa: N818 - a reply, not a fault of the program
    """A request that is refused with `status`. `detail` is for people; headers travel along."""

    def __init__(self, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.headers = headers

    def response(self) -> Response:
        """The problem as a response."""
        title = message(_TITLES.get(self.status, "problem_other"))
        body = {
            "type": "about:blank",
            "title": title,
            "status": self.status,
            "detail": self.detail or message(_TITLES.get(self.status, "problem_other") + "_do"),
        }
        text = json.dumps(body, ensure_ascii=False).encode()
        return Response(text, self.status, dict(self.headers or {}), MEDIA_TYPE)


async def on_problem(_: Request, error: Exception) -> Response:
    """The response to a Problem."""
    assert isinstance(error, Problem)
    return error.response()


async def on_http_error(_: Request, error: Exception) -> Response:
    """The response to what the framework refuses: an unknown path, a wrong method, a body that is no JSON."""
    assert isinstance(error, HTTPException)
    return Problem(error.status_code, headers=error.headers).response()


async def on_invalid(_: Request, error: Exception) -> Response:
    """The response to a body or a parameter of the wrong form: where it is wrong, never what it said."""
    assert isinstance(error, RequestValidationError)
    errors = error.errors()
    if any(fault.get("type") == "json_invalid" for fault in errors):
        return Problem(400).response()
    too_long = any(
        fault.get("type") == "string_too_long" and fault["loc"][-1:] == ("text",) for fault in errors
    )
    if too_long:
        return Problem(422, message("problem_text_too_long")).response()
    fields = "、".join(dict.fromkeys(str(fault["loc"][-1])[:40] for fault in errors if fault.get("loc")))
    return Problem(422, message("problem_fields", fields=fields) if fields else "").response()


async def on_store_error(_: Request, error: Exception) -> Response:
    """The response while the database cannot be used."""
    assert isinstance(error, StoreError)
    return Problem(503, headers={"Retry-After": "5"}).response()


async def on_conflict(_: Request, error: Exception) -> Response:
    """The response where other processes were quicker again and again."""
    assert isinstance(error, Conflict)
    return Problem(409, headers={"Retry-After": "1"}).response()


async def on_fault(_: Request, error: Exception) -> Response:
    """The response to a fault of the program itself; the server logs it."""
    return Problem(500).response()
