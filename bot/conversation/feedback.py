"""Feedback (有用 or 没用) on answers, counted once for each user and entry, anonymously."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Literal, Protocol

from bot.conversation.service import ConversationService
from bot.pack.model import Pack

Vote = Literal["up", "down"]


class Judged(Enum):
    """The outcome of a vote."""

    COUNTED = "counted"
    KNOWN = "known"
    """This person judged this answer before."""
    NO_ENTRY = "no entry"
    """The current pack has no such entry."""


class Counts(Protocol):
    """Keeps totals of feedback."""

    async def count_feedback(self, day: str, notice: str, entry: str, vote: str) -> None:
        """One more `vote` on `entry` of the pack of `notice` on `day`."""


class Feedback:
    """Takes the votes of one channel. `counted` is called for each vote that counts."""

    def __init__(
        self,
        conversations: ConversationService,
        counts: Counts,
        counted: Callable[[Vote], None] = lambda vote: None,
    ) -> None:
        self._conversations = conversations
        self._counts = counts
        self._counted = counted

    async def judge(
        self, user: str, entry: str, vote: Vote, now: datetime, notice: str = "", missing: str = ""
    ) -> Judged:
        """Count the `vote` of `user` on the answer of `entry` under the day of `now` (aware) in the notice's zone.

        `notice` is that of the answer, if the channel knows it. `missing` is what they say was missing from an answer that
        was no use; they may say it once after their vote.

        Raises Conflict and StoreError as a turn does.
        """
        pack = await self._pack_of(user, entry, notice)
        if pack is None:
            return Judged.NO_ENTRY
        if missing and vote == "down":
            return await self._complain(user, pack, entry, missing, now)
        if not await self._conversations.note_vote(user, f"{pack.facts.id}/{entry}", now):
            return Judged.KNOWN
        day = now.astimezone(pack.facts.zone).date().isoformat()
        await self._counts.count_feedback(day, pack.facts.id, entry, vote)
        self._counted(vote)
        if vote == "down":
            await self._conversations.note_useless(user, pack, entry, "", now)
        return Judged.COUNTED

    async def _complain(self, user: str, pack: Pack, entry: str, missing: str, now: datetime) -> Judged:
        """Take what was missing; it counts as one vote, given before or with it."""
        notice = pack.facts.id
        if not await self._conversations.note_vote(user, f"{notice}/{entry}:missing", now):
            return Judged.KNOWN
        await self.judge(user, entry, "down", now, notice)
        await self._conversations.note_useless(user, pack, entry, missing, now)
        return Judged.COUNTED

    async def _pack_of(self, user: str, entry: str, notice: str) -> Pack | None:
        """The pack whose entry was judged: of the notice that is spoken of, if it has such an entry. None if none has."""
        assistant = self._conversations.assistant
        if assistant.several:
            named = assistant.in_notice(notice)
            spoken_of = named or assistant.of(await self._conversations.conversation(user))
            having = [one for one in assistant.notices if one.has_entry(entry)]
            assistant = spoken_of if spoken_of in having else next(iter(having), spoken_of)
        return assistant.pack if assistant.has_entry(entry) else None
