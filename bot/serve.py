"""`noticebot serve`: everything that runs, wired together, from its start to its end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from socket import socket
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.assistant import TALK_ONLY, Channel
from bot.channels.desk import Desk
from bot.channels.memory import KEPT_FOR
from bot.channels.web.app import build_app
from bot.channels.web.office import Office
from bot.channels.web.rate import Limits
from bot.channels.web.session import SECRET_MARK, Sessions, new_secret
from bot.channels.web.watch import Figures
from bot.clock import Clock
from bot.current import CurrentKnowledge
from bot.logs import set_up_logs
from bot.messages import message
from bot.pack.faults import PackError
from bot.server import Server, address_of, allow_many_connections, bind, make_server, new_loop
from bot.settings import Settings
from bot.store.database import Store
from bot.store.errors import StoreError

_TIDY_EVERY = timedelta(hours=6)
log = structlog.get_logger("noticebot")


class Refused(Exception):  # noqa: N818 - said to whoever started the server
    """The server cannot run as it was asked to. The text says why, in one line."""


class Part(Protocol):
    """Something that runs beside the web channel, such as the dispatcher."""

    name: str
    """What /healthz calls it."""

    async def run(self) -> None:
        """Run until it is cancelled."""

    def state(self) -> str:
        """How it is: ok; unwell, which makes the whole server unwell; or a word of its own."""


class Serving:
    """One server process."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        database: str,
        clock: Clock,
        zone: ZoneInfo,
        pretended: datetime | None = None,
    ) -> None:
        """`pretended` is the moment (aware) that the clock was set to; None where it is the real one."""
        self._folder = folder
        self._settings = settings
        self._database = database
        self._clock = clock
        self._pretended = pretended.astimezone(zone).replace(microsecond=0) if pretended else None
        self._figures = Figures()

    def run(self, host: str, port: int) -> None:
        """Serve until somebody says stop. Refused where it cannot begin."""
        try:
            bound = bind(host, port)
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Refused(message("serve_no_port", host=host, port=port, reason=reason)) from error
        with contextlib.closing(bound):
            set_up_logs()
            allow_many_connections()
            try:
                with asyncio.Runner(loop_factory=new_loop) as runner:
                    runner.run(self._serve(bound))
            except (PackError, StoreError) as error:
                raise Refused(str(error)) from error

    async def _serve(self, bound: socket) -> None:
        knowledge = CurrentKnowledge(self._folder, self._settings.cache_dir, self._figures.reloads)
        async with await Store.open(self._database) as store:
            parts = self._parts(knowledge, store)
            office = await self._office(knowledge, store, parts)
            server = make_server(build_app(office), self._settings.trusted_proxies)
            log.info("serving", url=address_of(bound), pretends=office.pretended and str(office.pretended))
            works = [knowledge.watch, lambda: self._tidy(store), *(part.run for part in parts)]
            async with _signals(server, knowledge), _background(works):
                await server.serve(sockets=[bound])
        log.info("stopped")

    def _parts(self, knowledge: CurrentKnowledge, store: Store) -> tuple[Part, ...]:
        """What runs beside the page."""
        return ()

    async def _office(self, knowledge: CurrentKnowledge, store: Store, parts: tuple[Part, ...]) -> Office:
        settings = self._settings

        async def states() -> dict[str, str]:
            return {part.name: part.state() for part in parts}

        return Office(
            desk=Desk(knowledge.assistant, store),
            counts=store,
            clock=self._clock,
            sessions=Sessions(await store.kept_mark(SECRET_MARK, new_secret())),
            limits=Limits(settings.client_rate, time.monotonic),
            figures=self._figures,
            parts=states,
            pretended=self._pretended,
            api_token=settings.api_token,
            push_channel=Channel(pushes=True) if settings.push_url else TALK_ONLY,
            widget_origins=settings.widget_origins,
        )

    async def _tidy(self, store: Store) -> None:
        """Now and then, drop the conversations that nobody went on with for 180 days."""
        while True:
            with contextlib.suppress(StoreError):
                count = await store.purge(self._clock() - KEPT_FOR)
                log.info("tidied", conversations=count)
            await asyncio.sleep(_TIDY_EVERY.total_seconds())


@contextlib.asynccontextmanager
async def _signals(server: Server, knowledge: CurrentKnowledge) -> AsyncIterator[None]:
    """TERM and INT end the server after what is in hand, a second INT at once; HUP has the knowledge read again."""
    loop = asyncio.get_running_loop()
    reloading: set[asyncio.Task[bool]] = set()

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    def reload() -> None:
        task = loop.create_task(knowledge.reload())
        reloading.add(task)
        task.add_done_callback(reloading.discard)

    with contextlib.suppress(NotImplementedError):  # Windows has no handlers in its loop
        loop.add_signal_handler(signal.SIGTERM, stop)
        loop.add_signal_handler(signal.SIGINT, stop)
        if hasattr(signal, "SIGHUP"):
            loop.add_signal_handler(signal.SIGHUP, reload)
    yield


@contextlib.asynccontextmanager
async def _background(works: Iterable[Callable[[], Awaitable[None]]]) -> AsyncIterator[None]:
    """Run the works beside what is inside, and cancel them at its end."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_lasting(work)) for work in works]
        yield
        for task in tasks:
            task.cancel()


async def _lasting(work: Callable[[], Awaitable[None]]) -> None:
    """Run a work that never ends; where it fails, say so and begin it again a little later."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("background_work_failed")
        await asyncio.sleep(5)
