"""Where every channel that keeps its users brings a message: one turn, saved before it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.conversation.assistant import TALK_ONLY, Assistant, Channel, Conversation, Reply, Turn
from bot.conversation.commands import Command, read_command
from bot.conversation.turnstile import Turnstile
from bot.store.errors import Conflict
from bot.store.saved import Keeper, Saved, SavedInterview, SavedSubscription

_TRIES = 5
_REMEMBERED = 8
_HEARD, _VOTED = "heard", "voted"


class ConversationService:
    """Takes turns for many users at once; what a turn leaves is on the disk before its replies are given out.

    The assistant is asked for anew at each turn, so that a pack that changed counts from the next message on. The
    turns of one user are taken one after another, in the order in which they came.
    """

    def __init__(
        self, assistant: Callable[[], Assistant], keeper: Keeper, remembered: int = _REMEMBERED
    ) -> None:
        """`remembered`: of how many messages with an id the replies are kept, the last ones of each user."""
        self._remembered = remembered
        self._assistant = assistant
        self._keeper = keeper
        self._turnstile = Turnstile()

    @property
    def assistant(self) -> Assistant:
        """The assistant of this moment."""
        return self._assistant()

    async def turn(
        self, user: str, said: str, now: datetime, channel: Channel = TALK_ONLY, id: str = ""
    ) -> Turn:
        """One turn of `user`; where another process was quicker, its state is read and the turn taken again.

        `id` is the sender's own name for this message: one that was heard before gives the same replies, and nothing
        else happens. Raises Conflict where other processes are quicker again and again, StoreError where the database
        cannot be used.
        """
        async with self._turnstile.passing(user):
            command = read_command(said, self.assistant, now)
            if command is not None and command.reply is not None:
                return await self._obey(user, command, command.reply)
            return await self._turn(user, command.says if command else said, now, channel, id)

    async def heard(self, user: str, id: str) -> Turn | None:
        """The turn that the message `id` of `user` was, with the conversation as it is now; None where it is not known."""
        kept = await self._keeper.load(user) or Saved()
        replies = _replies_to(kept, id)
        return None if replies is None else Turn(replies, conversation_of(kept))

    async def conversation(self, user: str) -> Conversation:
        """What is remembered of `user`; an empty conversation where nothing is."""
        return conversation_of(await self._keeper.load(user) or Saved())

    async def forget(self, user: str) -> int:
        """Delete every row of `user`; how many there were."""
        async with self._turnstile.passing(user):
            return await self._keeper.forget(user)

    async def note_vote(self, user: str, entry: str, now: datetime) -> bool:
        """Note that `user` judged the answer of `entry`; False where that was noted before."""
        async with self._turnstile.passing(user):
            for _ in range(_TRIES):
                kept = await self._keeper.load(user) or Saved()
                voted = list(kept.state.get(_VOTED, ()))
                if entry in voted:
                    return False
                state = {**kept.state, _VOTED: [*voted, entry]}
                try:
                    await self._keeper.save(user, replace(kept, state=state), now)
                except Conflict:
                    continue
                return True
        raise Conflict(user)

    async def _obey(self, user: str, command: Command, reply: Reply) -> Turn:
        if command.forgets:
            await self._keeper.forget(user)
        return Turn((reply,), await self.conversation(user))

    async def _turn(self, user: str, said: str, now: datetime, channel: Channel, id: str) -> Turn:
        for _ in range(_TRIES):
            kept = await self._keeper.load(user) or Saved()
            before = conversation_of(kept)
            heard = _replies_to(kept, id) if id else None
            if heard is not None:
                return Turn(heard, before)
            turn = self.assistant.turn(before, said, now, channel)
            try:
                await self._keeper.save(
                    user, saved_of(kept, turn.conversation, self._heard(kept, id, turn)), now
                )
            except Conflict:
                continue
            return turn
        raise Conflict(user)

    def _heard(self, kept: Saved, id: str, turn: Turn) -> dict[str, Any]:
        """What stays beside the conversation: the last messages with their replies, and what was judged."""
        beside = {name: kept.state[name] for name in (_HEARD, _VOTED) if name in kept.state}
        if id:
            replies = [reply.to_plain() for reply in turn.replies]
            beside[_HEARD] = [*beside.get(_HEARD, ()), [id, replies]][-self._remembered :]
        return beside


def conversation_of(kept: Saved) -> Conversation:
    """A conversation out of what the store kept of it."""
    return Conversation.from_plain(
        kept.state,
        {name: interview.state for name, interview in kept.interviews.items()},
        {id: {**wish.state, "ended": wish.ended} for id, wish in kept.subscriptions.items()},
    )


def saved_of(kept: Saved, after: Conversation, beside: Mapping[str, Any] | None = None) -> Saved:
    """What the store is to keep of a conversation that went on from `kept`, with what is kept `beside` it."""
    interviews = {name: SavedInterview(state) for name, state in after.interviews.items()}
    subscriptions = {}
    for id, wish in after.subscriptions.items():
        state = {name: value for name, value in wish.items() if name != "ended"}
        subscriptions[id] = SavedSubscription(state, str(wish.get("ended", "")))
    state = {**after.to_plain(), **(beside or {})}
    return replace(kept, state=state, interviews=interviews, subscriptions=subscriptions)


def _replies_to(kept: Saved, id: str) -> tuple[Reply, ...] | None:
    """The replies that the message `id` got; None where it was not heard, or is not among the last any more."""
    for known, replies in kept.state.get(_HEARD, ()):
        if known == id:
            with suppress(KeyError, TypeError, ValueError):  # kept by a program too different
                return tuple(Reply.from_plain(reply) for reply in replies)
    return None
