"""A process that reminds through a channel: `python reminding.py CHANNEL DATABASE ROOT [JSON]`.

It prints `leading` when it leads. CHANNEL is a key of SENDERS, ROOT the platform's server. JSON may set `rate` and `second`.
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
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_sender import WechatSender
from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_sender import WecomSender
from bot.clock import Timer, system_clock
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.outcome import Patience
from bot.delivery.sender import Sender
from bot.delivery.trail import Trail
from bot.store.database import Store
from tests.delivery.authors import PlainAuthor
from tests.delivery.dispatching import say_when_leading
from tests.dingtalk_api.world import dingtalk_settings
from tests.wechat_api.world import wechat_settings
from tests.wecom_api.world import wecom_settings


def wecom(root: str, store: Store) -> tuple[PlatformApi, Sender]:
    """Who sends through WeCom."""
    api = WecomApi(wecom_settings(root), store.lent_tokens, system_clock, Timer())
    return api, WecomSender(api, "")


def dingtalk(root: str, store: Store) -> tuple[PlatformApi, Sender]:
    """Who sends through DingTalk."""
    api = DingtalkApi(dingtalk_settings(root), store.lent_tokens, system_clock, Timer())
    return api, DingtalkSender(api)


def wechat(root: str, store: Store) -> tuple[PlatformApi, Sender]:
    """Who sends through WeChat, to people who said something: the account has no template."""
    api = WechatApi(wechat_settings(root), store.lent_tokens, system_clock, Timer())
    return api, WechatSender(api, store.wechat_people, None, system_clock)


SENDERS: dict[str, Callable[[str, Store], tuple[PlatformApi, Sender]]] = {
    "dingtalk": dingtalk,
    "wechat": wechat,
    "wecom": wecom,
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
    sys.path.insert(0, str(Path(__file__).parents[3]))
    name, place, server, *more = sys.argv[1:]
    asyncio.run(main(name, place, server, json.loads(more[0]) if more else {}))
