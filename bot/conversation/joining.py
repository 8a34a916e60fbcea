"""Two talks of one person made one: nothing of either is lost, and what both hold is there once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from bot.conversation.stored import conversation_of, in_order_begun, plain_apart, with_votes_of
from bot.conversation.turn import Conversation
from bot.interview.talk.progress import ME
from bot.messages import message
from bot.reminders.book import Book
from bot.reminders.talk.frame import ReminderFrame
from bot.store.model.saved import LASTING, JsonObject, Saved, SavedInterview, SavedSubscription


@dataclass(frozen=True)
class Holdings:
    """What a talk holds that must not be lost: whose interviews, by their names, and how many wishes, also for the calendar."""

    names: tuple[str, ...] = ()
    wishes: int = 0

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """What `conversation` holds, one's own interview first."""
        talks = (conversation, *conversation.apart.values())
        held = {name for talk in talks for name in (*talk.interviews, *talk.unread)}
        names = sorted(held, key=lambda name: (name != ME, name))
        wishes = (*conversation.subscriptions.running, *conversation.reminders.noted)
        return cls(tuple(names), len(wishes))

    def __bool__(self) -> bool:
        return bool(self.names or self.wishes)


@dataclass(frozen=True)
class _Talk:
    """The stored talk about one notice: its state, and by name its interviews, each with the notice that its row names."""

    state: JsonObject
    interviews: Mapping[str, tuple[str, SavedInterview]]


def joined(kept: Saved, other: Saved, *, several: bool = False) -> Saved:
    """`kept` with what `other` holds: its interviews, under another name if the name is taken, its wishes, its votes.

    Interviews with the same answers, and wishes for the same, are there already. What is being talked about stays that of
    `kept`. Where the bot speaks of `several` notices, the talk about each is joined with that about the same.
    """
    notice = kept.notice or other.notice
    mine, others = _talks(kept, notice, several=several), _talks(other, notice, several=several)
    both = {of: _both(mine[of], one) if of in mine else one for of, one in others.items()}
    talks = {**mine, **both}
    open = talks.pop(notice if several else "")
    role = kept.state.get("role") or other.state.get("role", "")
    state = {**open.state, "shared": True, "role": role}
    if talks:
        state["apart"] = {of: one.state for of, one in talks.items()}
    same = not several or other.notice in ("", notice)
    if noted := _noted(conversation_of(kept), conversation_of(other)) if same else None:
        state |= {"reminders": noted.to_plain(), LASTING: True}
    interviews = {
        (of, name): one for talk in (*talks.values(), open) for name, (of, one) in talk.interviews.items()
    }
    wishes = {**kept.subscriptions, **_more_wishes(kept, other)}
    whole = replace(kept, state=state, interviews=interviews, subscriptions=wishes)
    return with_votes_of(replace(whole, notice=notice), other)


def _talks(saved: Saved, notice: str, *, several: bool) -> dict[str, _Talk]:
    """The talks by notice, in which `notice` is that of one in which none was spoken of; one under no notice unless there
    are `several`."""
    apart = plain_apart(saved.state) if several else {}
    rows = {of: dict[str, tuple[str, SavedInterview]]() for of in ("", *apart)}
    for (of, name), one in saved.interviews.items():
        rows[of if of in apart else ""][name] = (of, one)
    open = (saved.notice or notice) if several else ""
    return {open: _Talk(saved.state, rows[""]), **{of: _Talk(apart[of], rows[of]) for of in apart}}


def _both(mine: _Talk, other: _Talk) -> _Talk:
    """The talk `mine` with what `other` about the same notice holds."""
    interviews, names = dict(mine.interviews), dict[str, str]()
    others = in_order_begun(other.interviews, other.state.get("names"))
    for name, one in others.items():
        known = interviews.get(name)
        if known is None or not _same_answers(known, one):
            names[name] = _free_name(name, interviews)
            interviews[names[name]] = (one[0], replace(one[1], updated_at=None))
        else:
            names[name] = name
    begun = (*in_order_begun(mine.interviews, mine.state.get("names")), *map(names.get, others))
    state = {**mine.state, "names": list(dict.fromkeys(begun))}
    open = str(other.state.get("name", ""))
    if not state.get("name") and open in names:
        state |= {"name": names[open], "naming": False}
    return _Talk(state, interviews)


def _same_answers(mine: tuple[str, SavedInterview], other: tuple[str, SavedInterview]) -> bool:
    """Whether two interviews, each with its notice, hold the same answers under the same notice."""
    answers = mine[1].state.get("answers")
    return mine[1].state == other[1].state or (
        answers is not None and answers == other[1].state.get("answers") and mine[0] == other[0]
    )


def _free_name(name: str, taken: Mapping[str, object]) -> str:
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
