"""The names of all settings: one that is misspelled is told, where it would otherwise be passed over without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages import message

PREFIX = "BOT_"
NAMES = frozenset(
    f"{PREFIX}{name}"
    for name in (
        "API_TOKEN CLIENT_RATE DATABASE_MB DATABASE_URL DATA_DIR DESK_BIND HOSTS KEEP_QUESTIONS OPERATOR OPERATOR_CONTACT "
        "PUBLIC_URL PUSH_SECRET PUSH_URL REGISTRATIONS TRUSTED_PROXIES WIDGET_ORIGINS "
        "TELEGRAM_API_URL TELEGRAM_PROXY TELEGRAM_RATE TELEGRAM_TOKEN TELEGRAM_WEBHOOK_SECRET TELEGRAM_WEBHOOK_URL "
        "MAIL_BOUNCE MAIL_BOUNCE_TOKEN MAIL_DKIM_SELECTOR MAIL_FROM MAIL_RATE SMTP_URL "
        "WECHAT_AES_KEY WECHAT_API_URL WECHAT_APP_ID WECHAT_APP_SECRET WECHAT_PLAIN WECHAT_TEMPLATE_ID WECHAT_TOKEN "
        "WECOM_AES_KEY WECOM_AGENT_ID WECOM_API_URL WECOM_CORP_ID WECOM_ROBOT_URL WECOM_SECRET WECOM_TOKEN "
        "DINGTALK_API_URL DINGTALK_CLIENT_ID DINGTALK_CLIENT_SECRET DINGTALK_ROBOT_CODE DINGTALK_ROBOT_SECRET "
        "DINGTALK_ROBOT_URL"
    ).split()
)
_LIKE_ENOUGH = 0.7
_MOST_TOLD = 20


@dataclass(frozen=True)
class UnknownName:
    """A name that looks like a setting and is none, and the setting that is nearest to it; empty if none is near."""

    name: str
    nearest: str = ""

    @property
    def words(self) -> str:
        """What is said of it, in one line."""
        shown = "".join(sign if sign.isprintable() else "?" for sign in self.name)
        if not self.nearest:
            return message("setting_unknown_alone", name=shown)
        return message("setting_unknown", name=shown, nearest=self.nearest)


def unknown_names(given: Iterable[str]) -> tuple[UnknownName, ...]:
    """Those of the `given` names that begin as settings do, in whatever case, and that nothing reads."""
    wrong = sorted(name for name in given if name.upper().startswith(PREFIX) and name not in NAMES)
    return tuple(UnknownName(name, _nearest(name)) for name in wrong[:_MOST_TOLD])


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # most people misspell none

    return next(iter(get_close_matches(name.upper(), sorted(NAMES), 1, _LIKE_ENOUGH)), "")
