"""Fields that several schemas have."""

from __future__ import annotations

from pydantic import Field

CLAUSES = Field(description="条款编号", examples=[["四.一"]])
