"""Calls the Bot API when the limiter permits it. What certainly did not arrive is tried again; a reply or an edit that may have
been lost is repeated once, a reminder never."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import InlineKeyboardMarkup, InputFile, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.channels.repeats import Repeats
from bot.channels.telegram.buttons import Button, Row
from bot.channels.telegram.letters import Letter, plainer
from bot.channels.telegram.refusals import told
from bot.channels.telegram.wire import FetchingBot, asking_before_body, attempt_of
from bot.clock import Timer
from bot.delivery.limiter import Limiter
from bot.delivery.sender import Attempt
from bot.retry import pauses

_TRIES, _EDIT_TRIES = 40, 2
_TAP_REPEATS = 1
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_NO_PREVIEW = {"is_disabled": True}
_NO_TOPIC = ("topic_closed", "topic_deleted", "message thread not found")
_UNCHANGED = "message is not modified"
Moved = Callable[[int, int], Awaitable[None]]
log = structlog.get_logger("noticebot.telegram")


class Courier:
    """Makes the calls of one bot. `moved` is called with the old and the new id of a group that has another one."""

    def __init__(self, bot: FetchingBot, limiter: Limiter, timer: Timer, moved: Moved | None = None) -> None:
        self.bot = bot
        self._limiter = limiter
        self._timer = timer
        self._moved = moved

    # ── replies ──

    async def reply(self, chat: int, letter: Letter, reply_to: int = 0, topic: int | None = None) -> Attempt:
        """Send a letter as a reply when the limiter permits it; it may come twice if Telegram's answer was lost.

        Raises StoreError if it cannot be noted that the chat has another id.
        """
        attempt = await self._lasting(chat, self._to(chat, letter, reply_to, topic))
        if attempt.outcome not in ("sent", "gone"):
            log.warning("telegram_reply_lost", outcome=attempt.outcome, reason=attempt.reason)
        return attempt

    async def edit(self, chat: int, message: int, text: str, rows: Sequence[Row] = ()) -> Attempt:
        """Edit a message of the bot: new `text` (HTML) and keyboard. A failure is ignored."""

        async def call(to: int) -> None:
            await self.bot.tell(
                "editMessageText",
                text=text,
                chat_id=to,
                message_id=message,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(rows),
                link_preview_options=_NO_PREVIEW,
            )

        return await self._lasting(chat, call, _EDIT_TRIES, is_edit=True)

    async def edit_buttons(self, chat: int, message: int, rows: Sequence[Row] = ()) -> Attempt:
        """Edit the keyboard of a message of the bot, or remove it."""

        async def call(to: int) -> None:
            await self.bot.tell(
                "editMessageReplyMarkup", chat_id=to, message_id=message, reply_markup=_markup(rows)
            )

        return await self._lasting(chat, call, _EDIT_TRIES, is_edit=True)

    async def acknowledge(self, query: str, text: str = "") -> None:
        """Answer a callback query with a short notice. One that has expired is ignored."""
        for left in reversed(range(1 + _TAP_REPEATS)):
            try:
                await self.bot.answer_callback_query(query, text or None)
            except TelegramError as error:
                if attempt_of(error).outcome in ("retry", "held", "uncertain") and left:
                    continue
                log.info("telegram_tap_too_old", reason=told(error))
            return

    async def type(self, chat: int, topic: int | None = None) -> None:
        """Show that an answer is being written, unless answers wait to be sent: they go first."""
        if self.bot.is_busy:
            return
        try:
            await self.bot.send_chat_action(chat, "typing", message_thread_id=topic)
        except TelegramError as error:
            log.info("telegram_typing_failed", reason=told(error))

    # ── reminders ──

    async def remind(
        self, chat: int, letter: Letter, may_send: Callable[[], None], topic: int | None = None
    ) -> Attempt:
        """Try once to send a letter as a reminder, without waiting; `may_send` is called immediately before its body is sent.

        What `may_send` raises goes through. Raises StoreError if it cannot be noted that the chat has another id.
        """
        refused: list[Exception] = []

        def asked() -> None:
            try:
                may_send()
            except Exception as error:
                refused.append(error)
                raise

        with asking_before_body(asked):
            try:
                attempt = await self._attempt(chat, self._to(chat, letter, 0, topic))
            except ChatMigrated as moved:
                # Its wish may be one with another of the new place now: what is still to be sent is found there.
                await self._note_move(chat, moved)
                attempt = Attempt("wait", told(moved))
        if refused:  # PTB has hidden it in an error of its own
            raise refused[0]
        return attempt

    # ── how ──

    def _to(
        self, chat: int, letter: Letter, reply_to: int, topic: int | None
    ) -> Callable[[int], Awaitable[None]]:
        """The call that sends a letter to a place, plainer if Telegram refuses it as it is.

        It goes to its topic, or if that is closed or gone, to the group. Elsewhere than in `chat` the numbers of messages
        and topics mean others.
        """

        async def call(place: int) -> None:
            there = place == chat
            refused: BadRequest | None = None
            for one in (letter, *plainer(letter)):
                try:
                    return await self._in_topic(
                        place, one, reply_to if there else 0, topic if there else None
                    )
                except BadRequest as error:
                    if attempt_of(error).outcome != "failed":
                        raise
                    refused = refused or error
                    log.warning("telegram_letter_refused", reason=told(error))
            assert refused is not None
            raise refused

        return call

    async def _in_topic(self, chat: int, letter: Letter, reply_to: int, topic: int | None) -> None:
        try:
            await self._letter(chat, letter, reply_to, topic)
        except BadRequest as error:
            if topic is None or not any(words in error.message.lower() for words in _NO_TOPIC):
                raise
            await self._letter(chat, letter, 0, None)

    async def _letter(self, chat: int, letter: Letter, reply_to: int, topic: int | None) -> None:
        answered = {"message_id": reply_to, "allow_sending_without_reply": True} if reply_to else None
        markup = _markup(letter.rows)
        if letter.file is not None:
            await self.bot.send_document(
                chat,
                InputFile(letter.file.content, letter.file.name),
                letter.file.caption,
                reply_markup=InlineKeyboardMarkup.de_json(markup, self.bot) if markup else None,
                message_thread_id=topic,
                reply_parameters=ReplyParameters.de_json(answered, self.bot) if answered else None,
            )
            return
        await self.bot.tell(
            "sendMessage",
            chat_id=chat,
            text=letter.text,
            parse_mode=ParseMode.HTML if letter.is_html else None,
            reply_markup=markup,
            message_thread_id=topic,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=answered,
        )

    async def _lasting(
        self, chat: int, call: Callable[[int], Awaitable[None]], tries: int = _TRIES, is_edit: bool = False
    ) -> Attempt:
        """Make a call, with retries, until it succeeded, was rejected, or may have arrived twice."""
        waits = pauses(_FIRST_PAUSE, _LONGEST_PAUSE)
        repeats = Repeats(pages=0) if is_edit else Repeats()
        while True:
            await self._limiter.reply(str(chat), is_edit)
            attempt = await self._once(chat, call, is_edit)
            if attempt.outcome == "wait":
                self._limiter.hold(str(chat), attempt.seconds)
                continue
            tries -= 1
            again = repeats.take(attempt) if attempt.outcome == "uncertain" else tries > 0
            if attempt.outcome not in ("retry", "held", "uncertain") or not again:
                return attempt
            await self._timer.sleep(next(waits))

    async def _once(
        self, chat: int, call: Callable[[int], Awaitable[None]], is_edit: bool = False
    ) -> Attempt:
        try:
            return await self._attempt(chat, call)
        except ChatMigrated as moved:
            return await self._there(chat, moved, call, is_edit)

    async def _attempt(self, chat: int, call: Callable[[int], Awaitable[None]]) -> Attempt:
        """Make a call once. Raises ChatMigrated if the group became a supergroup, with another id."""
        try:
            await call(chat)
        except ChatMigrated:
            raise
        except BadRequest as error:
            if _UNCHANGED not in error.message.lower():
                return attempt_of(error)
        except TelegramError as error:
            return attempt_of(error)
        except Exception as error:  # an answer that PTB cannot parse: the call was made
            log.exception("telegram_answer_not_read")
            return Attempt("uncertain", type(error).__name__)
        return Attempt("sent")

    async def _there(
        self, chat: int, moved: ChatMigrated, call: Callable[[int], Awaitable[None]], is_edit: bool
    ) -> Attempt:
        """Note where a group is now and make the call there; what was to be edited has another number there."""
        await self._note_move(chat, moved)
        if is_edit:
            return attempt_of(moved)
        try:
            await call(moved.new_chat_id)
        except TelegramError as error:
            return attempt_of(error)
        return Attempt("sent")

    async def _note_move(self, chat: int, moved: ChatMigrated) -> None:
        if self._moved is not None:
            await self._moved(chat, moved.new_chat_id)


def _markup(rows: Sequence[Row]) -> dict[str, Any] | None:
    """A keyboard as Telegram is sent it."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> dict[str, str]:
    where = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **where}
