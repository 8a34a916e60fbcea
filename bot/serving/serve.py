"""The server process of `noticebot serve`: makes all its parts, runs them, and ends them."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from bot.channels.reminder_links import ANSWERS_MARK, ReminderLinks
from bot.channels.web.app import build_app, is_own
from bot.channels.web.hosts import Hosts
from bot.channels.web.middleware.under_path import UnderPath
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.services import Operator, PublicSite, Services
from bot.channels.web.sessions.signed_session import SECRET_MARK, Sessions, new_secret
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock, system_clock
from bot.conversation.own_calendar import Calendars
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking, most_waiting
from bot.conversation.turn import TALK_ONLY, Channel
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.metrics import register
from bot.delivery.trail import Trail, trail_folder
from bot.messages import message
from bot.pack.faults import PackError
from bot.refusal import Refused
from bot.serving.background_tasks import BackgroundTasks, Job
from bot.serving.bound_port import address_of, bind_or_refuse
from bot.serving.channel_setup import ChannelNeeds, ServedChannels, set_up_channels, trusted_by
from bot.serving.current_library import CurrentLibrary
from bot.serving.desk_listener import DeskListener
from bot.serving.housekeeping import Housekeeping
from bot.serving.http_server import allow_many_connections, make_server, new_loop
from bot.serving.logs import logs_to
from bot.serving.server_signals import heeding_signals
from bot.serving.settled_memory import settle_memory
from bot.serving.unanswered_log import UnansweredLog
from bot.serving.worker_figures import WorkerFigures
from bot.serving.worker_leash import Leash
from bot.serving.worker_seat import Seat, taken_over
from bot.settings import Settings
from bot.store.database import Store
from bot.store.model.errors import StoreError

if TYPE_CHECKING:
    from bot.channels.desk.desk_services import DeskServices

log = structlog.get_logger("noticebot")


class Serving:
    """One server process."""

    def __init__(
        self,
        folders: Sequence[Path],
        settings: Settings,
        database: str,
        clock: Clock,
        zone: ZoneInfo,
        pretended: datetime | None = None,
        tell: Callable[[str], None] = lambda text: None,
        *,
        draft: bool = False,
        ready: Callable[[str], None] = lambda url: None,
        seat: Seat | None = None,
        leash: Leash | None = None,
    ) -> None:
        """`folders` are those of packs, or hold packs.

        `pretended` is the moment (aware) to which `clock` was set with --now; None if it shows the real time.

        A `draft` may quote what does not stand in its notice.

        `tell` is given what a person at the terminal should know, `ready` the address of the page once it is there.

        A worker, one of several processes on a port, has a `seat` and a `leash`.
        """
        self._folders = folders
        self._settings = settings
        self._database = database
        self._clock = clock
        self._pretended = pretended.astimezone(zone).replace(microsecond=0) if pretended else None
        self._tell = tell
        self._draft = draft
        self._ready = ready
        self._metrics = WebMetrics()
        self._seat = seat
        self._leash = leash
        self._workers = 1 if seat is None else seat.count
        self._says_once = seat is None or seat.first
        self._thinking = Thinking(max(1, most_waiting(settings.client_rate) // self._workers))
        self._calendars = Calendars()

    def run(self, host: str, port: int) -> None:
        """Serve until a signal stops it. Raises Refused if it cannot start."""
        self.run_on(bind_or_refuse(host, port))

    def run_on(self, bound: socket) -> None:
        """As `run`, on a listening socket, which is closed at the end."""
        number = self._seat.number if self._seat is not None else None
        with contextlib.closing(bound), logs_to(sys.stderr.fileno(), worker=number):
            allow_many_connections()
            try:
                with asyncio.Runner(loop_factory=new_loop) as runner:
                    runner.run(self._serve(bound))
            except PackError as error:
                raise Refused(str(error)) from error
            except StoreError as error:
                raise Refused(str(error), error.passes) from error

    async def _serve(self, bound: socket) -> None:
        for one in self._settings.unknown if self._says_once else ():
            log.warning("setting_unknown", name=one.name, nearest=one.nearest)
        knowledge = CurrentLibrary(
            self._folders, self._settings.cache_dir, self._metrics.reloads, draft=self._draft
        )
        async with contextlib.AsyncExitStack() as stack:
            trusted = trusted_by(self._settings)
            store = await stack.enter_async_context(await Store.open(self._database))
            knowledge.lay_over(store.revisions)
            needs = await self._needs(knowledge, store, trusted, stack)
            channels = await set_up_channels(needs)
            dispatcher = self._dispatcher(needs, channels)
            house = Housekeeping(self._settings, store, self._clock)
            services = await self._services(needs, channels, dispatcher, house)
            telling = self._telling(services)
            address, own_port = bound.getsockname()[:2]
            services.hosts = Hosts.of(self._settings.hosts, address, own_port, services.site.host)
            root = services.site.root
            if root and is_own(services, root):
                raise Refused(message("public_url_taken", path=root))
            app = UnderPath(channels.around(build_app(services), services), root)
            server = make_server(app, self._settings.trusted_proxies)
            tasks = BackgroundTasks(
                [
                    knowledge.watch,
                    house.tidy,
                    house.watch_size,
                    dispatcher.run,
                    self._desk(knowledge, store, needs.conversations).run,
                    *telling,
                    *channels.runs,
                ],
                server.stop,
            )
            settle_memory()
            async with tasks, heeding_signals(server, knowledge, tasks, self._leash):
                # Who reads that it serves may end it at once: by then it must heed that.
                log.info(
                    "serving", url=address_of(bound), pretends=services.pretended and str(services.pretended)
                )
                self._tell(message("serve_started", url=address_of(bound)))
                self._ready(address_of(bound))
                await server.serve(sockets=[bound])
        self._thinking.close()
        log.info("stopped")
        if tasks.refusal is not None:
            raise tasks.refusal

    async def _needs(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        trusted: ssl.SSLContext | None,
        stack: contextlib.AsyncExitStack,
    ) -> ChannelNeeds:
        """What the channels need. There are links to where reminders are answered if it is known how this server is reached."""
        settings, root = self._settings, self._settings.public_url
        unanswered = UnansweredLog(store.questions, settings.keep_questions)
        return ChannelNeeds(
            settings,
            knowledge,
            store,
            ConversationService(knowledge.assistant, store, thinking=self._thinking, unanswered=unanswered),
            self._clock,
            self._metrics,
            self._thinking,
            self._calendars,
            trusted,
            ReminderLinks(root, await store.kept_mark(ANSWERS_MARK, new_secret()), system_clock)
            if root
            else None,
            stack,
        )

    def _desk(
        self, library: CurrentLibrary, store: Store, conversations: ConversationService
    ) -> DeskListener:
        """The listener of the desk. Its pages are imported only once there is an account.

        It opens with the notice that is the first now: one that comes before it must not slip under what staff are at.
        """
        first = library.first

        def made(hosts: Hosts, limits: RateLimits) -> DeskServices:
            from bot.channels.desk.desk_services import DeskServices
            from bot.serving.desk_notices import DeskNotices

            notices = DeskNotices(
                library, conversations, self._clock, self._settings.cache_dir, draft=self._draft
            )
            return DeskServices(
                store,
                notices.of(*first),
                self._clock,
                limits,
                self._metrics,
                hosts=hosts,
                keeps_questions=self._settings.keep_questions,
                public=PublicSite.of(self._settings.public_url).host.lower(),
                operator=self._settings.operator,
                others=notices.all,
            )

        return DeskListener(self._settings, store, made, tells=self._says_once)

    def _dispatcher(self, needs: ChannelNeeds, channels: ServedChannels) -> Dispatcher:
        """The dispatcher of the reminders of all channels."""
        dispatcher = Dispatcher(
            needs.store.ledger,
            needs.knowledge.author(),
            channels.routes,
            self._clock,
            trail=Trail(trail_folder(self._settings.data_dir)),
            beside=lambda: needs.conversations.hand_over_all(self._clock()),
        )
        register(dispatcher, self._metrics.registry)
        return dispatcher

    async def _services(
        self,
        needs: ChannelNeeds,
        channels: ServedChannels,
        dispatcher: Dispatcher,
        house: Housekeeping,
    ) -> Services:
        """What the page and the API work with."""
        settings, telegram, units = self._settings, channels.telegram, channels.units

        async def parts() -> dict[str, str]:
            return {"dispatcher": dispatcher.state(), **channels.parts(dispatcher.held())}

        return Services(
            conversations=needs.conversations,
            calendars=self._calendars,
            full=lambda: house.full,
            database=needs.store,
            clock=self._clock,
            sessions=Sessions(await needs.store.kept_mark(SECRET_MARK, new_secret())),
            limits=RateLimits(settings.client_rate, time.monotonic, self._workers),
            processes=self._workers,
            metrics=self._metrics,
            parts=parts,
            telegram_link=telegram.link if telegram is not None else lambda: None,
            pretended=self._pretended,
            api_token=settings.api_token,
            push_channel=Channel(pushes=True) if settings.push_url else TALK_ONLY,
            widget_origins=settings.widget_origins,
            operator=Operator(settings.operator, settings.operator_contact, settings.registrations),
            site=PublicSite.of(settings.public_url),
            mail=channels.mail.desk if channels.mail is not None else None,
            wechat=channels.wechat is not None,
            keeps_questions=settings.keep_questions,
            shares=settings.desk_bind is not None,
            wecom=units.wecom is not None,
            dingtalk=units.dingtalk is not None,
            groups=units.has_group,
            answers=needs.answers,
        )

    def _telling(self, services: Services) -> list[Job]:
        """What tells the metrics of this worker to the others; nothing where there are none."""
        if self._seat is None:
            return []
        seat = self._seat
        figures = WorkerFigures(seat.number, seat.told_at, taken_over(seat.figures))
        services.gathered = figures.gather
        return [lambda: figures.run(services.own_figures)]
