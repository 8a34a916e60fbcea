"""Messages to the members of a unit through WeCom: answers as texts, reminders as cards where they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.channels.platforms.platform_api import Plain
from bot.channels.platforms.platform_texts import cut, joined, parts_of
from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_errors import NOT_IN_RANGE
from bot.delivery.limiter import Limits
from bot.delivery.sender import Attempt, Reminder
from bot.messages import message
from bot.replies.reply import Reply

WECOM = "wecom"
LONGEST_TEXT = 2048
"""Bytes of a text in UTF-8; what is longer is cut off: https://developer.work.weixin.qq.com/document/path/90236"""
_LONGEST_TITLE, _LONGEST_WORDS = 128, 512
"""Characters of a card's title and of what stands below it (the same document)."""
WECOM_LIMITS = Limits(per_second=20.0, reminders=0.8, burst_seconds=1 / 20, chat_seconds=2.5, chat_burst=5)
"""29 in a minute to one member: of more than 30 the rest is thrown away, and nobody is told (the same document)."""


def texts_for(replies: Sequence[Reply]) -> list[Plain]:
    """Messages with `replies`; choices are numbered."""
    return [text_of(text) for text in joined(parts_of(replies), LONGEST_TEXT)]


def text_of(text: str) -> Plain:
    """A message that is a text."""
    return {"msgtype": "text", "text": {"content": text}}


def reminding(reminder: Reminder, page: str) -> Plain:
    """A message that reminds: a card that leads to `page` (empty: a text) if all of it fits into one."""
    title, _, rest = reminder.text.strip().partition("\n")
    words = rest.strip() or title
    if page and "<" not in reminder.text and len(title) <= _LONGEST_TITLE and len(words) <= _LONGEST_WORDS:
        card = {"title": title, "description": words, "url": page, "btntxt": message("unit_open")}
        return {"msgtype": "textcard", "textcard": card}
    return text_of(cut(reminder.text, LONGEST_TEXT)[0])


class WecomSender:
    """Sends reminders of one application; `page` is where a card leads, empty without."""

    def __init__(self, api: WecomApi, page: str) -> None:
        self._api = api
        self._page = page

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent."""
        spoken = await self._api.say(reminder.user, reminding(reminder, self._page), may_send)
        if spoken.code == NOT_IN_RANGE and await self._api.is_gone(reminder.user):
            return Attempt("gone", "no such member")
        return spoken.attempt
