"""Where every channel that keeps its users brings a message: one turn, saved before it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.assistant import TALK_ONLY, Assistant, Channel, Conversation, Turn
from bot.store.errors import Conflict
from bot.store.saved import Keeper, Saved, SavedInterview, SavedSubscription

_TRIES = 5


class Desk:
    """Takes turns for many users at once; what a turn leaves is on the disk before its replies are given out.

    The assistant is asked for anew at each turn, so that a pack that changed counts from the next message on.
    """

    def __init__(self, assistant: Callable[[], Assistant], keeper: Keeper) -> None:
        self._assistant = assistant
        self._keeper = keeper

    @property
    def assistant(self) -> Assistant:
        """The assistant of this moment."""
        return self._assistant()

    async def turn(self, user: str, said: str, now: datetime, channel: Channel = TALK_ONLY) -> Turn:
        """One turn of `user`; where another process was quicker, its state is read and the turn taken again.

        Raises Conflict where that happens again and again, StoreError where the database cannot be used.
        """
        for _ in range(_TRIES):
            kept = await self._keeper.load(user) or Saved()
            turn = self.assistant.turn(conversation_of(kept), said, now, channel)
            try:
                await self._keeper.save(user, saved_of(kept, turn.conversation), now)
            except Conflict:
                continue
            return turn
        raise Conflict(user)

    async def conversation(self, user: str) -> Conversation:
        """What is remembered of `user`; an empty conversation where nothing is."""
        return conversation_of(await self._keeper.load(user) or Saved())

    async def forget(self, user: str) -> None:
        """Delete every row of `user`."""
        await self._keeper.forget(user)


def conversation_of(kept: Saved) -> Conversation:
    """A conversation out of what the store kept of it."""
    return Conversation.from_plain(
        kept.state,
        {name: interview.state for name, interview in kept.interviews.items()},
        {id: {**wish.state, "ended": wish.ended} for id, wish in kept.subscriptions.items()},
    )


def saved_of(kept: Saved, after: Conversation) -> Saved:
    """What the store is to keep of a conversation that went on from `kept`."""
    interviews = {name: SavedInterview(state) for name, state in after.interviews.items()}
    subscriptions = {}
    for id, wish in after.subscriptions.items():
        state = {name: value for name, value in wish.items() if name != "ended"}
        subscriptions[id] = SavedSubscription(state, str(wish.get("ended", "")))
    return replace(kept, state=after.to_plain(), interviews=interviews, subscriptions=subscriptions)
