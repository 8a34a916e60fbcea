"""Settings of e-mail: what is taken, and what is refused in one line before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.mail_settings import MailSettings, Relay
from bot.messages import message
from bot.settings import Settings, read_settings
from bot.wrong_setting import SettingsError

GOOD = {
    "BOT_SMTP_URL": "smtps://remind%40example.cn:p%3Aw%2F%25@smtp.example.cn",
    "BOT_MAIL_FROM": "某县经信局 <remind@example.cn>",
    "BOT_PUBLIC_URL": "https://notice.example.cn/",
}
BOUNCE = {"BOT_MAIL_BOUNCE": "bounce@example.cn", "BOT_MAIL_BOUNCE_TOKEN": "0123456789abcdef"}


def read(**values: str) -> Settings:
    """The settings, with `values` beside the good ones or in their place."""
    return read_settings({**GOOD, **values}, Path("/nowhere"))


def mail(**values: str) -> MailSettings:
    """Those of e-mail."""
    found = read(**values).mail
    assert found is not None
    return found


def test_a_password_of_odd_characters_is_read() -> None:
    """Escaped as in any URL; the port is the usual one."""
    settings = read()
    assert settings.mail is not None
    assert settings.mail.relay == Relay("smtp.example.cn", 465, "tls", "remind@example.cn", "p:w/%")
    assert (settings.mail.sender_name, settings.mail.sender) == ("某县经信局", "remind@example.cn")
    assert settings.public_url == "https://notice.example.cn"
    assert "p:w/%" not in repr(settings)


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("smtp://mx.example.cn", "starttls", 587),
        ("smtp://mx.example.cn:25?tls=none", "none", 25),
        ("smtp://a:b@127.0.0.1:1025?tls=none", "none", 1025),
        ("smtps://mx.例子.cn:994", "tls", 994),
    ],
)
def test_how_the_connection_is_protected(url: str, security: str, port: int) -> None:
    """By the scheme; without protection only where that is asked for."""
    relay = mail(BOT_SMTP_URL=url).relay
    assert (relay.security, relay.port) == (security, port)
    assert relay.host.isascii()


def test_without_any_there_is_no_email() -> None:
    """BOT_PUBLIC_URL alone is no sign of it."""
    assert read_settings({"BOT_PUBLIC_URL": "https://a.example"}, Path("/nowhere")).mail is None
    assert read_settings({}, Path("/nowhere")).mail is None


@pytest.mark.parametrize("missing", list(GOOD))
def test_all_three_are_needed(missing: str) -> None:
    """The one that is missing is named."""
    with pytest.raises(SettingsError) as refused:
        read(**{missing: ""})
    assert refused.value.name == missing


@pytest.mark.parametrize("missing", list(BOUNCE))
def test_returns_need_address_and_token(missing: str) -> None:
    """Neither is of use alone."""
    assert mail(**BOUNCE).bounce == "bounce@example.cn"
    with pytest.raises(SettingsError) as refused:
        read(**{**BOUNCE, missing: ""})
    assert refused.value.name == missing


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_SMTP_URL", "smtp.example.cn"),
        ("BOT_SMTP_URL", "https://smtp.example.cn"),
        ("BOT_SMTP_URL", "smtp://"),
        ("BOT_SMTP_URL", "smtp://mx.example.cn:99999"),
        ("BOT_SMTP_URL", "smtp://mx.example.cn:0"),
        ("BOT_SMTP_URL", "smtp://mx.example.cn/inbox"),
        ("BOT_SMTP_URL", "smtp://user@mx.example.cn"),
        ("BOT_SMTP_URL", "smtp://mx.example.cn?tls=maybe"),
        ("BOT_SMTP_URL", "smtps://mx.example.cn?tls=none"),
        ("BOT_SMTP_URL", "smtp://user:secret@mx.example.cn?tls=none"),
        ("BOT_SMTP_URL", "smtp://user:se%0Acret@mx.example.cn"),
        ("BOT_MAIL_FROM", "remind"),
        ("BOT_MAIL_FROM", "remind@"),
        ("BOT_MAIL_FROM", "a@b.cn, c@d.cn"),
        ("BOT_MAIL_FROM", "局\nBcc: x@y.cn <a@b.cn>"),
        ("BOT_MAIL_FROM", "名" * 61 + " <a@b.cn>"),
        ("BOT_MAIL_FROM", "a..b@example.cn"),
        ("BOT_PUBLIC_URL", "notice.example.cn"),
        ("BOT_PUBLIC_URL", "https://notice.example.cn/a//b"),
        ("BOT_PUBLIC_URL", "https://notice.example.cn/../b"),
        ("BOT_PUBLIC_URL", "https://notice.example.cn/a%20b/"),
        ("BOT_PUBLIC_URL", "https://notice.example.cn?x"),
        ("BOT_MAIL_RATE", "0"),
        ("BOT_MAIL_RATE", "fast"),
        ("BOT_MAIL_DKIM_SELECTOR", "a b"),
    ],
)
def test_what_cannot_work_is_refused_in_one_line(name: str, text: str) -> None:
    """With the name of the setting, and without its password."""
    with pytest.raises(SettingsError) as refused:
        read(**{name: text})
    error = refused.value
    assert error.name == name
    assert error.why != "bad_setting" or name == "BOT_PUBLIC_URL"  # it says how it is to be written
    words = message(error.why, name=error.name, text=error.text)
    assert "\n" not in words.replace(text, "")
    assert "secret" not in words


@pytest.mark.parametrize("token", ["short", "0123456789abcde\u00e9", "0123456789 abcdef"])
def test_a_token_must_be_long_and_plain(token: str) -> None:
    """And is never shown."""
    with pytest.raises(SettingsError) as refused:
        read(**{**BOUNCE, "BOT_MAIL_BOUNCE_TOKEN": token})
    assert refused.value.text == ""
