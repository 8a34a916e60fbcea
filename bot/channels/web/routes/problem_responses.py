"""The error responses of the routes, as the OpenAPI document describes them."""

from __future__ import annotations

from typing import Any

from bot.channels.web.problems import MEDIA_TYPE
from bot.channels.web.schemas.problem_schema import ProblemDetails
from bot.messages import message

EVERY_STATUS = (400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The argument `responses` for a route that may answer with one of the error `statuses`."""
    content = {MEDIA_TYPE: {"schema": ProblemDetails.model_json_schema()}}
    return {
        status: {"content": content, "description": message(f"route_problem_{status}")} for status in statuses
    }
