"""kill -9 of the process that sends letters, again and again: none lost, none twice without a mark, none a third time."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from bot.clock import system_clock
from bot.delivery.courier import Options
from bot.store.database import open_engine
from bot.store.engines.address import read_address
from bot.store.rows.tables import mailbox
from tests import preloaded
from tests.delivery import processes
from tests.serving.servers import ROOT
from tests.smtp_server.running import mail_process

LETTERS = 2_000
LONGEST_RUN = 1.0
MARK = "perhaps again"


async def confirm(database: str, count: int, now: datetime) -> None:
    """Give each of the users a mailbox."""
    rows = [
        {
            "user_key": f"web:u{number}",
            "address": f"u{number}@example.com",
            "name": f"n{number}",
            "confirmed_at": now,
        }
        for number in range(count)
    ]

    def work(connection: Connection) -> None:
        connection.execute(insert(mailbox), rows)

    engine = await open_engine(read_address(database))
    await engine.write(work)
    await engine.close()


def start(folder: Path, database: str, url: str, **given: Any) -> preloaded.Started:
    """A process that sends."""
    with (folder / "mailing.log").open("a") as log:
        return preloaded.start(
            "tests.channels.mail.mailing",
            *(database, url, json.dumps(given)),
            environment={**os.environ, "TMPDIR": str(folder)},
            folder=ROOT,
            stderr=log.fileno(),
        )


def marks_by_recipient(letters: list[dict[str, str]]) -> dict[str, list[bool]]:
    """For each recipient whether the letters that came said that they may be repeated, in order."""
    found: dict[str, list[bool]] = defaultdict(list)
    for letter in letters:
        found[letter["to"]].append(MARK in letter["text"])
    return found


async def killed(database: str, folder: Path, kills: int, letters: int, rate: float) -> None:
    """Kill so often while so many letters go out; then let one finish, and look at what came."""
    chance, now = random.Random(), system_clock()
    await processes.subscribe(database, letters, now, users="web:u")
    await confirm(database, letters, now)
    with mail_process(folder) as house:
        for _ in range(kills):
            process = start(folder, database, house.url, rate=rate, second=1.0)
            processes.wait_until_leading(process)
            await asyncio.sleep(chance.uniform(0.02, LONGEST_RUN))
            processes.kill(process)
        process = start(folder, database, house.url, second=1.0)
        processes.wait_until_leading(process)
        found = await processes.all_out(database, now, letters)
        processes.end(process)
        processes.kill(process)
        came = marks_by_recipient(house.letters())
    repeated = {to: marks for to, marks in came.items() if len(marks) > 1}
    print(f"{kills} kills, {letters} letters, {len(repeated)} came twice, {found}")
    assert set(came) == {f"u{number}@example.com" for number in range(letters)}
    assert all(marks == [False, True] for marks in repeated.values())
    assert sum(any(marks) for marks in came.values()) <= kills * Options().in_flight


async def test_five_kills_while_letters_go_out(url: str, tmp_path: Path) -> None:
    """Five kills at random moments while a hundred letters go out."""
    await killed(url, tmp_path, 5, LETTERS // 20, 25.0)


@pytest.mark.soak
async def test_five_kills_while_many_letters_go_out(url: str, tmp_path: Path) -> None:
    """Five kills at random moments while 2,000 letters go out."""
    await killed(url, tmp_path, 5, LETTERS, 300.0)
