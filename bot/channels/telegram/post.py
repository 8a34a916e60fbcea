"""Telegram as a part of the server: connects, receives updates by polling or webhook, and shuts down cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import re
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.types import ASGIApp
from telegram import User
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram import inline
from bot.channels.telegram.addresses import Addresses
from bot.channels.telegram.caller import Courier
from bot.channels.telegram.clerk import HELD_SECONDS, Clerk
from bot.channels.telegram.door import Door
from bot.channels.telegram.heard import WANTED, Heard
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.limits import telegram_limits
from bot.channels.telegram.members import Members
from bot.channels.telegram.offers import OFFERED_AGAIN, Offers
from bot.channels.telegram.poller import Poller, SecondPoller, Take
from bot.channels.telegram.profile import show_profile
from bot.channels.telegram.refusals import told
from bot.channels.telegram.reminder_sender import TelegramSender
from bot.channels.telegram.speakers import CHANNEL, chat_of
from bot.channels.telegram.turns import Calendar, Turns
from bot.channels.telegram.update_reader import UpdateReader
from bot.channels.telegram.wire import BadProxy, make_bot
from bot.channels.update_intake import Bounds
from bot.clock import Clock, Timer, system_clock
from bot.conversation.assistant import Assistant
from bot.conversation.feedback import Feedback, Vote
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking
from bot.conversation.unanswered import Unanswered
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.slices import Slices
from bot.messages import message
from bot.process import this_process
from bot.refusal import Refused
from bot.retry import pauses
from bot.settings import TELEGRAM_API, Settings
from bot.store.database import Store
from bot.web_address import below, root_of

_NO_ANSWER = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
"""What the library raises at JSON that is no answer of Telegram's."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_GREET_SECONDS = 3.0
_FINISH_SECONDS, _REMINDER_SECONDS = 5.0, 2.0
"""Seconds for finishing what is under way at shutdown; with removing the webhook, less than ten seconds in all."""
_REGISTER_SECONDS, _REMOVE_SECONDS = 60.0, 1.5
_REFUSED_SECONDS, _SECOND_SECONDS = 30.0, 300.0
"""How long it rests when the token is refused, and when another program receives the updates, from which each try takes them."""
_INLINE_AT_ONCE = 20
RECORD_SECONDS = 0.03
"""In how many seconds the end of an answer is recorded, at a steady flow with what comes in next: a transaction less each."""
_WEBHOOK_CONNECTIONS = 40
_PATH = re.compile(r"(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+/?")
"""A path that is the same with every server on the way: nothing that is encoded, and no part that is empty."""
_NO_NAME = frozenset([".", ".."])
_PORTS = frozenset([80, 88, 443, 8443])
"""Those to which Telegram posts; a Bot API server of one's own posts to any, also without TLS."""
_SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")
log = structlog.get_logger("noticebot.telegram")


@dataclass(frozen=True)
class Surroundings:
    """What the Telegram channel depends on, passed in by the server.

    `assistant` is asked for at each turn; `clock` may be pretended, `real_clock` compares leases between processes.
    """

    settings: Settings
    store: Store
    assistant: Callable[[], Assistant]
    calendar: Calendar
    clock: Clock
    real_clock: Clock = system_clock
    timer: Timer = field(default_factory=Timer)
    limits: Limits | None = None
    """Replaces the limits that follow from the settings."""
    bounds: Bounds = field(default_factory=lambda: Bounds(record=RECORD_SECONDS))
    turned: Callable[[], None] = lambda: None
    voted: Callable[[Vote], None] = lambda vote: None
    skipped: Callable[[], None] = lambda: None
    """`turned`, `voted` and `skipped` are called after each turn, each counted vote, and each update that cannot be read."""
    held: float = HELD_SECONDS
    """For how many seconds after a tap new choices are held back."""
    thinking: Thinking | None = None
    """Takes the turns, in turn with those of other channels."""
    unanswered: Unanswered | None = None
    """Takes note of what was not answered."""
    offered_again: tuple[float, ...] = OFFERED_AGAIN
    """Seconds after which a question that was lost is offered again, and again if it is lost once more."""
    trusted: ssl.SSLContext | None = None
    """The authorities whose certificates are accepted; None: the usual ones."""


class TelegramPost:
    """Telegram as `noticebot serve` runs it. Raises Refused if the settings are invalid."""

    name = CHANNEL

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._settings = around.settings
        self._state = "connecting"
        self._me: User | None = None
        self._door: Door | None = None
        self._reader: UpdateReader | None = None
        self._inline: set[asyncio.Task[None]] = set()
        self.sender = TelegramSender()
        """The sender of reminders."""
        limits = around.limits or telegram_limits(self._settings.telegram_rate)
        self.limiter = Limiter(limits, around.timer)
        """The limiter of replies and reminders."""
        self.route = Route(self.sender, self.limiter, chat_of=chat_of)
        """The route of reminders, for the dispatcher."""
        self._slices = Slices(around.store.rates, CHANNEL, self.limiter, around.timer)
        try:
            self._bot = make_bot(self._settings, around.trusted)
        except BadProxy as error:
            raise Refused(message("telegram_bad_proxy", reason=error)) from error
        if self._settings.telegram_webhook_url:
            self._path, self._secret = _webhook(self._settings)

    def state(self) -> str:
        """The state of the channel: ok, or what is wrong."""
        if self._state == "ok" and self._reader is not None and self._reader.is_unwell:
            return "unwell"
        return self._state

    def link(self) -> str | None:
        """The link to the bot; None until Telegram has told its name."""
        return f"https://t.me/{self._me.username}" if self._me else None

    def around(self, app: ASGIApp, is_taken: Callable[[str], bool] = lambda path: False) -> ASGIApp:
        """The app of the server, with the route for webhook updates if there is a webhook.

        Raises Refused if the app itself has something at that path.
        """
        if not self._settings.telegram_webhook_url:
            return app
        if is_taken(self._path):
            raise Refused(message("telegram_webhook_taken", path=self._path))
        self._door = Door(app, self._path, self._secret)
        return self._door

    # ── running ──

    async def greet(self) -> None:
        """Ask Telegram who the bot is, for a short time. Raises Refused if it rejects the token."""
        with contextlib.suppress(TimeoutError, TelegramError):
            try:
                async with asyncio.timeout(_GREET_SECONDS):
                    await self._bot.initialize()
            except InvalidToken as error:
                raise Refused(message("telegram_refused")) from error

    async def run(self) -> None:
        """Run until cancelled, then finish what is under way. Raises Refused if Telegram rejects the token."""
        slices = asyncio.ensure_future(self._slices.run())
        try:
            me = await self._connect()
            around = self._around
            service = ConversationService(
                around.assistant, around.store, 1, around.thinking, around.unanswered
            )
            addresses = Addresses(around.store, around.clock, service.unite)
            courier = Courier(self._bot, self.limiter, around.timer, addresses.moved)
            turns = self._turns(me, service, addresses)
            async with Offers(turns, courier, around.clock, around.timer, around.offered_again) as offers:
                intake = self._intake(me, courier, turns, offers)
                self.sender.connect(courier)
                await self._work(me, intake, turns)
        finally:
            await self.sender.finish(_REMINDER_SECONDS)
            slices.cancel()
            await asyncio.gather(slices, return_exceptions=True)
            await self._bot.shutdown()

    async def _connect(self) -> User:
        """Ask Telegram who the bot is, retrying with growing pauses as long as it cannot be reached."""
        waits = pauses(_FIRST_PAUSE, _LONGEST_PAUSE)
        while True:
            try:
                await self._bot.initialize()
                self._me = self._bot.bot
                log.info("telegram_connected", bot=self._me.username)
                return self._me
            except InvalidToken as error:
                self._state = "unwell"
                raise Refused(message("telegram_refused")) from error
            except (TelegramError, *_NO_ANSWER) as error:
                self._state = "unreachable"
                seconds = next(waits)
                reason = told(error) if isinstance(error, TelegramError) else "no answer of Telegram's"
                log.warning("telegram_unreachable", reason=reason, again_in=round(seconds, 1))
                await self._around.timer.sleep(seconds)

    def _turns(self, me: User, service: ConversationService, addresses: Addresses) -> Turns:
        around = self._around
        feedback = Feedback(service, around.store, around.voted)
        members = Members(self._bot, around.timer)
        return Turns(service, feedback, members.is_admin, around.calendar, me, addresses)

    def _intake(self, me: User, courier: Courier, turns: Turns, offers: Offers) -> Intake:
        around = self._around
        clerk = Clerk(turns, courier, around.clock, around.turned, offers, around.timer, around.held)
        return Intake(
            around.store.inbox,
            f"{CHANNEL}:{me.id}",
            this_process(),
            around.real_clock,
            around.timer,
            clerk.answer,
            clerk.slow_down,
            around.bounds,
            hashlib.sha256(self._settings.telegram_token.encode()).digest(),
        )

    async def _work(self, me: User, intake: Intake, turns: Turns) -> None:
        reader = self._reader = UpdateReader(self._bot, me, self._around.timer, self._around.skipped)

        async def take(updates: Sequence[Any]) -> None:
            heard = reader.read(updates, lambda heard: _without_private(heard, turns))
            await self._take(heard, intake, turns)

        work = asyncio.ensure_future(intake.run())
        listening = asyncio.ensure_future(self._listen(take))
        profile = asyncio.ensure_future(
            show_profile(
                self._bot, turns.assistant.title, self._around.timer, several=turns.assistant.several
            )
        )
        self._state = "ok"
        try:
            ended, _ = await asyncio.wait({work, listening}, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()  # neither ends by itself: log what was wrong and start again
        finally:
            listening.cancel()
            profile.cancel()
            await asyncio.gather(listening, profile, return_exceptions=True)
            await intake.finish(_FINISH_SECONDS)
            work.cancel()
            await asyncio.gather(work, *self._inline, return_exceptions=True)

    async def _listen(self, take: Take) -> None:
        """Receive updates, by webhook or polling. A refusal that may pass is tried again after a while; the page stays up."""
        try:
            while True:
                try:
                    await (
                        self._serve_webhook(self._door, take) if self._door is not None else self._poll(take)
                    )
                except InvalidToken:  # it was valid before: revoked, or refused by something on the way
                    await self._rest(message("telegram_refused"), _REFUSED_SECONDS)
                except SecondPoller:
                    await self._rest(message("telegram_second_poller"), _SECOND_SECONDS)
        finally:
            if self._door is not None:
                self._door.close()

    async def _take(self, heard: Sequence[tuple[int, Heard]], intake: Intake, turns: Turns) -> None:
        """Store what was heard; inline queries are answered at once, because nobody waits for them after a restart."""
        kept: list[tuple[int, Heard]] = []
        for id, found in heard:
            if found.kind == "inline":
                self._offer(found, turns)
            else:
                kept.append((id, found))
        if kept:
            await intake.take(kept)

    def _offer(self, heard: Heard, turns: Turns) -> None:
        if len(self._inline) >= _INLINE_AT_ONCE:
            return  # the next keystroke sends another query
        work = inline.offer(self._bot, heard, turns.assistant, self._around.clock())
        task = asyncio.ensure_future(work)
        self._inline.add(task)
        task.add_done_callback(self._inline.discard)

    # ── polling ──

    async def _poll(self, take: Take) -> None:
        await self._patiently(lambda: self._bot.delete_webhook(drop_pending_updates=False))
        await Poller(self._bot.fetch, take, self._around.timer).run()

    async def _rest(self, why: str, seconds: float) -> None:
        """Log what is wrong and receive nothing for so long."""
        self._state = "unwell"
        log.error("telegram_stopped", why=why, again_in=seconds)
        await self._around.timer.sleep(seconds)

    # ── webhook ──

    async def _serve_webhook(self, door: Door, take: Take) -> None:
        async def take_json(plain: Any) -> None:
            await take([plain])

        door.open(take_json)
        try:
            await self._patiently(self._register)
            while True:
                await self._around.timer.sleep(_REGISTER_SECONDS)
                await self._patiently(self._register_again)
        finally:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(_REMOVE_SECONDS):
                    await self._bot.delete_webhook(drop_pending_updates=False)

    async def _register(self) -> None:
        await self._bot.set_webhook(
            self._settings.telegram_webhook_url,
            secret_token=self._secret,
            allowed_updates=WANTED,
            max_connections=_WEBHOOK_CONNECTIONS,
        )
        log.info("telegram_webhook_registered")

    async def _register_again(self) -> None:
        """Register the webhook again: a process that stops removes it for all others."""
        info = await self._bot.get_webhook_info()
        if info.url != self._settings.telegram_webhook_url:
            await self._register()

    async def _patiently(self, call: Callable[[], Any]) -> None:
        """Make a call, retrying with growing pauses; it can fail for good only by wrong settings."""
        waits = pauses(_FIRST_PAUSE, _LONGEST_PAUSE)
        while True:
            try:
                await call()
                self._state = "ok"
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                self._state = "unreachable"
                seconds = next(waits)
                log.warning("telegram_unreachable", reason=told(error), again_in=round(seconds, 1))
                await self._around.timer.sleep(seconds)


def _without_private(heard: Heard, turns: Turns) -> Heard:
    """What was heard, as it may be stored: without the numbers that nobody should send, but for phones to be called."""
    written = heard.kind in ("text", "edit")
    return replace(heard, text=turns.assistant.privacy.stored(heard.text)) if written else heard


def _webhook(settings: Settings) -> tuple[str, str]:
    """The path and the secret of the webhook; raises Refused if they are invalid."""
    url = urlsplit(settings.telegram_webhook_url)
    if not _PATH.fullmatch(url.path) or not _NO_NAME.isdisjoint(url.path.split("/")):
        raise Refused(message("telegram_bad_webhook", url=settings.telegram_webhook_url))
    port = url.port or (443 if url.scheme == "https" else 80)
    if settings.telegram_api_url == TELEGRAM_API and (url.scheme != "https" or port not in _PORTS):
        raise Refused(message("telegram_webhook_ports", url=settings.telegram_webhook_url))
    # If no secret is set, it is derived from the token, so that all processes have the same one.
    made = hmac.new(settings.telegram_token.encode(), b"webhook", hashlib.sha256).hexdigest()
    secret = settings.telegram_webhook_secret or made
    if not _SECRET.match(secret):
        raise Refused(message("telegram_bad_secret"))
    root = root_of(settings.public_url)
    return below(url.path, root) or url.path, secret
