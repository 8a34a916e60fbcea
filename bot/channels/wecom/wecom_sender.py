"""Messages to the members of a unit through WeCom: answers as texts, reminders as cards where they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.channels.platforms.platform_api import Plain
from bot.channels.platforms.platform_texts import cut, joined, parts_of
from bot.channels.reminder_links import ReminderLinks
from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_errors import NOT_IN_RANGE
from bot.delivery.limiter import Limits
from bot.delivery.sender import Attempt, Reminder
from bot.messages import message
from bot.replies.reply import Reply

WECOM = "wecom"
LONGEST_TEXT = 2048
"""Bytes of a text in UTF-8; what is longer is cut off: https://developer.work.weixin.qq.com/document/path/90236"""
_LONGEST_TITLE, _LONGEST_WORDS, _LONGEST_PLACE = 128, 512, 2048
"""Characters of a card's title, of what stands below it, and of the address to which it leads (the same document)."""
WECOM_LIMITS = Limits(per_second=20.0, reminders=0.8, burst_seconds=1 / 20, chat_seconds=2.5, chat_burst=5)
"""29 in a minute to one member: of more than 30 the rest is thrown away, and nobody is told (the same document)."""


def texts_for(replies: Sequence[Reply]) -> list[Plain]:
    """Messages with `replies`; choices are numbered."""
    return [text_of(text) for text in joined(parts_of(replies), LONGEST_TEXT)]


def text_of(text: str) -> Plain:
    """A message that is a text."""
    return {"msgtype": "text", "text": {"content": text}}


def reminding(reminder: Reminder, page: str, answers: str) -> Plain:
    """A message that reminds: a card that leads to where it is answered, if all of it fits into one, else a text.

    `answers` is that place, empty if there is none; then the card leads to `page` (empty: no card). Cards with buttons
    (template_card) are not shown in WeChat's plugin, which many members have instead of the app:
    https://developer.work.weixin.qq.com/document/path/90236, «微工作台（原企业号）不支持展示模板卡片消息».
    """
    title, _, rest = reminder.text.strip().partition("\n")
    words, place = rest.strip() or title, answers or page
    fits = len(title) <= _LONGEST_TITLE and len(words) <= _LONGEST_WORDS and len(place) <= _LONGEST_PLACE
    if place and fits and "<" not in reminder.text:
        label = message("unit_answer" if answers else "unit_open")
        return {"msgtype": "textcard", "textcard": _card(title, words, place, label)}
    return text_of(cut(reminder.text, LONGEST_TEXT)[0])


def _card(title: str, words: str, place: str, label: str) -> Plain:
    return {"title": title, "description": words, "url": place, "btntxt": label}


class WecomSender:
    """Sends reminders of one application. `page` is where a card leads, empty without; `links` to where it is answered."""

    def __init__(self, api: WecomApi, page: str, links: ReminderLinks | None = None) -> None:
        self._api = api
        self._page = page
        self._links = links

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent."""
        answers = self._links.link(WECOM, reminder) if self._links else ""
        spoken = await self._api.say(reminder.user, reminding(reminder, self._page, answers), may_send)
        if spoken.code == NOT_IN_RANGE and await self._api.is_gone(reminder.user):
            return Attempt("gone", "no such member")
        return spoken.attempt
