"""The settings of a WeChat Official Account (公众号)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.wrong_setting import SettingsError

WECHAT_API = "https://api.weixin.qq.com"
WECHAT_PATH = "/wechat"
"""Where WeChat sends what people say."""
_APP_ID = re.compile(r"wx[0-9A-Za-z_-]{4,38}")
_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_SECRET = re.compile(r"[!-~]{8,128}")
_TEMPLATE = re.compile(r"[A-Za-z0-9_-]{10,100}")
_NEEDED = ("BOT_WECHAT_APP_ID", "BOT_WECHAT_APP_SECRET", "BOT_WECHAT_TOKEN")
_KEY_LENGTH = 43
_SWITCH = {"": False, "0": False, "1": True}


@dataclass(frozen=True)
class WechatSettings:
    """An account as its console shows it. `aes_key` is empty only if `plain`: then bodies are neither sealed nor signed.

    Without `template_id` people are reminded only as long as WeChat lets us answer them.
    """

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    api_url: str = WECHAT_API
    template_id: str = ""
    plain: bool = False


def read_wechat_settings(
    said: Callable[[str], str], address: Callable[[str, str], str]
) -> WechatSettings | None:
    """The settings of WeChat; None if there is none. `said` gives the text of a variable, `address` checks a URL.

    Raises SettingsError for an invalid one, or one that is missing beside the others. No secret is in the error.
    """
    app_id, secret, token = (
        said("BOT_WECHAT_APP_ID"),
        said("BOT_WECHAT_APP_SECRET"),
        said("BOT_WECHAT_TOKEN"),
    )
    key, template = said("BOT_WECHAT_AES_KEY"), said("BOT_WECHAT_TEMPLATE_ID")
    if not any((app_id, secret, token, key, template)):
        return None
    plain = _SWITCH.get(
        shown_setting(
            "BOT_WECHAT_PLAIN", said("BOT_WECHAT_PLAIN"), _SWITCH.__contains__, "setting_wechat_plain"
        ),
        False,
    )
    for name in _NEEDED if plain else (*_NEEDED, "BOT_WECHAT_AES_KEY"):
        _needed(name, said)
    shown_setting("BOT_WECHAT_APP_ID", app_id, _APP_ID.fullmatch, "setting_wechat_app_id")
    checked_setting("BOT_WECHAT_APP_SECRET", secret, _SECRET.fullmatch, "setting_not_visible")
    checked_setting("BOT_WECHAT_TOKEN", token, _TOKEN.fullmatch, "setting_wechat_token")
    checked_setting(
        "BOT_WECHAT_AES_KEY", key, lambda text: not text or is_aes_key(text), "setting_wechat_key"
    )
    if template:
        shown_setting("BOT_WECHAT_TEMPLATE_ID", template, _TEMPLATE.fullmatch, "setting_wechat_template")
    root = address("BOT_WECHAT_API_URL", said("BOT_WECHAT_API_URL") or WECHAT_API).rstrip("/")
    return WechatSettings(app_id, secret, token, key, root, template, plain)


def _needed(name: str, said: Callable[[str], str]) -> None:
    if not said(name):
        raise SettingsError(name, why="setting_wechat_needs")


def checked_setting(name: str, text: str, is_right: Callable[[str], object], why: str) -> str:
    """The text of a variable, if it is right. It may be a secret: no error holds it."""
    if not is_right(text):
        raise SettingsError(name, why=why)
    return text


def shown_setting(name: str, text: str, is_right: Callable[[str], object], why: str) -> str:
    """The text of a variable, if it is right; else the error shows it. `why` says where it is to be copied from."""
    if not is_right(text):
        raise SettingsError(name, text, why)
    return text


def is_aes_key(text: str) -> bool:
    """Whether it is 43 signs of Base64, which with a `=` are 32 bytes."""
    try:
        return len(text) == _KEY_LENGTH and len(base64.b64decode(f"{text}=", validate=True)) == 32
    except binascii.Error:
        return False
