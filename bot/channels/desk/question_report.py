"""What was asked of one notice and not answered, as its page and `noticebot desk questions` tell it."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.desk.question_groups import QuestionGroup, Traits, grouped
from bot.pack.model import Facts
from bot.store.model.asked_question import GapKind
from bot.store.question_log import QuestionLog

SPANS = (7, 30, 90)
"""Days that can be looked back on."""
MOST_SHOWN = 100


@dataclass(frozen=True)
class QuestionReport:
    """Reads the questions of the notice with these `facts`. Words are kept for `keeps` days; `traits` tell what one is like."""

    questions: QuestionLog
    facts: Facts
    keeps: int
    traits: Traits | None

    async def groups(self, now: datetime, days: int, kind: GapKind | None = None) -> list[QuestionGroup]:
        """The questions of the last `days` that nobody answered yet, grouped by likeness; none where no words are kept."""
        if not self.keeps:
            return []
        kept = await self.questions.kept(self.facts.id, now - timedelta(days=min(days, self.keeps)))
        wanted = [one for one in kept if kind in (None, one.kind)]
        return await asyncio.to_thread(grouped, wanted, self.traits)

    async def counts(self, now: datetime, days: int, kind: GapKind | None) -> list[tuple[str, GapKind, int]]:
        """How often each entry did not answer, in which way, the most frequent first."""
        since = (now.astimezone(self.facts.zone) - timedelta(days=days - 1)).date()
        found = await self.questions.counts(self.facts.id, since.isoformat())
        totals: Counter[tuple[str, GapKind]] = Counter()
        for one in found:
            if kind in (None, one.kind):
                totals[one.entry, one.kind] += one.count
        return [(entry, how, count) for (entry, how), count in totals.most_common(MOST_SHOWN)]
