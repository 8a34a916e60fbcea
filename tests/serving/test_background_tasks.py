"""What runs beside the server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.refusal import Refused
from bot.serving.background_tasks import BackgroundTasks


def nothing() -> None:
    """Nobody is to be told."""


async def test_a_work_that_fails_is_begun_again() -> None:
    """As often as it takes; the others go on."""
    tries: list[int] = []
    done = asyncio.Event()

    async def failing() -> None:
        tries.append(1)
        if len(tries) == 3:
            done.set()
        raise ValueError

    async with BackgroundTasks([failing], nothing, retry=0.0), asyncio.timeout(10):
        await done.wait()
    assert len(tries) >= 3


async def test_works_end_what_they_have_in_hand() -> None:
    """Being stopped twice does not break that off."""
    ended: list[str] = []
    begun = asyncio.Event()

    async def careful() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("well")

    async with BackgroundTasks([careful], nothing) as works:
        await begun.wait()
        works.stop()
        works.stop()
    assert ended == ["well"]


async def test_a_work_that_missed_that_it_was_stopped_is_told_again() -> None:
    """As where what it awaited came at the same moment."""
    begun = asyncio.Event()
    missed: list[int] = []

    async def deaf() -> None:
        begun.set()
        while not missed:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                missed.append(1)
        await asyncio.Event().wait()

    async with asyncio.timeout(30):
        async with BackgroundTasks([deaf], nothing, finish=0.01):
            await begun.wait()
    assert missed == [1]


async def test_a_refusal_is_kept_and_told() -> None:
    """It ends the server: nothing but other settings would help."""
    told: list[Callable[[], None]] = []
    known = asyncio.Event()

    async def refused() -> None:
        raise Refused(str(told))

    def tell() -> None:
        told.append(nothing)
        known.set()

    async with BackgroundTasks([refused], tell) as works:
        await known.wait()
    assert isinstance(works.refusal, Refused)
    assert len(told) == 1
