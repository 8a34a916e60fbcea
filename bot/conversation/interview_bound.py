"""How many interviews one person may have: each turn loads them all, and a stranger could begin any number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation.turn import Turn
from bot.messages import message
from bot.replies.reply import Kind, Reply
from bot.store.model.saved import Saved

MOST_INTERVIEWS = 60
_NOW = datetime.max.replace(tzinfo=UTC)


def with_few_interviews(kept: Saved, turn: Turn, most: int = MOST_INTERVIEWS) -> Turn:
    """The turn without the person's interviews beyond `most` that were not touched for longest, with a word that they went.

    `kept` tells when each last changed; one that is new, and the open one, stay.
    """
    conversation = turn.conversation
    if len(conversation.interviews) <= most:
        return turn
    rows = {key: interview.updated_at or _NOW for key, interview in kept.interviews.items()}
    changed = {name: rows.get((one.notice, name), _NOW) for name, one in conversation.interviews.items()}
    others = [name for name in conversation.interviews if name != conversation.name]
    others.sort(key=lambda name: changed.get(name, _NOW))
    gone = frozenset(others[: len(conversation.interviews) - most])
    left = {name: one for name, one in conversation.interviews.items() if name not in gone}
    names = message("between_words").join(sorted(gone))
    word = Reply(message("interviews_gone", most=most, names=names), kind=Kind.HINT)
    return replace(turn, replies=(word, *turn.replies), conversation=replace(conversation, interviews=left))
