"""The types of a turn: the remembered conversation, the message, the replies, and the protocol of skills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import UnionType
from typing import Any, Literal, Protocol

from bot.faq.topic import Topic, with_topic
from bot.interview.talk.progress import Progress
from bot.reminders.book import Book
from bot.reminders.talk.frame import ReminderFrame
from bot.replies.acts import Act, ReminderAct
from bot.replies.reply import Choice, Reply

Awaited = Literal["nothing", "words", "number", "day", "item"]
"""What an open question of a skill is answered with.

Where any other message is as welcome: after "day" 2号 is a day, after "item" a place is that of something listed; neither
picks a choice.
"""


@dataclass(frozen=True)
class Channel:
    """What the assistant must know of a channel: whether it can send messages unasked.

    `letters`: it cannot yet, but will by e-mail once the person has given an address and confirmed it.
    """

    pushes: bool = False
    letters: bool = False


TALK_ONLY = Channel()
"""A channel that answers and no more, such as a terminal or a page."""


@dataclass(frozen=True)
class PersonAsked:
    """What is asked about the person called `name` and awaits an answer: how to rename them, whether to delete what was
    answered for them, whether another of that name is meant; nothing if `asks` is empty."""

    asks: Literal["", "rename", "drop", "namesake"] = ""
    name: str = ""


@dataclass(frozen=True)
class NoticeAsked:
    """Words for which it was asked which notice they are about, and the ids of those that could be meant; no notices:
    nothing was asked."""

    said: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """One person's conversation.

    `topics` are what was spoken of, the last first; `offered` are the choices that can be picked. `name`
    says whose interview is open (empty: none), `naming` that a name is awaited. `interviews` are by name; `unread` ones
    were stored by an incompatible version and stay as they are. `person` is what is asked about one of them, `reminders`
    what is remembered of talking about reminders. `role` is the role of the notice that whoever talks said they have;
    empty if they did not say.
    `shared` tells that it was carried to another browser, so that more than one may go on with it.

    `notice` is the id of the notice that is spoken of (empty: of none yet), `opened` that the person named it themselves.
    Where the bot speaks of several, `apart` are the talks about the others by notice, with their topics, interviews and
    frames; the wishes of all stand in `subscriptions`.
    """

    topics: tuple[Topic, ...] = ()
    offered: tuple[Choice, ...] = ()
    name: str = ""
    naming: bool = False
    person: PersonAsked = PersonAsked()
    interviews: Mapping[str, Progress] = field(default_factory=dict)
    subscriptions: Book = field(default_factory=Book)
    reminders: ReminderFrame = field(default_factory=ReminderFrame)
    unread: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    role: str = ""
    shared: bool = False
    notice: str = ""
    opened: bool = False
    notice_asked: NoticeAsked = NoticeAsked()
    apart: Mapping[str, Conversation] = field(default_factory=dict)

    @property
    def interview(self) -> Progress | None:
        """The open interview; None if none is open."""
        return self.interviews.get(self.name) if self.name else None

    def having_spoken_of(self, topic: Topic | None) -> Conversation:
        """The conversation after `topic` was spoken of (None: nothing of the notice was)."""
        return self if topic is None else replace(self, topics=with_topic(self.topics, topic))

    @property
    def offers_reminders(self) -> bool:
        """Whether a choice about reminders is offered, or they were just spoken of: then the talk is about them."""
        return self.reminders.on_top or any(isinstance(choice.does, ReminderAct) for choice in self.offered)


@dataclass(frozen=True)
class Message:
    """A message and its conversation.

    `text` is their words, or the label that they picked. `now` is in the zone of the notice. `occupied` tells that a
    question awaits an answer, `typed` that it awaits a number or a day.
    """

    text: str
    conversation: Conversation
    now: datetime
    channel: Channel = TALK_ONLY
    occupied: bool = False
    typed: bool = False


@dataclass(frozen=True)
class Turn:
    """The replies to one message, and the conversation after it."""

    replies: tuple[Reply, ...]
    conversation: Conversation = field(default_factory=Conversation)


class Skill(Protocol):
    """The protocol of skills: a picked act goes to the skill that it belongs to, words to each skill in turn."""

    acts: UnionType | type
    """Those that are its own."""

    def pick(self, act: Act, message: Message) -> Turn | Act:
        """Take one of its acts. Returns the turn, or another act for another skill."""

    def hear(self, message: Message) -> Turn | Act | None:
        """Take words. Returns the turn, an act for another skill, or None if the words are not for this one."""

    def claims(self, message: Message) -> bool:
        """Whether words are surely for this skill, though they stand in a message that is for another: see parting.py."""
        return False

    def awaits(self, conversation: Conversation) -> Awaited:
        """What its open question awaits."""
        return "nothing"

    def complete(self, turn: Turn, message: Message) -> Turn:
        """Add to another skill's turn what this one offers after it."""
        return turn
