"""Whether WeCom works: the token, the application, its range, and how messages come in."""

from __future__ import annotations

import re
import ssl
from collections.abc import AsyncIterator

from bot.channels.channel_report import Finding
from bot.channels.platforms.platform_api import Spoken
from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_errors import wecom_advice
from bot.clock import Clock, Timer
from bot.messages import message
from bot.settings import Settings
from bot.store.database import Store
from bot.wecom_settings import WECOM_PATH

_ADDRESS = re.compile(r"from ip: ([0-9a-fA-F.:]+)")


async def check_wecom(
    settings: Settings, store: Store, clock: Clock, trusted: ssl.SSLContext | None
) -> AsyncIterator[Finding]:
    """What is found of the application. `clock` shows the real time."""
    app = settings.wecom
    assert app is not None
    api = WecomApi(app, store.lent_tokens, clock, Timer(), trusted)
    try:
        spoken = await api.learn()
    finally:
        await api.close()
    if spoken.code != 0:
        yield _refused(spoken)
    else:
        name = str(spoken.answer.get("name", ""))[:50]
        yield Finding(True, message("check_wecom_agent", name=name, agent=app.agent_id))
        if spoken.answer.get("close") == 1:
            yield Finding(False, message("check_wecom_closed"), message("check_wecom_closed_do"))
        yield Finding(None, _range(spoken))
    root = settings.public_url
    if root:
        url = message("check_wecom_url", url=f"{root}{WECOM_PATH}")
        yield Finding(None, url, message("check_wecom_url_do"))
    else:
        yield Finding(None, message("check_wechat_no_url"), message("check_wechat_no_url_do"))


def _refused(spoken: Spoken) -> Finding:
    if spoken.code is None:
        away = message("check_wecom_away", reason=spoken.attempt.reason)
        return Finding(False, away, message("check_wecom_away_do"))
    seen = _ADDRESS.search(str(spoken.answer.get("errmsg", "")))
    if seen and spoken.code == 60020:
        text = message("check_wecom_refused_from", code=spoken.code, address=seen[1])
    else:
        text = message("check_wecom_refused", code=spoken.code)
    return Finding(False, text, message(wecom_advice(spoken.code)))


def _range(spoken: Spoken) -> str:
    """Who may see the application: https://developer.work.weixin.qq.com/document/path/90227"""

    def count(outer: str, inner: str) -> int:
        found = spoken.answer.get(outer)
        listed = found.get(inner) if isinstance(found, dict) else None
        return len(listed) if isinstance(listed, list) else 0

    people, parties = count("allow_userinfos", "user"), count("allow_partys", "partyid")
    return message("check_wecom_range", people=people, parties=parties, tags=count("allow_tags", "tagid"))
