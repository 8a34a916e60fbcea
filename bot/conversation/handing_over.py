"""Joined wishes whose holder cannot be reached any more go to another side of the same person, who is told there.

Of several the first that was joined and can be sent messages takes all. The others stay joined, with that side from then on;
the one that was lost does so too, and sees and changes the same set when it comes back.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime

import structlog

from bot.conversation.joined_wishes import Record, handed_over, swapped
from bot.conversation.joining_desk import NEWS, channel_name, told
from bot.conversation.stored import conversation_of, saved_of
from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.planning import out_of_quiet
from bot.store.joinings import Joinings
from bot.store.model.errors import Conflict, StoreError
from bot.store.model.saved import JsonObject, Keeper, Saved
from bot.store.model.wish_joining import HandOver, Joining

_AT_MOST = 5
log = structlog.get_logger("noticebot")


class HandingOver:
    """Hands wishes over. `keeper` stores conversations, `joinings` who gave them to whom."""

    def __init__(self, keeper: Keeper, joinings: Joinings) -> None:
        self._keeper = keeper
        self._joinings = joinings

    async def step(self, now: datetime, facts: Facts) -> int:
        """Hand over the wishes of all who cannot be reached. Returns of how many. Raises StoreError without a database.

        What cannot be done now is found again by the next step: nothing is kept but in the database.
        """
        count = 0
        for holder in await self._joinings.lost_holders():
            try:
                count += await self.hand_over(holder, now, facts)
            except StoreError:
                raise
            except Conflict:
                continue
            except Exception:  # one that is broken must not keep the others waiting
                log.exception("wishes_not_handed_over")
        return count

    async def hand_over(self, holder: str, now: datetime, facts: Facts, to: str = "") -> bool:
        """Give all wishes that `holder` holds to `to`, or if that is empty to the first of the others who can be reached.

        Returns False if there is nobody, or something is being sent to the holder. Raises Conflict if others are quicker
        again and again.
        """
        for _ in range(_AT_MOST):
            kept = await self._keeper.load(holder) or Saved()
            found = await self._joinings.joined_with(holder, now)
            links = sorted((one for one in found if one.taker == holder), key=lambda one: one.expires_at)
            able = [one for one in links if (one.giver == to if to else one.pushes)]
            if not able:
                return False
            with contextlib.suppress(Conflict):
                return await self._handed_over(able[0], links, kept, now, facts)
        raise Conflict(holder)

    async def has_heir(self, holder: str, now: datetime) -> bool:
        """Whether `holder` holds wishes of somebody who can be reached."""
        found = await self._joinings.joined_with(holder, now)
        return any(one.taker == holder and one.pushes for one in found)

    async def _handed_over(
        self, link: Joining, links: list[Joining], kept: Saved, now: datetime, facts: Facts
    ) -> bool:
        other = await self._keeper.load(link.giver) or Saved()
        own = await self._joinings.own_wishes(link.giver)
        lost, taker = conversation_of(kept), conversation_of(replace(other, subscriptions=own))
        whole, left = handed_over(taker.subscriptions, lost.subscriptions)
        taker = replace(taker, subscriptions=whole)
        words = message("join_handed_over", there=channel_name(link.taker), count=len(whole.running))
        stored = replace(other, holder="", holder_version=0)
        saved = saved_of(stored, taker, other.notice or facts.id)
        # Nobody waits to be told, as one does who has just done something: at night it waits for the morning.
        morning = out_of_quiet(now, facts.zone)
        new = told(saved, taker, words, True, morning, facts.id)
        old = saved_of(kept, replace(lost, subscriptions=left), kept.notice or facts.id)
        news = message("join_handed_over_told", there=channel_name(link.giver))
        over = HandOver(link.taker, link.giver, _records(link, links))
        done = await self._joinings.hand_over(over, new, _with_news(old, news), now)
        if done:
            log.info("wishes_handed_over", count=len(whole.running))
        return done


def _records(link: Joining, links: list[Joining]) -> dict[str, JsonObject]:
    """What each who gave had before, the lost one instead of the one who has all now."""
    others = {one.giver: one.record for one in links if one.giver != link.giver}
    theirs = {id for record in others.values() for id in Record.from_plain(record).giver}
    own = swapped(Record.from_plain(link.record), theirs)
    return {**others, link.taker: {**own.to_plain(), "noted": []}}


def _with_news(saved: Saved, words: str) -> Saved:
    return replace(saved, state={**saved.state, NEWS: [words]})
