"""What the server does when it is signalled."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

from bot.serving.background_tasks import BackgroundTasks
from bot.serving.current_library import CurrentLibrary
from bot.serving.http_server import Server
from bot.serving.worker_leash import END, GONE, RELOAD, STOP, Leash


@contextlib.asynccontextmanager
async def heeding_signals(
    server: Server, knowledge: CurrentLibrary, tasks: BackgroundTasks, leash: Leash | None
) -> AsyncIterator[None]:
    """Handle signals: TERM and INT stop the server gracefully, a second one at once; HUP reads the pack again.

    A worker heeds its leash: there only the word for it ends it at once.
    """
    loop = asyncio.get_running_loop()
    reloading: set[asyncio.Task[bool]] = set()

    def stop() -> None:
        server.stop()
        tasks.stop()

    def stop_once() -> None:
        if not server.should_exit:
            stop()

    def reload() -> None:
        task = loop.create_task(knowledge.reload())
        reloading.add(task)
        task.add_done_callback(reloading.discard)

    meant = {STOP: stop_once, GONE: stop_once, END: stop, RELOAD: reload}

    def heed(word: bytes) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(meant[word])

    with contextlib.suppress(NotImplementedError):  # Windows has no handlers in its loop
        loop.add_signal_handler(signal.SIGTERM, stop if leash is None else stop_once)
        loop.add_signal_handler(signal.SIGINT, stop if leash is None else stop_once)
        if hasattr(signal, "SIGHUP"):
            loop.add_signal_handler(signal.SIGHUP, reload)
    with leash.heard_by(heed) if leash is not None else contextlib.nullcontext():
        yield
