"""Whether WeChat works: the token, what the account may do, the template, and how messages come in."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

from bot.channels.channel_report import Finding
from bot.channels.platforms.platform_api import Spoken
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_errors import UNABLE, advice_for
from bot.channels.wechat.wechat_template import Templates
from bot.clock import Clock, Timer
from bot.messages import message
from bot.settings import Settings
from bot.store.database import Store
from bot.wechat_settings import WECHAT_PATH


async def check_wechat(
    settings: Settings, store: Store, clock: Clock, trusted: ssl.SSLContext | None
) -> AsyncIterator[Finding]:
    """What is found of the account. `clock` shows the real time."""
    account = settings.wechat
    assert account is not None
    api = WechatApi(account, store.lent_tokens, clock, Timer(), trusted)
    try:
        spoken = await api.learn()
        if spoken.code == 0 or spoken.code in UNABLE:
            yield Finding(True, message("check_wechat_token", app_id=account.app_id))
        else:
            yield _refused(spoken.code, spoken.attempt.reason)
        if spoken.code in UNABLE:
            yield Finding(
                None, message("check_wechat_unable", code=spoken.code), message("check_wechat_48001_do")
            )
        if account.plain:
            yield Finding(None, message("check_wechat_plain"), message("check_wechat_plain_do"))
        yield _address(settings)
        if not account.template_id:
            yield Finding(None, message("check_wechat_no_template"), message("check_wechat_no_template_do"))
        elif spoken.code == 0 or spoken.code in UNABLE:
            yield await _template(Templates(api, account.template_id, settings.public_url, Timer()))
    finally:
        await api.close()


def _refused(code: int | None, reason: str) -> Finding:
    if code is None:
        return Finding(False, message("check_wechat_away", reason=reason), message("check_wechat_away_do"))
    return Finding(False, message("check_wechat_refused", code=code), message(advice_for(code)))


def _address(settings: Settings) -> Finding:
    """Where messages come in; that cannot be tried from here."""
    root = settings.public_url
    if not root:
        return Finding(None, message("check_wechat_no_url"), message("check_wechat_no_url_do"))
    return Finding(
        None, message("check_wechat_url", url=f"{root}{WECHAT_PATH}"), message("check_wechat_url_do")
    )


async def _template(templates: Templates) -> Finding:
    found = await templates.find()
    if isinstance(found, Spoken):
        code = found.code if found.code is not None else 0
        return Finding(
            False,
            message("check_wechat_template_gone", reason=found.attempt.reason),
            message(advice_for(code)),
        )
    if found.unknown:
        names = "、".join(found.unknown)
        return Finding(
            False, message("check_wechat_template_odd", names=names), message("check_wechat_template_odd_do")
        )
    return Finding(True, message("check_wechat_template", count=len(found.fields)))
