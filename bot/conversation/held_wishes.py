"""What happens to somebody's wishes without their saying anything: they can be reached again, or somebody else is to be."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation.assistant import Assistant
from bot.conversation.handing_over import HandingOver
from bot.conversation.joining_desk import JoiningDesk, JoiningKeeper
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.stored_talks import TRIES, StoredTalks
from bot.conversation.turn import Channel, Conversation, Turn
from bot.replies.reply import Reply
from bot.store.model.errors import Conflict
from bot.store.model.saved import Keeper, Saved


class HeldWishes:
    """Looks after wishes, those that are joined with another's included. The caller keeps the turns of a user apart."""

    def __init__(self, assistant: Callable[[], Assistant], keeper: Keeper, talks: StoredTalks) -> None:
        self._assistant = assistant
        self._keeper = keeper
        self._talks = talks
        self.joining = JoiningDesk(keeper, keeper) if isinstance(keeper, JoiningKeeper) else None
        """Where wishes are joined and parted; None if the keeper keeps no such."""
        self._handing = HandingOver(keeper, keeper.joinings) if isinstance(keeper, JoiningKeeper) else None

    async def returned(self, user: str, now: datetime) -> tuple[Reply, ...]:
        """What to say to `user`, who can be reached again: what rests is offered."""
        return await self._unasked(user, lambda assistant, kept: assistant.returned(kept, now), now)

    async def reachable(self, user: str, now: datetime) -> tuple[Reply, ...]:
        """What to say to `user`, who can be sent messages from now on: what was noted for them begins."""
        if self.joining is not None:
            await self.joining.reached(user, now)
        return await self._unasked(user, lambda assistant, kept: assistant.reachable(kept, now), now)

    async def _unasked(
        self, user: str, take: Callable[[Assistant, Conversation], Turn | None], now: datetime
    ) -> tuple[Reply, ...]:
        """Take a turn of `user`, who can be reached, without a message, and save it.

        Returns its replies; none if there is no such turn.
        """
        for _ in range(TRIES):
            kept = await self._talks.load(user)
            if kept.holder:
                kept = await self.of_holder(user, kept, now, Channel(pushes=True))
            assistant = self._assistant()
            turn = take(assistant, conversation_of(kept))
            if turn is None:
                return ()
            with contextlib.suppress(Conflict):
                await self._keeper.save(
                    user, saved_of(kept, turn.conversation, assistant.notice_of(turn.conversation)), now
                )
                return turn.replies
        raise Conflict(user)

    async def unite(self, user: str, now: datetime) -> None:
        """Make one set of the wishes of `user`, who has those of two keys: nobody is to be reminded twice of the same."""
        for _ in range(TRIES):
            kept = await self._talks.load(user)
            conversation = conversation_of(kept)
            book = conversation.subscriptions.united()
            if book == conversation.subscriptions:
                return
            with contextlib.suppress(Conflict):
                united = replace(conversation, subscriptions=book)
                await self._keeper.save(user, saved_of(kept, united, kept.notice), now)
                return
        raise Conflict(user)

    async def of_holder(self, user: str, kept: Saved, now: datetime, channel: Channel) -> Saved:
        """What is stored of `user`, who gave their wishes to another: once they are looked after if that one is gone."""
        assert self.joining is not None
        assert self._handing is not None
        if conversation_of(kept).subscriptions.away:
            # Nobody is reached there any more: all comes here, or where nothing can be sent, what came from here.
            facts = self._assistant().pack.facts
            came = channel.pushes and await self._handing.hand_over(kept.holder, now, facts, to=user)
            after = await self._talks.load(user)
            if came or after.holder != kept.holder:  # another process was quicker
                return after
            await self.joining.part_all(user, now, facts.id)
        elif channel.pushes and not kept.reached:
            await self.joining.reached(user, now)
        else:
            return kept
        return await self._talks.load(user)

    async def hand_over_all(self, now: datetime) -> int:
        """Give joined wishes whose holder cannot be reached to another side of the same person. Returns of how many.

        To be called again and again. Raises StoreError if the database cannot be used.
        """
        return 0 if self._handing is None else await self._handing.step(now, self._assistant().pack.facts)

    async def holds_for_others(self, user: str, now: datetime) -> bool:
        """Whether `user` holds wishes of somebody who can be reached: what ends for `user` goes on there."""
        return self._handing is not None and await self._handing.has_heir(user, now)
