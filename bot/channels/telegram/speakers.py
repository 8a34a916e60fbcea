"""For whom a turn is taken: a person, or a group for which its admins speak. In a forum each topic is like a group of its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram.buttons import anybody_in, base36
from bot.channels.telegram.heard import Heard
from bot.conversation.turn import TALK_ONLY, Channel

CHANNEL = "telegram"
PUSHES = Channel(pushes=True)
_TOPIC = "t"


@dataclass(frozen=True)
class Speaker:
    """For whom a turn is taken: the key of the user, the abilities of the channel, the owner of the buttons."""

    key: str
    channel: Channel
    owner: str


def speaker_of(heard: Heard) -> Speaker:
    """The speaker for themselves. In a group nobody can be reminded privately."""
    if heard.mask:
        return Speaker(f"{CHANNEL}:{heard.chat}:{heard.mask}", TALK_ONLY, heard.mask)
    if heard.group:
        return Speaker(f"{CHANNEL}:{heard.chat}:{heard.user}", TALK_ONLY, base36(heard.user))
    return Speaker(f"{CHANNEL}:{heard.user}", PUSHES, base36(heard.user))


def group_of(chat: int, topic: int | None) -> Speaker:
    """The group, or a topic of it, as speaker: its reminders go there."""
    place = f":{_TOPIC}{topic}" if topic else ""
    return Speaker(f"{CHANNEL}:{chat}{place}", PUSHES, anybody_in(topic))


def chat_of(user: str) -> str:
    """The chat of a user's key without the channel; several users share the chat of a group."""
    return user.partition(":")[0]


def topic_of(user: str) -> int | None:
    """The topic of a user's key without the channel; None if it names none."""
    place = user.partition(":")[2]
    number = place.removeprefix(_TOPIC)
    return int(number) if place.startswith(_TOPIC) and number.isdecimal() else None
