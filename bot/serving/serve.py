"""The server process of `noticebot serve`: makes all its parts, runs them, and ends them."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import ssl
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from bot.channels.push import CHANNEL as PUSH
from bot.channels.push import PushSender, trusted_authorities
from bot.channels.reminder_links import ANSWERS_MARK, ReminderLinks
from bot.channels.web.app import build_app, is_own, is_taken
from bot.channels.web.hosts import Hosts
from bot.channels.web.middleware.under_path import UnderPath
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.services import Operator, PublicSite, Services
from bot.channels.web.sessions.signed_session import SECRET_MARK, Sessions, new_secret
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock, Timer, system_clock
from bot.conversation.memory import KEPT_FOR
from bot.conversation.own_calendar import Calendars
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking, most_waiting
from bot.conversation.turn import TALK_ONLY, Channel, Conversation
from bot.delivery.courier import Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.metrics import register
from bot.delivery.trail import Trail, trail_folder
from bot.messages import message
from bot.pack.faults import PackError
from bot.refusal import Refused
from bot.serving.background_tasks import BackgroundTasks, Job
from bot.serving.bound_port import address_of, bind_or_refuse
from bot.serving.current_library import CurrentLibrary
from bot.serving.desk_listener import DeskListener
from bot.serving.http_server import Server, allow_many_connections, make_server, new_loop
from bot.serving.logs import logs_to
from bot.serving.unanswered_log import UnansweredLog
from bot.serving.unit_channels import UnitChannels, UnitNeeds, set_up_units
from bot.serving.worker_figures import WorkerFigures
from bot.serving.worker_leash import END, GONE, RELOAD, STOP, Leash
from bot.serving.worker_seat import Seat, taken_over
from bot.settings import Settings
from bot.store.database import Store
from bot.store.inbox import KEPT_FOR as UPDATES_KEPT
from bot.store.model.awaited_answer import LONGEST_WAIT
from bot.store.model.errors import StoreError

if TYPE_CHECKING:
    from bot.channels.desk.desk_services import DeskServices
    from bot.channels.mail.mail_post import MailPost
    from bot.channels.telegram.post import TelegramPost
    from bot.channels.wechat.wechat_post import WechatPost

PUSH_LIMITS = Limits(per_second=1000.0, chat_seconds=0.0)
"""A gateway that wants less says 429."""
_SIZE_SECONDS = 60.0
_TIDY_EVERY = timedelta(hours=6)
_STAFF_IDLE = timedelta(days=1)
"""Sessions of the desk that were not used for so long ended long ago."""
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
        self._full = False

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
            trusted = self._trusted()
            store = await stack.enter_async_context(await Store.open(self._database))
            knowledge.lay_over(store.revisions)
            telegram = self._telegram(knowledge, store, trusted)
            if telegram is not None:
                await telegram.greet()
            unanswered = UnansweredLog(store.questions, self._settings.keep_questions)
            conversations = ConversationService(
                knowledge.assistant, store, thinking=self._thinking, unanswered=unanswered
            )
            answers = await self._answers(store)
            mail = await self._mail(knowledge, store, conversations, trusted, stack, answers)
            wechat = self._wechat(knowledge, store, trusted, answers)
            units = self._units(knowledge, store, trusted, stack, answers)
            dispatcher = await self._dispatcher(
                knowledge, store, conversations, telegram, mail, wechat, units, trusted, stack
            )
            services = await self._services(
                knowledge, store, conversations, dispatcher, telegram, mail, wechat, units
            )
            services.answers = answers
            telling = self._telling(services)
            address, own_port = bound.getsockname()[:2]
            services.hosts = Hosts.of(self._settings.hosts, address, own_port, services.site.host)
            root = services.site.root
            if root and is_own(services, root):
                raise Refused(message("public_url_taken", path=root))
            app = build_app(services)
            if telegram is not None:
                app = telegram.around(app, partial(is_taken, services))
            if wechat is not None:
                app = wechat.around(app)
            app = UnderPath(units.around(app), root)
            server = make_server(app, self._settings.trusted_proxies)
            tasks = BackgroundTasks(
                [
                    knowledge.watch,
                    lambda: self._tidy(store),
                    lambda: self._watch_size(store),
                    dispatcher.run,
                    self._desk(knowledge, store).run,
                    *telling,
                    *(post.run for post in (telegram, wechat, *units.posts) if post is not None),
                ],
                server.stop,
            )
            async with tasks, _signals(server, knowledge, tasks, self._leash):
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

    def _telegram(
        self, knowledge: CurrentLibrary, store: Store, trusted: ssl.SSLContext | None
    ) -> TelegramPost | None:
        """The Telegram channel, or None without a token. Its library is slow to import."""
        if not self._settings.telegram_token:
            return None
        from bot.channels.telegram.post import Surroundings, TelegramPost

        def calendar(conversation: Conversation, now: datetime) -> bytes:
            assistant = knowledge.assistant()
            return self._calendars.of(assistant.of(conversation).pack, assistant.own(conversation), now)

        turned = self._metrics.turns.labels("telegram").inc
        return TelegramPost(
            Surroundings(
                self._settings,
                store,
                knowledge.assistant,
                calendar,
                self._clock,
                turned=turned,
                voted=self._metrics.count_vote,
                skipped=self._metrics.skipped.inc,
                thinking=self._thinking,
                unanswered=UnansweredLog(store.questions, self._settings.keep_questions),
                trusted=trusted,
            )
        )

    async def _mail(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        conversations: ConversationService,
        trusted: ssl.SSLContext | None,
        stack: contextlib.AsyncExitStack,
        answers: ReminderLinks | None,
    ) -> MailPost | None:
        """E-mail, or None without its settings. Its libraries are imported only here."""
        if self._settings.mail is None:
            return None
        from bot.serving.mail_setup import set_up_mail

        post = await set_up_mail(
            self._settings,
            knowledge,
            store,
            conversations,
            self._calendars,
            self._clock,
            trusted,
            answers,
        )
        stack.push_async_callback(post.close)
        return post

    async def _answers(self, store: Store) -> ReminderLinks | None:
        """The links to where reminders are answered; None if nobody knows how this server is reached."""
        root = self._settings.public_url
        if not root:
            return None
        return ReminderLinks(root, await store.kept_mark(ANSWERS_MARK, new_secret()), system_clock)

    def _wechat(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        trusted: ssl.SSLContext | None,
        answers: ReminderLinks | None,
    ) -> WechatPost | None:
        """WeChat, or None without its settings. Its libraries are imported only here."""
        if self._settings.wechat is None:
            return None
        from bot.channels.wechat.wechat_post import WechatPost

        around = self._needs(knowledge, store, trusted, answers).surroundings("wechat")
        page = around.page if self._settings.mail is not None else ""
        return WechatPost(self._settings.wechat, replace(around, page=page))

    def _desk(self, library: CurrentLibrary, store: Store) -> DeskListener:
        """The listener of the desk. Its pages are imported only once there is an account.

        It works on the pack that is the first now: another that comes before it must not slip under what staff are at.
        """
        folder, knowledge = library.first

        def made(hosts: Hosts, limits: RateLimits) -> DeskServices:
            from bot.channels.desk.desk_services import DeskServices
            from bot.channels.desk.trials import Bench

            return DeskServices(
                store,
                knowledge.pack,
                self._clock,
                limits,
                self._metrics,
                hosts=hosts,
                keeps_questions=self._settings.keep_questions,
                operator=self._settings.operator,
                assistant=knowledge.assistant,
                assessor=knowledge.assessor,
                suggest=lambda text: tuple(
                    reply.entry for _, reply in knowledge.assistant().suggestions(text, self._clock())
                ),
                bench=Bench(
                    folder,
                    self._settings.cache_dir,
                    knowledge.base,
                    lambda: knowledge.laid.number,
                    lambda: dict(knowledge.laid.misfits),
                    draft=self._draft,
                ),
            )

        return DeskListener(self._settings, store, made, tells=self._says_once)

    def _units(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        trusted: ssl.SSLContext | None,
        stack: contextlib.AsyncExitStack,
        answers: ReminderLinks | None,
    ) -> UnitChannels:
        """WeCom and DingTalk, as far as there are settings. Their libraries are imported only then."""
        return set_up_units(self._needs(knowledge, store, trusted, answers), stack)

    def _needs(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        trusted: ssl.SSLContext | None,
        answers: ReminderLinks | None,
    ) -> UnitNeeds:
        """What the channels of platforms need."""
        return UnitNeeds(
            self._settings,
            store,
            knowledge.assistant,
            self._clock,
            self._thinking,
            trusted,
            lambda name: self._metrics.turns.labels(name).inc,
            UnansweredLog(store.questions, self._settings.keep_questions),
            answers,
        )

    async def _dispatcher(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        conversations: ConversationService,
        telegram: TelegramPost | None,
        mail: MailPost | None,
        wechat: WechatPost | None,
        units: UnitChannels,
        trusted: ssl.SSLContext | None,
        stack: contextlib.AsyncExitStack,
    ) -> Dispatcher:
        """The dispatcher, with a route for every channel that can send reminders."""
        routes = dict(units.routes)
        if self._settings.push_url:
            url, secret = self._settings.push_url, self._settings.push_secret
            sender = PushSender(url, secret, trusted=trusted)
            limiter = Limiter(PUSH_LIMITS, Timer())
            routes[PUSH] = Route(await stack.enter_async_context(sender), limiter)
        if telegram is not None:
            routes[telegram.name] = telegram.route
        for post in (mail, wechat):
            if post is not None:
                routes[post.name] = post.route
        trail = Trail(trail_folder(self._settings.data_dir))
        dispatcher = Dispatcher(
            store.ledger,
            knowledge.author(),
            routes,
            self._clock,
            trail=trail,
            beside=lambda: conversations.hand_over_all(self._clock()),
        )
        register(dispatcher, self._metrics.registry)
        return dispatcher

    def _trusted(self) -> ssl.SSLContext | None:
        """The authorities that the settings name, if anything is called. Raises Refused if they cannot be read."""
        settings = self._settings
        apps = (settings.mail, settings.wechat, settings.wecom, settings.dingtalk, settings.dingtalk_robot)
        addresses = (settings.push_url, settings.telegram_token, settings.wecom_robot)
        if not any(addresses) and not any(app is not None for app in apps):
            return None
        for name, place in (("SSL_CERT_FILE", settings.ca_file), ("SSL_CERT_DIR", settings.ca_folder)):
            file, folder = (place, "") if name == "SSL_CERT_FILE" else ("", place)
            try:
                trusted_authorities(file, folder)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise Refused(message("no_authorities", name=name, text=place, reason=reason)) from error
        return trusted_authorities(settings.ca_file, settings.ca_folder)

    async def _services(
        self,
        knowledge: CurrentLibrary,
        store: Store,
        conversations: ConversationService,
        dispatcher: Dispatcher,
        telegram: TelegramPost | None,
        mail: MailPost | None,
        wechat: WechatPost | None,
        units: UnitChannels,
    ) -> Services:
        settings = self._settings

        async def parts() -> dict[str, str]:
            told, held = {"dispatcher": dispatcher.state()}, dispatcher.held()
            if settings.push_url:
                told["push"] = "held" if PUSH in held else "ok"
            if telegram is not None:
                state = telegram.state()
                told["telegram"] = "held" if state == "ok" and telegram.name in held else state
            for name, post in (("mail", mail), ("wechat", wechat)):
                if post is not None:
                    told[name] = "held" if post.name in held else "ok"
            return {**told, **units.parts(held)}

        return Services(
            conversations=conversations,
            calendars=self._calendars,
            full=lambda: self._full,
            database=store,
            clock=self._clock,
            sessions=Sessions(await store.kept_mark(SECRET_MARK, new_secret())),
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
            mail=mail.desk if mail is not None else None,
            wechat=wechat is not None,
            keeps_questions=settings.keep_questions,
            shares=settings.desk_bind is not None,
            wecom=units.wecom is not None,
            dingtalk=units.dingtalk is not None,
            groups=units.has_group,
        )

    def _telling(self, services: Services) -> list[Job]:
        """What tells the metrics of this worker to the others; nothing where there are none."""
        if self._seat is None:
            return []
        seat = self._seat
        figures = WorkerFigures(seat.number, seat.told_at, taken_over(seat.figures))
        services.gathered = figures.gather
        return [lambda: figures.run(services.own_figures)]

    async def _watch_size(self, store: Store) -> None:
        """Every minute, note whether the database is larger than it should become."""
        most = self._settings.database_mb * 1e6
        while most:
            with contextlib.suppress(StoreError):
                full = await store.used_bytes() > most
                if full and not self._full:
                    log.error(
                        "database_too_large", setting="BOT_DATABASE_MB", most_mb=self._settings.database_mb
                    )
                self._full = full
            await asyncio.sleep(_SIZE_SECONDS)
        await asyncio.Event().wait()

    async def _tidy(self, store: Store) -> None:
        """Every few hours, delete the conversations that were not continued for 180 days, and old updates of Telegram."""
        while True:
            with contextlib.suppress(StoreError):
                count = await store.purge(self._clock() - KEPT_FOR)
                updates = await store.inbox.purge(system_clock() - UPDATES_KEPT)
                mailboxes = await store.mailboxes.purge(system_clock(), system_clock() - KEPT_FOR)
                await store.wechat_people.purge(system_clock())
                await store.carryings.tidy(self._clock())
                await store.questions.purge(self._clock() - timedelta(days=self._settings.keep_questions))
                await store.questions.purge_waiting(self._clock() - LONGEST_WAIT)
                await store.staff.tidy(system_clock(), system_clock() - _STAFF_IDLE)
                await store.joinings.tidy(self._clock())
                await store.sharings.tidy(self._clock())
                log.info("tidied", conversations=count, updates=updates, mailboxes=mailboxes)
            await asyncio.sleep(_TIDY_EVERY.total_seconds())


@contextlib.asynccontextmanager
async def _signals(
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
