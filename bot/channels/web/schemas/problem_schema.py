"""Why a request was refused, by RFC 9457."""

from __future__ import annotations

from pydantic import BaseModel


class ProblemDetails(BaseModel):
    """出错时的说明（RFC 9457）；detail 说怎么办。"""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
