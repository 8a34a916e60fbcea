"""Joins the wishes of two channels of one person: a code is shown here, typed there, and confirmed on both sides.

Wishes only: no talk and no interview goes along. The code is kept as a keyed hash; whoever shows it confirms the two digits
that whoever typed it sees, so that both sides are in one pair of hands.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import math
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from bot.conversation.joined_wishes import Record, parted, united
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Channel, Conversation
from bot.messages import message
from bot.reminders.book import Book
from bot.reminders.subscription import Subscription
from bot.replies.acts import RunCommand
from bot.replies.reply import Choice, Kind, Reply
from bot.store.joinings import Joinings
from bot.store.model.carrying import Claim
from bot.store.model.delivery import channel_of
from bot.store.model.errors import Conflict
from bot.store.model.saved import Keeper, Saved
from bot.store.model.wish_joining import Joining

JOIN, CONFIRM, PART = "/join", "/joinok", "/unjoin"
_ORDERS = (JOIN, CONFIRM, PART)
DIGITS = 13
"""More than 43 bits."""
LIFE = timedelta(minutes=10)
_AT_MOST = 5
_SECRET = "joining_secret"
NEWS = "news"
"""The part of a stored conversation with what is told before the next answer."""
_PASSED_OVER = " -\u2010\u2011\u2013\u2014\u00b7."


@runtime_checkable
class JoiningKeeper(Protocol):
    """A store that can join wishes, such as `bot.store.database.Store`."""

    joinings: Joinings

    async def kept_mark(self, name: str, value: str) -> str:
        """Return the program-wide mark `name`, set to `value` if it did not exist."""


def joining_order(said: object) -> tuple[str, str] | None:
    """Which of the commands of joining `said` is, and what follows it; None if it is none."""
    text = said.command if isinstance(said, RunCommand) else said
    if not isinstance(text, str) or not text.strip().startswith(("/", "／")):
        return None
    name, _, rest = text.strip().partition(" ")
    plain = "/" + name[1:].partition("@")[0].lower()
    return (plain, rest.strip()) if plain in _ORDERS else None


class JoiningDesk:
    """Takes the commands of joining, for all channels. `keeper` stores conversations and joinings."""

    def __init__(self, keeper: Keeper, store: JoiningKeeper) -> None:
        self._keeper = keeper
        self._store = store
        self._joinings = store.joinings

    async def obey(
        self, user: str, order: tuple[str, str], now: datetime, channel: Channel, notice: str
    ) -> Reply:
        """Carry out a command. Raises Conflict if other processes are quicker again and again, StoreError without a database."""
        name, rest = order
        if name == PART:
            return await self._undone(user, now, notice)
        if name == CONFIRM:
            return await self._taken(user, now, notice)
        digits = _digits(rest)
        if not rest:
            return await self._offered(user, now, channel)
        if len(digits) == DIGITS:
            return await self._claimed(user, digits, now, channel)
        if len(digits) == 2:
            return await self._allowed(user, digits, now)
        return _refused("join_form")

    async def part_all(self, user: str, now: datetime, notice: str) -> int:
        """Undo all by which `user` is joined, such as before everything of them is deleted. Returns how many that were."""
        found = await self._joinings.joined_with(user, now)
        for link in found:
            await self._part(link, user, now, notice)
        return len(found)

    async def reached(self, user: str, now: datetime) -> None:
        """Messages reach `user` by now: what they get back is sent to them, also what was only noted when they gave it."""
        given = await self._joinings.given_by(user, now)
        if given is not None and given.state == "joined":
            await self._joinings.reach(user)

    # ── the steps ──

    async def _offered(self, user: str, now: datetime, channel: Channel) -> Reply:
        given = await self._joinings.given_by(user, now)
        if given is not None and given.state == "joined":
            return self._joined_already(given.taker)
        if await self._joinings.joined_with(user, now):
            return _refused(
                "join_holds"
            )  # what others gave is not given on: each must be able to undo its own
        conversation = conversation_of(await self._keeper.load(user) or Saved())
        if not (conversation.subscriptions.running or conversation.reminders.noted):
            return _refused("join_nothing")
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        await self._joinings.offer(user, channel.pushes, await self._seal("code", code), now + LIFE, now)
        shown = f"{code[:4]} {code[4:8]} {code[8:]}"
        return Reply(
            message("join_code", code=shown, minutes=int(LIFE.total_seconds() // 60)), kind=Kind.HINT
        )

    async def _claimed(self, user: str, code: str, now: datetime, channel: Channel) -> Reply:
        if not channel.pushes:
            return _refused("join_cannot_push")
        given = await self._joinings.given_by(user, now)
        if given is not None and given.state == "joined":
            return self._joined_already(given.taker)
        names = (f"join {(await self._seal('taker', user))[:32]}",)
        claim = await self._joinings.claim(await self._seal("code", code), user, names, now)
        if claim.outcome != "claimed":
            return _not_claimed(claim, now)
        wanted = await self._joinings.wanted_by(user, now)
        if wanted is None:
            return _refused("join_wrong")
        return Reply(message("join_typed", check=await self._check(wanted)), kind=Kind.HINT)

    async def _allowed(self, user: str, check: str, now: datetime) -> Reply:
        given = await self._joinings.given_by(user, now)
        if given is None or given.state not in ("claimed", "allowed"):
            return await self._elsewhere(user, now)
        if not hmac.compare_digest(await self._check(given), check):
            await self._joinings.withdraw(user)  # whoever sees another number may not hold the other side
            return _refused("join_other_number")
        if not await self._joinings.allow(user, given.taker, now):
            return _refused("join_over")
        return Reply(message("join_allowed", there=channel_name(given.taker)), kind=Kind.HINT)

    async def _taken(self, user: str, now: datetime, notice: str) -> Reply:
        for _ in range(_AT_MOST):
            wanted = await self._joinings.wanted_by(user, now)
            if wanted is None:
                links = [one for one in await self._joinings.joined_with(user, now) if one.taker == user]
                return self._has_joined(links[0]) if links else await self._elsewhere(user, now)
            if wanted.state != "allowed":
                return Reply(
                    message("join_not_allowed_yet", check=await self._check(wanted)), kind=Kind.REFUSED
                )
            with contextlib.suppress(Conflict):
                return await self._joined(wanted, now, notice)
        raise Conflict(user)

    async def _elsewhere(self, user: str, now: datetime) -> Reply:
        """What to say to somebody who does a step on the wrong side, or too early; that it is over if there is no step to do."""
        wanted, given = await self._joinings.wanted_by(user, now), await self._joinings.given_by(user, now)
        if wanted is not None and wanted.state == "allowed":
            return _refused("join_now_here")
        if wanted is not None:
            check = await self._check(wanted)
            return Reply(message("join_not_allowed_yet", check=check), kind=Kind.REFUSED)
        match given.state if given is not None else "":
            case "joined" if given is not None:
                return self._joined_already(given.taker)
            case "allowed" if given is not None:
                return Reply(message("join_allowed", there=channel_name(given.taker)), kind=Kind.REFUSED)
            case "claimed":
                return _refused("join_check_first")
            case "offered":
                return _refused("join_type_first")
        return _refused("join_over")

    async def _joined(self, link: Joining, now: datetime, notice: str) -> Reply:
        kept, other = (
            await self._keeper.load(link.taker) or Saved(),
            await self._keeper.load(link.giver) or Saved(),
        )
        holds = [one for one in await self._joinings.joined_with(link.giver, now) if one.taker == link.giver]
        if kept.holder or other.holder or holds:  # what others gave meanwhile is not given on
            return _refused("join_over")
        taker, giver = conversation_of(kept), conversation_of(other)
        noted = giver.reminders.noted
        left, whole, record = united(giver.subscriptions, taker.subscriptions, noted, now)
        words = message("join_told", there=channel_name(link.taker), count=len(whole.running))
        giver = replace(giver, subscriptions=left, reminders=replace(giver.reminders, noted=()))
        given = told(saved_of(other, giver, other.notice or notice), giver, words, link.pushes, now, notice)
        taken = saved_of(kept, replace(taker, subscriptions=whole), kept.notice or notice)
        plain = {**record.to_plain(), "noted": [one.id for one in noted]}
        if not await self._joinings.join(link, given, taken, plain, now):
            return _refused("join_over")
        return self._has_joined(link, len(whole.running))

    def _has_joined(self, link: Joining, count: int = 0) -> Reply:
        text = message("join_done", there=channel_name(link.giver))
        if count:
            text += message("join_count", count=count)
        choices = (Choice(RunCommand(PART), message("join_part_label")),)
        return Reply(text, (), choices, kind=Kind.WISHES)

    async def _undone(self, user: str, now: datetime, notice: str) -> Reply:
        links = await self._joinings.joined_with(user, now)
        if not links:
            await self._joinings.withdraw(user)
            return _refused("join_none")
        for link in links:
            await self._part(link, user, now, notice)
        conversation = conversation_of(await self._keeper.load(user) or Saved())
        mine = conversation.subscriptions.running or conversation.reminders.noted
        return Reply(message("join_parted", count=len(mine)), kind=Kind.WISHES)

    async def _part(self, link: Joining, by: str, now: datetime, notice: str) -> None:
        """Undo one joining, and tell the side that did not do it. Raises Conflict if others are quicker again and again."""
        for _ in range(_AT_MOST):
            kept = await self._keeper.load(link.taker) or Saved()
            other = await self._keeper.load(link.giver) or Saved()
            own = await self._joinings.own_wishes(link.giver)
            taker, giver = conversation_of(kept), conversation_of(replace(other, subscriptions=own))
            record = Record.from_plain(link.record)
            back, rest = parted(record, giver.subscriptions, taker.subscriptions, now)
            giver = _with_back(giver, back, {*link.record.get("noted", ())})
            taker = replace(taker, subscriptions=rest)
            stored = _without_news(replace(other, holder="", holder_version=0))
            stored = saved_of(stored, giver, other.notice or notice)
            left = saved_of(kept, taker, kept.notice or notice)
            if by == link.taker:
                name = "join_parted_told" if link.pushes else "join_parted_told_here"
                words = message(name, there=channel_name(by), count=len(_wishes(giver)))
                stored = told(stored, giver, words, link.pushes, now, notice)
            else:
                words = message("join_parted_told", there=channel_name(by), count=len(rest.running))
                left = told(left, taker, words, True, now, notice)
            with contextlib.suppress(Conflict):
                await self._joinings.part(link, stored, left, now)
                return
        raise Conflict(by)

    def _joined_already(self, taker: str) -> Reply:
        choices = (Choice(RunCommand(PART), message("join_part_label")),)
        return Reply(message("join_already", there=channel_name(taker)), (), choices, kind=Kind.REFUSED)

    # ── seals ──

    async def _seal(self, purpose: str, text: str) -> str:
        """A keyed hash, another for each purpose; all processes have the same key."""
        secret = await self._store.kept_mark(_SECRET, secrets.token_urlsafe(32))
        return hmac.new(secret.encode(), f"join {purpose}\n{text}".encode(), hashlib.sha256).hexdigest()

    async def _check(self, link: Joining) -> str:
        """Two digits that whoever takes sees, and whoever gives types."""
        sealed = await self._seal("check", f"{link.giver} {link.taker} {link.expires_at.isoformat()}")
        return str(10 + int(sealed[:8], 16) % 90)


def told(saved: Saved, after: Conversation, words: str, pushes: bool, now: datetime, notice: str) -> Saved:
    """What to store so that somebody is told `words`: at once where messages can be sent, else before the next answer.

    What was to be told before is not true any more.
    """
    if not pushes:
        return replace(saved, state={**saved.state, NEWS: [words]})
    note = Subscription("", "note", notice, "", (), moment=now, about=words, since=now)
    note = replace(note, id=after.subscriptions.new_id(note, now))
    book = Book({**after.subscriptions.wishes, note.id: note}, after.subscriptions.unread)
    return saved_of(saved, replace(after, subscriptions=book), notice)


def with_news(saved: Saved, replies: tuple[Reply, ...]) -> tuple[Saved, tuple[Reply, ...]]:
    """The conversation without what was to be told, and the replies after it."""
    news = saved.state.get(NEWS, ())
    if not news:
        return saved, replies
    told = tuple(Reply(str(words), kind=Kind.WISHES) for words in news)
    return _without_news(saved), (*told, *replies)


def _without_news(saved: Saved) -> Saved:
    """The conversation without what was to be told."""
    state: Mapping[str, Any] = {name: value for name, value in saved.state.items() if name != NEWS}
    return replace(saved, state=state)


def _with_back(giver: Conversation, back: Book, noted: set[str]) -> Conversation:
    """The giver with its wishes; those that were only noted are noted again."""
    wishes = {id: one for id, one in back.wishes.items() if id not in noted}
    again = tuple(one for id, one in back.wishes.items() if id in noted and not one.ended)
    frame = replace(giver.reminders, noted=(*giver.reminders.noted, *again))
    return replace(giver, subscriptions=replace(back, wishes=wishes), reminders=frame)


def _wishes(conversation: Conversation) -> tuple[Subscription, ...]:
    return (*conversation.subscriptions.running, *conversation.reminders.noted)


def channel_name(user: str) -> str:
    """How a channel is called."""
    known = ("telegram", "wechat", "wecom", "dingtalk", "web", "push", "cli")
    name = channel_of(user)
    return message(f"channel_{name}" if name in known else "channel_other")


def _digits(text: str) -> str:
    """The digits that somebody typed, of any width, with blanks or dashes; empty if it is anything else."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter not in _PASSED_OVER)
    return plain if plain.isascii() and plain.isdigit() else ""


def _refused(name: str) -> Reply:
    return Reply(message(name), kind=Kind.REFUSED)


def _not_claimed(claim: Claim, now: datetime) -> Reply:
    if claim.outcome == "own":
        return _refused("join_own")
    if claim.wait_until is None:
        return _refused("join_wrong")
    minutes = max(1, math.ceil((claim.wait_until - now).total_seconds() / 60))
    return Reply(message("join_tries", minutes=minutes), kind=Kind.REFUSED)
