"""How the call goes: people, questions, verdicts, what is missing most, reminders; per day, to look at and to print."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from starlette.responses import Response

from bot.channels.desk.desk_guard import PageSpec
from bot.channels.desk.desk_pages import DeskPages
from bot.channels.desk.desk_services import DeskServices
from bot.channels.desk.desk_visit import DeskVisit
from bot.interview.engine.assessment import Assessor
from bot.interview.talk.progress import Progress
from bot.messages import messages_of
from bot.reminders.office_word import office_word
from bot.store.model.saved import JsonObject

_SPANS = (1, 7, 30)
_MISSING = frozenset(("need", "late", "block", "check"))
"""The effects of rules by which something stands against an applicant."""
_MOST_MISSING = 15
_MOST_ASSESSED = 500
"""Interviews that are assessed anew for one look: each takes a millisecond."""


@dataclass(frozen=True)
class Applicants:
    """Interviews by verdict (empty: not through yet), and the rules that stand against most, by name; `of` so many assessed."""

    verdicts: tuple[tuple[str, int], ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    of: int = 0


class CallPages:
    """Handlers of the first page, and of the same to print."""

    def __init__(self, services: DeskServices, pages: DeskPages) -> None:
        self._services = services
        self._pages = pages

    def specs(self) -> Iterator[PageSpec]:
        """The pages with who may use them."""
        yield PageSpec("/desk", self.overview, "reader", of_notice=True)

    async def overview(self, visit: DeskVisit) -> Response:
        """How the call goes."""
        services, facts = self._services, visit.notice.pack().facts
        asked = visit.request.query_params.get("days")
        days = next((one for one in _SPANS if str(one) == asked), _SPANS[1])
        now = services.clock().astimezone(facts.zone)
        first = now.date() - timedelta(days=days - 1)
        since = datetime.combine(first, time(), facts.zone)
        figures = await services.store.call_figures(facts.id, since, now, facts.zone)
        held = await services.store.office_notices.held(services.home.id)
        assessor = visit.notice.assessor()
        applicants = await asyncio.to_thread(applicants_of, figures.interviews, assessor, now)
        dates = [(first + timedelta(days=number)).isoformat() for number in range(days)][::-1]
        words = {name: messages_of(f"desk_{name}_") for name in ("channel", "outcome", "gap", "vote")}
        return self._pages.page(
            visit,
            "overview",
            spans=_SPANS,
            days=days,
            now=now,
            held=[(one, office_word(one.sender, one.text, now, facts.zone)) for one in held],
            figures=figures,
            applicants=applicants,
            dates=dates,
            people=_table(figures.people, dates),
            unanswered=_table(figures.unanswered, dates),
            votes=_table(figures.votes, dates),
            reminders=_table(figures.reminders, dates),
            reasons=sorted(figures.reasons.items(), key=lambda one: -one[1])[:_MOST_MISSING],
            said=lambda room, name: words[room].get(f"desk_{room}_{name}", name),
        )


@dataclass(frozen=True)
class DayTable:
    """Counts by day: the names of the columns, the rows of days that have any, the sums."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    sums: tuple[int, ...]


def _table(counts: Mapping[tuple[str, str], int], days: Iterable[str]) -> DayTable:
    totals: Counter[str] = Counter()
    for (_, name), count in counts.items():
        totals[name] += count
    names = tuple(name for name, _ in totals.most_common())
    rows = [(day, tuple(counts.get((day, name), 0) for name in names)) for day in days]
    return DayTable(names, tuple(row for row in rows if any(row[1])), tuple(totals[name] for name in names))


def applicants_of(interviews: Iterable[JsonObject], assessor: Assessor | None, now: datetime) -> Applicants:
    """What stored interviews come to at `now`, in the zone of the notice; nothing without an interview in the pack."""
    if assessor is None:
        return Applicants()
    rules = {rule.id: rule.name for rule in assessor.interview.rules.values()}
    names = {id: text.name for id, text in assessor.interview.verdicts.items()}
    verdicts: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    assessed = 0
    for state in interviews:
        try:
            progress = Progress.from_plain(state)
        except ValueError:  # stored by an incompatible version
            continue
        verdicts[names.get(progress.verdict, "")] += 1
        if not progress.verdict or assessed >= _MOST_ASSESSED:
            continue
        assessed += 1
        reasons = assessor.reasons(progress.answers, now.date())
        against = {one.rule for one in reasons if one.effect in _MISSING and not one.open}
        missing.update(rules[id] for id in against if id in rules)
    return Applicants(tuple(verdicts.most_common()), tuple(missing.most_common(_MOST_MISSING)), assessed)
