"""kill -9 of the process that sends, again and again: nothing lost, nothing repeated in silence, nothing a third time."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.delivery.courier import Options
from tests.delivery import processes

REMINDERS = 2_000
GIVEN = {"limits": {"per_second": 150.0}, "patience": {"second": 1.0}, "options": {"poll": 0.2, "slow": 0}}
LONGEST_RUN = 0.8


async def killed(url: str, folder: Path, kills: int, reminders: int, rate: float) -> None:
    """Kill so often while so many are sent; then let one finish, and ask the sink."""
    chance, now = random.Random(), system_clock()
    given = {**GIVEN, "limits": {"per_second": rate}}
    await processes.subscribe(url, reminders, now)
    with processes.sink_process(folder) as sink:
        for _ in range(kills):
            process = sink.start(url, **given)
            processes.wait_until_leading(process)
            await asyncio.sleep(chance.uniform(0.02, LONGEST_RUN))
            processes.kill(process)
        before_last = len(sink.requests())
        process = sink.start(url, **{**given, "limits": {"per_second": 1000.0}})
        processes.wait_until_leading(process)
        found = await processes.all_out(url, now, reminders)
        processes.end(process)
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    print(f"{kills} kills, {before_last} of {reminders} under them: {figures}, {found}")
    marked = sum(request["maybe_repeated"] for request in sink.requests())
    assert (figures.never, figures.silent, figures.thrice) == (0, 0, 0)
    assert figures.repeated <= marked <= kills * Options().in_flight


async def test_five_kills(url: str, tmp_path: Path) -> None:
    """Five kills at random moments while 500 reminders go out."""
    await killed(url, tmp_path, 5, REMINDERS // 4, 150.0)


@pytest.mark.soak
@pytest.mark.parametrize(("kills", "rate"), [(20, 150.0), (200, 15.0)])
async def test_many_kills(url: str, tmp_path: Path, kills: int, rate: float) -> None:
    """Twenty and two hundred kills at random moments while 2,000 reminders go out."""
    await killed(url, tmp_path, kills, REMINDERS, rate)
