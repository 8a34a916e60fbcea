"""有答案了告诉我: under what was not answered it is offered to be told once it is, and the wish is taken. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace

from bot.conversation.turn import Conversation, Message, Skill, Turn
from bot.conversation.unanswered import gaps_of, kept_words
from bot.language.normalize import normalize
from bot.messages import message as words
from bot.pack.model import Facts, Pack
from bot.reminders.subscription import Subscription
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, InNotice, TellWhenAnswered
from bot.replies.reply import Choice, Kind, Reply
from bot.store.model.awaited_answer import ANSWERED, LONGEST_WAIT, MOST_WAITING, WAITING

_MARK_BYTES = 12
_SENTENCE_SIGNS = " .!~。"
_UNANSWERED = (Kind.UNKNOWN, Kind.NOT_SAID)


def mark_of(key: str, notice: str, kept: str) -> str:
    """What is remembered of a question in the place of its words, which are `kept` somewhere else for some days: a keyed hash."""
    said = f"{notice}\n{normalize(kept)}".encode(errors="surrogatepass")
    digest = hmac.new(key.encode(), said, hashlib.sha256).digest()[:_MARK_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def offering(
    turn: Turn, before: Conversation, said: str | Act, pack: Pack, key: str, *, several: bool = False
) -> Turn:
    """The turn; if it did not answer and asks nothing, with the offer to be told later, under the mark that `key` makes."""
    asked = next((gap.text for gap in gaps_of(before, said, turn) if gap.text), "")
    last, after = turn.replies[-1], turn.conversation
    if not asked or last.kind not in _UNANSWERED or after.offered != last.choices:
        return turn
    tell = TellWhenAnswered(mark_of(key, pack.facts.id, kept_words(asked, pack)), on=True)
    does = InNotice(tag_of(pack.facts.id), tell) if several else tell
    choices = (*last.choices, Choice(does, words("tell_when_answered")))
    replies = (*turn.replies[:-1], replace(last, choices=choices))
    return replace(turn, replies=replies, conversation=replace(after, offered=choices))


class AwaitedAnswerSkill(Skill):
    """Takes the wish to be told, and takes it back."""

    acts = TellWhenAnswered

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def hear(self, message: Message) -> Turn | None:
        """Its label, where it is not offered: it is said where it would be. No other words."""
        if normalize(message.text).strip(_SENTENCE_SIGNS) != normalize(words("tell_when_answered")):
            return None
        return Turn((Reply(words("tell_nothing"), kind=Kind.REFUSED),), message.conversation)

    def pick(self, act: Act, message: Message) -> Turn:
        """Note the wish under the mark of its question, or drop it."""
        assert isinstance(act, TellWhenAnswered)
        conversation, book = message.conversation, message.conversation.subscriptions
        id = f"{ANSWERED}-{act.asked}"
        if not act.on:
            left = replace(book, wishes={one: wish for one, wish in book.wishes.items() if one != id})
            return Turn(
                (Reply(words("tell_dropped"), kind=Kind.STOPPED),),
                replace(conversation, subscriptions=left, offered=()),
            )
        waits = any(one.id == id for one in book.waiting)
        if not message.channel.pushes or (not waits and len(book.waiting) >= MOST_WAITING):
            why = (
                words("tell_too_many", most=MOST_WAITING) if message.channel.pushes else words("tell_cannot")
            )
            return Turn((Reply(why, kind=Kind.REFUSED),), replace(conversation, offered=()))
        facts = self._facts
        wish = Subscription(
            id, ANSWERED, facts.id, facts.series, (act.asked,), since=message.now, ended=WAITING
        )
        choices = (Choice(TellWhenAnswered(act.asked, on=False), words("tell_drop")),)
        said = Reply(words("tell_noted", days=LONGEST_WAIT.days), choices=choices, kind=Kind.NOTED)
        after = replace(conversation, subscriptions=book.with_wish(wish), offered=choices)
        return Turn((said,), after)
