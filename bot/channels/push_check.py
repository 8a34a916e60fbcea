"""Whether the push channel works, as far as that shows without sending anybody anything."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import httpx

from bot.channels.channel_report import Finding
from bot.channels.push import ANSWER_SECONDS, CONNECT_SECONDS
from bot.messages import message
from bot.settings import Settings
from bot.wire_faults import why


async def check_push(settings: Settings, trusted: ssl.SSLContext | None) -> AsyncIterator[Finding]:
    """What is found of the gateway at `settings.push_url`, and of what users need to be set up through it."""
    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    verify = True if trusted is None else trusted
    async with httpx.AsyncClient(timeout=timeout, trust_env=False, verify=verify) as client:
        try:
            answer = await client.head(settings.push_url)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            yield Finding(False, message("check_push_away", reason=why(error)), message("check_push_away_do"))
        else:
            yield Finding(True, message("check_push_there", status=answer.status_code))
    if settings.push_secret:
        yield Finding(None, message("check_push_signed"))
    else:
        yield Finding(None, message("check_push_unsigned"), message("check_push_unsigned_do"))
    if not settings.api_token:
        yield Finding(False, message("check_push_no_token"), message("check_push_no_token_do"))
