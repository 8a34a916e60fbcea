"""Answers what people do: at once to the request that waits, and what does not fit, or comes later, as messages of its own."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.repeats import Repeats
from bot.channels.update_intake import Mark, UpdateIntake
from bot.channels.wechat.handover import Handover
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_errors import CLOSED, UNABLE
from bot.channels.wechat.wechat_sender import CHANNEL, NO_WAY
from bot.channels.wechat.wechat_texts import texts_of, with_more
from bot.channels.wechat.wechat_turns import WechatTurns
from bot.clock import Clock, Timer
from bot.messages import message
from bot.replies.reply import Kind, Reply
from bot.retry import pauses
from bot.store.inbox import Inbox
from bot.store.model.errors import Conflict, StoreError
from bot.store.rows.incoming import Claimed
from bot.store.rows.wechat_rows import Allowance
from bot.store.wechat_people import WechatPeople

ANSWER_SECONDS = 4.0
"""WeChat gives five, the way there and back included."""
AFTER_WORD, AFTER_TAP = 5, 3
"""Customer-service messages that are allowed, for so long:
https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage"""
_WORD_LASTS, _TAP_LASTS = timedelta(hours=47, minutes=50), timedelta(seconds=55)
_AT_ONCE = 3
"""Of them an answer takes so many at most: what is left is for a reminder."""
_REMEMBERED = 2000
_MOST_CALLS, _PAUSES = 12, (0.5, 30.0)
_APART = 0.3
"""Between the answer to a request and what follows it, so that the platform shows them in order."""
_MORE_ID = "more"
log = structlog.get_logger("noticebot.wechat")


@dataclass
class _Parts:
    """An answer on its way: its texts, how many of them arrived, and whether the first went to the request that waited."""

    texts: list[str]
    arrived: int = 0
    passive: bool = False

    @property
    def through(self) -> int:
        """What is recorded: negative if the first was the answer to the request."""
        return -self.arrived if self.passive else self.arrived


@dataclass(frozen=True)
class DeskParts:
    """What the desk works with. `answer_seconds` is how long a request waits; see ANSWER_SECONDS."""

    turns: WechatTurns
    api: WechatApi
    people: WechatPeople
    inbox: Inbox
    channel: str
    clock: Clock
    real_clock: Clock
    timer: Timer
    turned: Callable[[], None]
    answer_seconds: float = ANSWER_SECONDS
    open: dict[int, Handover] = field(default_factory=dict)


class WechatDesk:
    """Answers for one account."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts
        self._open = parts.open
        self._handed: OrderedDict[int, str] = OrderedDict()

    # ── the request ──

    async def receive(
        self, intake: UpdateIntake[PlatformHeard], update_id: int, heard: PlatformHeard, since: float
    ) -> tuple[str, Handover | None]:
        """Store what was heard and wait for its answer, `since` a moment of the timer; empty if it comes later, or never.

        The handover is to be closed once the answer is written. Raises Full, StoreError.
        """
        if update_id in self._handed:
            return self._handed[update_id], None
        mine = Handover()
        earlier, self._open[update_id] = self._open.get(update_id), mine
        if earlier is not None:
            earlier.close(False)
        try:
            fresh = await intake.take([(update_id, heard)])
            if not fresh:
                return message("telegram_slow_down"), None
            if not fresh[0] and (again := await self._answered_before(update_id, heard)) is not None:
                return again, None
            left = self._parts.answer_seconds - (self._parts.timer.monotonic() - since)
            text = await mine.take(max(left, 0.0))
            return text or "", mine
        finally:
            if self._open.get(update_id) is mine:
                del self._open[update_id]

    async def _answered_before(self, update_id: int, heard: PlatformHeard) -> str | None:
        """What a repeated message was answered at once, if it was; empty if by a message of its own; None: not yet."""
        through = await self._parts.inbox.answered(self._parts.channel, update_id)
        if through is None:
            return None
        if through > 0 or heard.did in ("leave", "refuse"):
            return ""
        texts = texts_of(await self._replies(heard, update_id))
        return with_more(texts[0]) if len(texts) > 1 else "".join(texts)

    # ── the answer ──

    async def answer(self, claimed: Claimed, heard: PlatformHeard, mark: Mark) -> int:
        """Answer one message. Returns how many texts arrived, negative if the first went to the request that waited.

        Raises StoreError and Conflict; every text that arrived until then has been recorded.
        """
        try:
            return await self._answer(claimed, heard, mark)
        finally:
            if (waiting := self._open.get(claimed.update_id)) is not None:
                waiting.close(False)  # whatever is to come comes by another way

    async def _answer(self, claimed: Claimed, heard: PlatformHeard, mark: Mark) -> int:
        user, people = f"{CHANNEL}:{heard.person}", self._parts.people
        if heard.did in ("leave", "refuse"):
            reason = "unfollowed" if heard.did == "leave" else "refused"
            day, refused = self._parts.clock().date().isoformat(), heard.did == "refuse"
            await people.gone(user, reason, day, came_back=refused)
            return 0
        if claimed.attempts == 1:
            await self._allow(user, heard)
        rest = await people.rest_of(user)
        asked_more = rest and (heard.act == _MORE_ID or heard.text.strip() == message("wechat_more_word"))
        texts = json.loads(rest) if asked_more else texts_of(await self._replies(heard, claimed.update_id))
        self._parts.turned()
        parts = _Parts(texts, abs(claimed.sent), claimed.sent < 0)
        left = await self._send(user, heard.person, claimed.update_id, parts, mark)
        if left or rest:
            await people.keep_rest(user, json.dumps(left, ensure_ascii=False) if left else "")
        await people.hurry(user, NO_WAY, self._parts.clock())
        return parts.through

    async def flooded(self, heard: PlatformHeard) -> None:
        """Who is too fast is told so by the answer to the request itself."""
        await asyncio.sleep(0)

    async def _allow(self, user: str, heard: PlatformHeard) -> None:
        """Note what WeChat allows after this. A tap of a link in a text counts as one of the menu."""
        made = datetime.fromtimestamp(heard.created, UTC)
        lasts, count = (_TAP_LASTS, AFTER_TAP) if heard.is_tap else (_WORD_LASTS, AFTER_WORD)
        await self._parts.people.allow(user, Allowance(count, made + lasts), heard.is_tap)

    async def _replies(self, heard: PlatformHeard, update_id: int) -> tuple[Reply, ...]:
        try:
            return await self._parts.turns.turn(heard, str(update_id), self._parts.clock())
        except (StoreError, Conflict):
            raise
        except Exception:  # one message that cannot be answered must not stop the chat
            log.exception("wechat_turn_failed", did=heard.did)
            return (Reply(message("telegram_fault"), kind=Kind.ERROR),)

    async def _send(self, user: str, person: str, update_id: int, parts: _Parts, mark: Mark) -> list[str]:
        """Send what may be sent now. Returns the texts that are left."""
        texts = parts.texts
        waits = update_id in self._open
        left = await self._parts.people.left(user, self._parts.real_clock())
        allowed = min(_AT_ONCE, left) if self._parts.api.may_serve else 0
        now = texts[: max(allowed + waits, parts.arrived)]
        shown = [*now[:-1], with_more(now[-1])] if 0 < len(now) < len(texts) else now
        if shown and not parts.arrived and await self._hand_over(update_id, shown[0]):
            parts.arrived, parts.passive = 1, True
            if len(shown) > 1:
                await mark(parts.through)
                await self._parts.timer.sleep(_APART)
        while parts.arrived < len(shown) and await self._say(user, person, shown[parts.arrived]):
            parts.arrived += 1
            if parts.arrived < len(shown):
                await mark(parts.through)
        return texts[parts.arrived :]

    async def _hand_over(self, update_id: int, text: str) -> bool:
        """Give a text to the request that waits for it, or to the one that WeChat repeated. False if none waits."""
        while (one := self._open.get(update_id)) is not None and one.is_open:
            if await one.give(text):
                self._handed[update_id] = text
                while len(self._handed) > _REMEMBERED:
                    self._handed.popitem(last=False)
                return True
        return False

    async def _say(self, user: str, person: str, text: str) -> bool:
        """Send a text as a message of its own. Returns whether it arrived, or may have."""
        people = self._parts.people
        if not await people.spend(user, self._parts.real_clock()):
            return False
        repeats, waits = Repeats(doubts=0), pauses(*_PAUSES)
        for _ in range(_MOST_CALLS):
            spoken = await self._parts.api.say(person, text)
            doubtful = spoken.attempt.outcome == "uncertain"
            if spoken.attempt.outcome == "sent" or (doubtful and not repeats.take(spoken.attempt)):
                return True
            if not doubtful and spoken.attempt.outcome != "retry":
                break
            await self._parts.timer.sleep(next(waits))
        log.warning("wechat_answer_left", outcome=spoken.attempt.outcome, reason=spoken.attempt.reason)
        if spoken.code in CLOSED | UNABLE:
            await people.exhaust(user)
        else:
            await people.give_back(user)
        return False
