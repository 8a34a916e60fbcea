"""kill -9 of the process that reminds people through a platform, again and again: none lost, none twice without a mark."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.clock import system_clock
from bot.delivery.courier import Options
from bot.store.database import open_engine
from bot.store.engines.address import read_address
from bot.store.rows.tables import wechat_person
from tests import preloaded
from tests.delivery import processes
from tests.dingtalk_api.server import DingtalkServer
from tests.dingtalk_api.world import DingtalkWorld
from tests.platforms.strict_server import StrictServer
from tests.platforms.world import World
from tests.serving.servers import ROOT
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import Person, WechatWorld
from tests.wecom_api.server import WecomServer
from tests.wecom_api.world import WecomWorld

REMINDERS = 2_000
LONGEST_RUN = 1.0
MARK = "perhaps again"
SERVERS: dict[str, Callable[[], StrictServer]] = {
    "dingtalk": lambda: DingtalkServer(DingtalkWorld()),
    "wechat": lambda: WechatServer(WechatWorld()),
    "wecom": lambda: WecomServer(WecomWorld()),
}


async def spoke(database: str, world: World[Any], count: int, now: datetime) -> None:
    """Have so many people be there, and have said something just now: WeChat lets nobody else be written to."""
    for person in (world.people[f"u{number}"] for number in range(count)):
        person.exists = True
        if isinstance(person, Person):
            person.spoke(now)
    until = now + timedelta(hours=48)
    allowed = {"word_left": 5, "word_until": until, "tap_left": 0, "tap_until": now}
    rows = [{"user_key": f"wechat:u{number}", **allowed} for number in range(count)]
    engine = await open_engine(read_address(database))
    await engine.write(lambda connection: connection.execute(insert(wechat_person), rows) and None)
    await engine.close()


def start(folder: Path, channel: str, database: str, root: str, **given: Any) -> preloaded.Started:
    """A process that reminds."""
    with (folder / "reminding.log").open("a") as log:
        return preloaded.start(
            "tests.channels.platforms.reminding",
            *(channel, database, root, json.dumps(given)),
            environment={**os.environ, "TMPDIR": str(folder)},
            folder=ROOT,
            stderr=log.fileno(),
        )


async def killed(channel: str, database: str, folder: Path, kills: int, count: int, rate: float) -> None:
    """Kill so often while so many reminders go out; then let one finish, and look at what people saw."""
    chance, now = random.Random(), system_clock()
    await processes.subscribe(database, count, now, users=f"{channel}:u")
    async with SERVERS[channel]() as server:
        world: Any = server.world  # type: ignore[attr-defined]
        await spoke(database, world, count, now)

        async def begun(**given: Any) -> preloaded.Started:
            process = start(folder, channel, database, server.url, **given)
            await asyncio.to_thread(processes.wait_until_leading, process)
            return process

        for _ in range(kills):
            process = await begun(rate=rate, second=1.0)
            await asyncio.sleep(chance.uniform(0.02, LONGEST_RUN))
            await asyncio.to_thread(processes.kill, process)
        process = await begun(second=1.0)
        found = await processes.all_out(database, now, count)
        await asyncio.to_thread(processes.end, process)
        await asyncio.to_thread(processes.kill, process)
        marks: dict[str, list[bool]] = defaultdict(list)
        for name, person in world.people.items():
            marks[name] = [MARK in text for _, text in person.shown]
        assert world.wrong == []
    repeated = {person: found for person, found in marks.items() if len(found) > 1}
    print(f"{channel}: {kills} kills, {count} reminders, {len(repeated)} came twice, {found}")
    assert all(marks[f"u{number}"] for number in range(count))
    assert all(seen == [False, True] for seen in repeated.values())
    assert sum(any(seen) for seen in marks.values()) <= kills * Options().in_flight


@pytest.mark.parametrize("channel", sorted(SERVERS))
async def test_five_kills_while_reminders_go_out(url: str, tmp_path: Path, channel: str) -> None:
    """Five kills at random moments while a hundred reminders go out."""
    await killed(channel, url, tmp_path, 5, REMINDERS // 20, 25.0)


@pytest.mark.soak
@pytest.mark.parametrize("channel", sorted(SERVERS))
async def test_five_kills_while_many_reminders_go_out(url: str, tmp_path: Path, channel: str) -> None:
    """Five kills at random moments while 2,000 reminders go out."""
    await killed(channel, url, tmp_path, 5, REMINDERS, 300.0)
