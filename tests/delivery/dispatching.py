"""A process that sends reminders: `python dispatching.py DATABASE PUSH [JSON]`. It prints `leading` when it leads.

JSON may set `options` of the dispatcher, `limits` of the channel, `lease`, `patience`, `now` and `trail`.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bot.channels.push import CHANNEL, PushSender
from bot.clock import Timer, clock_from, system_clock
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.outcome import Patience
from bot.store.database import Store
from tests.delivery.authors import PlainAuthor


async def main(database: str, push: str, given: dict[str, Any]) -> None:
    """Dispatch until SIGTERM."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    clock = clock_from(datetime.fromisoformat(given["now"])) if "now" in given else system_clock
    options = Options(**given.get("options", {}), patience=Patience(**given.get("patience", {})))
    limits = Limits(**{"per_second": 1000.0, "chat_seconds": 0.0, **given.get("limits", {})})
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with await Store.open(database) as store, PushSender(push, "secret", clock) as sender:
        dispatcher = Dispatcher(
            store.ledger,
            PlainAuthor(given.get("days")),
            {CHANNEL: Route(sender, Limiter(limits, Timer()))},
            clock,
            options=options,
            lease=given.get("lease", 5.0),
        )
        saying = asyncio.create_task(say_when_leading(dispatcher))
        running = asyncio.create_task(dispatcher.run())
        await stop.wait()
        while not running.done():  # a cancellation can be lost: again after a while, as the server does
            running.cancel()
            await asyncio.wait([running], timeout=30)
        await asyncio.gather(running, saying, return_exceptions=True)


async def say_when_leading(dispatcher: Dispatcher) -> None:
    """Print once that this process leads."""
    while not dispatcher.status().leading:
        await asyncio.sleep(0.02)
    print("leading", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}))
