"""Takes note of what was not answered, for the desk: counts, and words only for as many days as the operator keeps them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import structlog

from bot.conversation.unanswered import LONGEST_KEPT
from bot.language.for_others import shown_to_others
from bot.language.private_numbers import PrivateNumbers
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

    async def note(self, user: str, gaps: tuple[Gap, ...], pack: Pack, now: datetime) -> None:
        """Note the gaps of `user`, their numbers and addresses masked."""
        numbers = PrivateNumbers([contact.phone for contact in pack.facts.contacts.values()])
        noted = [replace(gap, text=self._kept(gap.text, numbers)) for gap in gaps]
        day = now.astimezone(pack.facts.zone).date().isoformat()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._questions.note(user, noted, day, pack.facts.id, now)
        except (StoreError, TimeoutError) as error:
            log.warning("question_not_noted", cause=getattr(error, "code", "no_answer"))

    def _kept(self, text: str, numbers: PrivateNumbers) -> str:
        return shown_to_others(text, numbers)[:LONGEST_KEPT] if self._days else ""
