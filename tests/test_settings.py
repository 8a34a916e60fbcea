"""Settings from the environment and .env."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, read_settings, shipped_knowledge


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


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"\x00=\x00", b"=x\n==\n"])
def test_a_broken_dotenv_file_does_no_harm(tmp_path: Path, content: bytes) -> None:
    """The user's own folders are used."""
    (tmp_path / ".env").write_bytes(content)
    settings = read_settings({}, tmp_path)
    assert settings.data_dir.is_absolute()
    assert settings.cache_dir.is_absolute()


def test_origins_are_read_as_browsers_write_them(tmp_path: Path) -> None:
    """Between spaces or commas, without a slash at the end."""
    said = {"BOT_WIDGET_ORIGINS": "https://A.example/, http://b.example:8080 https://*.c.example"}
    expected = ("https://a.example", "http://b.example:8080", "https://*.c.example")
    assert read_settings(said, tmp_path).widget_origins == expected
    assert read_settings({}, tmp_path).widget_origins == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_WIDGET_ORIGINS", "a.example"),
        ("BOT_WIDGET_ORIGINS", "https://a.example/page"),
        ("BOT_WIDGET_ORIGINS", "https://a.example;script-src"),
        ("BOT_WIDGET_ORIGINS", "*"),
        ("BOT_PUSH_URL", "nonsense"),
        ("BOT_PUSH_URL", "ftp://push.example"),
        ("BOT_TELEGRAM_API_URL", "api.telegram.org"),
        ("BOT_TELEGRAM_RATE", "0"),
        ("BOT_CLIENT_RATE", "many"),
        ("BOT_CLIENT_RATE", "-1"),
        ("BOT_CLIENT_RATE", "nan"),
        ("BOT_CLIENT_RATE", "inf"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(tmp_path: Path, name: str, text: str) -> None:
    """Nobody has to guess which one it was."""
    with pytest.raises(SettingsError) as refused:
        read_settings({name: text}, tmp_path)
    assert (refused.value.name, refused.value.text) == (name, text)
