"""The end of an interview as a file to keep and print: verdict, reasons, checklist, route, and the answers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.channels.telegram.letters import File, printable
from bot.conversation.assistant import Assistant, Conversation, Reply
from bot.messages import message

if TYPE_CHECKING:
    from bot.interview.talk.dialogue import Outcome


def brings_checklist(replies: Sequence[Reply]) -> bool:
    """Whether the checklist is among the replies."""
    heading = message("interview_checklist", rows="").strip()
    return any(reply.text.startswith(heading) for reply in replies)


def paper_of(assistant: Assistant, conversation: Conversation, now: datetime) -> File | None:
    """What the open interview came to, as text; None where it came to nothing yet."""
    outcome = assistant.outcome(conversation, now)
    if outcome is None:
        return None
    facts = assistant.pack.facts
    day = now.astimezone(facts.zone).date().isoformat()
    head = message("telegram_paper_head", notice=facts.title, name=conversation.name, day=day)
    text = "\n\n".join([head, *_parts(assistant, outcome), message("interview_after")])
    # Windows takes text for UTF-8 only where it begins with this mark.
    content = ("\ufeff" + printable(text).replace("\n", "\r\n") + "\r\n").encode()
    return File(f"{facts.short_title}.txt", content, message("telegram_file"))


def _parts(assistant: Assistant, outcome: Outcome) -> Iterator[str]:
    def shown(clauses: tuple[str, ...]) -> str:
        return "；".join(assistant.pack.shown(clause) for clause in clauses)

    assessment = outcome.assessment
    yield message("interview_verdict", name=outcome.title, text=outcome.text)
    if assessment.checklist:
        rows = [
            f"□ {number}. {line.text}（{'；'.join(part for part in (line.obtain, line.where, shown(line.clauses)) if part)}）"
            for number, line in enumerate(assessment.checklist, 1)
        ]
        yield message("interview_checklist", rows="\n".join(rows))
    if assessment.route:
        rows = [f"· {line.text}（{shown(line.clauses)}）" for line in assessment.route]
        yield message("interview_route", rows="\n".join(rows))
    reasons = [f"· {reason.text}（{shown(reason.clauses)}）" for reason in assessment.reasons]
    yield message("telegram_paper_reasons", rows="\n".join(reasons))
    answers = [f"· {called}：{value}" for _, called, value in outcome.answers]
    yield message("telegram_paper_answers", rows="\n".join(answers))
