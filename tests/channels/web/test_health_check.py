"""How the health of the database is found out."""

from __future__ import annotations

import asyncio

from bot.channels.web.health_check import HealthCheck
from bot.store.model.errors import StoreError
from tests.channels.web.conftest import Ticks


class Asked:
    """A database that counts how often it is asked, and fails with `code` if there is one."""

    def __init__(self) -> None:
        self.times = 0
        self.code = ""
        self.silent = asyncio.Event()
        self.silent.set()

    async def ping(self) -> None:
        self.times += 1
        await self.silent.wait()
        if self.code:
            raise StoreError(code=self.code)


async def test_it_is_asked_once_a_second() -> None:
    """However many want to know; then anew."""
    asked, ticks = Asked(), Ticks()
    check = HealthCheck(asked.ping, ticks)
    assert await asyncio.gather(*(check.trouble() for _ in range(20))) == [""] * 20
    assert asked.times == 1
    asked.code = "full"
    assert await check.trouble() == ""
    ticks.now += 1.0
    assert await check.trouble() == "full"
    asked.code = ""
    ticks.now += 1.0
    assert await check.trouble() == ""


async def test_one_that_does_not_answer_is_not_asked_again() -> None:
    """Those who want to know are told so, and do not pile up at its door."""
    asked, ticks = Asked(), Ticks()
    check = HealthCheck(asked.ping, ticks, wait=0.01)
    asked.silent.clear()
    for _ in range(3):
        assert await check.trouble() == "no_answer"
        ticks.now += 60.0
    assert asked.times == 1
    asked.silent.set()
    while await check.trouble():
        await asyncio.sleep(0)
    assert asked.times <= 2
