"""Models of the result of an interview, which the page shows and prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal, Self, cast

from pydantic import Field

from bot.channels.web.schemas.described_model import DescribedModel
from bot.channels.web.schemas.notice_schemas import today
from bot.channels.web.schemas.shared_fields import CLAUSES, NOTICE
from bot.conversation.assistant import Assistant
from bot.conversation.turn import Conversation
from bot.interview.result.result import Result as Told
from bot.messages import message
from bot.pack.model import Pack

ToldEffect = Literal["pass", "block", "late", "need", "check", "warn"]
"""What a reason can do to the verdict; one that only tells the route is told as a step of it."""


class Reason(DescribedModel):
    """Why the verdict is what it is; reasons come in the order of their groups."""

    group: Literal["stop", "need", "mind", "pass"]
    effect: ToldEffect
    text: str
    clauses: list[str] = CLAUSES


class Paper(DescribedModel):
    """A line of the checklist: what to hand in, where to hand it in, where to get it."""

    text: str
    where: str
    obtain: str
    clauses: list[str] = CLAUSES


class Step(DescribedModel):
    """A step of the route that an application takes."""

    text: str
    clauses: list[str] = CLAUSES


class Given(DescribedModel):
    """An answer that was given, in words."""

    fact: str
    name: str
    value: str


class Cited(DescribedModel):
    """A clause that the result rests on, with its text in the notice."""

    shown: str
    name: str
    text: str


class Passage(DescribedModel):
    """A part of the result as plain text; `heading` may be empty."""

    heading: str
    rows: list[str]


class Result(DescribedModel):
    """The result of one interview."""

    notice: str = NOTICE
    name: str
    notice_title: str
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
    document: list[Passage] = Field(description=message("schema_result_document"))
    disclaimer: str

    @classmethod
    def of(cls, assistant: Assistant, conversation: Conversation, name: str, now: datetime) -> Self | None:
        """The result of the interview of `name` (empty: the open one); None if it has no verdict yet."""
        named = replace(conversation, name=name or conversation.name)
        told = assistant.result(named, now)
        if told is None:
            return None
        pack = assistant.pack
        return cls(
            notice=pack.facts.id,
            name=named.name,
            notice_title=pack.facts.title,
            today=today(pack.facts, now).isoformat(),
            verdict=told.verdict,
            title=told.name,
            text=told.text,
            reasons=_reasons(told),
            checklist=[
                Paper(text=line.text, where=line.where, obtain=line.obtain, clauses=list(line.clauses))
                for line in told.checklist
            ],
            route=[Step(text=line.text, clauses=list(line.clauses)) for line in told.route],
            answers=[Given(fact=one.fact, name=one.name, value=one.spoken) for one in told.answers],
            open=list(told.open),
            clauses=_cited(told, pack),
            document=[
                Passage(heading=passage.heading, rows=list(passage.rows))
                for passage in assistant.document(named, now)
            ],
            disclaimer=message("interview_after"),
        )


def _reasons(told: Told) -> list[Reason]:
    return [
        Reason(
            group=group.kind,
            effect=cast("ToldEffect", reason.effect),
            text=reason.text,
            clauses=list(reason.clauses),
        )
        for group in told.groups
        for reason in group.reasons
    ]


def _cited(told: Told, pack: Pack) -> dict[str, Cited]:
    named = {id: pack.clauses[id] for id in told.clauses}
    return {id: Cited(shown=clause.shown, name=clause.name, text=clause.text) for id, clause in named.items()}
