"""Tells who may decide for a group: its admins, as Telegram lists them, cached for a while."""

from __future__ import annotations

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.channels.telegram.heard import ANONYMOUS
from bot.clock import Timer

_SECONDS = 300.0
_MOST = 1000


class Members:
    """A cache of group admins."""

    def __init__(self, bot: Bot, timer: Timer) -> None:
        self._bot = bot
        self._timer = timer
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def is_admin(self, chat: int, user: int) -> bool:
        """Whether `user` is an admin of the group `chat`; False if Telegram does not say."""
        if user == ANONYMOUS:
            return True
        now = self._timer.monotonic()
        known = self._known.get((chat, user))
        if known is not None and known[0] > now:
            return known[1]
        try:
            member = await self._bot.get_chat_member(chat, user)
        except TelegramError:
            return False
        found = member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[chat, user] = (now + _SECONDS, found)
        return found
