"""Responses in JSON, and how the OpenAPI page describes those that refuse a request."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from bot.channels.web.schemas.problem_schema import ProblemDetails

DESCRIBED = {
    400: "不是合法的 JSON",
    401: "令牌不对",
    403: "从别的网站来的请求，或者没有会话",
    404: "没有",
    408: "发得太慢",
    409: "正忙，请再发一次",
    413: "太长",
    415: "Content-Type 要是 application/json",
    422: "字段不对",
    429: "太频繁，见 Retry-After",
    503: "数据库暂时不能用，见 Retry-After",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the OpenAPI page describes the problems of an operation."""
    content = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {status: {"content": content, "description": DESCRIBED[status]} for status in statuses}


def as_json(body: object, headers: dict[str, str] | None = None) -> Response:
    """A JSON response, in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(text, 200, headers, "application/json")
