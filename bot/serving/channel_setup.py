"""The channels of one server: which there are by its settings, made, and as the rest of the server sees them.

The libraries of a channel are imported only if its settings are there.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp

from bot.channels.push import CHANNEL as PUSH
from bot.channels.push import PushSender, trusted_authorities
from bot.channels.reminder_links import ReminderLinks
from bot.channels.web.app import is_taken
from bot.channels.web.services import Services
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock, Timer
from bot.conversation.own_calendar import Calendars
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking
from bot.conversation.turn import Conversation
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter, Limits
from bot.messages import message
from bot.refusal import Refused
from bot.serving.current_library import CurrentLibrary
from bot.serving.unanswered_log import UnansweredLog
from bot.serving.unit_channels import UnitChannels, UnitNeeds, set_up_units
from bot.settings import Settings
from bot.store.database import Store

if TYPE_CHECKING:
    from bot.channels.mail.mail_post import MailPost
    from bot.channels.telegram.post import TelegramPost
    from bot.channels.wechat.wechat_post import WechatPost

PUSH_LIMITS = Limits(per_second=1000.0, chat_seconds=0.0)
"""A gateway that wants less says 429."""


@dataclass(frozen=True)
class ChannelNeeds:
    """What the channels need of the server. What is to be closed at its end is closed by `stack`."""

    settings: Settings
    knowledge: CurrentLibrary
    store: Store
    conversations: ConversationService
    clock: Clock
    metrics: WebMetrics
    thinking: Thinking
    calendars: Calendars
    trusted: ssl.SSLContext | None
    answers: ReminderLinks | None
    stack: contextlib.AsyncExitStack

    @property
    def unanswered(self) -> UnansweredLog:
        """Where a channel notes what was asked and not answered."""
        return UnansweredLog(self.store.questions, self.settings.keep_questions)

    def of_units(self) -> UnitNeeds:
        """What the channels of platforms need."""
        return UnitNeeds(
            self.settings,
            self.store,
            self.knowledge.assistant,
            self.clock,
            self.thinking,
            self.trusted,
            lambda name: self.metrics.turns.labels(name).inc,
            self.unanswered,
            self.answers,
        )


@dataclass(frozen=True)
class ServedChannels:
    """Those that are set up, beside the page. `push` is None without a gateway."""

    telegram: TelegramPost | None
    mail: MailPost | None
    wechat: WechatPost | None
    units: UnitChannels
    push: Route | None

    @property
    def routes(self) -> dict[str, Route]:
        """A route for every channel that can send reminders."""
        found = dict(self.units.routes)
        if self.push is not None:
            found[PUSH] = self.push
        for post in (self.telegram, self.mail, self.wechat):
            if post is not None:
                found[post.name] = post.route
        return found

    @property
    def runs(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        """What runs beside the server."""
        return [post.run for post in (self.telegram, self.wechat, *self.units.posts) if post is not None]

    def parts(self, held: Collection[str]) -> dict[str, str]:
        """The state of each, for the health check. `held`: the channels that refuse everybody."""
        told = {}
        if self.push is not None:
            told["push"] = "held" if PUSH in held else "ok"
        if self.telegram is not None:
            state = self.telegram.state()
            told["telegram"] = "held" if state == "ok" and self.telegram.name in held else state
        for name, post in (("mail", self.mail), ("wechat", self.wechat)):
            if post is not None:
                told[name] = "held" if post.name in held else "ok"
        return {**told, **self.units.parts(held)}

    def around(self, app: ASGIApp, services: Services) -> ASGIApp:
        """The app of the server, with the paths to which platforms post."""
        if self.telegram is not None:
            app = self.telegram.around(app, partial(is_taken, services))
        if self.wechat is not None:
            app = self.wechat.around(app)
        return self.units.around(app)


async def set_up_channels(needs: ChannelNeeds) -> ServedChannels:
    """All channels for which there are settings. Raises Refused if one cannot be, StoreError."""
    telegram = _telegram(needs)
    if telegram is not None:
        await telegram.greet()
    mail = await _mail(needs)
    wechat = _wechat(needs)
    units = set_up_units(needs.of_units(), needs.stack)
    return ServedChannels(telegram, mail, wechat, units, await _push(needs))


def _telegram(needs: ChannelNeeds) -> TelegramPost | None:
    """Telegram, or None without a token. Its library is slow to import."""
    if not needs.settings.telegram_token:
        return None
    from bot.channels.telegram.post import Surroundings, TelegramPost

    def calendar(conversation: Conversation, now: datetime) -> bytes:
        assistant = needs.knowledge.assistant()
        return needs.calendars.of(assistant.of(conversation).pack, assistant.own(conversation), now)

    return TelegramPost(
        Surroundings(
            needs.settings,
            needs.store,
            needs.knowledge.assistant,
            calendar,
            needs.clock,
            turned=needs.metrics.turns.labels("telegram").inc,
            voted=needs.metrics.count_vote,
            skipped=needs.metrics.skipped.inc,
            thinking=needs.thinking,
            unanswered=needs.unanswered,
            trusted=needs.trusted,
        )
    )


async def _mail(needs: ChannelNeeds) -> MailPost | None:
    """E-mail, or None without its settings."""
    if needs.settings.mail is None:
        return None
    from bot.serving.mail_setup import set_up_mail

    post = await set_up_mail(
        needs.settings,
        needs.knowledge,
        needs.store,
        needs.conversations,
        needs.calendars,
        needs.clock,
        needs.trusted,
        needs.answers,
    )
    needs.stack.push_async_callback(post.close)
    return post


def _wechat(needs: ChannelNeeds) -> WechatPost | None:
    """WeChat, or None without its settings. Its page is offered only where reminders can be had by e-mail."""
    if needs.settings.wechat is None:
        return None
    from bot.channels.wechat.wechat_post import WechatPost

    around = needs.of_units().surroundings("wechat")
    page = around.page if needs.settings.mail is not None else ""
    return WechatPost(needs.settings.wechat, replace(around, page=page))


async def _push(needs: ChannelNeeds) -> Route | None:
    """The route to the gateway that reminders are pushed to, or None without its address."""
    url, secret = needs.settings.push_url, needs.settings.push_secret
    if not url:
        return None
    sender = PushSender(url, secret, trusted=needs.trusted)
    return Route(await needs.stack.enter_async_context(sender), Limiter(PUSH_LIMITS, Timer()))


def trusted_by(settings: Settings) -> ssl.SSLContext | None:
    """The authorities that the settings name, if anything is called. Raises Refused if they cannot be read."""
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
