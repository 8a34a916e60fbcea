"""Takes the turn of the assistant for what somebody did on WeChat, and says honestly what of a wish can be kept there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.channels.platforms.platform_turns import PUSHES, PlatformTurns
from bot.channels.wechat.wechat_sender import CHANNEL
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY
from bot.messages import message
from bot.replies.acts import Act
from bot.replies.reply import Kind, Reply

_WISHES = (Kind.WISH, Kind.DATES)
"""Replies to somebody who wants to be reminded."""


class WechatTurns(PlatformTurns):
    """Takes the turns of one account. `page` is the page with e-mail; empty without.

    `lasting`: reminders arrive whenever they are due. `may_serve`: at least those that are due soon after a word.
    """

    def __init__(
        self, conversations: ConversationService, lasting: bool, may_serve: Callable[[], bool], page: str
    ) -> None:
        super().__init__(conversations, CHANNEL)
        self._lasting = lasting
        self._may_serve = may_serve
        self._page = page

    async def say(self, user: str, said: str | Act, id: str, now: datetime) -> tuple[Reply, ...]:
        """Take one turn of the conversation."""
        soon = self._may_serve()
        channel = PUSHES if self._lasting or soon else TALK_ONLY
        turn = await self._conversations.turn(user, said, now, channel, id)
        wished = [place for place, reply in enumerate(turn.replies) if reply.kind in _WISHES]
        if self._lasting or not wished:
            return turn.replies
        name = "wechat_two_days" if soon else "wechat_elsewhere"
        honest = message(f"{name}_page", page=self._page) if self._page else message(name)
        last = wished[-1]
        told = replace(turn.replies[last], text=f"{turn.replies[last].text}\n\n{honest}")
        return (*turn.replies[:last], told, *turn.replies[last + 1 :])
