"""Private numbers over the wires of a whole server: its database, the log of that, and its own log hold none of them."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.messages import message
from tests.serving.servers import Servers
from tests.telegram_api.phone import Phones, labels
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

IDENTITY, CARD, PHONE, CALLED = "11010519491231002X", "6222021202041701419", "13800138000", "13900139000"
ANNA = 1001


def held(folder: Path) -> bytes:
    """All that the files of the database hold."""
    return b"".join(file.read_bytes() for file in folder.glob("bot.db*"))


async def _emptied(folder: Path, numbers: list[bytes]) -> None:
    """Wait until a checkpoint leaves none of the numbers in the database: an incoming row is emptied right after its answer."""
    deadline = time.monotonic() + 10
    while True:
        with closing(sqlite3.connect(folder / "bot.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        left = [number for number in numbers if number in held(folder)]
        if not left:
            return
        assert time.monotonic() < deadline, left
        await asyncio.sleep(0.05)


async def test_nothing_that_is_stored_or_logged_holds_a_private_number(servers: Servers) -> None:
    """Through the API and through Telegram, while the server runs, after a checkpoint, and after its end.

    A phone to call is stored with the wish to be reminded of it, until that is deleted with all else.
    """
    with in_thread() as telegram:
        settings = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": telegram}
        server = servers.start(settings=settings)
        word = message("private_number")
        async with Phones(telegram) as phones:
            with server.client() as client:
                for number in (IDENTITY, CARD, PHONE):
                    asked = {"text": f"我的号码{number}，什么时候截止", "id": number[:4]}
                    replies = client.post("/api/messages", json=asked).json()["replies"]
                    assert replies[0]["text"] == word
                    assert "2022年12月6日" in replies[1]["text"]
            for said in (IDENTITY, f"银行卡{CARD}", f"{PHONE}打了没人接"):
                assert (await phones.ask(ANNA, said))[0]["text"] == word
            await phones.ask(ANNA, f"12月3日提醒我打{CALLED}")
            assert CALLED.encode() in held(servers.folder)
            await phones.say(ANNA, "/forget")
            async with asyncio.timeout(60):
                while "全部删掉" not in labels((await phones.said(ANNA))[-1]):
                    await asyncio.sleep(0.05)
            await phones.tap(ANNA, "全部删掉")
        numbers = [number.encode() for number in (IDENTITY, CARD, PHONE)]
        assert not [number for number in numbers if number in held(servers.folder)]
        numbers.append(CALLED.encode())
        await _emptied(servers.folder, numbers)
        assert server.stop() == 0
    log = f"{server.events}{server.words}".encode()
    assert not [number for number in numbers if number in held(servers.folder) + log]
