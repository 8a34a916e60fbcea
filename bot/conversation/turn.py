"""What a turn of conversation is made of: the message's channel, the replies, and what is remembered afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.line import Line
from bot.pack.model import Pack
from bot.pack.spoken import clause_line

ME = "本人"
"""The name under which a person's own interview is kept."""


@dataclass(frozen=True)
class Choice:
    """Something that can be picked: its id, and the label that people see."""

    id: str
    label: str


@dataclass(frozen=True)
class Reply:
    """One message to the person: text, the clauses it rests on, and what can be picked under it.

    `attachment` names a file that belongs to it, which the channel gives in its own form; `entry` is the first entry
    that it answers with, for feedback.
    """

    text: str
    clauses: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    basis: str = ""
    attachment: Literal["", "calendar"] = ""
    entry: str = ""

    @property
    def whole(self) -> str:
        """The text with its clause line below."""
        return f"{self.text}\n{self.basis}" if self.basis else self.text

    def to_plain(self) -> dict[str, Any]:
        """The reply as JSON can hold it."""
        choices = [[choice.id, choice.label] for choice in self.choices]
        return {**self.__dict__, "clauses": list(self.clauses), "choices": choices}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Reply:
        """A reply out of what `to_plain` gave. Raises TypeError or KeyError where it is none."""
        choices = tuple(Choice(id, label) for id, label in plain["choices"])
        return cls(**{**plain, "clauses": tuple(plain["clauses"]), "choices": choices})


def reply_of(line: Line, pack: Pack) -> Reply:
    """A line as a reply, with its clauses below where its text does not name them."""
    choices = tuple(Choice(button.id, button.label) for button in line.buttons)
    basis = "" if line.cited else clause_line(line.clauses, pack)
    return Reply(line.text, line.clauses, choices, basis, attachment=line.attachment)


def offered_by(replies: Sequence[Reply]) -> tuple[Choice, ...]:
    """What can be picked after `replies`: what the last of them with choices offers."""
    return next((reply.choices for reply in reversed(replies) if reply.choices), ())


@dataclass(frozen=True)
class Channel:
    """What the assistant must know of the channel that a message came through: whether it can send by itself."""

    pushes: bool = False


TALK_ONLY = Channel()
"""A channel that answers and no more, such as a terminal or a page."""


@dataclass(frozen=True)
class Conversation:
    """What a conversation must remember between turns.

    The question before and what answered it, what was offered; whose interview is open (`name`, empty where none
    is), whether a name is awaited, all interviews by name and all subscriptions by id as plain data.
    """

    question: str = ""
    entry: str = ""
    offered: tuple[Choice, ...] = ()
    name: str = ""
    naming: bool = False
    interviews: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    subscriptions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """All but the interviews and subscriptions, as JSON can hold it."""
        offered = [[choice.id, choice.label] for choice in self.offered]
        return {
            "question": self.question,
            "entry": self.entry,
            "offered": offered,
            "name": self.name,
            "naming": self.naming,
        }

    @classmethod
    def from_plain(
        cls,
        plain: Mapping[str, Any],
        interviews: Mapping[str, Mapping[str, Any]],
        subscriptions: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Conversation:
        """A conversation out of what `to_plain` gave, with its interviews and subscriptions. Unknown parts are left out."""
        offered = tuple(Choice(id, label) for id, label in plain.get("offered", ()))
        return cls(
            question=str(plain.get("question", "")),
            entry=str(plain.get("entry", "")),
            offered=offered,
            name=str(plain.get("name", "")),
            naming=bool(plain.get("naming")),
            interviews=interviews,
            subscriptions=subscriptions or {},
        )


@dataclass(frozen=True)
class Turn:
    """The replies to one message, and the conversation after it."""

    replies: tuple[Reply, ...]
    conversation: Conversation = field(default_factory=Conversation)
