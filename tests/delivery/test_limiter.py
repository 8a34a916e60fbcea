"""The one limiter of a channel: its rate, its priorities, its chats and what it was asked to wait."""

from __future__ import annotations

import asyncio

from bot.delivery.limiter import Limiter, Limits
from tests.delivery.clocks import StillTimer, Turned


def sent_in(limiter: Limiter, timer: StillTimer, seconds: float) -> int:
    """How many reminders go in so many seconds, each to a chat of its own."""
    end, count = timer.monotonic() + seconds, 0
    while (moment := limiter.reminder_at(timer.monotonic())) < end:
        timer.pass_by(moment - timer.monotonic())
        limiter.take_reminder(str(count), timer.monotonic())
        count += 1
    return count


def test_rate() -> None:
    """Over a minute no more go than the rate allows, but for a short burst at the beginning."""
    timer = StillTimer()
    limiter = Limiter(Limits(per_second=20.0, chat_seconds=0.0), timer)
    assert 20 * 60 <= sent_in(limiter, timer, 60.0) <= 20 * 60 + 6


def test_share() -> None:
    """Reminders have their share of the rate, even if nothing else goes."""
    timer = StillTimer()
    limiter = Limiter(Limits(per_second=25.0, reminders=0.8, chat_seconds=0.0), timer)
    assert 20 * 60 <= sent_in(limiter, timer, 60.0) <= 20 * 60 + 6


def test_chat() -> None:
    """One a second in a chat, some at once after a pause; so many a minute in a group; other chats do not wait."""
    timer = StillTimer()
    limiter = Limiter(Limits(100.0, chat_burst=2, group=3, group_seconds=60.0), timer)
    now = timer.monotonic()
    for chat in ("7", "7", "-7", "-7", "-7"):
        assert limiter.chat_at(chat, now) == now
        limiter.take_reminder(chat, now)
    assert [limiter.chat_at(chat, now) - now for chat in ("7", "-7", "8", "-8")] == [1.0, 60.0, 0.0, 0.0]


def test_hold_of_a_chat() -> None:
    """A chat that is held back waits exactly so long, and alone; a shorter hold after does not shorten it."""
    timer = StillTimer()
    limiter = Limiter(Limits(per_second=100.0), timer)
    start = timer.monotonic()
    assert not limiter.hold("7", 30.0)
    timer.pass_by(1.0)
    assert not limiter.hold("7", 9.0)
    assert not limiter.hold("9", 9.0)
    assert limiter.chat_at("7", timer.monotonic()) == start + 30.0
    assert limiter.chat_at("7", start + 31.0) == start + 31.0
    assert limiter.reminder_at(timer.monotonic()) == timer.monotonic()


def test_hold_of_all() -> None:
    """If the channel holds all when a second chat is to wait, all wait as long as the longest."""
    timer = StillTimer()
    limiter = Limiter(Limits(per_second=100.0, held_chats=2), timer)
    start = timer.monotonic()
    assert not limiter.hold("7", 5.0)
    assert limiter.hold("8", 30.0)
    assert limiter.hold("9", 20.0)
    assert limiter.reminder_at(start) == limiter.chat_at("10", start) == start + 30.0


def test_memory() -> None:
    """However many chats there are, few are remembered."""
    timer = StillTimer()
    limiter = Limiter(Limits(per_second=1e9), timer)
    for number in range(30_000):
        limiter.take_reminder(str(number), timer.monotonic())
    assert len(limiter._chats) <= 20_000


async def test_replies_first() -> None:
    """A flood of replies goes at the whole rate while reminders wait; then these go, at their share."""
    timer = Turned()
    limiter = Limiter(Limits(per_second=25.0, reminders=0.8, burst_seconds=0.04), timer)
    went: list[tuple[float, str]] = []

    async def reply(number: int) -> None:
        await limiter.reply(f"a{number}")
        went.append((timer.monotonic(), "reply"))

    async def remind() -> None:
        for number in range(100):
            while (moment := limiter.reminder_at(timer.monotonic())) > timer.monotonic():
                await timer.sleep(moment - timer.monotonic())
            limiter.take_reminder(f"b{number}", timer.monotonic())
            went.append((timer.monotonic(), "reminder"))

    await timer.run(remind(), *(reply(number) for number in range(200)))
    replies = [moment for moment, kind in went if kind == "reply"]
    reminders = [moment for moment, kind in went if kind == "reminder"]
    assert 7.9 <= max(replies) <= 8.5
    assert sum(moment < max(replies) for moment in reminders) <= 1
    assert 12.5 <= max(reminders) <= 13.5


async def test_permission_that_lay_about() -> None:
    """Reminders that were permitted and then held up, as by a slow disk, do not go in one crowd; a fresh one goes at once."""
    timer = Turned()
    limiter = Limiter(Limits(per_second=10.0, burst_seconds=0.1), timer)
    went: list[float] = []

    async def late(number: int) -> None:
        permitted = limiter.take_reminder(str(number), timer.monotonic())
        await timer.sleep(5.0)
        await limiter.still(str(number), permitted)
        went.append(timer.monotonic())

    await timer.run(*(late(number) for number in range(20)))
    assert all(sum(moment <= other < moment + 1 for other in went) <= 12 for moment in went)
    fresh = limiter.take_reminder("fresh", timer.monotonic())
    await limiter.still("fresh", fresh)
    assert timer.monotonic() == fresh


async def test_permission_at_a_low_rate() -> None:
    """If reminders go a minute apart, one that was held up for some seconds does not lose its turn."""
    timer = Turned()
    limiter = Limiter(Limits(per_second=1 / 60), timer)
    permitted = limiter.take_reminder("7", timer.monotonic())
    await timer.run(timer.sleep(5.0))
    await timer.run(limiter.still("7", permitted))
    assert timer.monotonic() == 5.0


async def test_held_after_it_was_permitted() -> None:
    """A chat that is told to wait between the permission and the sending waits."""
    timer = Turned()
    limiter = Limiter(Limits(per_second=10.0), timer)
    permitted = limiter.take_reminder("7", timer.monotonic())
    limiter.hold("7", 30.0)
    await timer.run(limiter.still("7", permitted))
    assert timer.monotonic() >= 30.0


async def test_slice() -> None:
    """Without a slice nothing goes; with one, at its rate; after its end nothing more."""
    timer = Turned()
    limiter = Limiter(Limits(per_second=100.0), timer)
    limiter.grant(0.0, timer.monotonic())
    reply = asyncio.ensure_future(limiter.reply("7"))
    await asyncio.sleep(0)
    assert limiter.reminder_at(timer.monotonic()) > timer.monotonic()
    limiter.grant(10.0, timer.monotonic() + 5.0)

    async def answered() -> None:
        await reply

    await timer.run(answered())
    now = timer.monotonic()
    assert now < 1.0
    for number in range(3):
        limiter.take_reminder(str(number), now)
    assert limiter.reminder_at(now) >= now + 0.1
    assert limiter.reminder_at(now + 10.0) > now + 10.0
