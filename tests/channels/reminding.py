"""A process that reminds through a channel: `python reminding.py CHANNEL DATABASE ROOT [JSON]`.

It prints `leading` when it leads. CHANNEL is `wecom` or `dingtalk`, ROOT the platform's server. JSON may set `rate` and `second`.
The tests of kills start and kill it.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from bot.channels.dingtalk.dingtalk_api import DingtalkApi
from bot.channels.dingtalk.dingtalk_sender import DingtalkSender
from bot.channels.platforms.platform_api import PlatformApi
from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_sender import WecomSender
from bot.clock import Timer, system_clock
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.outcome import Patience
from bot.delivery.sender import Sender
from bot.delivery.trail import Trail
from bot.dingtalk_settings import DingtalkSettings
from bot.store.database import Store
from bot.wecom_settings import WecomSettings
from tests.delivery.authors import PlainAuthor
from tests.delivery.dispatching import say_when_leading
from tests.dingtalk_api.world import CLIENT_ID, CLIENT_SECRET
from tests.wecom_api.world import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN


def wecom(root: str, store: Store) -> tuple[PlatformApi, Sender]:
    """Who sends through WeCom."""
    settings = WecomSettings(CORP_ID, AGENT_ID, SECRET, TOKEN, AES_KEY, root)
    api = WecomApi(settings, store.lent_tokens, system_clock, Timer())
    return api, WecomSender(api, "")


def dingtalk(root: str, store: Store) -> tuple[PlatformApi, Sender]:
    """Who sends through DingTalk."""
    settings = DingtalkSettings(CLIENT_ID, CLIENT_SECRET, CLIENT_ID, root)
    api = DingtalkApi(settings, store.lent_tokens, system_clock, Timer())
    return api, DingtalkSender(api)


SENDERS: dict[str, Callable[[str, Store], tuple[PlatformApi, Sender]]] = {
    "wecom": wecom,
    "dingtalk": dingtalk,
}


async def main(channel: str, database: str, root: str, given: dict[str, Any]) -> None:
    """Dispatch until SIGTERM."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with await Store.open(database) as store:
        api, sender = SENDERS[channel](root, store)
        route = Route(sender, Limiter(Limits(given.get("rate", 1000.0), chat_seconds=0.0), Timer()))
        options = Options(poll=0.2, patience=Patience(second=given.get("second", 60.0)))
        dispatcher = Dispatcher(
            store.ledger, PlainAuthor(), {channel: route}, system_clock, options=options, trail=Trail()
        )
        saying = asyncio.create_task(say_when_leading(dispatcher))
        running = asyncio.create_task(dispatcher.run())
        await stop.wait()
        running.cancel()
        await asyncio.gather(running, saying, return_exceptions=True)
        await api.close()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    name, place, server, *more = sys.argv[1:]
    asyncio.run(main(name, place, server, json.loads(more[0]) if more else {}))
