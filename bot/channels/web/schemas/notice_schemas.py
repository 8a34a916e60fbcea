"""The notice: its name, dates, clauses and most asked questions."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from bot.channels.web.schemas.conversation_schemas import Choice
from bot.channels.web.schemas.shared_fields import CLAUSES


class Notice(BaseModel):
    """这份通知，和这个服务本身。pretends 不空：正假装是那一刻。"""

    title: str
    short_title: str
    year: int
    greeting: list[str]
    unofficial: str
    today: str
    pretends: str | None
    push: bool
    telegram: str | None
    contacts: list[dict[str, Any]]
    source: str | None


class Deadline(BaseModel):
    """一个时间节点。days_left 小于 0：已截止；derived：由通知推算。"""

    id: str
    name: str
    role: str
    date: str = Field(examples=["2022-12-06"])
    spoken: str
    days_left: int
    state: str
    derived: bool
    clauses: list[str] = CLAUSES


class Deadlines(BaseModel):
    """时间节点，按日期排列。"""

    today: str
    deadlines: list[Deadline]


class Questions(BaseModel):
    """最常问的问题；点了作为 choice 发出。"""

    questions: list[Choice]


class Clause(BaseModel):
    """一个条款和通知原文。"""

    id: str
    shown: str
    name: str
    text: str


class Clauses(BaseModel):
    """全部条款。"""

    clauses: list[Clause]
