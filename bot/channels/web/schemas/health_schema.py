"""Whether the server and its parts work."""

from __future__ import annotations

from typing import Literal

from bot.channels.web.schemas.described_model import DescribedModel


class Health(DescribedModel):
    """The server and its parts: ok, off, unwell, or a word of a part's own; one part unwell makes the server unwell."""

    status: Literal["ok", "unwell"]
    database: Literal["ok", "unwell"]
    dispatcher: str
    telegram: str
