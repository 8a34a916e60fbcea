"""The result of an interview, as the page prints it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from bot.channels.web.schemas.shared_fields import CLAUSES


class Reason(BaseModel):
    """一条理由。group：不能报的原因、还缺的、要留意的、已经符合的，按这个次序。"""

    group: Literal["stop", "need", "mind", "pass"]
    effect: Literal["pass", "block", "late", "need", "check", "warn"]
    text: str
    clauses: list[str] = CLAUSES


class Paper(BaseModel):
    """清单上的一项：是什么，交到哪里，从哪里来。"""

    text: str
    where: str
    obtain: str
    clauses: list[str] = CLAUSES


class Step(BaseModel):
    """报送路径的一步。"""

    text: str
    clauses: list[str] = CLAUSES


class Given(BaseModel):
    """一项回答。"""

    fact: str
    name: str
    value: str


class Cited(BaseModel):
    """所引条款的名称和原文。"""

    shown: str
    name: str
    text: str


class Passage(BaseModel):
    """文字稿的一段；heading 可以是空的。"""

    heading: str
    rows: list[str]


class Result(BaseModel):
    """一次资格问答的结果，供打印。各个渠道的理由、清单和路径都是这些，次序也一样。"""

    name: str
    notice: str
    today: str
    verdict: str
    title: str
    text: str
    reasons: list[Reason]
    checklist: list[Paper]
    route: list[Step]
    answers: list[Given]
    open: list[str]
    clauses: dict[str, Cited]
    document: list[Passage] = Field(description="整份结果的文字稿，供复制和保存")
    disclaimer: str
