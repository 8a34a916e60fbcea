"""`noticebot group` as people call it, and what comes of it in the group."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.dingtalk.dingtalk_robot import dingtalk_robot
from bot.channels.wecom.wecom_robot import wecom_robot
from bot.clock import Timer
from bot.delivery.courier import Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.dingtalk_settings import DingtalkRobot
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.premises import OPTIONS, Clockwork, author_of
from tests.dingtalk_api.server import DingtalkServer
from tests.dingtalk_api.world import GROUP_SECRET, DingtalkWorld
from tests.serving.servers import ROOT
from tests.wecom_api.server import WecomServer
from tests.wecom_api.world import WecomWorld


async def called(folder: Path, data: Path, *words: str, **settings: str) -> tuple[int, str, str]:
    """The exit code of `noticebot`, and what it wrote to stdout and stderr."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(folder),
        "BOT_DATA_DIR": str(data),
        "PYTHONPATH": str(ROOT),
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--now", "2022-11-15T10:00", "--db", f"sqlite:///{folder / 'bot.db'}"),
        *words,
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, error = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), error.decode()


@pytest.mark.parametrize("name", ["wecom", "dingtalk"])
async def test_a_group_wishes_is_reminded_and_stops(
    tmp_path: Path, data_dir: Path, shipped: Knowledge, name: str
) -> None:
    """Set, looked at, said in the group by its robot, stopped; `noticebot channels` counts it and says nothing there."""
    clock = Clockwork(datetime(2022, 11, 16, 1, 0, 1, tzinfo=UTC))
    server: WecomServer | DingtalkServer
    server = WecomServer(WecomWorld()) if name == "wecom" else DingtalkServer(DingtalkWorld())
    settings = {"BOT_WECOM_ROBOT_URL": "", "BOT_DINGTALK_ROBOT_URL": "", "BOT_DINGTALK_ROBOT_SECRET": ""}
    settings[f"BOT_{name.upper()}_ROBOT_URL"] = server.robot_url
    settings["BOT_DINGTALK_ROBOT_SECRET"] = "" if name == "wecom" else GROUP_SECRET
    robot = wecom_robot(server.robot_url)
    if name == "dingtalk":
        robot = dingtalk_robot(DingtalkRobot(server.robot_url, GROUP_SECRET))
    async with server:
        code, out, error = await called(tmp_path, data_dir, "group", name, "提前20天和3天提醒", **settings)
        assert (code, error) == (0, "")
        assert "2022年11月16日9:00" in out
        code, out, _ = await called(tmp_path, data_dir, "channels", "--json", **settings)
        (report,) = json.loads(out)["channels"]
        assert (code, report["channel"]) == (0, f"{name}_group")
        assert any("1 条提醒" in one["text"] for one in report["findings"])
        assert server.world.said_in_group == []
        async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
            route = Route(robot, Limiter(Limits(10.0, chat_seconds=0.0), Timer()))
            routes = {f"{name}_group": route}
            dispatcher = Dispatcher(store.ledger, author_of(shipped), routes, clock, options=OPTIONS)
            task = asyncio.create_task(dispatcher.run())
            async with asyncio.timeout(60):
                while not server.world.said_in_group:
                    await asyncio.sleep(0.02)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert "个人申报截止" in server.world.said_in_group[0]
        assert "请回" not in server.world.said_in_group[0]
        code, out, _ = await called(tmp_path, data_dir, "group", name, "停止提醒", **settings)
        assert "已停" in out
        code, out, _ = await called(tmp_path, data_dir, "channels", "--json", **settings)
        (report,) = json.loads(out)["channels"]
        assert any("还没有订提醒" in one["text"] for one in report["findings"])
    await robot.close()


async def test_what_it_refuses(tmp_path: Path, data_dir: Path) -> None:
    """Another name, a robot that is not set: exit 2, one line. It holds no interview of anybody."""
    code, _, error = await called(tmp_path, data_dir, "group", "telegram")
    assert (code, len(error.strip().split("\n"))) == (2, 1)
    code, _, error = await called(tmp_path, data_dir, "group", "wecom")
    assert code == 2
    assert "BOT_WECOM_ROBOT_URL" in error
    url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7eaa-4bc4-97a0"
    code, out, _ = await called(tmp_path, data_dir, "group", "wecom", "我能不能报", BOT_WECOM_ROBOT_URL=url)
    assert code == 0
    assert "1. 在职在岗" not in out
    for order in (
        "/join",
        "/join 1234567890123",
        "/joinok",
        "／unjoin",
    ):  # a person's wishes never go to a group
        code, out, error = await called(
            tmp_path, data_dir, "group", "wecom", *order.split(), BOT_WECOM_ROBOT_URL=url
        )
        assert (code, out) == (2, "")
        assert "私聊" in error
