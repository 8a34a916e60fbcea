"""The finished interview as data, for the page that people print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.channels.web.views import clauses_view, today_view
from bot.conversation.assistant import Assistant, Conversation
from bot.messages import message

if TYPE_CHECKING:
    from bot.interview.engine.assessment import Assessment


def result_view(
    assistant: Assistant, conversation: Conversation, name: str, now: datetime
) -> dict[str, Any] | None:
    """What the interview of `name` (empty: the open one) came to; None where there is none with a verdict."""
    named = replace(conversation, name=name or conversation.name)
    outcome = assistant.outcome(named, now)
    if outcome is None:
        return None
    assessment = outcome.assessment
    cited = clauses_view(assistant.pack, dict.fromkeys(_clauses(assessment)))
    return {
        "name": named.name,
        "notice": assistant.pack.facts.title,
        "today": today_view(assistant.pack, now),
        "verdict": assessment.verdict,
        "title": outcome.title,
        "text": outcome.text,
        "reasons": [
            {"effect": reason.effect, "text": reason.text, "clauses": list(reason.clauses)}
            for reason in assessment.reasons
            # Who is refused or late need not hear what was not asked any more.
            if not (assessment.closed and reason.open)
        ],
        "checklist": [
            {"text": line.text, "where": line.where, "obtain": line.obtain, "clauses": list(line.clauses)}
            for line in assessment.checklist
        ],
        "route": [{"text": line.text, "clauses": list(line.clauses)} for line in assessment.route],
        "answers": [
            {"fact": fact, "name": called, "value": value} for fact, called, value in outcome.answers
        ],
        "open": list(outcome.open),
        "clauses": {clause.pop("id"): clause for clause in cited},
        "disclaimer": message("interview_after"),
    }


def _clauses(assessment: Assessment) -> Iterator[str]:
    for reason in assessment.reasons:
        yield from reason.clauses
    for line in (*assessment.checklist, *assessment.route):
        yield from line.clauses
