"""Reminders through Telegram: one message each, with buttons that answer them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.channels.reminder_choices import reminder_choices
from bot.channels.telegram.buttons import Keyboards, anybody_in, base36
from bot.channels.telegram.caller import Courier
from bot.channels.telegram.letters import Letter, letters
from bot.channels.telegram.speakers import chat_of, topic_of
from bot.delivery.sender import Attempt, Reminder
from bot.replies.reply import Reply


class TelegramSender:
    """The `Sender` of Telegram. While the bot is not connected yet, an attempt is rejected at once and retried later."""

    def __init__(self) -> None:
        self._courier: Courier | None = None
        self._under_way: set[asyncio.Task[Attempt]] = set()

    def connect(self, courier: Courier | None) -> None:
        """Send through `courier` from now on; None: send nothing."""
        self._courier = courier

    async def finish(self, seconds: float) -> None:
        """Send nothing more, and wait up to `seconds` for what is under way."""
        self._courier = None
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminder`; `may_send` is called immediately before its body is sent."""
        if self._courier is None:
            return Attempt("retry", "not connected")
        try:
            chat = int(chat_of(reminder.user))
        except ValueError:
            return Attempt("failed", "no chat of Telegram")
        work = self._courier.remind(chat, letter_of(reminder, chat), may_send, topic_of(reminder.user))
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        attempt = await task
        # Whether it is this one's fault, what comes of the others shows: a server of one's own may refuse everybody.
        return replace(attempt, outcome="refused") if attempt.outcome == "failed" else attempt


def letter_of(reminder: Reminder, chat: int) -> Letter:
    """Render a reminder as one message, truncated if it is too long."""
    owner = base36(chat) if chat > 0 else anybody_in(topic_of(reminder.user))
    keyboards = Keyboards(owner, "")
    # A button that holds no whole act would be none: a reminder is no message of the talk, which would know what it meant.
    choices = tuple(one for one in reminder_choices(reminder) if keyboards.holds(one.does))
    reply = Reply(reminder.text, reminder.clauses, choices)
    made = letters([reply], keyboards, bytes, "", votes=False)
    texts = [letter for letter in made if letter.file is None]
    return Letter(texts[0].text, texts[-1].rows)
