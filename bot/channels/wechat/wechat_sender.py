"""Reminders through WeChat: as a customer-service message where that is allowed, else by the account's template."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.channels.platforms.platform_api import Spoken
from bot.channels.reminder_choices import reminder_choices
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_errors import CLOSED, UNABLE
from bot.channels.wechat.wechat_template import Templates
from bot.channels.wechat.wechat_texts import LONGEST_TEXT, cut, link
from bot.clock import Clock
from bot.delivery.sender import Attempt, Reminder
from bot.store.model.errors import StoreError
from bot.store.wechat_people import WechatPeople

CHANNEL = "wechat"
_LINKS_ROOM = 600
"""Bytes of a text that are kept for the links below it."""
NO_WAY = "the 48 hours are over, no template"
"""Why a reminder waits until the person says something: then the desk hurries it."""
_NOT_TAKEN = frozenset(["wait", "held", "retry", "refused", "gone", "failed"])
log = structlog.get_logger("noticebot.wechat")


class WechatSender:
    """Sends reminders of one account. `templates` is None if no template is set. `real_clock`: allowances are real time."""

    def __init__(
        self, api: WechatApi, people: WechatPeople, templates: Templates | None, real_clock: Clock
    ) -> None:
        self._api = api
        self._people = people
        self._templates = templates
        self._real_clock = real_clock

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent."""
        try:
            spoken = await self._said(reminder, may_send)
        except StoreError as error:
            return Attempt("retry", f"database {error.code}")
        if spoken is not None and spoken.code not in CLOSED | UNABLE:
            return spoken.attempt
        if self._templates is None:
            unable = spoken is not None and spoken.code in UNABLE
            return spoken.attempt if spoken is not None and unable else Attempt("retry", NO_WAY)
        noticed = await self._templates.send(reminder, may_send)
        if noticed.code in CLOSED:
            return Attempt("retry", f"{NO_WAY}: errcode {noticed.code}")
        return noticed.attempt

    async def _said(self, reminder: Reminder, may_send: Callable[[], None]) -> Spoken | None:
        """What came of a customer-service message; None if none is allowed."""
        user = f"{CHANNEL}:{reminder.user}"
        if not await self._people.spend(user, self._real_clock()):
            return None
        choices = reminder_choices(reminder)
        links = "\n".join(link(one.label, one.id) for one in choices)
        text = "\n\n".join(
            part for part in (cut(reminder.text, LONGEST_TEXT - _LINKS_ROOM)[0], links) if part
        )
        spoken = await self._api.say(reminder.user, text, may_send)
        await self._settle(user, spoken)
        return spoken

    async def _settle(self, user: str, spoken: Spoken) -> None:
        """Keep the count of what is allowed true, as far as the database can be had."""
        try:
            if spoken.code in CLOSED:
                await self._people.exhaust(user)
            elif spoken.attempt.outcome in _NOT_TAKEN:
                await self._people.give_back(user)
        except StoreError:
            log.warning("wechat_allowance_not_noted")
