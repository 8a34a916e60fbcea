"""How fast calls go, on a clock that the test turns."""

from __future__ import annotations

from bot.channels.telegram.pace import Limits, Pace
from tests.channels.telegram.clocks import Turned
from tests.telegram_api.limits import Limits as ServerLimits
from tests.telegram_api.limits import Turnpike


async def sent(pace: Pace, timer: Turned, chats: list[int]) -> list[tuple[float, int]]:
    """Reply to `chats` at once; when each went, in order."""
    went: list[tuple[float, int]] = []

    async def one(chat: int) -> None:
        await pace.reply(chat)
        went.append((timer.monotonic(), chat))

    await timer.run(*(one(chat) for chat in chats))
    return went


def passed(went: list[tuple[float, int]]) -> None:
    """The server lets all of them pass, each at its moment."""
    moments = [0.0]
    server = Turnpike(ServerLimits(), lambda: moments[-1])
    for moment, chat in went:
        moments.append(moment)
        server.passed(chat, False)


async def test_everyone() -> None:
    """To many chats at once no second sees more than Telegram allows, and hardly less."""
    timer = Turned()
    went = await sent(Pace(Limits(), timer), timer, list(range(1, 301)))
    passed(went)
    assert 9 < went[-1][0] < 13


async def test_private_chat() -> None:
    """In one chat a few go at once, then one a second; other chats do not wait for it."""
    timer = Turned()
    went = await sent(Pace(Limits(), timer), timer, [1] * 10 + [2])
    passed(went)
    assert went[-1] == (7.0, 1)
    assert next(moment for moment, chat in went if chat == 2) < 0.5


async def test_group() -> None:
    """In a group no minute sees more than 20."""
    timer = Turned()
    went = await sent(Pace(Limits(), timer), timer, [-1] * 40)
    passed(went)
    assert went[-1][0] < 130


async def test_replies_first() -> None:
    """Reminders have their share of the rate, and wait while replies do; together they keep within what is allowed."""
    timer = Turned()
    pace = Pace(Limits(), timer)
    went: list[tuple[float, str]] = []

    async def reply(chat: int) -> None:
        await pace.reply(chat)
        went.append((timer.monotonic(), "reply"))

    async def remind(chat: int) -> None:
        await pace.reminder(chat)
        went.append((timer.monotonic(), "reminder"))

    await timer.run(*(remind(chat) for chat in range(1, 101)), *(reply(chat) for chat in range(201, 301)))
    replies = [moment for moment, kind in went if kind == "reply"]
    reminders = [moment for moment, kind in went if kind == "reminder"]
    assert max(replies) < 5
    assert all(sum(moment <= other < moment + 1 for other in reminders) <= 21 for moment in reminders)
    passed([(moment, number + 1) for number, (moment, _) in enumerate(sorted(went))])


async def test_hold() -> None:
    """What Telegram asked to wait holds its chat exactly that long, and all when a second chat is told so."""
    timer = Turned()
    pace = Pace(Limits(), timer)
    pace.hold(1, 5)
    assert pace.held(2) is None
    went = await sent(pace, timer, [1, 2])
    assert went[0][1] == 2
    assert 5 <= went[1][0] < 5.2
    pace.hold(1, 7)
    pace.hold(2, 7)
    assert pace.held(3) == (7, True)
    start = timer.monotonic()
    went = await sent(pace, timer, [3, 4, 5])
    assert all(moment >= start + 7 for moment, _ in went)


async def test_many_chats_are_forgotten() -> None:
    """Chats that were quiet longest are forgotten: what is remembered is bounded."""
    timer = Turned()
    pace = Pace(Limits(everyone=1e13), timer)
    for chat in range(1, 30_000):
        await pace.reply(chat)
    assert len(pace._chats) <= 20_000
