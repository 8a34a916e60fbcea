"""Model of an error, by RFC 9457."""

from __future__ import annotations

from bot.channels.web.schemas.described_model import DescribedModel


class ProblemDetails(DescribedModel):
    """Why a request was refused; `detail` says what to do about it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
