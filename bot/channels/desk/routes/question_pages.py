"""The page of what was asked and not answered."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from starlette.responses import Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.channels.desk.entry_titles import entry_titles
from bot.channels.desk.question_groups import QuestionGroup, grouped
from bot.store.model.asked_question import GAP_KINDS, GapKind

_SPANS = (7, 30, 90)
"""Days that can be looked back on."""
_MOST_SHOWN = 100


class QuestionPages:
    """Handlers of the page of questions."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages

    def specs(self) -> Iterator[PageSpec]:
        """The page with who may use it."""
        yield PageSpec("/desk/questions", self.questions, "reader", of_notice=True)

    async def questions(self, visit: DeskVisit) -> Response:
        """Counts by entry, and the questions grouped by likeness where their words are kept."""
        asked = visit.request.query_params
        kind = next((one for one in GAP_KINDS if one == asked.get("kind")), None)
        days = next((one for one in _SPANS if str(one) == asked.get("days")), _SPANS[1])
        groups = await self.groups(visit.notice, days, kind)
        return self._pages.page(
            visit,
            "questions",
            groups=groups[:_MOST_SHOWN],
            counts=await self._counts(visit.notice, days, kind),
            title_of=(await entry_titles(self._services.store, visit.notice.pack())).title,
            kinds=GAP_KINDS,
            kind=kind,
            spans=_SPANS,
            days=days,
            keeps=self._services.keeps_questions,
        )

    async def groups(self, notice: DeskNotice, days: int, kind: GapKind | None = None) -> list[QuestionGroup]:
        """The questions of the last `days` that nobody answered yet, grouped."""
        keeps = self._services.keeps_questions
        if not keeps:
            return []
        since = self._services.clock() - timedelta(days=min(days, keeps))
        kept = await self._services.store.questions.kept(notice.id, since)
        assistant = notice.assistant()
        traits = None if assistant is None else assistant.answerer.traits
        wanted = [one for one in kept if kind in (None, one.kind)]
        return await asyncio.to_thread(grouped, wanted, traits)

    async def _counts(
        self, notice: DeskNotice, days: int, kind: GapKind | None
    ) -> list[tuple[str, GapKind, int]]:
        """How often each entry did not answer, in which way, the most frequent first."""
        facts = notice.pack().facts
        since = (self._services.clock().astimezone(facts.zone) - timedelta(days=days - 1)).date()
        found = await self._services.store.questions.counts(facts.id, since.isoformat())
        totals: Counter[tuple[str, GapKind]] = Counter()
        for one in found:
            if kind in (None, one.kind):
                totals[one.entry, one.kind] += one.count
        return [(entry, how, count) for (entry, how), count in totals.most_common(_MOST_SHOWN)]
