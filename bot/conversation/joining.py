"""Two talks of one person made one: nothing of either is lost, and what both hold is there once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from bot.conversation.stored import conversation_of, in_order_begun, with_votes_of
from bot.conversation.turn import Conversation
from bot.interview.talk.progress import ME
from bot.messages import message
from bot.reminders.book import Book
from bot.reminders.talk.frame import ReminderFrame
from bot.store.model.saved import LASTING, Saved, SavedInterview, SavedSubscription


@dataclass(frozen=True)
class Holdings:
    """What a talk holds that must not be lost: whose interviews, by their names, and how many wishes, also for the calendar."""

    names: tuple[str, ...] = ()
    wishes: int = 0

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """What `conversation` holds, one's own interview first."""
        names = sorted({*conversation.interviews, *conversation.unread}, key=lambda name: (name != ME, name))
        wishes = (*conversation.subscriptions.running, *conversation.reminders.noted)
        return cls(tuple(names), len(wishes))

    def __bool__(self) -> bool:
        return bool(self.names or self.wishes)


def joined(kept: Saved, other: Saved) -> Saved:
    """`kept` with what `other` holds: its interviews, under another name if the name is taken, its wishes, its votes.

    Interviews with the same answers, and wishes for the same, are there already. What is being talked about stays that of `kept`.
    """
    interviews = dict(kept.interviews)
    names: dict[str, str] = {}
    others = in_order_begun(other.interviews, other.state.get("names"))
    for name, one in others.items():
        mine = interviews.get(name)
        if mine is None or not _same_answers(mine, one):
            names[name] = _free_name(name, interviews)
            interviews[names[name]] = replace(one, updated_at=None)
        else:
            names[name] = name
    role = kept.state.get("role") or other.state.get("role", "")
    begun = (*in_order_begun(kept.interviews, kept.state.get("names")), *map(names.get, others))
    state = {**kept.state, "shared": True, "role": role, "names": list(dict.fromkeys(begun))}
    open = str(other.state.get("name", ""))
    if not state.get("name") and open in names:
        state |= {"name": names[open], "naming": False}
    if noted := _noted(conversation_of(kept), conversation_of(other)):
        state |= {"reminders": noted.to_plain(), LASTING: True}
    wishes = {**kept.subscriptions, **_more_wishes(kept, other)}
    whole = replace(kept, state=state, interviews=interviews, subscriptions=wishes)
    return with_votes_of(replace(whole, notice=kept.notice or other.notice), other)


def _same_answers(mine: SavedInterview, other: SavedInterview) -> bool:
    """Whether two interviews hold the same answers under the same notice."""
    answers = mine.state.get("answers")
    return mine.state == other.state or (
        answers is not None and answers == other.state.get("answers") and mine.notice == other.notice
    )


def _free_name(name: str, taken: dict[str, SavedInterview]) -> str:
    """The name, or the first like it that is free."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = message("carry_other_name", name=name, number=number)
    return found


def _noted(mine: Conversation, other: Conversation) -> ReminderFrame | None:
    """What is remembered of reminders with what `other` noted for the calendar; None if it noted nothing more."""
    noted = [one for one in other.reminders.noted if mine.subscriptions.like(replace(one, id="")) is None]
    both = Book({one.id: one for one in (*noted, *mine.reminders.noted)}).united().running
    return replace(mine.reminders, noted=both) if noted else None


def _more_wishes(kept: Saved, other: Saved) -> dict[str, SavedSubscription]:
    """The wishes of `other` for which `kept` has no equal."""
    mine: Book = conversation_of(kept).subscriptions
    others: Book = conversation_of(other).subscriptions
    known = {
        id
        for id, wish in others.wishes.items()
        if not wish.ended and mine.like(replace(wish, id="")) is not None
    }
    return {
        id: one for id, one in other.subscriptions.items() if id not in known and id not in kept.subscriptions
    }
