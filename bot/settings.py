"""Settings from environment variables (prefix BOT_) and a `.env` file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from bot.dingtalk_settings import (
    DingtalkRobot,
    DingtalkSettings,
    read_dingtalk_robot,
    read_dingtalk_settings,
)
from bot.mail_settings import MailSettings, read_mail_settings
from bot.setting_names import UnknownName, unknown_names
from bot.web_address import is_callable, without_user
from bot.wechat_settings import WechatSettings, read_wechat_settings
from bot.wecom_settings import WecomSettings, read_wecom_robot, read_wecom_settings
from bot.wrong_setting import SettingsError

APP = "noticebot"
TELEGRAM_API = "https://api.telegram.org"
TELEGRAM_RATE = 30.0
"""Messages a second that Telegram lets a bot send; more only to bots that pay for it, or by a server of one's own."""
LOCAL_PROXY = "127.0.0.1"
DATABASE_MB = 4096.0
"""A database that is larger takes no new anonymous sessions."""
LONGEST_KEPT_DAYS = 30
MOST_WORKERS = 64
DESK_BIND = "127.0.0.1:8081"
CLIENT_RATE = 200.0
"""Requests a second that one address may keep up."""


_WEB = ("http", "https")
_PROXY = (*_WEB, "socks5", "socks5h")
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]{1,5})?")
_SLOWEST_RATE = 1.0
"""Of a slower rate nothing would be left for a single session."""
_LONGEST_LINE = 100
_VISIBLE = re.compile(r"[ -~]*")
"""What an HTTP header can carry as a token."""
_NO_VALUE = re.compile(r"^[ \t]*(?:export[ \t]+)?(BOT_[A-Z_]+)\b(?![ \t]*=)", re.MULTILINE)
"""A line of a `.env` file that names a setting and gives it no value."""
_SEGMENT = re.compile(r"(?!\.+$)[A-Za-z0-9._~-]+")
"""A part of a path that is the same in every way of writing it."""
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


@dataclass(frozen=True)
class Settings:
    """The settings of a process; an empty text means that the setting is not given.

    `data_dir` holds files that must be kept, `cache_dir` files that can be made again. `database_url` is by default an
    SQLite file in `data_dir`. Without `telegram_token` there is no Telegram, without `push_url` no push channel. Rates
    are per second; `client_rate` 0 and `database_mb` 0 mean no limit. `ca_file` and `ca_folder` hold the authorities whose
    certificates are accepted. `trusted_proxies` are addresses and networks, comma-separated; `hosts` are the names under
    which the server may be reached. `operator` runs it and is reached by `operator_contact`; `registrations` are the numbers
    under which the site is registered, each with the address of its register, or an empty one. Without `mail` there is no
    e-mail, without `wechat` no WeChat, without `wecom` no WeCom, without `dingtalk` no DingTalk; the robots are those of groups,
    `wecom_robot` by its address. `public_url` is the address of the first page from outside, without the slash at
    its end. `desk_bind` is the host and port on which the desk listens; None: on none. `keep_questions` is for how many days the
    words of questions that were not answered are kept; 0: they are not. `workers` is how many processes serve.
    `unknown` are names that look like settings and are none.
    """

    data_dir: Path
    cache_dir: Path
    database_url: str = ""
    api_token: str = field(default="", repr=False)
    push_url: str = field(default="", repr=False)
    push_secret: str = field(default="", repr=False)
    telegram_token: str = field(default="", repr=False)
    telegram_api_url: str = field(default=TELEGRAM_API, repr=False)
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
    operator: str = ""
    operator_contact: str = ""
    registrations: tuple[tuple[str, str], ...] = ()
    public_url: str = ""
    mail: MailSettings | None = None
    wechat: WechatSettings | None = None
    desk_bind: tuple[str, int] | None = None
    keep_questions: int = 0
    wecom: WecomSettings | None = None
    wecom_robot: str = field(default="", repr=False)
    dingtalk: DingtalkSettings | None = None
    dingtalk_robot: DingtalkRobot | None = None
    workers: int = 1
    unknown: tuple[UnknownName, ...] = ()


def shipped_knowledge() -> Path:
    """The folder of the pack that comes with the program: inside the wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent / "knowledge"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[1] / "knowledge"


def read_settings(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """The settings in `environment`; those missing there come from `.env` in `folder` (default: the working directory).

    Raises SettingsError for an invalid one.
    """
    values = {**_dotenv((folder or Path.cwd()) / ".env"), **environment}
    try:
        return _settings_of(values)
    except SettingsError as error:
        error.unknown = unknown_names(values)
        raise


def _settings_of(values: Mapping[str, str]) -> Settings:
    from platformdirs import user_cache_path, user_data_path

    named = values.get("BOT_DATA_DIR", "").strip()
    data = Path(named).expanduser() if named else user_data_path(APP)
    cache = data / "cache" if named else user_cache_path(APP)

    def said(name: str, default: str = "") -> str:
        return values.get(name, "").strip() or default

    return Settings(
        data,
        cache,
        database_url=_database(said, f"sqlite:///{data / f'{APP}.db'}"),
        api_token=_token("BOT_API_TOKEN", said("BOT_API_TOKEN")),
        push_url=_address("BOT_PUSH_URL", said("BOT_PUSH_URL")),
        push_secret=said("BOT_PUSH_SECRET"),
        telegram_token=_token("BOT_TELEGRAM_TOKEN", said("BOT_TELEGRAM_TOKEN")),
        telegram_api_url=_address(
            "BOT_TELEGRAM_API_URL", said("BOT_TELEGRAM_API_URL", TELEGRAM_API), query=False
        ),
        telegram_proxy=_proxy("BOT_TELEGRAM_PROXY", said("BOT_TELEGRAM_PROXY")),
        telegram_webhook_url=_address("BOT_TELEGRAM_WEBHOOK_URL", said("BOT_TELEGRAM_WEBHOOK_URL")),
        telegram_webhook_secret=_token("BOT_TELEGRAM_WEBHOOK_SECRET", said("BOT_TELEGRAM_WEBHOOK_SECRET")),
        telegram_rate=_rate("BOT_TELEGRAM_RATE", said("BOT_TELEGRAM_RATE", str(TELEGRAM_RATE))),
        widget_origins=_origins("BOT_WIDGET_ORIGINS", said("BOT_WIDGET_ORIGINS")),
        hosts=_hosts("BOT_HOSTS", said("BOT_HOSTS")),
        trusted_proxies=_proxies("BOT_TRUSTED_PROXIES", said("BOT_TRUSTED_PROXIES", LOCAL_PROXY)),
        database_mb=_rate("BOT_DATABASE_MB", said("BOT_DATABASE_MB", str(DATABASE_MB)), none=True),
        ca_file=said("SSL_CERT_FILE"),
        ca_folder=said("SSL_CERT_DIR"),
        operator=_line("BOT_OPERATOR", said("BOT_OPERATOR")),
        operator_contact=_line("BOT_OPERATOR_CONTACT", said("BOT_OPERATOR_CONTACT")),
        registrations=_registrations("BOT_REGISTRATIONS", said("BOT_REGISTRATIONS")),
        public_url=_site("BOT_PUBLIC_URL", said("BOT_PUBLIC_URL")),
        mail=read_mail_settings(said),
        wechat=read_wechat_settings(said, _root),
        keep_questions=_whole("BOT_KEEP_QUESTIONS", said("BOT_KEEP_QUESTIONS", "0"), 0, LONGEST_KEPT_DAYS),
        workers=_whole("BOT_WORKERS", said("BOT_WORKERS", "1"), 1, MOST_WORKERS),
        desk_bind=_bind("BOT_DESK_BIND", said("BOT_DESK_BIND", DESK_BIND)),
        wecom=read_wecom_settings(said, _root),
        wecom_robot=read_wecom_robot(said, _root),
        dingtalk=read_dingtalk_settings(said, _root),
        dingtalk_robot=read_dingtalk_robot(said, _root),
        client_rate=_rate("BOT_CLIENT_RATE", said("BOT_CLIENT_RATE", str(CLIENT_RATE)), none=True),
        unknown=unknown_names(values),
    )


def _database(said: Callable[[str], str], otherwise: str) -> str:
    """The address of the database, or that in the file which holds it: so no list of settings shows its password."""
    name = "BOT_DATABASE_URL_FILE"
    named = said(name)
    if said("BOT_DATABASE_URL") or not named:
        return said("BOT_DATABASE_URL") or otherwise
    try:
        text = Path(named).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        text = ""
    if not text:
        raise SettingsError(name, named, "setting_file_unread")
    return text


def _origins(name: str, text: str) -> tuple[str, ...]:
    """Origins (scheme, host, port) as browsers send them, separated by spaces or commas."""
    origins = tuple(text.lower().replace(",", " ").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin.removesuffix("/")) or not is_callable(
            origin.replace("://*.", "://", 1), _WEB
        ):
            raise SettingsError(name, origin)
    return tuple(origin.removesuffix("/") for origin in origins)


def _hosts(name: str, text: str) -> tuple[str, ...]:
    """Host names without a port, separated by spaces or commas."""
    names = tuple(text.lower().replace(",", " ").split())
    for one in names:
        if not _NAME.fullmatch(one):
            raise SettingsError(name, one)
    return names


def _whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number between two others."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise SettingsError(name, text)
    return int(text)


def _bind(name: str, text: str) -> tuple[str, int] | None:
    """A host and a port to listen on; None for `off`."""
    if text.lower() == "off":
        return None
    host, colon, port = text.rpartition(":")
    if not colon or not host or not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise SettingsError(name, text)
    return host.removeprefix("[").removesuffix("]"), int(port)


def _line(name: str, text: str) -> str:
    """One short line that people read."""
    if len(text) > _LONGEST_LINE or not text.isprintable():
        raise SettingsError(name, text)
    return text


def _registrations(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """Numbers between semicolons; the address of its register may stand behind each."""
    found = []
    for part in text.replace("；", ";").split(";"):
        number, _, address = part.strip().rpartition(" ")
        if address and not is_callable(address, _WEB):
            number, address = part.strip(), ""
        if "://" in number or (address and not number):
            raise SettingsError(name, part.strip())
        if number:
            found.append((_line(name, number), address))
    return tuple(found)


def _address(name: str, text: str, query: bool = True) -> str:
    """An http or https URL; empty if none is set."""
    if text and not is_callable(text, _WEB, query):
        raise SettingsError(name, without_user(text))
    return text


def _root(name: str, text: str) -> str:
    """The http or https URL of a whole server, without a path; empty if none is set."""
    root = _address(name, text).rstrip("/")
    if root.count("/") > len("//") or "?" in root or "#" in root or "@" in root:
        raise SettingsError(name, text)
    return root


def _site(name: str, text: str) -> str:
    """The http or https URL of the first page of a site, which may lie below a path, without the slash at its end."""
    site = _address(name, text).rstrip("/")
    _, slash, path = site.partition("://")[2].partition("/")
    plain = all(map(_SEGMENT.fullmatch, path.split("/"))) if slash else True
    if not plain or "?" in site or "#" in site or "@" in site:
        raise SettingsError(name, text)
    return site


def _proxy(name: str, text: str) -> str:
    """The URL of a proxy, which may hold a password; empty if none is set."""
    if text and not is_callable(text, _PROXY):
        raise SettingsError(name, why="setting_no_proxy")
    return text


def _token(name: str, text: str) -> str:
    """A secret that is sent in an HTTP header, or compared with one."""
    if not _VISIBLE.fullmatch(text):
        raise SettingsError(name, why="setting_not_visible")
    return text


def _proxies(name: str, text: str) -> str:
    """IP addresses and networks between commas, or * for every address."""
    proxies = [one.strip() for one in text.split(",")]
    for one in [] if proxies == ["*"] else proxies:
        try:
            ip_network(one)
        except ValueError:
            raise SettingsError(name, one or text) from None
    return ",".join(proxies)


def _rate(name: str, text: str, none: bool = False) -> float:
    """A rate a second; 0 means no limit if there may be `none`."""
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not (_SLOWEST_RATE <= rate < 1e9 or (none and rate == 0)):
        raise SettingsError(name, text)
    return rate


def _dotenv(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file, all lines that name no setting are ignored; nothing if it is missing, or a folder.

    Raises SettingsError if the file cannot be read, or a setting has no `=`: what stands in it was meant.
    """
    if not path.is_file():
        return {}
    import logging  # most people have no such file, and need none of this

    from dotenv import dotenv_values

    logging.getLogger("dotenv").setLevel(logging.ERROR)  # it would warn of each line that is none
    try:
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(str(path), reason, "dotenv_unreadable") from error
    except UnicodeDecodeError as error:
        raise SettingsError(str(path), why="dotenv_encoding") from error
    lost = _NO_VALUE.search(path.read_text(encoding="utf-8-sig"))
    if lost is not None and found.get(lost[1]) is None:
        raise SettingsError(str(path), lost[1], "dotenv_no_value")
    return {name: value for name, value in found.items() if value is not None}
