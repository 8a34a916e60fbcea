"""The page of what was asked and not answered."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.channels.desk.entry_titles import entry_titles
from bot.channels.desk.question_report import MOST_SHOWN, SPANS, QuestionReport
from bot.store.model.asked_question import GAP_KINDS


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
        days = next((one for one in SPANS if str(one) == asked.get("days")), SPANS[1])
        report, now = self.report(visit.notice), self._services.clock()
        groups = await report.groups(now, days, kind)
        return self._pages.page(
            visit,
            "questions",
            groups=groups[:MOST_SHOWN],
            counts=await report.counts(now, days, kind),
            title_of=(await entry_titles(self._services.store, visit.notice.pack())).title,
            kinds=GAP_KINDS,
            kind=kind,
            spans=SPANS,
            days=days,
            keeps=self._services.keeps_questions,
        )

    def report(self, notice: DeskNotice) -> QuestionReport:
        """What was asked of a notice."""
        services, assistant = self._services, notice.assistant()
        traits = None if assistant is None else assistant.answerer.traits
        return QuestionReport(services.store.questions, notice.pack().facts, services.keeps_questions, traits)
