"""The settings of WeCom and DingTalk: each wrong one is said in one line, and no secret in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dingtalk_settings import DINGTALK_API
from bot.messages import message
from bot.settings import read_settings
from bot.wecom_settings import WECOM_API
from bot.wrong_setting import SettingsError
from tests.dingtalk_api.world import CLIENT_ID, CLIENT_SECRET, GROUP_SECRET, GROUP_TOKEN
from tests.wecom_api.world import AES_KEY, AGENT_ID, CORP_ID, ROBOT_KEY, SECRET, TOKEN

WECOM = {
    "BOT_WECOM_CORP_ID": CORP_ID,
    "BOT_WECOM_AGENT_ID": str(AGENT_ID),
    "BOT_WECOM_SECRET": SECRET,
    "BOT_WECOM_TOKEN": TOKEN,
    "BOT_WECOM_AES_KEY": AES_KEY,
}
DINGTALK = {"BOT_DINGTALK_CLIENT_ID": CLIENT_ID, "BOT_DINGTALK_CLIENT_SECRET": CLIENT_SECRET}
ROBOTS = {
    "BOT_WECOM_ROBOT_URL": f"{WECOM_API}/cgi-bin/webhook/send?key={ROBOT_KEY}",
    "BOT_DINGTALK_ROBOT_URL": f"https://oapi.dingtalk.com/robot/send?access_token={GROUP_TOKEN}",
    "BOT_DINGTALK_ROBOT_SECRET": GROUP_SECRET,
}
RIGHT = {**WECOM, **DINGTALK, **ROBOTS}
SECRETS = (SECRET, TOKEN, AES_KEY, CLIENT_SECRET, ROBOT_KEY, GROUP_TOKEN, GROUP_SECRET)


def test_none_are_needed(tmp_path: Path) -> None:
    """Without any there is neither."""
    roots = {"BOT_WECOM_API_URL": "http://127.0.0.1:1", "BOT_DINGTALK_API_URL": "http://127.0.0.1:1"}
    for given in ({}, roots):
        found = read_settings(given, tmp_path)
        assert (found.wecom, found.wecom_robot, found.dingtalk, found.dingtalk_robot) == (
            None,
            "",
            None,
            None,
        )


def test_all_are_read(tmp_path: Path) -> None:
    """The addresses of the platforms are the usual ones; secrets are not shown."""
    found = read_settings(RIGHT, tmp_path)
    assert found.wecom is not None
    assert found.dingtalk is not None
    assert found.dingtalk_robot is not None
    assert (found.wecom.api_url, found.wecom.agent_id) == (WECOM_API, AGENT_ID)
    assert (found.dingtalk.api_url, found.dingtalk.robot_code) == (DINGTALK_API, CLIENT_ID)
    assert found.wecom_robot == ROBOTS["BOT_WECOM_ROBOT_URL"]
    other = read_settings({**DINGTALK, "BOT_DINGTALK_ROBOT_CODE": "dingrobot0123456"}, tmp_path).dingtalk
    assert other is not None
    assert other.robot_code == "dingrobot0123456"
    for secret in SECRETS:
        assert secret not in repr(found)


@pytest.mark.parametrize("missing", sorted({*RIGHT} - {"BOT_WECOM_ROBOT_URL"}))
def test_one_that_is_missing(tmp_path: Path, missing: str) -> None:
    """It is named."""
    given = {name: value for name, value in RIGHT.items() if name != missing}
    with pytest.raises(SettingsError) as caught:
        read_settings(given, tmp_path)
    assert caught.value.name == missing
    assert "\n" not in message(caught.value.why, name=missing, text=caught.value.text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_WECOM_CORP_ID", "gh_0123456789ab"),
        ("BOT_WECOM_AGENT_ID", "one"),
        ("BOT_WECOM_AGENT_ID", "-1"),
        ("BOT_WECOM_SECRET", "短"),
        ("BOT_WECOM_SECRET", "two words"),
        ("BOT_WECOM_TOKEN", "with-a-dash"),
        ("BOT_WECOM_TOKEN", "x" * 33),
        ("BOT_WECOM_AES_KEY", AES_KEY[:-1]),
        ("BOT_WECOM_AES_KEY", AES_KEY[:-1] + "!"),
        ("BOT_WECOM_API_URL", "qyapi.weixin.qq.com"),
        ("BOT_WECOM_ROBOT_URL", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
        ("BOT_WECOM_ROBOT_URL", f"qyapi.weixin.qq.com/cgi-bin/webhook/send?key={ROBOT_KEY}"),
        ("BOT_WECOM_ROBOT_URL", f"https://example.com/else?key={ROBOT_KEY}"),
        ("BOT_DINGTALK_CLIENT_ID", "某"),
        ("BOT_DINGTALK_CLIENT_SECRET", "two words"),
        ("BOT_DINGTALK_ROBOT_CODE", "某"),
        ("BOT_DINGTALK_API_URL", "api.dingtalk.com"),
        ("BOT_DINGTALK_ROBOT_URL", "https://oapi.dingtalk.com/robot/send"),
        ("BOT_DINGTALK_ROBOT_URL", f"oapi.dingtalk.com/robot/send?access_token={GROUP_TOKEN}"),
        ("BOT_DINGTALK_ROBOT_SECRET", "短"),
    ],
)
def test_one_that_is_wrong(tmp_path: Path, name: str, text: str) -> None:
    """It is named; of a secret nothing is shown."""
    with pytest.raises(SettingsError) as caught:
        read_settings({**RIGHT, name: text}, tmp_path)
    assert caught.value.name == name
    told = message(caught.value.why, name=name, text=caught.value.text)
    assert name in told
    assert caught.value.why != "bad_setting" or name.endswith("_API_URL")  # it says where to copy it from
    if name.endswith(("_SECRET", "_TOKEN", "_AES_KEY")):
        assert text not in told
    for secret in SECRETS:
        assert secret not in told
