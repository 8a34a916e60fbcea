"""The finished interview as data, for the page that people print."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.channels.web.views import clauses_view, today_view
from bot.conversation.assistant import Assistant, Conversation
from bot.messages import message


def result_view(
    assistant: Assistant, conversation: Conversation, name: str, now: datetime
) -> dict[str, Any] | None:
    """What the interview of `name` (empty: the open one) came to; None where there is none with a verdict."""
    named = replace(conversation, name=name or conversation.name)
    result = assistant.result(named, now)
    if result is None:
        return None
    cited = clauses_view(assistant.pack, result.clauses)
    return {
        "name": named.name,
        "notice": assistant.pack.facts.title,
        "today": today_view(assistant.pack, now),
        "verdict": result.verdict,
        "title": result.name,
        "text": result.text,
        "reasons": [
            {
                "group": group.kind,
                "effect": reason.effect,
                "text": reason.text,
                "clauses": list(reason.clauses),
            }
            for group in result.groups
            for reason in group.reasons
        ],
        "checklist": [
            {"text": line.text, "where": line.where, "obtain": line.obtain, "clauses": list(line.clauses)}
            for line in result.checklist
        ],
        "route": [{"text": line.text, "clauses": list(line.clauses)} for line in result.route],
        "answers": [
            {"fact": answer.fact, "name": answer.name, "value": answer.spoken} for answer in result.answers
        ],
        "open": list(result.open),
        "clauses": {clause.pop("id"): clause for clause in cited},
        "document": [
            {"heading": passage.heading, "rows": list(passage.rows)}
            for passage in assistant.document(named, now)
        ],
        "disclaimer": message("interview_after"),
    }
