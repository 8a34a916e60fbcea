"""Lets a group of the office see how somebody stands: by its code, after all that would be shown was named and agreed to.

Nothing is shared before that, no answer and no word ever: the rows hold names alone, and how people stand is reckoned when it
is read (shared_states.py).
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Protocol, runtime_checkable

from bot.conversation.assistant import Assistant
from bot.conversation.shared_states import name_now, talk_about_notice
from bot.conversation.sharing_code import Marks, code_in, sealed
from bot.conversation.sharing_steps import (
    PENDING,
    PendingShare,
    after_choice,
    agreement_asked,
    as_begun,
    clean_source,
    last_day,
    name_asked,
    names_of,
    now_shown,
    pending_of,
    people_shared,
    who_asked,
)
from bot.conversation.sharing_words import SharingOrder, whom_meant
from bot.conversation.stored import conversation_of, replies_to, saved_of, with_heard
from bot.conversation.turn import Conversation, Turn
from bot.messages import message
from bot.replies.reply import Kind, Reply, offered_by
from bot.store.model.errors import Conflict
from bot.store.model.saved import Keeper, Saved
from bot.store.model.sharing import LONGEST_SHOWN, ShareGroup
from bot.store.sharings import Sharings

_AT_MOST = 5
_LOOK_SECONDS = 60.0


@runtime_checkable
class SharingKeeper(Marks, Protocol):
    """A store that keeps who shares with whom, such as `bot.store.database.Store`."""

    sharings: Sharings


@dataclass(frozen=True)
class _Talk:
    """Who talks, from where, and what is known of them."""

    user: str
    kept: Saved
    conversation: Conversation
    assistant: Assistant
    now: datetime
    origin: str

    @property
    def zone(self) -> tzinfo:
        """The zone in which days are told."""
        return self.assistant.pack.facts.zone


_Said = tuple[Reply, PendingShare | None]
"""What is said, and what is asked by it; None: nothing."""


class SharingDesk:
    """Takes what people say about sharing, for all channels. `keeper` stores conversations, `store` who shares with whom."""

    def __init__(self, keeper: Keeper, store: SharingKeeper, remembered: int) -> None:
        """`remembered`: for how many of the last messages with an id, of each user, the replies are stored."""
        self._keeper = keeper
        self._store = store
        self._sharings = store.sharings
        self._remembered = remembered
        self._looked_at = -math.inf
        self._with_groups: frozenset[str] = frozenset()

    async def obey(
        self,
        user: str,
        order: SharingOrder,
        assistant: Callable[[], Assistant],
        now: datetime,
        id: str = "",
        origin: str = "",
    ) -> Turn | None:
        """Carry out an order; None if it is none: somebody who shows nothing says 不给谁看.

        `id` and `origin` are those of the message, as in `ConversationService.turn`. Raises Conflict if other processes are
        quicker again and again, StoreError without a database.
        """
        said: _Said | None = None
        for _ in range(_AT_MOST):
            kept = await self._keeper.load(user) or Saved()
            heard = replies_to(kept, id) if id else None
            if heard is not None:
                return Turn(heard, conversation_of(kept))
            talk = _Talk(user, kept, conversation_of(kept), assistant(), now, origin or user)
            with contextlib.suppress(Conflict):
                said = said or await self._said(order, talk)  # what was done once is told, not done again
                return None if said is None else await self._saved(talk, said, id)
        raise Conflict(user)

    async def with_groups(self, now: datetime) -> frozenset[str]:
        """The notices of which a group takes people; looked up once a minute. Raises StoreError without a database."""
        moment = time.monotonic()
        if moment - self._looked_at >= _LOOK_SECONDS:
            self._looked_at = moment
            self._with_groups = await self._sharings.with_groups(now)
        return self._with_groups

    async def _saved(self, talk: _Talk, said: _Said, id: str) -> Turn:
        """Store what was said, and what is asked now; where nothing is, the interview goes on at its question."""
        reply, pending = said
        replies: tuple[Reply, ...] = (reply,)
        progress = talk.assistant.interview(talk.conversation)
        if pending is None and not reply.choices and progress is not None and progress.awaits_answer:
            question = talk.assistant.open_question(talk.conversation, talk.now)
            replies = replies if question is None else (reply, question)
        after = replace(talk.conversation, offered=offered_by(replies))
        saved = saved_of(talk.kept, after, talk.assistant.notice_of(after))
        state = {name: value for name, value in saved.state.items() if name != PENDING}
        if pending is not None:
            state[PENDING] = pending.to_plain()
        saved = replace(saved, state=state)
        if id:
            saved = with_heard(saved, id, replies, self._remembered)
        await self._keeper.save(talk.user, saved, talk.now)
        return Turn(replies, replace(after, notice=saved.notice))

    async def _said(self, order: SharingOrder, talk: _Talk) -> _Said | None:
        if order.does == "show":
            return now_shown(await self._shown(talk), talk.zone), None
        if order.does == "code":
            return await self._typed(order.words, talk)
        if order.does == "withdraw":
            return await self._withdrawn(order.words, talk)
        pending = pending_of(talk.kept, talk.now)
        if pending is None:
            return _no_share("share_stale"), None
        if order.does == "refuse":
            return Reply(message("share_refused")), None
        group = await self._sharings.group(pending.group)
        one = talk.assistant.in_notice(group.notice) if group is not None else None
        if group is None or one is None or not group.is_open(talk.now):
            return _no_share("share_over"), None
        about = talk_about_notice(talk.conversation, talk.assistant, group.notice)
        if order.does == "agree":
            if pending.step != "confirm" or order.words != pending.seal:
                return _no_share("share_stale"), None
            return await self._agreed(pending, group, about, talk)
        return _step(order, replace(pending, waits=False), about, one)

    # ── the code ──

    async def _typed(self, words: str, talk: _Talk) -> _Said:
        sealed_code = await sealed(self._store, "code", code_in(words))
        notices = [one.pack.facts.id for one in talk.assistant.notices]
        counted = [await sealed(self._store, "try", name) for name in {talk.user, talk.origin}]
        attempts = [f"share {name[:40]}" for name in counted]
        found = await self._sharings.typed(sealed_code, notices, attempts, talk.now)
        if found.wait_until is not None:
            minutes = max(1, math.ceil((found.wait_until - talk.now).total_seconds() / 60))
            return Reply(message("join_tries", minutes=minutes), kind=Kind.REFUSED), None
        group = found.group
        if group is None:
            return _no_share("share_wrong"), None
        about = talk_about_notice(talk.conversation, talk.assistant, group.notice)
        everybody = names_of(about)
        pending = PendingShare.begun(group, talk.now)
        intro = [message("share_begins", group=group.name, until=last_day(group.ends_at, talk.zone))]
        before = [names for other, names in await self._shown(talk) if other.id == group.id]
        if before:
            names = message("between_words").join(before[0]) or message("share_nobody_left")
            intro.append(message("share_already", names=names))
        if len(everybody) > 1:
            return who_asked(pending, about, "\n".join(intro)), pending
        pending = replace(pending, step="name", people=as_begun(everybody, about))
        return name_asked(pending, "\n".join(intro)), pending

    async def _agreed(
        self, pending: PendingShare, group: ShareGroup, about: Conversation, talk: _Talk
    ) -> _Said:
        people = people_shared(talk.user, pending, about, talk.now)
        if not people:
            return _no_share("share_stale"), None
        done = await self._sharings.share(talk.user, talk.kept.version, group.id, people, talk.now)
        if done != "shared":
            return Reply(message(f"share_{done}", group=group.name), kind=Kind.REFUSED), None
        names = message("between_words").join(one.shown for one in people)
        return Reply(message("share_done", group=group.name, names=names)), None

    # ── what is shown, and the end of it ──

    async def _shown(self, talk: _Talk) -> list[tuple[ShareGroup, tuple[str, ...]]]:
        """The groups that see somebody of this user, each with the names under which they are seen."""
        shown: dict[int, tuple[ShareGroup, tuple[str, ...]]] = {}
        for group, one in await self._sharings.shared_by(talk.user, talk.now):
            about = talk_about_notice(talk.conversation, talk.assistant, group.notice)
            there = (one.shown,) if name_now(one, about) is not None else ()
            shown[group.id] = (group, (*shown.get(group.id, (group, ()))[1], *there))
        return list(shown.values())

    async def _withdrawn(self, words: str, talk: _Talk) -> _Said | None:
        shown = await self._shown(talk)
        groups = {str(group.id): group for group, _ in shown}
        if words in groups:
            meant = [groups[words]]
        elif words.isascii() and words.isdigit():
            meant = []  # a button of what has ended
        else:
            name = whom_meant(words, [group.name for group in groups.values()])
            if name is None and not shown:
                return None
            if name is None:
                unknown = message("share_unknown_group", name=words)
                reply = now_shown(shown, talk.zone)
                return replace(reply, text=f"{unknown}\n{reply.text}"), None
            meant = [group for group in groups.values() if name in ("", group.name)]
        if not meant:
            return (now_shown(shown, talk.zone) if shown else _no_share("share_none")), None
        for group in meant:
            await self._sharings.withdraw(talk.user, 0 if len(meant) == len(groups) else group.id)
        told = message("between_words").join(group.name for group in meant)
        return Reply(message("share_withdrawn", groups=told)), None


def _step(order: SharingOrder, pending: PendingShare, about: Conversation, one: Assistant) -> _Said:
    """A step on the way to the question whether they agree; a tap of an earlier step goes back to it."""
    if order.does == "choose":
        after = replace(pending, step="who", people=after_choice(pending, order.words, about))
        return who_asked(after, about), after
    if not pending.people:
        return who_asked(pending, about, message("share_who_none")), pending
    if order.does == "name":
        source = clean_source(order.words)
        if not source or one.privacy.without(source) != source:
            why = "bad" if order.words else "none"
            bad = message(f"share_name_{why}", most=LONGEST_SHOWN)
            return replace(name_asked(pending), text=bad), pending
        after = replace(pending, step="confirm", source=source)
        return agreement_asked(after, one.pack.facts.zone), after
    after = replace(pending, step="name")
    if order.does == "next" and pending.source:
        after = replace(pending, step="confirm")
        return agreement_asked(after, one.pack.facts.zone), after
    return name_asked(after), after


def _no_share(name: str) -> Reply:
    return Reply(message(name), kind=Kind.REFUSED)
