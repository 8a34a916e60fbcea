"""The settings of e-mail: the server that takes the letters, who they are from, and where they come back to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from bot.wrong_setting import SettingsError

MAIL_RATE = 5.0
"""Letters a second."""
Security = Literal["tls", "starttls", "none"]
_SCHEMES: dict[str, tuple[Security, int]] = {"smtps": ("tls", 465), "smtp": ("starttls", 587)}
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_LONGEST_NAME = 60
_SHORTEST_TOKEN = 16
_VISIBLE = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Relay:
    """The SMTP server that takes all letters. `tls`: from the first byte; `starttls`: or not at all."""

    host: str
    port: int
    security: Security
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class MailSettings:
    """How letters go out. `sender` is the address that they are from, `sender_name` the name that people see.

    What cannot be delivered comes back to `bounce`, with the name of a mailbox behind a plus before the @, or, if that is
    empty, to the sender. `bounce_token` is what shows that such a letter is handed in by our own mail server.
    """

    relay: Relay
    sender: str
    sender_name: str = ""
    bounce: str = ""
    bounce_token: str = field(default="", repr=False)
    dkim_selector: str = ""
    rate: float = MAIL_RATE

    @property
    def domain(self) -> str:
        """The domain of the sender."""
        return self.sender.rpartition("@")[2]


def read_mail_settings(said: Callable[[str], str]) -> MailSettings | None:
    """The settings of e-mail; None if there is none. `said` gives the text of a variable, stripped.

    Raises SettingsError for an invalid one, or one that is missing beside the others.
    """
    url, sender, bounce = said("BOT_SMTP_URL"), said("BOT_MAIL_FROM"), said("BOT_MAIL_BOUNCE")
    token, selector = said("BOT_MAIL_BOUNCE_TOKEN"), said("BOT_MAIL_DKIM_SELECTOR")
    if not any((url, sender, bounce, token, selector)):
        return None
    for name in ("BOT_SMTP_URL", "BOT_MAIL_FROM", "BOT_PUBLIC_URL"):
        if not said(name):
            raise SettingsError(name, why="setting_mail_needs")
    if bool(bounce) != bool(token):
        missing = "BOT_MAIL_BOUNCE_TOKEN" if bounce else "BOT_MAIL_BOUNCE"
        raise SettingsError(missing, why="setting_mail_needs_bounce")
    name, address = _name_and_address("BOT_MAIL_FROM", sender)
    return MailSettings(
        _relay("BOT_SMTP_URL", url),
        address,
        name,
        _own_address("BOT_MAIL_BOUNCE", bounce) if bounce else "",
        _secret("BOT_MAIL_BOUNCE_TOKEN", token),
        _selector("BOT_MAIL_DKIM_SELECTOR", selector),
        _letters_a_second("BOT_MAIL_RATE", said("BOT_MAIL_RATE") or str(MAIL_RATE)),
    )


def _relay(name: str, text: str) -> Relay:
    """The server that an smtp or smtps URL names. The text is in no error: it may hold a password."""
    wrong = SettingsError(name, why="setting_smtp_url")
    try:
        url = urlsplit(text)
        host, port = (url.hostname or "").encode("idna").decode("ascii"), url.port
    except (ValueError, UnicodeError):
        raise wrong from None
    if url.scheme not in _SCHEMES or not host or url.path.strip("/") or url.fragment or port == 0:
        raise wrong
    security, usual = _SCHEMES[url.scheme]
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if bool(user) != bool(password) or not (user + password).isprintable():
        raise wrong
    security = _asked_for(url, security, wrong)
    if security == "none" and user and not _is_here(host):
        raise SettingsError(name, why="setting_smtp_clear")
    return Relay(host, port or usual, security, user, password)


def _asked_for(url: SplitResult, usual: Security, wrong: SettingsError) -> Security:
    """How the connection is protected; `?tls=none` asks for no protection at all."""
    if not url.query:
        return usual
    if parse_qs(url.query, keep_blank_values=True) == {"tls": ["none"]} and url.scheme == "smtp":
        return "none"
    raise wrong


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _name_and_address(name: str, text: str) -> tuple[str, str]:
    """The name and the address of 某县工信局 <remind@example.cn>; the name may be missing."""
    from email.utils import parseaddr  # few settings need it

    shown, address = parseaddr(text) if "<" in text else ("", text)
    if not text.isprintable() or len(shown) > _LONGEST_NAME:
        raise SettingsError(name, text, "setting_mail_address")
    return shown, _own_address(name, address or text)


def _own_address(name: str, text: str) -> str:
    """An address of the operator's own, its domain as the network writes it."""
    local, _, domain = text.strip().rpartition("@")
    try:
        domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        raise SettingsError(name, text, "setting_mail_address") from None
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise SettingsError(name, text, "setting_mail_address")
    return f"{local}@{domain}"


def _secret(name: str, text: str) -> str:
    """A token that an HTTP header carries, too long to be guessed."""
    if text and (not _VISIBLE.fullmatch(text) or len(text) < _SHORTEST_TOKEN):
        raise SettingsError(name, why="setting_token_short")
    return text


def _selector(name: str, text: str) -> str:
    if text and not _SELECTOR.fullmatch(text):
        raise SettingsError(name, text, "setting_mail_selector")
    return text


def _letters_a_second(name: str, text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0.1 <= rate <= 1000.0:
        raise SettingsError(name, text, "setting_mail_rate")
    return rate
