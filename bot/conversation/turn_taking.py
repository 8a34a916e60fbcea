"""Takes a turn of what is stored and stores it again, and another one of what another process stored meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.conversation.assistant import Assistant
from bot.conversation.held_wishes import HeldWishes
from bot.conversation.recent_talks import KnownTurns, TakenTurn, only_talk
from bot.conversation.stored import conversation_of, gone, replies_to, with_heard, with_vote
from bot.conversation.stored_talks import TRIES, StoredTalks
from bot.conversation.thinking import Made, Thinking
from bot.conversation.turn import TALK_ONLY, Channel, Turn
from bot.conversation.unanswered import Unanswered, gaps_of, is_useless, useless_entry
from bot.conversation.unstored import changes_nothing
from bot.replies.acts import Act
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved

Taken = tuple[Turn, Saved] | None
"""A turn and what to save after it; None: there is none to take."""


class TurnTaking:
    """Takes turns. For `remembered`, `thinking` and `unanswered` see ConversationService, which keeps those of a user apart."""

    def __init__(
        self,
        assistant: Callable[[], Assistant],
        talks: StoredTalks,
        held: HeldWishes,
        remembered: int,
        thinking: Thinking | None,
        unanswered: Unanswered | None,
    ) -> None:
        self._assistant = assistant
        self._talks = talks
        self._held = held
        self._remembered = remembered
        self._thinking = thinking
        self._unanswered = unanswered
        self._known_turns = KnownTurns()

    def forget_all(self) -> None:
        """Take no turn again as it was taken before."""
        self._known_turns.clear()

    async def think(self, origin: str, work: Callable[[], Made]) -> Made:
        """The result of what takes the processor. Raises Crowded if too much of this origin waits."""
        return work() if self._thinking is None else await self._thinking.run(origin, work)

    async def take(
        self,
        user: str,
        take: Callable[[Assistant, Saved], Taken],
        now: datetime,
        id: str,
        origin: str,
        said: str | Act | None = None,
        channel: Channel = TALK_ONLY,
        alike: tuple[str, Channel, str, object] | None = None,
    ) -> Turn | None:
        """One turn, which `take` takes from what is stored. `alike` is all on which it hangs beside, if it is remembered."""
        for _ in range(TRIES):
            known = self._talks.known(user)
            kept = await self._talks.load(user) if known is None else known
            if kept.holder:
                kept = await self._held.of_holder(user, kept, now, channel)
            heard = replies_to(kept, id) if id else None
            if heard is not None:
                return Turn(heard, conversation_of(kept))
            assistant = self._assistant()
            is_known = alike is not None and not is_useless(said)  # each has votes of their own
            as_before = self._known_turns.key(assistant, kept, alike, now) if is_known and alike else ""
            taken = self._known_turns.find(as_before, kept)
            if taken is None:
                found = await self.think(origin, partial(take, assistant, kept))
                if found is None and known is None:
                    return None
                if found is None:  # of what may have changed since: none is only taken of what is stored
                    self._talks.drop(user)
                    continue
                taken = self._judged(kept, said, *found)
                self._known_turns.keep(as_before, taken)
            turn, saved = taken.turn, taken.saved
            if known is not None and not only_talk(saved):
                self._talks.drop(user)  # a wish is made of nothing but what is stored now
                continue
            # Of one notice alone the assistant knows no name: the conversation is given as it will be read.
            turn = replace(turn, conversation=replace(turn.conversation, notice=saved.notice))
            if id:
                deleted = gone(kept, turn.conversation)
                saved = with_heard(saved, id, turn.replies, self._remembered, deleted)
            try:
                await self._talks.save(user, saved, now, only_answers=taken.only_answers, answers_id=bool(id))
            except Conflict:
                continue
            if taken.gaps and self._unanswered is not None:
                await self._unanswered.note(user, taken.gaps, assistant.of(turn.conversation).pack, now)
            return turn
        raise Conflict(user)

    def _judged(self, kept: Saved, said: str | Act | None, turn: Turn, saved: Saved) -> TakenTurn:
        """A turn with what is to be known of it beside."""
        before = conversation_of(kept)
        noted = said is not None and self._unanswered is not None
        gaps = gaps_of(before, said, turn) if said is not None and noted else ()
        only_answers = changes_nothing(before, turn)
        useless = useless_entry(before, said, turn) if said is not None else ""
        if useless:  # each says it once of an answer, as by a button
            notice = saved.notice or self._assistant().pack.facts.id
            voted = with_vote(saved, f"{notice}/{useless}")
            gaps = gaps if voted is not None else ()
            saved, only_answers = voted or saved, False
        return TakenTurn(turn, saved, only_answers, gaps)
