"""Reminders to a group through the robot that stands in it: only what the group itself wishes for, never a person's."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import httpx

from bot.channels.platforms.platform_api import PlatformWire, Spoken, spoken_in
from bot.channels.platforms.platform_texts import cut
from bot.channels.reminder_choices import without_asking
from bot.delivery.limiter import Limits
from bot.delivery.sender import Attempt, Reminder

THE_GROUP = "group"
"""Whom a robot speaks to: the group in which it stands. It has one conversation, by `noticebot group`."""
ROBOT_LIMITS = Limits(per_second=20 / 61, burst_seconds=0.0, chat_seconds=0.0)
"""20 a minute: https://developer.work.weixin.qq.com/document/path/91770; of more DingTalk's is silent for ten minutes:
https://open.dingtalk.com/document/robots/custom-robot-access"""


class RobotSender:
    """Sends texts to a robot. `place` gives the address of a call, `meaning` what a code means; a text has `longest` bytes."""

    def __init__(
        self,
        place: Callable[[], str],
        meaning: Callable[[int], Attempt],
        longest: int,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        def read(answer: httpx.Response) -> Spoken:
            return spoken_in(answer, meaning)

        self._wire = PlatformWire("", read, trusted)
        self._place = place
        self._longest = longest

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent."""
        if reminder.user != THE_GROUP:
            return Attempt("failed", "a person's reminder is none of a group's")
        text = without_asking(reminder.text)  # the robot hears nothing of what is said in the group
        plain = {"msgtype": "text", "text": {"content": cut(text, self._longest)[0]}}
        return (await self._wire.call(self._place(), plain, may_send)).attempt

    async def probe(self) -> Spoken:
        """Call the robot with what it refuses, so that nothing is said in the group."""
        return await self._wire.call(self._place(), {"msgtype": "none"})
