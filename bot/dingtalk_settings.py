"""The settings of DingTalk (钉钉): an application of the unit with its robot, and the robot of a group."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.wechat_settings import checked_setting, shown_setting
from bot.wrong_setting import SettingsError

DINGTALK_API = "https://api.dingtalk.com"
_CLIENT_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")
_APP_SECRET = re.compile(r"[!-~]{8,128}")
_ROBOT = re.compile(r"/robot/send\?access_token=[0-9A-Za-z_-]{8,128}")


@dataclass(frozen=True)
class DingtalkSettings:
    """An application as its console shows it; `robot_code` is its ClientID unless the console shows another."""

    client_id: str
    client_secret: str = field(repr=False)
    robot_code: str
    api_url: str = DINGTALK_API


@dataclass(frozen=True)
class DingtalkRobot:
    """The robot of a group: its webhook, and the secret that signs what is sent to it."""

    url: str = field(repr=False)
    secret: str = field(repr=False)


def read_dingtalk_settings(
    said: Callable[[str], str], address: Callable[[str, str], str]
) -> DingtalkSettings | None:
    """The settings of the application; None if there is none. `said` gives the text of a variable, `address` checks a URL.

    Raises SettingsError for an invalid one, or one that is missing beside the others. No secret is in the error.
    """
    client_id, secret = said("BOT_DINGTALK_CLIENT_ID"), said("BOT_DINGTALK_CLIENT_SECRET")
    code = said("BOT_DINGTALK_ROBOT_CODE")
    if not any((client_id, secret, code)):
        return None
    for name in ("BOT_DINGTALK_CLIENT_ID", "BOT_DINGTALK_CLIENT_SECRET"):
        if not said(name):
            raise SettingsError(name, why="setting_dingtalk_needs")
    shown_setting("BOT_DINGTALK_CLIENT_ID", client_id, _CLIENT_ID.fullmatch, "setting_dingtalk_id")
    checked_setting("BOT_DINGTALK_CLIENT_SECRET", secret, _APP_SECRET.fullmatch, "setting_not_visible")
    if code:
        shown_setting("BOT_DINGTALK_ROBOT_CODE", code, _CLIENT_ID.fullmatch, "setting_dingtalk_id")
    root = address("BOT_DINGTALK_API_URL", said("BOT_DINGTALK_API_URL") or DINGTALK_API).rstrip("/")
    return DingtalkSettings(client_id, secret, code or client_id, root)


def read_dingtalk_robot(
    said: Callable[[str], str], address: Callable[[str, str], str]
) -> DingtalkRobot | None:
    """The robot of a group; None if there is none. Raises SettingsError: one that is not signed is not taken."""
    url, secret = said("BOT_DINGTALK_ROBOT_URL"), said("BOT_DINGTALK_ROBOT_SECRET")
    if not url and not secret:
        return None
    for name, text in (("BOT_DINGTALK_ROBOT_URL", url), ("BOT_DINGTALK_ROBOT_SECRET", secret)):
        if not text:
            raise SettingsError(name, why="setting_dingtalk_robot_needs")
    at, name = url.find("/robot/"), "BOT_DINGTALK_ROBOT_URL"
    if at < 0 or not _ROBOT.fullmatch(url[at:]):
        raise SettingsError(name, why="setting_dingtalk_robot")
    try:
        address(name, url[:at])
    except SettingsError as error:
        raise SettingsError(name, why="setting_dingtalk_robot") from error
    checked_setting("BOT_DINGTALK_ROBOT_SECRET", secret, _APP_SECRET.fullmatch, "setting_not_visible")
    return DingtalkRobot(url, secret)
