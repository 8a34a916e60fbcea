"""The settings of WeChat: each wrong one is said in one line, and no secret in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages import message
from bot.settings import read_settings
from bot.wechat_settings import WECHAT_API
from bot.wrong_setting import SettingsError
from tests.wechat_api.world import AES_KEY, APP_ID, APP_SECRET, TEMPLATE, TOKEN

RIGHT = {
    "BOT_WECHAT_APP_ID": APP_ID,
    "BOT_WECHAT_APP_SECRET": APP_SECRET,
    "BOT_WECHAT_TOKEN": TOKEN,
    "BOT_WECHAT_AES_KEY": AES_KEY,
}


def test_none_are_needed(tmp_path: Path) -> None:
    """Without any there is no WeChat."""
    assert read_settings({}, tmp_path).wechat is None
    assert read_settings({"BOT_WECHAT_API_URL": "http://127.0.0.1:1"}, tmp_path).wechat is None


def test_all_are_read(tmp_path: Path) -> None:
    """The address of the platform is the usual one; secrets are not shown."""
    found = read_settings({**RIGHT, "BOT_WECHAT_TEMPLATE_ID": TEMPLATE}, tmp_path).wechat
    assert found is not None
    assert (found.api_url, found.template_id, found.plain) == (WECHAT_API, TEMPLATE, False)
    for secret in (APP_SECRET, TOKEN, AES_KEY):
        assert secret not in repr(found)


@pytest.mark.parametrize("missing", sorted(RIGHT))
def test_one_that_is_missing(tmp_path: Path, missing: str) -> None:
    """It is named."""
    given = {name: value for name, value in RIGHT.items() if name != missing}
    with pytest.raises(SettingsError) as caught:
        read_settings(given, tmp_path)
    assert caught.value.name == missing
    assert "\n" not in message(caught.value.why, name=missing, text=caught.value.text)


def test_the_key_is_left_out_only_in_plain_mode(tmp_path: Path) -> None:
    """That is asked for by a setting of its own."""
    given = {**RIGHT, "BOT_WECHAT_PLAIN": "1"}
    del given["BOT_WECHAT_AES_KEY"]
    found = read_settings(given, tmp_path).wechat
    assert found is not None
    assert found.plain


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_WECHAT_APP_ID", "gh_0123456789ab"),
        ("BOT_WECHAT_APP_SECRET", "短"),
        ("BOT_WECHAT_APP_SECRET", "two words"),
        ("BOT_WECHAT_TOKEN", "x"),
        ("BOT_WECHAT_TOKEN", "with-a-dash"),
        ("BOT_WECHAT_AES_KEY", AES_KEY[:-1]),
        ("BOT_WECHAT_AES_KEY", AES_KEY[:-1] + "!"),
        ("BOT_WECHAT_TEMPLATE_ID", "模板"),
        ("BOT_WECHAT_API_URL", "api.weixin.qq.com"),
        ("BOT_WECHAT_PLAIN", "yes"),
    ],
)
def test_one_that_is_wrong(tmp_path: Path, name: str, text: str) -> None:
    """It is named; of a secret nothing is shown."""
    with pytest.raises(SettingsError) as caught:
        read_settings({**RIGHT, name: text}, tmp_path)
    assert caught.value.name == name
    told = message(caught.value.why, name=name, text=caught.value.text)
    assert name in told
    assert caught.value.why != "bad_setting" or name == "BOT_WECHAT_API_URL"  # it says where to copy it from
    if name in ("BOT_WECHAT_APP_SECRET", "BOT_WECHAT_TOKEN", "BOT_WECHAT_AES_KEY"):
        assert text not in told
