"""How the people stand whom a group of the office may see: reckoned from their answers of now, whenever it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Literal, get_args

from bot.conversation.notices.talks_apart import opened, sorted_out
from bot.conversation.stored import conversation_of
from bot.conversation.turn import Conversation
from bot.interview.talk.progress import ME
from bot.store.model.saved import Saved
from bot.store.model.sharing import SharedPerson

if TYPE_CHECKING:
    from bot.conversation.assistant import Assistant
    from bot.conversation.people_list import Person

Stage = Literal["open", "missing", "unclear", "ready", "handed_in", "refused"]
"""What somebody has to do: answer, get what is missing, find out what is unclear, hand in, nothing; or they cannot apply."""
STAGES: tuple[Stage, ...] = get_args(Stage)
_REFUSED = ("not_eligible", "late")


@dataclass(frozen=True)
class SharedState:
    """How one person stands: `person` is None while they have not begun, `done` are deadlines that they say are dealt with."""

    shared: SharedPerson
    person: Person | None = None
    done: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        """What they still have to do."""
        one = self.person
        if one is None or not one.verdict:
            return "open"
        if one.handed_in:
            return "handed_in"
        if one.verdict in _REFUSED:
            return "refused"
        return "missing" if one.items else "unclear" if one.unclear else "ready"

    @property
    def to_do(self) -> tuple[str, ...]:
        """What they certainly have to get or to do, each once, without how much."""
        if self.person is None or self.stage in ("open", "refused", "handed_in"):
            return ()
        return tuple(dict.fromkeys((*self.person.items, *self.person.what)))


def talk_about_notice(conversation: Conversation, assistant: Assistant, notice: str) -> Conversation:
    """The talk about `notice`, one of those of which `assistant` speaks."""
    if assistant.several:
        conversation = sorted_out(conversation, [one.pack.facts.id for one in assistant.notices])
    else:
        conversation = replace(conversation, notice=assistant.notice_of(conversation))
    return opened(conversation, notice)


def name_now(shared: SharedPerson, talk: Conversation) -> str | None:
    """What the shared person is called in the talk now: "" if they have not begun, None if they are not there any more."""
    if not shared.begun:
        if shared.person in talk.interviews:
            return shared.person
        return "" if shared.person == ME else None
    # Of two that were begun at one moment, which two talks made one may hold, nobody knows which was meant.
    same = [name for name, one in talk.interviews.items() if one.begun == shared.begun]
    return same[0] if len(same) == 1 else None


def shared_states(
    seen: Iterable[tuple[SharedPerson, Saved]], assistant: Assistant, now: datetime
) -> tuple[SharedState, ...]:
    """How those whom a group sees stand at `now` (aware), by the notice of `assistant`; whoever was deleted is left out."""
    return tuple(
        state
        for _, rows in groupby(seen, key=lambda one: one[0].user)
        for state in _of_one_talk(list(rows), assistant, now)
    )


def _of_one_talk(
    rows: list[tuple[SharedPerson, Saved]], assistant: Assistant, now: datetime
) -> Iterator[SharedState]:
    """The states of those whom one user shares."""
    notice = assistant.pack.facts.id
    talk = opened(conversation_of(rows[0][1]), notice)
    for shared, _ in rows:
        name = name_now(shared, talk)
        if name is None:
            continue
        # Under the name that was agreed to: what is missing may name the person.
        alone = {shared.shown: talk.interviews[name]} if name else {}
        people = assistant.people(Conversation(interviews=alone), now)
        done = _dealt_with(talk, assistant) if shared.person == ME else ()
        yield SharedState(shared, people[0] if people else None, done)


def _dealt_with(talk: Conversation, assistant: Assistant) -> tuple[str, ...]:
    """The names of the deadlines of the notice that the person marked as dealt with."""
    facts = assistant.pack.facts
    marked = {
        id for wish in talk.subscriptions.wishes.values() if wish.notice == facts.id for id in wish.done
    }
    return tuple(one.name for id, one in facts.milestones.items() if id in marked)
