"""Settings from the environment and .env."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.commands.invocation import words_of
from bot.setting_names import NAMES, UnknownName
from bot.settings import read_settings, shipped_knowledge
from bot.wrong_setting import SettingsError


def test_the_shipped_pack_is_there() -> None:
    """The pack travels with the program."""
    assert {path.name for path in shipped_knowledge().iterdir()} >= {"notice.md", "faq.yaml", "notice.yaml"}


def test_the_data_folder_is_named_by_the_environment(tmp_path: Path) -> None:
    """BOT_DATA_DIR holds data and cache."""
    settings = read_settings({"BOT_DATA_DIR": str(tmp_path / "data")}, tmp_path)
    assert settings.data_dir == tmp_path / "data"
    assert settings.cache_dir.is_relative_to(settings.data_dir)
    assert not settings.data_dir.exists()


@pytest.mark.parametrize(
    "line",
    ["BOT_DATA_DIR=/x/y", "export BOT_DATA_DIR=/x/y", 'BOT_DATA_DIR="/x/y"', " BOT_DATA_DIR = '/x/y' "],
)
def test_a_dotenv_file_is_read(tmp_path: Path, line: str) -> None:
    """As people write it: quoted, exported, spaced."""
    (tmp_path / ".env").write_text(f"# settings\n\n{line}\nnonsense\n", encoding="utf-8")
    assert read_settings({}, tmp_path).data_dir == Path("/x/y")


def test_the_environment_wins_over_dotenv(tmp_path: Path) -> None:
    """What is set by hand is meant."""
    (tmp_path / ".env").write_text("BOT_DATA_DIR=/x/y\n", encoding="utf-8")
    assert read_settings({"BOT_DATA_DIR": "/z"}, tmp_path).data_dir == Path("/z")


def test_a_value_is_taken_as_it_stands(tmp_path: Path) -> None:
    """A dollar sign in a password is one; a # within a value is no comment, one after a space is."""
    lines = "BOT_PUSH_SECRET=${HOME}a#b\nBOT_API_TOKEN='c d' # note\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8-sig")
    settings = read_settings({}, tmp_path)
    assert (settings.push_secret, settings.api_token) == ("${HOME}a#b", "c d")


def test_a_dotenv_file_of_nonsense_is_passed_over_in_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Standard error is for what the person asked for."""
    (tmp_path / ".env").write_text("what is this?\n[section]\n", encoding="utf-8")
    assert read_settings({}, tmp_path).api_token == ""
    assert caplog.records == []


@pytest.mark.parametrize("content", [b"", b"\x00=\x00", b"=x\n==\n"])
def test_a_broken_dotenv_file_does_no_harm(tmp_path: Path, content: bytes) -> None:
    """The user's own folders are used."""
    (tmp_path / ".env").write_bytes(content)
    settings = read_settings({}, tmp_path)
    assert settings.data_dir.is_absolute()
    assert settings.cache_dir.is_absolute()


@pytest.mark.parametrize("content", [b"\xff\xfe", "# 设置\nBOT_API_TOKEN=x\n".encode("gbk")])
def test_a_dotenv_file_in_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    """What stands in it was meant: to start without it would be another program."""
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsError, match=r"\.env"):
        read_settings({}, tmp_path)


@pytest.mark.parametrize(
    "line",
    ["BOT_PUSH_URL http://x.example/", "BOT_CLIENT_RATE", " export BOT_API_TOKEN: x", "BOT_HOSTS：a.b"],
)
def test_a_setting_without_a_value_in_a_dotenv_file_is_refused(tmp_path: Path, line: str) -> None:
    """Somebody meant to set it: the name is told, the value, which may be a secret, is not."""
    (tmp_path / ".env").write_text(f"BOT_OPERATOR=县经信局\n# BOT_PUSH_SECRET\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings({}, tmp_path)
    assert line.split("BOT_")[1].startswith(caught.value.text.removeprefix("BOT_"))


def test_a_dotenv_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one of root alone; a folder of that name, as some keep their Python in, is no such file."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / ".env").write_text("BOT_API_TOKEN=x\n", encoding="utf-8")
    monkeypatch.setattr("dotenv.dotenv_values", refuse)
    with pytest.raises(SettingsError, match="Permission denied"):
        read_settings({}, tmp_path)
    (tmp_path / "other" / ".env").mkdir(parents=True)
    assert read_settings({}, tmp_path / "other").api_token == ""


@pytest.mark.parametrize(
    "text",
    ["10.0.0.0/8", "127.0.0.1, ::1", "*", "192.168.1.7", "2001:db8::/32,10.1.2.3"],
)
def test_proxies_are_addresses_and_networks(tmp_path: Path, text: str) -> None:
    """As the server reads them."""
    assert read_settings({"BOT_TRUSTED_PROXIES": text}, tmp_path).trusted_proxies == text.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_API_TOKEN", "口令"),
        ("BOT_API_TOKEN", "a\x7fb"),
        ("BOT_TELEGRAM_TOKEN", "123:абв"),
        ("BOT_TELEGRAM_WEBHOOK_SECRET", "a\tb"),
        ("BOT_TELEGRAM_PROXY", "http://me:hush@host:99999"),
    ],
)
def test_a_secret_that_cannot_work_is_refused_and_not_shown(tmp_path: Path, name: str, text: str) -> None:
    """An HTTP header carries visible ASCII alone."""
    with pytest.raises(SettingsError) as refused:
        read_settings({name: text}, tmp_path)
    assert refused.value.name == name
    assert text not in str(refused.value)


@pytest.mark.parametrize("text", ["http://me:hush@/", "http://me:hush@ho*st/", "http://me:hu@sh@host:0/"])
def test_a_password_in_an_address_is_not_shown(tmp_path: Path, text: str) -> None:
    """Of an address that is refused the rest is."""
    with pytest.raises(SettingsError) as refused:
        read_settings({"BOT_PUSH_URL": text}, tmp_path)
    assert refused.value.text == f"http://…@{text.rpartition('@')[2]}"
    assert "hush" not in repr(read_settings({"BOT_PUSH_URL": "http://me:hush@host/"}, tmp_path))


def test_hosts_are_names_in_any_case(tmp_path: Path) -> None:
    """Between spaces or commas; a size of 0 is no limit."""
    said = {"BOT_HOSTS": "Notice.example.org, b.example", "BOT_DATABASE_MB": "0"}
    settings = read_settings(said, tmp_path)
    assert (settings.hosts, settings.database_mb) == (("notice.example.org", "b.example"), 0.0)
    assert read_settings({}, tmp_path).hosts == ()


def test_origins_are_read_as_browsers_write_them(tmp_path: Path) -> None:
    """Between spaces or commas, without a slash at the end."""
    said = {"BOT_WIDGET_ORIGINS": "https://A.example/, http://b.example:8080 https://*.c.example"}
    expected = ("https://a.example", "http://b.example:8080", "https://*.c.example")
    assert read_settings(said, tmp_path).widget_origins == expected
    assert read_settings({}, tmp_path).widget_origins == ()


def test_who_runs_the_site_and_its_numbers(tmp_path: Path) -> None:
    """Numbers stand between semicolons, of either width, and may have the address of their register behind them."""
    said = {
        "BOT_OPERATOR": "某县经信局",
        "BOT_OPERATOR_CONTACT": "0570-1234567",
        "BOT_REGISTRATIONS": "浙ICP备1号 https://beian.example/?a=1；许可证 第7号;",
    }
    settings = read_settings(said, tmp_path)
    assert (settings.operator, settings.operator_contact) == ("某县经信局", "0570-1234567")
    assert settings.registrations == (("浙ICP备1号", "https://beian.example/?a=1"), ("许可证 第7号", ""))
    assert read_settings({}, tmp_path).registrations == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_OPERATOR", "甲\n乙"),
        ("BOT_OPERATOR_CONTACT", "电" * 101),
        ("BOT_REGISTRATIONS", "https://beian.example"),
        ("BOT_REGISTRATIONS", "备1号 javascript://x"),
        ("BOT_REGISTRATIONS", "备1号 https://a.example 多"),
        ("BOT_WIDGET_ORIGINS", "a.example"),
        ("BOT_WIDGET_ORIGINS", "https://a.example/page"),
        ("BOT_WIDGET_ORIGINS", "https://a.example;script-src"),
        ("BOT_WIDGET_ORIGINS", "*"),
        ("BOT_PUSH_URL", "nonsense"),
        ("BOT_PUSH_URL", "ftp://push.example"),
        ("BOT_PUSH_URL", "localhost:9000"),
        ("BOT_PUSH_URL", "ftp://x/"),
        ("BOT_PUSH_URL", "http://:9000/"),
        ("BOT_PUSH_URL", "http://host:99999/"),
        ("BOT_PUSH_URL", "http://host:port/"),
        ("BOT_PUSH_URL", "http://host:0/"),
        ("BOT_PUSH_URL", "http://[::1/"),
        ("BOT_PUSH_URL", "http://a b/"),
        ("BOT_PUSH_URL", "http://host/#part"),
        ("BOT_TELEGRAM_API_URL", "http://host/?x=1"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "bot.example.org/telegram"),
        ("BOT_WIDGET_ORIGINS", "https://a.example:99999"),
        ("BOT_TRUSTED_PROXIES", "nonsense"),
        ("BOT_TRUSTED_PROXIES", "localhost"),
        ("BOT_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("BOT_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("BOT_TELEGRAM_API_URL", "api.telegram.org"),
        ("BOT_TELEGRAM_RATE", "0.01"),
        ("BOT_CLIENT_RATE", "0.01"),
        ("BOT_TELEGRAM_RATE", "0"),
        ("BOT_CLIENT_RATE", "many"),
        ("BOT_CLIENT_RATE", "-1"),
        ("BOT_CLIENT_RATE", "nan"),
        ("BOT_CLIENT_RATE", "inf"),
        ("BOT_DATABASE_MB", "much"),
        ("BOT_DATABASE_MB", "-1"),
        ("BOT_HOSTS", "https://notice.example.org"),
        ("BOT_HOSTS", "notice.example.org:8080"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(tmp_path: Path, name: str, text: str) -> None:
    """Nobody has to guess which one it was."""
    with pytest.raises(SettingsError) as refused:
        read_settings({name: text}, tmp_path)
    assert (refused.value.name, refused.value.text) == (name, text)


def test_where_the_desk_listens(tmp_path: Path) -> None:
    """A host and a port, on this machine unless it is said; `off` for nowhere."""

    def bind(text: str) -> tuple[str, int] | None:
        return read_settings({"BOT_DESK_BIND": text}, tmp_path).desk_bind

    assert bind("") == ("127.0.0.1", 8081)
    assert bind("0.0.0.0:9000") == ("0.0.0.0", 9000)
    assert bind("[::1]:9000") == ("::1", 9000)
    assert bind("Off") is None
    for wrong in ("8081", ":8081", "host:", "host:99999", "host:-1", "host:八"):
        with pytest.raises(SettingsError):
            bind(wrong)


def test_for_how_long_words_are_kept(tmp_path: Path) -> None:
    """Not at all unless it is said, and for thirty days at most."""

    def days(text: str) -> int:
        return read_settings({"BOT_KEEP_QUESTIONS": text}, tmp_path).keep_questions

    assert [days(text) for text in ("", "0", "7", "30")] == [0, 0, 7, 30]
    for wrong in ("31", "-1", "yes", "1.5", "999"):
        with pytest.raises(SettingsError):
            days(wrong)


def test_the_names_are_those_that_are_read() -> None:
    """A new setting is not told to be a misspelled one, and one that is gone is."""
    bot = Path(__file__).resolve().parents[1] / "bot"
    files = (path for path in bot.glob("*settings.py"))
    read = {
        name for file in files for name in re.findall(r"\bBOT_[A-Z_]{2,}\b", file.read_text(encoding="utf-8"))
    }
    assert read == NAMES


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("BOT_TELEGRAM_TOKN", "BOT_TELEGRAM_TOKEN"),
        ("BOT_PUSHURL", "BOT_PUSH_URL"),
        ("bot_push_url", "BOT_PUSH_URL"),
        ("BOT_DB_URL", "BOT_DATABASE_URL"),
        ("BOT_DATABASE", "BOT_DATABASE_MB"),
        ("BOT_HOST", "BOT_HOSTS"),
        ("BOT_", ""),
        ("BOT_端口", ""),
        ("BOT_TIME", ""),
    ],
)
def test_a_misspelled_name_is_told_and_refuses_nothing(tmp_path: Path, name: str, nearest: str) -> None:
    """With the name that is nearest, if one is near; in the file as in the environment."""
    assert read_settings({name: "x", "BOT_OPERATOR": "y"}, tmp_path).unknown == (UnknownName(name, nearest),)
    (tmp_path / ".env").write_text(f"{name}=secret\n", encoding="utf-8")
    settings = read_settings({"PATH": "x", "ROBOT_NAME": "y"}, tmp_path)
    assert [one.name for one in settings.unknown] == [name]
    assert "secret" not in "".join(map(words_of, settings.unknown))


def test_a_name_with_odd_signs_stays_one_line(tmp_path: Path) -> None:
    """A terminal would obey them."""
    (told,) = read_settings({"BOT_\x1b[2J\nX": "y"}, tmp_path).unknown
    assert words_of(told).isprintable()


def test_no_name_is_misspelled_where_all_are_right(tmp_path: Path) -> None:
    """Nor is an empty one, or one of another program."""
    given = {"BOT_OPERATOR": "", "BOTANY_URL": "x", "MY_BOT_TOKEN": "y"}
    assert read_settings(given, tmp_path).unknown == ()


def test_a_setting_that_is_missing_because_it_is_misspelled(tmp_path: Path) -> None:
    """The refusal comes with the name that was meant."""
    given = {"BOT_SMTP_URL": "smtps://a.example", "BOT_MAIL_FORM": "a@b.cn", "BOT_PUBLIC_URL": "https://b.cn"}
    with pytest.raises(SettingsError) as refused:
        read_settings(given, tmp_path)
    assert refused.value.name == "BOT_MAIL_FROM"
    assert refused.value.unknown == (UnknownName("BOT_MAIL_FORM", "BOT_MAIL_FROM"),)
