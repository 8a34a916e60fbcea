"""Whether Telegram works: the token, the way there, and how updates come in."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator

from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.channel_report import Finding
from bot.channels.telegram.refusals import told
from bot.channels.telegram.wire import BadProxy, make_bot
from bot.messages import message
from bot.settings import Settings

_SECONDS = 20.0
_MANY = 100
"""Updates that wait: so many do only if nobody takes them."""


async def check_telegram(settings: Settings, trusted: ssl.SSLContext | None = None) -> AsyncIterator[Finding]:
    """What is found of the bot whose token is set."""
    try:
        bot = make_bot(settings, trusted)
    except BadProxy as error:
        yield Finding(False, message("telegram_bad_proxy", reason=error))
        return
    try:
        async with asyncio.timeout(_SECONDS):
            await bot.initialize()
            hook = await bot.get_webhook_info()
    except InvalidToken:
        yield Finding(False, message("check_telegram_token"), message("check_telegram_token_do"))
    except (TelegramError, TimeoutError, LookupError, TypeError, ValueError) as error:
        reason = told(error) if isinstance(error, TelegramError) else type(error).__name__
        yield Finding(False, message("check_telegram_away", reason=reason), message("check_telegram_away_do"))
    else:
        yield Finding(True, message("check_telegram_bot", name=bot.bot.username))
        for finding in _of_updates(settings, hook):
            yield finding
    finally:
        await bot.shutdown()


def _of_updates(settings: Settings, hook: WebhookInfo) -> list[Finding]:
    """What is found of how updates come in."""
    wanted = settings.telegram_webhook_url
    if hook.url != wanted:
        if not wanted:
            return [Finding(None, message("check_telegram_hooked"), message("check_telegram_hooked_do"))]
        return [Finding(None, message("check_telegram_unhooked"), message("check_telegram_unhooked_do"))]
    found = []
    if wanted and hook.last_error_date:
        found.append(
            Finding(
                False,
                message("check_telegram_hook_fails", moment=hook.last_error_date.isoformat()),
                message("check_telegram_hook_fails_do"),
            )
        )
    if hook.pending_update_count > _MANY:
        waiting = message("check_telegram_waiting", count=hook.pending_update_count)
        found.append(Finding(False, waiting, message("check_telegram_waiting_do")))
    return found
