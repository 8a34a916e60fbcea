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
from typing import TYPE_CHECKING, Protocol
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
from bot.clock import Clock, system_clock
from bot.current import CurrentKnowledge
from bot.logs import set_up_logs
from bot.messages import message
from bot.pack.faults import PackError
from bot.refusal import Refused
from bot.server import Server, address_of, allow_many_connections, bind, make_server, new_loop
from bot.settings import Settings
from bot.store.database import Store
from bot.store.errors import StoreError
from bot.store.inbox import KEPT_FOR as UPDATES_KEPT

if TYPE_CHECKING:
    from bot.channels.telegram.post import TelegramPost

_TIDY_EVERY = timedelta(hours=6)
log = structlog.get_logger("noticebot")


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
            telegram = self._telegram(knowledge, store)
            if telegram is not None:
                await telegram.greet()
            parts = self._parts(knowledge, store, telegram)
            office = await self._office(knowledge, store, parts)
            office.telegram_link = telegram.link if telegram is not None else office.telegram_link
            app = build_app(office) if telegram is None else telegram.around(build_app(office))
            server = make_server(app, self._settings.trusted_proxies)
            log.info("serving", url=address_of(bound), pretends=office.pretended and str(office.pretended))
            works = [knowledge.watch, lambda: self._tidy(store), *(part.run for part in parts)]
            background = Background(works, server)
            async with background, _signals(server, knowledge, background.cancel):
                await server.serve(sockets=[bound])
        log.info("stopped")
        if background.refusal is not None:
            raise background.refusal

    def _parts(
        self, knowledge: CurrentKnowledge, store: Store, telegram: TelegramPost | None
    ) -> tuple[Part, ...]:
        """What runs beside the page."""
        return () if telegram is None else (telegram,)

    def _telegram(self, knowledge: CurrentKnowledge, store: Store) -> TelegramPost | None:
        """Telegram, where there is a token. Its library is dear to load."""
        if not self._settings.telegram_token:
            return None
        from bot.channels.telegram.post import Surroundings, TelegramPost

        turned = self._figures.turns.labels("telegram").inc
        return TelegramPost(
            Surroundings(self._settings, store, knowledge.assistant, None, self._clock, turned=turned)
        )

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
                updates = await store.inbox.purge(system_clock() - UPDATES_KEPT)
                log.info("tidied", conversations=count, updates=updates)
            await asyncio.sleep(_TIDY_EVERY.total_seconds())


@contextlib.asynccontextmanager
async def _signals(
    server: Server, knowledge: CurrentKnowledge, cancel: Callable[[], None]
) -> AsyncIterator[None]:
    """TERM and INT end server and parts after what is in hand, a second INT at once; HUP has the knowledge read again."""
    loop = asyncio.get_running_loop()
    reloading: set[asyncio.Task[bool]] = set()

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True
        cancel()

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


class Background:
    """Runs works beside what is inside; one that is refused ends the server. `async with` it."""

    def __init__(self, works: Iterable[Callable[[], Awaitable[None]]], server: Server) -> None:
        self._works = works
        self._server = server
        self._tasks: list[asyncio.Task[None]] = []
        self.refusal: Refused | None = None

    def cancel(self) -> None:
        """Have the works finish what is in hand. Once: a second time would break that off."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()

    async def _lasting(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run a work that never ends; where it fails, say so and begin it again a little later."""
        while True:
            try:
                await work()
            except Refused as refusal:
                self.refusal = refusal
                self._server.should_exit = True
                return
            except Exception:
                log.exception("background_work_failed")
            await asyncio.sleep(5)

    async def __aenter__(self) -> None:
        self._tasks = [asyncio.create_task(self._lasting(work)) for work in self._works]
        self._all = tuple(self._tasks)

    async def __aexit__(self, *_: object) -> None:
        self.cancel()
        await asyncio.gather(*self._all, return_exceptions=True)
