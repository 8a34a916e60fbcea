"""What becomes of words that replace those of an earlier message: a question is answered, an order is only offered.

Platforms tell of an edit also where nobody edited, and of messages of weeks ago. So what would set, change or end anything
is not done: a wish is kept as a draft, which one tap puts in the place of the wishes that the message had made before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Channel, Conversation, Turn
from bot.messages import message
from bot.reminders.book import STOPPED, Book
from bot.replies.acts import RunCommand
from bot.replies.reply import Choice, Kind, Reply
from bot.store.model.saved import Saved

REPLACE = "/reworded"
"""The command by which a button takes up the draft of a message, whose name follows it."""
MADE, DRAFT = "made", "reworded"
"""Where a conversation's state holds which wishes each message made, and the last draft: its message and its words."""
_MOST_MESSAGES = 10


def with_source(saved: Saved, source: str, before: Book, after: Book) -> Saved:
    """Note which wishes the message called `source` made, so that an edit of it can replace them."""
    ids = _new(before, after)
    if not source or not ids:
        return saved
    others = [kept for kept in saved.state.get(MADE, ()) if kept[0] != source]
    return replace(saved, state={**saved.state, MADE: [*others, [source, ids]][-_MOST_MESSAGES:]})


def reworded(
    assistant: Assistant, kept: Saved, text: str, source: str, now: datetime, channel: Channel
) -> tuple[Turn, Saved]:
    """The turn for `text`, which replaces what the message called `source` said, and what to save."""
    before = conversation_of(kept)
    turn = assistant.turn(before, text, now, channel)
    back = assistant.returned(before, now) if channel.pushes else None  # who is back changes nothing by that
    if not _orders(back.conversation if back is not None else before, turn.conversation):
        return turn, saved_of(kept, turn.conversation, assistant.notice_of(turn.conversation))
    old = _made(kept, source, before)
    would = assistant.turn(_without(before, old, now), text, now, channel).conversation
    if not _new(before.subscriptions, would.subscriptions):
        return Turn((Reply(message("reworded_order"), kind=Kind.HINT),), before), kept
    label = message("reworded_replace" if old else "reworded_set")
    offer = Reply(
        message("reworded_wish" if old else "reworded_new_wish"),
        choices=(Choice(RunCommand(f"{REPLACE} {source}"), label),),
        kind=Kind.HINT,
    )
    return Turn((offer,), before), replace(kept, state={**kept.state, DRAFT: [source, text]})


def replaced(
    assistant: Assistant, kept: Saved, source: str, now: datetime, channel: Channel
) -> tuple[Turn, Saved] | None:
    """The turn that takes up the draft of the message called `source`; None if there is none any more."""
    drafted, text = kept.state.get(DRAFT, ("", ""))
    before = conversation_of(kept)
    without = _without(before, _made(kept, source, before), now)
    if drafted != source:
        return None
    turn = assistant.turn(without, text, now, channel)
    if not _new(before.subscriptions, turn.conversation.subscriptions):
        return None
    saved = saved_of(kept, turn.conversation, assistant.notice_of(turn.conversation))
    state = {name: value for name, value in saved.state.items() if name != DRAFT}
    noted = with_source(
        replace(saved, state=state), source, without.subscriptions, turn.conversation.subscriptions
    )
    return turn, noted


def _orders(before: Conversation, after: Conversation) -> bool:
    """Whether a turn did more than answer."""
    return (
        after.subscriptions != before.subscriptions
        or after.interviews != before.interviews
        or (after.name, after.naming) != (before.name, before.naming)
    )


def _made(kept: Saved, source: str, conversation: Conversation) -> tuple[str, ...]:
    """The wishes that the message called `source` made and that still run."""
    ids = next((ids for made, ids in kept.state.get(MADE, ()) if made == source), ())
    running = {wish.id for wish in conversation.subscriptions.running}
    return tuple(id for id in ids if id in running)


def _without(conversation: Conversation, ids: Sequence[str], now: datetime) -> Conversation:
    """The conversation with these wishes stopped."""
    book = conversation.subscriptions
    stopped = book.changed([book.wishes[id] for id in ids], now, ended=STOPPED)
    return replace(conversation, subscriptions=stopped)


def _new(before: Book, after: Book) -> list[str]:
    """The ids of the wishes that run since."""
    return [wish.id for wish in after.running if wish.id not in before.wishes]
