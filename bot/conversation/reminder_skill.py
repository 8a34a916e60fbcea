"""The reminder skill: wishes in words, taps, how to begin, and the offer after a verdict."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.conversation.turn import Message, Skill, Turn
from bot.faq.answer import Answerer
from bot.messages import message as words
from bot.pack.model import Pack
from bot.reminders.book import Book
from bot.replies.acts import Act, OrderReminders, ReminderAct, TakeStep
from bot.replies.reply import Choice, Reply, offered_by

if TYPE_CHECKING:
    from bot.reminders.talk.reminder_dialogue import RemindDialogue

_PLAIN = re.compile(r"提醒|提星|題醒|题醒|闹[钟铃]|鬧[鐘鈴]|remind", re.IGNORECASE)
"""Words that mean reminders whatever else is going on."""
_CHANGES = re.compile(
    r"^(?:(?:把?提醒)?(?:改|换|调)(?:成|为|到|一?下)?|提前|只要|(?:别|不要|不用)再?(?:发|叫|催|烦)|(?:退订|停止|暂停|恢复)[吧了。]?$)"
)
"""Words that mean them where the person has some."""
_CLOSED = ("not_eligible", "late")


def names_reminders(said: str) -> bool:
    """Whether the words mention reminders."""
    return bool(_PLAIN.search(said))


class ReminderSkill(Skill):
    """Takes the turns of one pack that are about reminders."""

    acts = ReminderAct

    def __init__(self, pack: Pack, answerer: Answerer) -> None:
        self._pack = pack
        self._answerer = answerer

    @cached_property
    def _dialogue(self) -> RemindDialogue:
        from bot.reminders.talk.reminder_dialogue import (
            RemindDialogue,  # only for those who speak of reminders
        )

        return RemindDialogue(self._pack.facts)

    def pick(self, act: Act, message: Message) -> Turn:
        """Take a tap; in a channel that cannot send reminders, say so."""
        if not message.channel.pushes or not isinstance(act, ReminderAct):
            return self._after(message, (self._dialogue.unpushed(None, message.now),))
        book = message.conversation.subscriptions
        after, said = self._dialogue.tapped(book, act, message.now)
        return self._after(message, said, after)

    def hear(self, message: Message) -> Turn | Act | None:
        """Take words; None if they are not about reminders.

        While a question awaits an answer, words must name reminders to be taken for a wish.
        """
        if message.occupied and not _PLAIN.search(message.text):
            return None
        return self._wished(message) or (self._begun(message) if message.occupied else None)

    def complete(self, turn: Turn, message: Message) -> Turn:
        """Add the offer of reminders to a turn in which the interview says what can be done after its verdict."""
        progress, last = turn.conversation.interview, turn.replies[-1]
        if progress is None or progress.asking or progress.menu or not progress.verdict:
            return turn
        if not any(choice.does == TakeStep("again") for choice in last.choices):
            return turn
        closed = progress.verdict in _CLOSED
        if closed and not message.channel.pushes:
            return turn
        offer = (
            Choice(OrderReminders("watch"), words("wish_watch_label"))
            if closed
            else Choice(OrderReminders("begin"), words("remind_label"))
        )
        choices = (*last.choices, offer)
        replies = (*turn.replies[:-1], replace(last, choices=choices))
        return Turn(replies, replace(turn.conversation, offered=choices))

    def _wished(self, message: Message) -> Turn | None:
        """Take a wish in words; None if there is none."""
        conversation, now = message.conversation, message.now
        book = conversation.subscriptions
        asked = conversation.offers_reminders or (
            bool(book.wishes) and bool(_CHANGES.match(message.text.strip()))
        )
        wish = self._dialogue.read(message.text, now, asked)
        if wish is None:
            return None
        if not message.channel.pushes:
            return self._after(message, (self._dialogue.unpushed(wish, now),))
        after, said = self._dialogue.wished(book, wish, now, asked)
        return self._after(message, said, after)

    def _begun(self, message: Message) -> Act | None:
        """Begin with reminders if the message asks for it in the middle of an interview; the question stays open."""
        conversation = message.conversation
        answer = self._answerer.answer(message.text, message.now, conversation.topics)
        ordered = answer.outcome == "action" and answer.action == "remind"
        return OrderReminders("begin") if ordered else None

    @staticmethod
    def _after(message: Message, replies: tuple[Reply, ...], book: Book | None = None) -> Turn:
        """The turn; what is offered is what the last reply with choices offers."""
        conversation = message.conversation
        after = replace(
            conversation,
            offered=offered_by(replies),
            subscriptions=conversation.subscriptions if book is None else book,
        )
        return Turn(replies, after)
