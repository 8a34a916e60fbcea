"""One turn: the message that comes in, the replies and the state that come out, and what a skill is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.conversation.state import Conversation
from bot.replies.acts import Act
from bot.replies.reply import Reply

Awaited = Literal["nothing", "words", "number"]
"""What an open question of a skill is answered with."""


@dataclass(frozen=True)
class Channel:
    """What the assistant must know of the channel that a message came through: whether it can send by itself."""

    pushes: bool = False


TALK_ONLY = Channel()
"""A channel that answers and no more, such as a terminal or a page."""


@dataclass(frozen=True)
class Message:
    """What somebody said, and in which conversation.

    `act` is what they picked, None where they used their own words; `text` is those words, or the label that they
    picked. `now` is in the zone of the notice. `occupied` tells that a question awaits an answer.
    """

    text: str
    act: Act | None
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
    """One thing that the bot can do in a conversation. The assistant asks each in turn."""

    def awaits(self, conversation: Conversation) -> Awaited:
        """What its open question is answered with."""

    def take(self, message: Message) -> Turn | Act | None:
        """Its turn; an act, where the message is an order for another skill; None where it is not for this one."""

    def complete(self, turn: Turn, message: Message) -> Turn:
        """The turn that another skill took, with what this one has to offer after it."""
