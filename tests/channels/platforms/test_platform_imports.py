"""Without their settings WeChat, WeCom and DingTalk cost nothing: none of their libraries is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.serving.servers import ROOT

LIBRARIES = {"cryptography", "defusedxml", "websockets"}
ROOMS = ("bot.channels.wechat", "bot.channels.wecom", "bot.channels.dingtalk", "bot.channels.platforms")


@pytest.mark.parametrize(
    "module",
    [
        "bot.cli",
        "bot.serving.serve",
        "bot.serving.http_server",
        "bot.channels.web.app",
        "bot.commands.channels_command",
        "bot.commands.group_command",
    ],
)
def test_a_server_without_them_imports_nothing_of_them(module: str) -> None:
    """Neither the libraries nor the modules of the channels."""
    loaded = modules_after(module)
    assert module in loaded
    assert LIBRARIES & {name.partition(".")[0] for name in loaded} == set()
    assert not any(name.startswith(ROOMS) for name in loaded)


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("bot.channels.dingtalk.dingtalk_robot", {"websockets", "defusedxml"}),
        ("bot.channels.wecom.wecom_robot", {"websockets", "defusedxml"}),
        ("bot.channels.dingtalk.dingtalk_post", {"defusedxml"}),
        ("bot.channels.wecom.wecom_post", {"websockets"}),
    ],
)
def test_each_imports_only_what_it_needs(module: str, without: set[str]) -> None:
    """The robot of a group costs no library, one channel not that of another."""
    assert without & {name.partition(".")[0] for name in modules_after(module)} == set()


def modules_after(module: str) -> set[str]:
    """What is loaded after an import."""
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())
