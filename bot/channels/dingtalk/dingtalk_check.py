"""Whether DingTalk works: the token, and the connection over which people are heard."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

from bot.channels.channel_report import Finding
from bot.channels.dingtalk.dingtalk_api import DingtalkApi, code_in
from bot.channels.dingtalk.dingtalk_errors import dingtalk_advice
from bot.channels.platforms.platform_api import Spoken
from bot.clock import Clock, Timer
from bot.messages import message
from bot.settings import Settings
from bot.store.database import Store


async def check_dingtalk(
    settings: Settings, store: Store, clock: Clock, trusted: ssl.SSLContext | None
) -> AsyncIterator[Finding]:
    """What is found of the application. `clock` shows the real time. A ticket that is asked for is not used."""
    app = settings.dingtalk
    assert app is not None
    api = DingtalkApi(app, store.lent_tokens, clock, Timer(), trusted)
    try:
        token, stream = await api.ask_token(False), await api.connection()
    finally:
        await api.close()
    if token.code == 0:
        yield Finding(True, message("check_dingtalk_token", client_id=app.client_id))
    else:
        yield _refused(token, "check_dingtalk_refused")
    if stream.code == 0 and stream.answer.get("ticket"):
        yield Finding(True, message("check_dingtalk_stream"))
    elif token.code == 0:
        yield _refused(stream, "check_dingtalk_no_stream")


def _refused(spoken: Spoken, name: str) -> Finding:
    reason = spoken.attempt.reason
    if not spoken.code:
        return Finding(
            False, message("check_dingtalk_away", reason=reason), message("check_dingtalk_away_do")
        )
    advice = dingtalk_advice(spoken.code, code_in(spoken.answer))
    return Finding(False, message(name, reason=reason), message(advice))
