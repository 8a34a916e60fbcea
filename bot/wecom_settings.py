"""The settings of WeCom (企业微信): an application of the unit, and the robot of a group."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.wechat_settings import checked_setting, is_aes_key, shown_setting
from bot.wrong_setting import SettingsError

WECOM_API = "https://qyapi.weixin.qq.com"
WECOM_PATH = "/wecom"
"""Where WeCom sends what people say."""
_CORP_ID = re.compile(r"w[wx][0-9A-Za-z]{4,62}")
_AGENT_ID = re.compile(r"[0-9]{1,12}", re.ASCII)
_CALL_TOKEN = re.compile(r"[A-Za-z0-9]{1,32}")
_APP_SECRET = re.compile(r"[!-~]{8,128}")
_ROBOT = re.compile(r"/cgi-bin/webhook/send\?key=[0-9A-Za-z_-]{8,64}")
_NEEDED = (
    "BOT_WECOM_CORP_ID",
    "BOT_WECOM_AGENT_ID",
    "BOT_WECOM_SECRET",
    "BOT_WECOM_TOKEN",
    "BOT_WECOM_AES_KEY",
)


@dataclass(frozen=True)
class WecomSettings:
    """An application as its console shows it."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    api_url: str = WECOM_API


def read_wecom_settings(
    said: Callable[[str], str], address: Callable[[str, str], str]
) -> WecomSettings | None:
    """The settings of the application; None if there is none. `said` gives the text of a variable, `address` checks a URL.

    Raises SettingsError for an invalid one, or one that is missing beside the others. No secret is in the error.
    """
    corp_id, agent_id, secret, token, key = (said(name) for name in _NEEDED)
    if not any((corp_id, agent_id, secret, token, key)):
        return None
    for name in _NEEDED:
        if not said(name):
            raise SettingsError(name, why="setting_wecom_needs")
    shown_setting("BOT_WECOM_CORP_ID", corp_id, _CORP_ID.fullmatch, "setting_wecom_corp_id")
    shown_setting("BOT_WECOM_AGENT_ID", agent_id, _AGENT_ID.fullmatch, "setting_wecom_agent_id")
    checked_setting("BOT_WECOM_SECRET", secret, _APP_SECRET.fullmatch, "setting_not_visible")
    checked_setting("BOT_WECOM_TOKEN", token, _CALL_TOKEN.fullmatch, "setting_wecom_token")
    checked_setting("BOT_WECOM_AES_KEY", key, is_aes_key, "setting_wecom_key")
    root = address("BOT_WECOM_API_URL", said("BOT_WECOM_API_URL") or WECOM_API).rstrip("/")
    return WecomSettings(corp_id, int(agent_id), secret, token, key, root)


def read_wecom_robot(said: Callable[[str], str], address: Callable[[str, str], str]) -> str:
    """The webhook of the group's robot; empty if there is none. It is a secret. Raises SettingsError for an invalid one."""
    name = "BOT_WECOM_ROBOT_URL"
    url = said(name)
    if url:
        at = url.find("/cgi-bin/")
        if at < 0 or not _ROBOT.fullmatch(url[at:]):
            raise SettingsError(name, why="setting_wecom_robot")
        try:
            address(name, url[:at])
        except SettingsError as error:
            raise SettingsError(name, why="setting_wecom_robot") from error
    return url
