"""Models of the persons for whom somebody asks."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field

from bot.channels.web.schemas.described_model import DescribedModel
from bot.channels.web.schemas.notice_schemas import today
from bot.channels.web.schemas.shared_fields import NOTICE
from bot.conversation.assistant import Assistant
from bot.conversation.people_list import Person as Standing
from bot.conversation.people_list import person_row, shown_name
from bot.conversation.people_table import guarded_table, note_of
from bot.conversation.turn import Conversation
from bot.interview.talk.progress import ME
from bot.messages import message


class NextDay(DescribedModel):
    """The next day by which something is to be done (ISO 8601, and in words), what ends on it, and what is to be done."""

    day: str = Field(examples=["2022-12-06"])
    spoken: str
    name: str
    what: list[str]

    @classmethod
    def of(cls, one: Standing) -> Self | None:
        """The next day of a person; None if no day is ahead."""
        if one.day is None:
            return None
        return cls(day=one.day.isoformat(), spoken=one.day_said, name=one.deadline, what=list(one.what))


class Person(DescribedModel):
    """How one person stands. `verdict` is empty while questions that decide are open, about `left` of them."""

    name: str
    shown: str
    me: bool
    verdict: str
    standing: str
    left: int
    answered: int
    missing: list[str]
    unclear: list[str]
    against: list[str]
    next: NextDay | None
    handed_in: bool
    line: str = Field(description=message("schema_person_line"))

    @classmethod
    def of(cls, one: Standing) -> Self:
        """The person as they stand."""
        return cls(
            name=one.name,
            shown=shown_name(one.name),
            me=one.name == ME,
            verdict=one.verdict,
            standing=one.standing,
            left=one.left,
            answered=one.answered,
            missing=list(one.missing),
            unclear=list(one.unclear),
            against=list(one.against),
            next=NextDay.of(one),
            handed_in=one.handed_in,
            line=message("person_line", name=shown_name(one.name), standing=person_row(one)),
        )


class People(DescribedModel):
    """The persons of a session. `table` is for spreadsheets: no cell of it is taken for a formula; its first row is the head."""

    notice: str = NOTICE
    today: str
    people: list[Person]
    table: list[list[str]]
    note: str

    @classmethod
    def of(cls, assistant: Assistant, conversation: Conversation, now: datetime) -> Self:
        """The persons of `conversation` as they stand at `now` (aware)."""
        pack, found = assistant.pack, assistant.people(conversation, now)
        return cls(
            notice=pack.facts.id,
            today=today(pack.facts, now).isoformat(),
            people=list(map(Person.of, found)),
            table=list(map(list, guarded_table(found))),
            note=note_of(pack, now),
        )
