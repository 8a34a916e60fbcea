"""Runs all of a pack's own tests: figures by the name of the tests, and the mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.evaluation.applicants import shortfalls
from bot.evaluation.last_figures import figures_of_questions
from bot.evaluation.own_tests import OwnTests
from bot.evaluation.questions import evaluate
from bot.evaluation.replies import misread
from bot.interview.engine.assessment import Assessor
from bot.knowledge import Knowledge


@dataclass
class Measured:
    """`figures` are those that may not fall, `reports` the whole figures of each file of questions, `mistakes` lines
    for people: applicants with another outcome and replies that were misread."""

    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)


def measure_own_tests(tests: OwnTests, knowledge: Knowledge, now: datetime) -> Measured:
    """Run all of `tests` at `now` (aware)."""
    measured = Measured()
    for name, questions in tests.questions.items():
        report = evaluate(questions, knowledge.answerer(), now).figures()
        measured.reports[name] = report
        measured.figures[f"questions/{name}"] = figures_of_questions(report)
    interview = knowledge.interview
    if interview is None:
        return measured
    wrong = list(misread(tests.replies, knowledge.reader, interview, now))
    measured.figures["replies"] = {"right": len(tests.replies) - len(wrong)}
    measured.mistakes += [
        f"{reply.record.file}:{reply.record.line} {reply.fact} {reply.said} → {found!r} ≠ {reply.want!r}"
        for reply, found in wrong
    ]
    assessor = Assessor(interview)
    fallen = [(one, words) for one in tests.applicants for words in shortfalls(one, assessor)]
    measured.figures["applicants"] = {"right": len(tests.applicants) - len({one.name for one, _ in fallen})}
    measured.mistakes += [f"{one.record.file}:{one.record.line} {one.name} {words}" for one, words in fallen]
    return measured
