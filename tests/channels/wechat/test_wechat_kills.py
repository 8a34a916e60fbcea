"""kill -9 of the server while reminders go out through WeChat: none lost, none twice without a mark, none a third time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import DBAPIError

from bot.clock import system_clock
from bot.delivery.courier import Options
from bot.messages import message
from bot.reminders.subscription import Subscription
from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.engines.engine import Engine
from bot.store.model.delivery import NEVER
from bot.store.model.errors import StoreError
from bot.store.rows.tables import delivery, subscription, wechat_person
from tests.channels.wechat.test_wechat_process import started
from tests.ports import free_port
from tests.serving.servers import Servers
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import WechatWorld

REMINDERS = 2_000
DUE = datetime(2022, 11, 22, 0, 59, tzinfo=UTC)
"""Before the moment that the server pretends, so that all are due when it starts."""
LONGEST_RUN = 2.0
STUCK_SECONDS = 240.0
"""How long nothing may arrive before it is taken for lost."""


async def wish_all(database: str, world: WechatWorld, count: int) -> None:
    """Have each of so many people wish one reminder, a moment after they said something."""
    now, people = system_clock(), [f"oKilled{number:05}" for number in range(count)]
    before = DUE - timedelta(days=1)
    one = Subscription("w1", "moment", "", "", (), moment=DUE, about="交材料", since=before)
    state = json.dumps(one.to_plain(), ensure_ascii=False)
    wishes = [
        {"user_key": f"wechat:{who}", "id": "w1", "state": state, "next_at": DUE, "updated_at": DUE}
        for who in people
    ]
    past, until = datetime(1970, 1, 1, tzinfo=UTC), now + timedelta(hours=48)
    allowed = {"word_left": 5, "word_until": until, "tap_left": 0, "tap_until": past}
    for who in people:
        world.people[who].spoke(now)

    def work(connection: Connection) -> None:
        connection.execute(insert(subscription), wishes)
        connection.execute(
            insert(wechat_person), [{"user_key": f"wechat:{who}", **allowed} for who in people]
        )

    async with await Store.open(database):
        pass
    engine = await open_engine(read_address(database))
    await engine.write(work)
    await engine.close()


def arrived(world: WechatWorld) -> int:
    """How many messages came."""
    return sum(len(person.shown) for person in world.people.values())


async def all_out(store: Store) -> bool:
    """Whether every reminder is at its end: made, and neither under way nor to be sent once more."""
    with contextlib.suppress(StoreError):  # a busy machine: the next look tells
        made = await store.ledger.due_between(DUE - timedelta(days=1), DUE + timedelta(days=1))
        return bool(made) and not await store.ledger.upcoming(DUE + timedelta(days=2), None, 1)
    return False


async def hurry(engine: Engine) -> None:
    """Spare the minute after which what may have arrived is sent once more."""
    waits = (delivery.c.status == "uncertain", delivery.c.ready_at < NEVER)
    with contextlib.suppress(DBAPIError):  # a busy machine: the next look hurries it
        await engine.write(
            lambda connection: connection.execute(update(delivery).where(*waits).values(ready_at=DUE))
        )


async def until_all_out(store: Store, engine: Engine, world: WechatWorld, count: int) -> None:
    """Wait until so many came and none waits, as long as any of them gets on."""
    stood, limit = -1, 0.0
    while arrived(world) < count or not await all_out(store):
        await hurry(engine)
        if arrived(world) != stood:
            stood, limit = arrived(world), time.monotonic() + STUCK_SECONDS
        assert time.monotonic() < limit, f"{stood} of {count} came"
        await asyncio.sleep(1)


async def killed(servers: Servers, database: str, kills: int, reminders: int) -> None:
    """Kill so often while so many go out; then let one finish, and look at what came."""
    chance, world, port = random.Random(), WechatWorld(), free_port()
    await wish_all(database, world, reminders)
    async with WechatServer(world) as platform:
        for _ in range(kills):
            server = await started(servers, platform, port, db=database)
            before = arrived(world)
            async with asyncio.timeout(STUCK_SECONDS):
                while arrived(world) in (before, 0):
                    await asyncio.sleep(0.01)
            await asyncio.sleep(chance.uniform(0.02, LONGEST_RUN))
            await asyncio.to_thread(server.kill)
        server = await started(servers, platform, port, db=database)
        engine = await open_engine(read_address(database))
        async with await Store.open(database) as store:
            await until_all_out(store, engine, world, reminders)
        await engine.close()
        await asyncio.to_thread(server.kill)
    came = [
        [message("remind_maybe_repeated") in text for _, text in one.shown] for one in world.people.values()
    ]
    repeated = [marks for marks in came if len(marks) > 1]
    print(f"{kills} kills, {reminders} reminders, {len(repeated)} came twice")
    assert len(came) == reminders
    assert all(came)
    assert all(marks == [False, True] for marks in repeated)
    assert sum(any(marks) for marks in came) <= kills * Options().in_flight
    assert world.wrong == []


async def test_two_kills_while_reminders_go_out(servers: Servers, url: str) -> None:
    """Two kills at random moments while sixty reminders go out."""
    await killed(servers, url, 2, 60)


@pytest.mark.soak
async def test_five_kills_while_many_reminders_go_out(servers: Servers, url: str) -> None:
    """Five kills at random moments while 2,000 reminders go out."""
    await killed(servers, url, 5, REMINDERS)
