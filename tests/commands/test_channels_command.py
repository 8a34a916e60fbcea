"""`noticebot channels` as people call it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import Store
from bot.store.model.saved import Saved
from tests.ports import free_port
from tests.serving.servers import ROOT
from tests.sink import Gateway
from tests.smtp_server.server import MailHouse, SmtpServer
from tests.telegram_api.running import in_thread
from tests.telegram_api.world import TOKEN

MAIL = {"BOT_MAIL_FROM": "remind@localhost.example", "BOT_PUBLIC_URL": "https://notice.example.com"}
SECRETS = {"BOT_PUSH_SECRET": "the-secret-of-push", "BOT_API_TOKEN": "the-token-of-the-gateway"}


async def called(folder: Path, *options: str, **settings: str) -> tuple[int, str, str]:
    """The exit code of the command, and what it wrote to stdout and stderr."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(folder),
        "BOT_DATA_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "channels", *options),
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, error = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), error.decode()


def plain(out: str) -> dict[str, Any]:
    """The reports by channel."""
    return {one["channel"]: one for one in json.loads(out)["channels"]}


async def test_a_misspelled_setting_is_told(tmp_path: Path) -> None:
    """Whoever looks why a channel is missing reads it, beside the report and not in it."""
    code, out, error = await called(tmp_path, "--json", BOT_PUSH_ULR="http://secret.example/")
    assert (code, json.loads(out)) == (0, {"channels": []})
    assert "BOT_PUSH_ULR" in error
    assert "BOT_PUSH_URL" in error
    assert "secret.example" not in error


async def test_without_a_channel_it_says_so_and_makes_no_database(tmp_path: Path) -> None:
    """Nothing is wrong then, but no reminder goes out."""
    code, out, _ = await called(tmp_path)
    assert code == 0
    assert "channels.md" in out
    assert list(tmp_path.glob("*.db")) == []
    code, out, _ = await called(tmp_path, "--json")
    assert (code, plain(out)) == (0, {})


async def test_all_that_work(tmp_path: Path) -> None:
    """Each with when the last message came in and went out; no secret is shown."""
    async with await Store.open(f"sqlite:///{tmp_path / 'noticebot.db'}") as store:
        moment = datetime(2022, 11, 15, 2, 30, tzinfo=UTC)
        await store.save("telegram:7", replace(Saved(), state={"a": 1}), moment)
    async with SmtpServer(MailHouse()) as server:
        with in_thread() as telegram, Gateway() as gateway:
            settings = {
                "BOT_TELEGRAM_TOKEN": TOKEN,
                "BOT_TELEGRAM_API_URL": telegram,
                "BOT_PUSH_URL": gateway.url,
            }
            settings |= {**SECRETS, **MAIL, "BOT_SMTP_URL": server.url}
            code, out, error = await called(tmp_path, "--json", **settings)
            told, words, _ = await called(tmp_path, **settings)
    assert code == told == 0, out + error
    found = plain(out)
    assert list(found) == ["telegram", "push", "mail"]
    assert all(one["works"] for one in found.values())
    assert found["telegram"]["last_in"].startswith("2022-11-15T02:30")
    assert "2022-11-15 10:30" in words
    for secret in (TOKEN, *SECRETS.values()):
        assert secret not in out + words + error


@pytest.mark.parametrize("broken", ["telegram", "telegram_token", "push", "mail"])
async def test_one_that_does_not_work_is_exit_1_with_what_to_do(tmp_path: Path, broken: str) -> None:
    """The others are looked at all the same."""
    nobody = f"127.0.0.1:{free_port()}"
    async with SmtpServer(MailHouse()) as server:
        with in_thread() as telegram, Gateway() as gateway:
            settings = {
                "BOT_TELEGRAM_TOKEN": "1:wrong" if broken == "telegram_token" else TOKEN,
                "BOT_TELEGRAM_API_URL": f"http://{nobody}" if broken == "telegram" else telegram,
                "BOT_PUSH_URL": f"http://{nobody}/" if broken == "push" else gateway.url,
                "BOT_SMTP_URL": f"smtp://{nobody}" if broken == "mail" else server.url,
            }
            code, out, error = await called(tmp_path, "--json", **settings, **SECRETS, **MAIL)
    assert code == 1, out + error
    wrong = {name for name, one in plain(out).items() if not one["works"]}
    assert wrong == {broken.removesuffix("_token")}
    (finding, *_) = [one for one in plain(out)[wrong.pop()]["findings"] if one["works"] is False]
    assert finding["do"]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"BOT_SMTP_URL": "smtp://mx.example.com"}, "BOT_MAIL_FROM"),
        ({**MAIL, "BOT_SMTP_URL": "imap://mx.example.com"}, "BOT_SMTP_URL"),
    ],
)
async def test_wrong_settings_are_exit_2(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    """In one line with the name of the setting."""
    code, out, error = await called(tmp_path, **settings)
    assert (code, out) == (2, "")
    assert named in error
    assert len(error.strip().split("\n")) == 1
