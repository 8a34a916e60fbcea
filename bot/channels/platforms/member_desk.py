"""Answers the members of a unit, on platforms that take each answer as a message of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.channels.platforms.platform_api import Plain
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.platforms.platform_turns import PlatformTurns
from bot.channels.repeats import Repeats
from bot.channels.update_intake import Mark
from bot.clock import Clock, Timer
from bot.delivery.limiter import Limiter
from bot.delivery.sender import Attempt
from bot.messages import message
from bot.replies.reply import Kind, Reply
from bot.retry import pauses
from bot.store.model.errors import Conflict, StoreError
from bot.store.rows.incoming import Claimed
from bot.store.wechat_people import PlatformPeople

_MOST_TRIES = 40
_PAUSES = 0.5, 30.0
_DONE = ("sent", "gone", "refused", "failed")
log = structlog.get_logger("noticebot.platforms")


@dataclass(frozen=True)
class DeskWays:
    """How a platform is answered: `render` makes messages of replies, `say` tries once to send one to a person."""

    turns: PlatformTurns
    render: Callable[[Sequence[Reply]], list[Plain]]
    say: Callable[[str, Plain], Awaitable[Attempt]]
    limiter: Limiter
    people: PlatformPeople
    clock: Clock
    timer: Timer
    turned: Callable[[], None]


class MemberDesk:
    """Answers for one account."""

    def __init__(self, ways: DeskWays) -> None:
        self._ways = ways

    async def answer(self, claimed: Claimed, heard: PlatformHeard, mark: Mark) -> int:
        """Answer one message. Returns how many messages were sent.

        Raises StoreError and Conflict; every message that was sent until then has been recorded.
        """
        ways = self._ways
        if heard.did == "leave":
            user = f"{ways.turns.name}:{heard.person}"
            await ways.people.gone(user, "not in the unit", ways.clock().date().isoformat())
            return 0
        plains = ways.render(await self._replies(heard, claimed.update_id))
        ways.turned()
        for place in range(claimed.sent, len(plains)):
            await self._send(heard.person, plains[place])
            if place + 1 < len(plains):
                await mark(place + 1)
        return len(plains)

    async def flooded(self, heard: PlatformHeard) -> None:
        """Tell somebody that they are too fast."""
        for plain in self._ways.render([Reply(message("telegram_slow_down"), kind=Kind.HINT)]):
            await self._send(heard.person, plain)

    async def _replies(self, heard: PlatformHeard, update_id: int) -> tuple[Reply, ...]:
        try:
            return await self._ways.turns.turn(heard, str(update_id), self._ways.clock())
        except (StoreError, Conflict):
            raise
        except Exception:  # one message that cannot be answered must not stop the chat
            log.exception("turn_failed", channel=self._ways.turns.name, did=heard.did)
            return (Reply(message("telegram_fault"), kind=Kind.ERROR),)

    async def _send(self, person: str, plain: Plain) -> None:
        """Send one message of an answer when the limiter permits it."""
        ways, repeats, waits = self._ways, Repeats(), pauses(*_PAUSES)
        attempt = Attempt("retry")
        for _ in range(_MOST_TRIES):
            await ways.limiter.reply(person)
            attempt = await ways.say(person, plain)
            if attempt.outcome in _DONE or (attempt.outcome == "uncertain" and not repeats.take(attempt)):
                break
            if attempt.outcome == "wait":
                ways.limiter.hold(person, attempt.seconds)
            else:
                await ways.timer.sleep(next(waits))
        if attempt.outcome != "sent":
            log.warning(
                "answer_lost", channel=ways.turns.name, outcome=attempt.outcome, reason=attempt.reason
            )
