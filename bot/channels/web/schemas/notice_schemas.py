"""Models of the notice: its name, dates, clauses and most asked questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from pydantic import Field

from bot.channels.web.schemas.conversation_schemas import Choice
from bot.channels.web.schemas.described_model import DescribedModel
from bot.channels.web.schemas.shared_fields import CLAUSES, NOTICE
from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_shelf import NoticeShelf
from bot.messages import message
from bot.pack.deadlines import in_order, milestone_name
from bot.pack.model import Contact as PackContact
from bot.pack.model import Facts, Milestone, Pack
from bot.pack.spoken import days_left, moved_remark, spoken_day, state
from bot.reminders.roles import needed, role_name, roles, usual
from bot.replies.act_ids import id_of, tag_of
from bot.replies.acts import OpenNotice

MOST_ASKED = 5


class Contact(DescribedModel):
    """Whom to ask; what the notice does not name is empty."""

    office: str
    person: str
    phone: str
    email: str
    clauses: list[str] = CLAUSES

    @classmethod
    def of(cls, contact: PackContact) -> Self:
        """The contact as the pack names it."""
        return cls(
            office=contact.office,
            person=contact.person,
            phone=contact.phone,
            email=contact.email,
            clauses=list(contact.clauses),
        )


class Notice(DescribedModel):
    """The notice, and what this server can do.

    `pretends` is the moment to which the clock was set with --now; `push` tells whether this page can send reminders;
    `telegram` is the link of the bot. Each is None (or false) if there is none.
    """

    notice: str = NOTICE
    title: str
    short_title: str
    year: int
    greeting: list[str]
    unofficial: str
    today: str
    pretends: str | None
    push: bool
    telegram: str | None
    contacts: list[Contact]
    source: str | None


class NoticeName(DescribedModel):
    """A notice of which this server speaks; where there are several, whether something can still be done, and its next day."""

    notice: str = NOTICE
    short_title: str
    year: int
    series: str | None = None
    choice: str | None = Field(default=None, description=message("schema_notice_choice"))
    open: bool | None = None
    next_day: str | None = Field(default=None, examples=["2022-12-06"])
    next_name: str | None = None
    line: str | None = None


class Notices(DescribedModel):
    """All notices of which this server speaks."""

    notices: list[NoticeName]

    @classmethod
    def of(cls, assistant: Assistant, now: datetime) -> Self:
        """The notices by name, and of several how they stand at `now` (aware)."""
        facts = [one.pack.facts for one in assistant.notices]
        named = [NoticeName(notice=one.id, short_title=one.short_title, year=one.year) for one in facts]
        if not assistant.several:
            return cls(notices=named)
        shelf = NoticeShelf(facts)
        days = {one.id: shelf.next_day(one.id, now) for one in facts}
        told = [
            name.model_copy(
                update={
                    "series": one.series,
                    "choice": id_of(OpenNotice(tag_of(one.id))),
                    "open": shelf.is_open(one.id, now),
                    "next_day": day.day.isoformat() if (day := days[one.id]) else None,
                    "next_name": day.name if day else None,
                    "line": shelf.line(one.id, now),
                }
            )
            for name, one in zip(named, facts, strict=True)
        ]
        return cls(notices=told)


class Deadline(DescribedModel):
    """A milestone. `days_left` is negative if it is over; `derived` means computed, not stated in the notice."""

    id: str
    name: str
    role: str
    date: str = Field(examples=["2022-12-06"])
    spoken: str
    days_left: int
    state: str
    derived: bool
    clauses: list[str] = CLAUSES

    @classmethod
    def of(cls, milestone: Milestone, facts: Facts, now: datetime) -> Self:
        """The milestone as it stands at `now` (aware)."""
        return cls(
            id=milestone.id,
            name=milestone_name(milestone),
            role=milestone.role,
            date=milestone.day.isoformat(),
            spoken=spoken_day(milestone) + moved_remark(milestone),
            days_left=days_left(milestone, now, facts),
            state=state(milestone, now, facts),
            derived=milestone.derived,
            clauses=list(milestone.clauses),
        )


class Role(DescribedModel):
    """Who has days of their own; `needs` are the ids of the milestones that mean something to them, in order."""

    id: str
    name: str
    needs: list[str]

    @classmethod
    def every(cls, facts: Facts) -> list[Self]:
        """The roles, the applicant's first."""
        return [
            cls(id=role, name=role_name(facts, role), needs=list(usual(facts, role))) for role in roles(facts)
        ]


class OwnDays(DescribedModel):
    """The days to come of whoever has a role, the next one first; empty if all of them are over. `remembered` tells whether
    the session keeps the role."""

    notice: str = NOTICE
    role: str
    remembered: bool
    deadlines: list[Deadline]

    @classmethod
    def of(cls, facts: Facts, role: str, now: datetime, *, remembered: bool) -> Self:
        """The days of `role` at `now` (aware); those of everybody if it is empty."""
        days = [Deadline.of(one, facts, now) for one in needed(facts, role, now)]
        return cls(notice=facts.id, role=role, remembered=remembered, deadlines=days)


class Deadlines(DescribedModel):
    """All milestones, in the order of their dates, and whose they are."""

    notice: str = NOTICE
    today: str
    deadlines: list[Deadline]
    roles: list[Role]

    @classmethod
    def of(cls, facts: Facts, now: datetime) -> Self:
        """The milestones as they stand at `now` (aware)."""
        return cls(
            notice=facts.id,
            today=today(facts, now).isoformat(),
            deadlines=[Deadline.of(milestone, facts, now) for milestone in in_order(facts)],
            roles=Role.every(facts),
        )


class Questions(DescribedModel):
    """The most asked questions; each is a choice that can be sent."""

    notice: str = NOTICE
    questions: list[Choice]

    @classmethod
    def of(cls, pack: Pack, *, several: bool = False) -> Self:
        """The questions that the pack names; if they are too few, followed by its first entries.

        Where there are `several` notices, picking one is a question of this one.
        """
        answers = [entry.id for entry in pack.entries.values() if entry.kind == "answer" and "_" in entry.id]
        ids = dict.fromkeys([*pack.most_asked, *answers])
        chosen = [pack.entries[id] for id in list(ids)[:MOST_ASKED]]
        prefix = f"{id_of(OpenNotice(tag_of(pack.facts.id)))}:" if several else ""
        return cls(
            notice=pack.facts.id,
            questions=[Choice(id=prefix + entry.id, label=entry.title) for entry in chosen],
        )


class Clause(DescribedModel):
    """A clause with its text in the notice; `shown` is its number as the notice prints it."""

    id: str
    shown: str
    name: str
    text: str


class Clauses(DescribedModel):
    """All clauses."""

    notice: str = NOTICE
    clauses: list[Clause]

    @classmethod
    def of(cls, pack: Pack, ids: Iterable[str]) -> Self:
        """The clauses with these ids."""
        named = [(id, pack.clauses[id]) for id in ids]
        return cls(
            notice=pack.facts.id,
            clauses=[
                Clause(id=id, shown=clause.shown, name=clause.name, text=clause.text) for id, clause in named
            ],
        )


def today(facts: Facts, now: datetime) -> date:
    """The date at `now` (aware) in the time zone of the notice."""
    return now.astimezone(facts.zone).date()
