"""What a turn is made of: what is remembered, the message, the replies, and what a skill does with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import UnionType
from typing import Any, Literal, Protocol

from bot.interview.talk.progress import Progress
from bot.reminders.book import Book
from bot.replies.acts import Act, ReminderAct
from bot.replies.reply import Choice, Reply

Awaited = Literal["nothing", "words", "number"]
"""What an open question of a skill is answered with."""


@dataclass(frozen=True)
class Channel:
    """What the assistant must know of the channel that a message came through: whether it can send by itself."""

    pushes: bool = False


TALK_ONLY = Channel()
"""A channel that answers and no more, such as a terminal or a page."""


@dataclass(frozen=True)
class Conversation:
    """One person's conversation.

    `question` is the one before and `entry` what answered it; `offered` is what can be picked. `name` says whose
    interview is open (empty if none is), `naming` that a name is awaited. `interviews` are by name; `unread` ones
    were kept by a program too different, and are kept on as they are.
    """

    question: str = ""
    entry: str = ""
    offered: tuple[Choice, ...] = ()
    name: str = ""
    naming: bool = False
    interviews: Mapping[str, Progress] = field(default_factory=dict)
    subscriptions: Book = field(default_factory=Book)
    unread: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def interview(self) -> Progress | None:
        """The open interview; None if none is open."""
        return self.interviews.get(self.name) if self.name else None

    @property
    def offers_reminders(self) -> bool:
        """Whether something about reminders can be picked: then they are being talked about."""
        return any(isinstance(choice.does, ReminderAct) for choice in self.offered)


@dataclass(frozen=True)
class Message:
    """What somebody said, and in which conversation.

    `text` is their words, or the label that they picked. `now` is in the zone of the notice. `occupied` tells that a
    question awaits an answer.
    """

    text: str
    conversation: Conversation
    now: datetime
    channel: Channel = TALK_ONLY
    occupied: bool = False


@dataclass(frozen=True)
class Turn:
    """The replies to one message, and the conversation after it."""

    replies: tuple[Reply, ...]
    conversation: Conversation = field(default_factory=Conversation)


class Skill(Protocol):
    """One thing that the bot can do: what is picked goes to the skill whose act it is, words to each in turn."""

    acts: UnionType
    """Those that are its own."""

    def pick(self, act: Act, message: Message) -> Turn | Act:
        """The turn of one of its acts; another act, if this is an order for another skill."""

    def hear(self, message: Message) -> Turn | Act | None:
        """The turn of words; an act, if they are an order for a skill; None if they are not for this one."""

    def awaits(self, conversation: Conversation) -> Awaited:
        """What its open question is answered with."""
        return "nothing"

    def complete(self, turn: Turn, message: Message) -> Turn:
        """The turn that another skill took, with what this one has to offer after it."""
        return turn
