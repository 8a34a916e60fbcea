"""Settings from environment variables (prefix BOT_) and a `.env` file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

APP = "noticebot"
TELEGRAM_API = "https://api.telegram.org"
TELEGRAM_RATE = 30.0
"""Messages a second that Telegram lets a bot send; more only to bots that pay for it, or by a server of one's own."""
LOCAL_PROXY = "127.0.0.1"
DATABASE_MB = 4096.0
"""A database that is larger takes no new anonymous sessions."""
CLIENT_RATE = 200.0
"""Requests a second that one address may keep up."""


_HTTP = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]{1,5})?")
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


class SettingsError(ValueError):
    """An invalid setting: the `name` of the variable and its `text`."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self.name = name
        self.text = text


@dataclass(frozen=True)
class Settings:
    """The settings of a process; an empty text means that the setting is not given.

    `data_dir` holds files that must be kept, `cache_dir` files that can be made again. `database_url` is by default an
    SQLite file in `data_dir`. Without `telegram_token` there is no Telegram, without `push_url` no push channel. Rates
    are per second; `client_rate` 0 and `database_mb` 0 mean no limit.
    `ca_file` and `ca_folder` hold the authorities whose certificates are accepted.
    `trusted_proxies` are addresses, comma-separated; `hosts` are the names under
    which the server may be reached.
    """

    data_dir: Path
    cache_dir: Path
    database_url: str = ""
    api_token: str = field(default="", repr=False)
    push_url: str = ""
    push_secret: str = field(default="", repr=False)
    telegram_token: str = field(default="", repr=False)
    telegram_api_url: str = TELEGRAM_API
    telegram_proxy: str = field(default="", repr=False)
    telegram_webhook_url: str = ""
    telegram_webhook_secret: str = field(default="", repr=False)
    telegram_rate: float = TELEGRAM_RATE
    widget_origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    trusted_proxies: str = LOCAL_PROXY
    client_rate: float = CLIENT_RATE
    database_mb: float = DATABASE_MB
    ca_file: str = ""
    ca_folder: str = ""


def shipped_knowledge() -> Path:
    """The folder of the pack that comes with the program: inside the wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent / "knowledge"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[1] / "knowledge"


def read_settings(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """The settings in `environment`; those missing there come from `.env` in `folder` (default: the working directory).

    Raises SettingsError for an invalid one.
    """
    from platformdirs import user_cache_path, user_data_path

    values = {**_dotenv((folder or Path.cwd()) / ".env"), **environment}
    named = values.get("BOT_DATA_DIR", "").strip()
    data = Path(named).expanduser() if named else user_data_path(APP)
    cache = data / "cache" if named else user_cache_path(APP)

    def said(name: str, default: str = "") -> str:
        return values.get(name, "").strip() or default

    return Settings(
        data,
        cache,
        database_url=said("BOT_DATABASE_URL", f"sqlite:///{data / f'{APP}.db'}"),
        api_token=said("BOT_API_TOKEN"),
        push_url=_address("BOT_PUSH_URL", said("BOT_PUSH_URL")),
        push_secret=said("BOT_PUSH_SECRET"),
        telegram_token=said("BOT_TELEGRAM_TOKEN"),
        telegram_api_url=_address("BOT_TELEGRAM_API_URL", said("BOT_TELEGRAM_API_URL", TELEGRAM_API)),
        telegram_proxy=said("BOT_TELEGRAM_PROXY"),
        telegram_webhook_url=said("BOT_TELEGRAM_WEBHOOK_URL"),
        telegram_webhook_secret=said("BOT_TELEGRAM_WEBHOOK_SECRET"),
        telegram_rate=_rate("BOT_TELEGRAM_RATE", said("BOT_TELEGRAM_RATE", str(TELEGRAM_RATE)), least=0.01),
        widget_origins=_origins("BOT_WIDGET_ORIGINS", said("BOT_WIDGET_ORIGINS")),
        hosts=_hosts("BOT_HOSTS", said("BOT_HOSTS")),
        trusted_proxies=said("BOT_TRUSTED_PROXIES", LOCAL_PROXY),
        database_mb=_rate("BOT_DATABASE_MB", said("BOT_DATABASE_MB", str(DATABASE_MB))),
        ca_file=said("SSL_CERT_FILE"),
        ca_folder=said("SSL_CERT_DIR"),
        client_rate=_rate("BOT_CLIENT_RATE", said("BOT_CLIENT_RATE", str(CLIENT_RATE))),
    )


def _origins(name: str, text: str) -> tuple[str, ...]:
    """Origins (scheme, host, port) as browsers send them, separated by spaces or commas."""
    origins = tuple(text.lower().replace(",", " ").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin.removesuffix("/")):
            raise SettingsError(name, origin)
    return tuple(origin.removesuffix("/") for origin in origins)


def _hosts(name: str, text: str) -> tuple[str, ...]:
    """Host names without a port, separated by spaces or commas."""
    names = tuple(text.lower().replace(",", " ").split())
    for one in names:
        if not _NAME.fullmatch(one):
            raise SettingsError(name, one)
    return names


def _address(name: str, text: str) -> str:
    """An http or https URL; empty if none is set."""
    if text and not _HTTP.match(text):
        raise SettingsError(name, text)
    return text


def _rate(name: str, text: str, least: float = 0.0) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not least <= rate < 1e9:
        raise SettingsError(name, text)
    return rate


def _dotenv(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file. All other lines are ignored, and a file that is missing or unreadable is empty."""
    if not path.is_file():
        return {}
    import logging  # most people have no such file, and need none of this

    from dotenv import dotenv_values

    logging.getLogger("dotenv").setLevel(logging.ERROR)  # it would warn of each line that is none
    try:
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: value for name, value in found.items() if value is not None}
