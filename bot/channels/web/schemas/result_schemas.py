"""Models of the result of an interview, which the page shows and prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Literal, Self, cast

from pydantic import Field

from bot.channels.web.schemas.described_model import DescribedModel
from bot.channels.web.schemas.notice_schemas import today
from bot.channels.web.schemas.shared_fields import CLAUSES, NOTICE
from bot.conversation.assistant import Assistant
from bot.conversation.turn import Conversation
from bot.interview.result.document import call_over
from bot.interview.result.result import Result as Told
from bot.interview.result.sheet import DueRows as ToldDue
from bot.interview.result.sheet import Row as ToldRow
from bot.interview.result.sheet import sheet
from bot.messages import message
from bot.pack.deadlines import days_ahead
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


class PlaceOf(DescribedModel):
    """Where something is had or goes, under what that is called."""

    label: str
    place: str


class Row(DescribedModel):
    """A line of the page: what, how much of it is missing by the person's answers, what to do about it, and where."""

    text: str
    gaps: str
    advice: list[str]
    places: list[PlaceOf]
    clauses: list[str] = CLAUSES

    @classmethod
    def all(cls, rows: Iterable[ToldRow]) -> list[Self]:
        """Each of `rows`."""
        return [
            cls(
                text=row.text,
                gaps=row.gaps,
                advice=list(row.advice),
                places=[PlaceOf(label=label, place=place) for label, place in row.places],
                clauses=list(row.clauses),
            )
            for row in rows
        ]


class DueRows(DescribedModel):
    """What is to be done by a day (ISO 8601; null if the notice sets none), which `heading` has in words."""

    day: str | None
    heading: str
    left: str
    rows: list[Row]


class Link(DescribedModel):
    """An address under the name of what is there."""

    name: str
    address: str


class InTime(DescribedModel):
    """What the other rules come to for somebody who is late, for the next time; no days.

    `open` is how many questions could still change it: they can be asked in the talk.
    """

    said: str
    rows: list[Row]
    open: int


class Page(DescribedModel):
    """The result in the order of one page: why not, what is missing, what to find out, what to do with the next day first.

    `ahead`: a day of the notice lies ahead, so that there is something to put into a calendar.
    """

    said: str
    over: str
    ahead: bool
    in_time: InTime | None
    stop: list[Row]
    lacking: list[Row]
    unclear: list[Row]
    to_do: list[DueRows]
    mind: list[Row]
    route: list[Row]
    had: list[Row]
    fulfilled: list[Row]
    links: list[Link]

    @classmethod
    def of(cls, told: Told, pack: Pack, now: datetime) -> Self:
        """The page of a result at `now` (aware)."""
        page = sheet(told, pack)
        return cls(
            said=page.said,
            over=call_over(told, pack.facts),
            ahead=bool(days_ahead(pack.facts, now)),
            in_time=InTime(said=page.in_time.said, rows=Row.all(page.in_time.rows), open=page.in_time.open)
            if page.in_time
            else None,
            stop=Row.all(page.stop),
            lacking=Row.all(page.lacking),
            unclear=Row.all(page.unclear),
            to_do=[_due(one, pack, now) for one in page.to_do],
            mind=Row.all(page.mind),
            route=Row.all(page.route),
            had=Row.all(page.had),
            fulfilled=Row.all(page.fulfilled),
            links=[Link(name=name, address=address) for name, address in page.links],
        )


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
    page: Page
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
            page=Page.of(told, pack, now),
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


def _due(due: ToldDue, pack: Pack, now: datetime) -> DueRows:
    left = (due.day - now.astimezone(pack.facts.zone).date()).days if due.day else 0
    return DueRows(
        day=due.day.isoformat() if due.day else None,
        heading=due.heading,
        left=message("time_left_days", days=left) if left > 0 else "",
        rows=Row.all(due.rows),
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
