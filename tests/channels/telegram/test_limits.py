"""The limits of Telegram, held to on a clock that the test turns: the server lets everything pass."""

from __future__ import annotations

from bot.channels.telegram.limits import telegram_limits
from bot.delivery.limiter import Limiter
from tests.delivery.clocks import Turned
from tests.telegram_api.limits import Limits as ServerLimits
from tests.telegram_api.limits import Turnpike


async def sent(limiter: Limiter, timer: Turned, chats: list[int]) -> list[tuple[float, int]]:
    """Reply to `chats` at once; when each went, in order."""
    went: list[tuple[float, int]] = []

    async def one(chat: int) -> None:
        await limiter.reply(str(chat))
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
    went = await sent(Limiter(telegram_limits(30.0), timer), timer, list(range(1, 301)))
    passed(went)
    assert 9 < went[-1][0] < 13


async def test_private_chat() -> None:
    """In one chat a few go at once, then one a second; other chats do not wait for it."""
    timer = Turned()
    went = await sent(Limiter(telegram_limits(30.0), timer), timer, [1] * 10 + [2])
    passed(went)
    assert went[-1] == (7.0, 1)
    assert next(moment for moment, chat in went if chat == 2) < 0.5


async def test_group() -> None:
    """In a group no minute sees more than 20."""
    timer = Turned()
    went = await sent(Limiter(telegram_limits(30.0), timer), timer, [-1] * 40)
    passed(went)
    assert went[-1][0] < 130


async def test_replies_and_reminders() -> None:
    """Replies and reminders together keep within what is allowed; reminders leave room for a reply at any moment."""
    timer = Turned()
    limiter = Limiter(telegram_limits(30.0), timer)
    went: list[tuple[float, int]] = []
    waited: list[float] = []

    async def reply(chat: int, at: float) -> None:
        await timer.sleep(at)
        await limiter.reply(str(chat))
        went.append((timer.monotonic(), chat))
        waited.append(timer.monotonic() - at)

    async def remind() -> None:
        for chat in range(1, 101):
            while (moment := limiter.reminder_at(timer.monotonic())) > timer.monotonic():
                await timer.sleep(moment - timer.monotonic())
            limiter.take_reminder(str(chat), timer.monotonic())
            went.append((timer.monotonic(), chat))

    await timer.run(remind(), *(reply(chat, chat / 1000) for chat in range(200, 5000, 400)))
    passed(went)
    assert max(waited) < 0.1


async def test_hold() -> None:
    """What Telegram asked to wait holds its chat exactly that long, and all when a second chat is told so."""
    timer = Turned()
    limiter = Limiter(telegram_limits(30.0), timer)
    limiter.hold("1", 5)
    went = await sent(limiter, timer, [1, 2])
    assert went[0][1] == 2
    assert 5 <= went[1][0] < 5.2
    limiter.hold("1", 7)
    limiter.hold("2", 7)
    start = timer.monotonic()
    went = await sent(limiter, timer, [3, 4, 5])
    assert all(moment >= start + 7 for moment, _ in went)
