"""Takes note of what was not answered, for the desk: counts, and words only for as many days as the operator keeps them."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import datetime

import structlog

from bot.conversation.unanswered import kept_words
from bot.pack.model import Pack
from bot.store.model.asked_question import Gap
from bot.store.model.errors import StoreError
from bot.store.question_log import QuestionLog

_PATIENCE_SECONDS = 1.0
log = structlog.get_logger("noticebot.desk")


class UnansweredLog:
    """Notes gaps in the database. What cannot be noted soon is not: the answer does not wait for it."""

    def __init__(self, questions: QuestionLog, days: int) -> None:
        """Words are kept for so many `days`; 0: only counts."""
        self._questions = questions
        self._days = days
        self._mark_key = ""

    async def note(self, user: str, gaps: tuple[Gap, ...], pack: Pack, now: datetime) -> None:
        """Note the gaps of `user`, their numbers and addresses masked."""
        noted = [replace(gap, text=kept_words(gap.text, pack) if self._days else "") for gap in gaps]
        day = now.astimezone(pack.facts.zone).date().isoformat()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._questions.note(user, noted, day, pack.facts.id, now)
        except (StoreError, TimeoutError) as error:
            log.warning("question_not_noted", cause=getattr(error, "code", "no_answer"))

    async def mark_key(self) -> str:
        """The key of the marks under which people wait for an answer; empty where no words are kept, or it cannot be had."""
        if self._days and not self._mark_key:
            with contextlib.suppress(StoreError, TimeoutError):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    self._mark_key = await self._questions.mark_key()
        return self._mark_key
