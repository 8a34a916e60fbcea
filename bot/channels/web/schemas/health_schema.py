"""Whether the server and its parts work."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Health(BaseModel):
    """各部分的状况。"""

    status: Literal["ok", "unwell"]
    database: Literal["ok", "unwell"]
    dispatcher: str
    telegram: str
