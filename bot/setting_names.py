"""The names of all settings: one that is misspelled is told, where it would otherwise be passed over without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PREFIX = "BOT_"
NAMES = frozenset(
    [
        "BOT_API_TOKEN",
        "BOT_CLIENT_RATE",
        "BOT_DATABASE_MB",
        "BOT_DATABASE_URL",
        "BOT_DATABASE_URL_FILE",
        "BOT_DATA_DIR",
        "BOT_DESK_BIND",
        "BOT_HOSTS",
        "BOT_KEEP_QUESTIONS",
        "BOT_OPERATOR",
        "BOT_OPERATOR_CONTACT",
        "BOT_PUBLIC_URL",
        "BOT_PUSH_SECRET",
        "BOT_PUSH_URL",
        "BOT_REGISTRATIONS",
        "BOT_TRUSTED_PROXIES",
        "BOT_WIDGET_ORIGINS",
        "BOT_WORKERS",
        "BOT_TELEGRAM_API_URL",
        "BOT_TELEGRAM_PROXY",
        "BOT_TELEGRAM_RATE",
        "BOT_TELEGRAM_TOKEN",
        "BOT_TELEGRAM_WEBHOOK_SECRET",
        "BOT_TELEGRAM_WEBHOOK_URL",
        "BOT_MAIL_BOUNCE",
        "BOT_MAIL_BOUNCE_TOKEN",
        "BOT_MAIL_DKIM_SELECTOR",
        "BOT_MAIL_FROM",
        "BOT_MAIL_RATE",
        "BOT_SMTP_URL",
        "BOT_WECHAT_AES_KEY",
        "BOT_WECHAT_API_URL",
        "BOT_WECHAT_APP_ID",
        "BOT_WECHAT_APP_SECRET",
        "BOT_WECHAT_PLAIN",
        "BOT_WECHAT_TEMPLATE_ID",
        "BOT_WECHAT_TOKEN",
        "BOT_WECOM_AES_KEY",
        "BOT_WECOM_AGENT_ID",
        "BOT_WECOM_API_URL",
        "BOT_WECOM_CORP_ID",
        "BOT_WECOM_ROBOT_URL",
        "BOT_WECOM_SECRET",
        "BOT_WECOM_TOKEN",
        "BOT_DINGTALK_API_URL",
        "BOT_DINGTALK_CLIENT_ID",
        "BOT_DINGTALK_CLIENT_SECRET",
        "BOT_DINGTALK_ROBOT_CODE",
        "BOT_DINGTALK_ROBOT_SECRET",
        "BOT_DINGTALK_ROBOT_URL",
    ]
)
_LIKE_ENOUGH = 0.7
_MOST_TOLD = 20


@dataclass(frozen=True)
class UnknownName:
    """A name that looks like a setting and is none, and the setting that is nearest to it; empty if none is near."""

    name: str
    nearest: str = ""

    @property
    def shown(self) -> str:
        """The name in one line, with nothing that a terminal obeys."""
        return "".join(sign if sign.isprintable() else "?" for sign in self.name)


def unknown_names(given: Iterable[str]) -> tuple[UnknownName, ...]:
    """Those of the `given` names that begin as settings do, in whatever case, and that nothing reads."""
    wrong = sorted(name for name in given if name.upper().startswith(PREFIX) and name not in NAMES)
    return tuple(UnknownName(name, _nearest(name)) for name in wrong[:_MOST_TOLD])


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # most people misspell none

    return next(iter(get_close_matches(name.upper(), sorted(NAMES), 1, _LIKE_ENOUGH)), "")
