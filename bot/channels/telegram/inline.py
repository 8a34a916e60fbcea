"""Inline mode: `@bot 截止时间` in any chat offers answers to share. Stores nothing."""

from __future__ import annotations

import hashlib
import html
from datetime import datetime

import structlog
from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import LONGEST, cut
from bot.channels.telegram.refusals import told
from bot.conversation.assistant import Assistant
from bot.messages import message
from bot.replies.reply import Reply

_CACHE_SECONDS = 60
_LONGEST_LINE = 100
log = structlog.get_logger("noticebot.telegram")


async def offer(bot: Bot, heard: Heard, assistant: Assistant, now: datetime) -> None:
    """Answer an inline query with what can be shared."""
    offered = suggested(assistant, heard.text, now)
    button = InlineQueryResultsButton(message("telegram_inline_ask"), start_parameter="help")
    try:
        await bot.answer_inline_query(
            heard.query,
            [_article(title, reply) for title, reply in offered],
            cache_time=_CACHE_SECONDS,
            button=button,
        )
    except TelegramError as error:
        log.info("telegram_inline_too_old", reason=told(error))


def suggested(assistant: Assistant, text: str, now: datetime) -> tuple[tuple[str, Reply], ...]:
    """Titles with their answers; the deadlines if nothing was typed yet or it was not understood."""
    found = assistant.suggestions(text, now) if text.strip() else ()
    return found or ((message("telegram_inline_deadlines"), assistant.deadlines(now)),)


def _article(title: str, reply: Reply) -> InlineQueryResultArticle:
    basis = f"\n<i>{html.escape(reply.basis, quote=False)}</i>" if reply.basis else ""
    body = cut(reply.text, LONGEST - len(reply.basis) - 100)[0]
    text = f"<b>{html.escape(title, quote=False)}</b>\n{html.escape(body, quote=False)}{basis}"
    content = InputTextMessageContent(
        text, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    id = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    return InlineQueryResultArticle(id, title, content, description=body.replace("\n", " ")[:_LONGEST_LINE])
