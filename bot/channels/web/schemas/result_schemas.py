"""The result of an interview, as the page prints it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from bot.channels.web.schemas.shared_fields import CLAUSES


class Reason(BaseModel):
    """一条理由。"""

    effect: Literal["pass", "block", "late", "need", "check", "warn", "route"]
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


class Result(BaseModel):
    """一次资格问答的结果，供打印。"""

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
    disclaimer: str
