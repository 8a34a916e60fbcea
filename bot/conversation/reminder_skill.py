"""Reminders within a turn of conversation: wishes in words, taps, the way in, and the offer after a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.conversation.turn import Channel, Choice, Conversation, Turn, offered_by, reply_of
from bot.line import Line
from bot.messages import message
from bot.pack.model import Pack
from bot.reminders.book import Book

if TYPE_CHECKING:
    from bot.reminders.talk.reminder_dialogue import RemindDialogue

_PREFIX = "rm:"
_BEGIN, _WATCH = "rm:begin", "rm:watch"
_PLAIN = re.compile(r"提醒|提星|題醒|题醒|闹[钟铃]|鬧[鐘鈴]|remind", re.IGNORECASE)
"""Words that mean reminders whatever else is going on."""
_CHANGES = re.compile(
    r"^(?:(?:把?提醒)?(?:改|换|调)(?:成|为|到|一?下)?|提前|只要|(?:别|不要|不用)再?(?:发|叫|催|烦)|(?:退订|停止|暂停|恢复)[吧了。]?$)"
)
"""Words that mean them where the person has some."""
_CLOSED = ("not_eligible", "late")


def names_reminders(said: str) -> bool:
    """Whether the words themselves speak of reminders."""
    return bool(_PLAIN.search(said))


class ReminderTurn:
    """Takes the turns of one pack that are about reminders."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @cached_property
    def _dialogue(self) -> RemindDialogue:
        from bot.reminders.talk.reminder_dialogue import (
            RemindDialogue,  # only for those who speak of reminders
        )

        return RemindDialogue(self._pack.facts)

    def asked(self, conversation: Conversation) -> bool:
        """Whether reminders are being talked about."""
        return any(choice.id.startswith(_PREFIX) for choice in conversation.offered)

    def turn(
        self,
        conversation: Conversation,
        said: str,
        picked: Choice | None,
        now: datetime,
        channel: Channel,
        occupied: bool,
    ) -> Turn | None:
        """What follows from a message; None where it is not about reminders.

        `occupied` tells that an interview awaits an answer: then words must name reminders to be taken for a wish.
        """
        id = picked.id if picked is not None else said.strip()
        book = Book.from_plain(conversation.subscriptions)
        if id.startswith(_PREFIX):
            if not channel.pushes:
                return self._after(conversation, (self._dialogue.unpushed(None, now),))
            after, lines = self._dialogue.tapped(book, id, now)
            return self._after(conversation, lines, after.to_plain())
        if picked is not None or (occupied and not _PLAIN.search(said)):
            return None
        asked = self.asked(conversation) or (bool(book.wishes) and bool(_CHANGES.match(said.strip())))
        wish = self._dialogue.read(said, now, asked)
        if wish is None:
            return None
        if not channel.pushes:
            return self._after(conversation, (self._dialogue.unpushed(wish, now),))
        after, lines = self._dialogue.wished(book, wish, now, asked)
        return self._after(conversation, lines, after.to_plain())

    def begin(self, conversation: Conversation, now: datetime, channel: Channel) -> Turn:
        """The way in: 提醒我."""
        if not channel.pushes:
            return self._after(conversation, (self._dialogue.unpushed(None, now),))
        book, lines = self._dialogue.begin(Book.from_plain(conversation.subscriptions), now)
        return self._after(conversation, lines, book.to_plain())

    def offered(self, turn: Turn, now: datetime, channel: Channel) -> Turn:
        """A turn of the interview, with the offer to be reminded where it came to its verdict."""
        interview = turn.conversation.interviews.get(turn.conversation.name, {})
        if (
            interview.get("asking")
            or interview.get("menu")
            or not interview.get("verdict")
            or not turn.replies[-1].choices
        ):
            return turn
        closed = interview["verdict"] in _CLOSED
        if closed and not channel.pushes:
            return turn
        offer = (_WATCH, "wish_watch_label") if closed else (_BEGIN, "remind_label")
        choices = (*turn.replies[-1].choices, Choice(offer[0], message(offer[1])))
        last = replace(turn.replies[-1], choices=choices)
        return Turn((*turn.replies[:-1], last), replace(turn.conversation, offered=choices))

    def _after(
        self,
        conversation: Conversation,
        lines: tuple[Line, ...],
        subscriptions: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Turn:
        """The lines as replies; what is offered is what the last of them with buttons offers."""
        replies = tuple(reply_of(line, self._pack) for line in lines)
        kept = conversation.subscriptions if subscriptions is None else subscriptions
        after = replace(conversation, question="", entry="", offered=offered_by(replies), subscriptions=kept)
        return Turn(replies, after)
