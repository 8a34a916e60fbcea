"""Assessments of facts, for `noticebot interview --facts` and `--batch`: JSON in, JSON out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.clock import Clock, parse_moment
from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.day_of_asking import day_of_asking
from bot.messages import message
from bot.pack.model import Facts

Judges = Callable[[Mapping[str, Any]], tuple[Assessor, Facts]]
"""By whose rules a record is assessed, and of which notice. Raises ValueError if it names none that is there."""


def batch(
    lines: Iterable[str], judges: Judges, clock: Clock, warn: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """The assessment of each line, in order. An invalid line gives {"id", "error"} instead; blank lines are skipped.

    `warn` is called with a text for every unknown fact.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record: object = None
        try:
            record = json.loads(line)
            yield assess_record(record, judges, clock, warn)
        except (ValueError, RecursionError) as error:
            id = record.get("id") if isinstance(record, dict) else None
            reason = str(error) if isinstance(record, dict) else type(error).__name__
            yield {"id": id, "error": message("bad_line", number=number, reason=reason)}


def assess_record(
    record: object, judges: Judges, clock: Clock, warn: Callable[[str], None]
) -> dict[str, Any]:
    """The assessment of one record. Raises ValueError if it has no facts, or its `now` is not a moment."""
    if not isinstance(record, dict) or not isinstance(record.get("facts"), dict):
        raise ValueError(message("line_needs", keys="facts"))
    assessor, facts = judges(record)
    answers = dict(record["facts"])
    for key in [key for key in answers if key not in assessor.interview.facts]:
        warn(message("unknown_fact", key=key))
        del answers[key]
    now = _moment(record.get("now"), clock, facts.zone).astimezone(facts.zone)
    today = day_of_asking(assessor.interview, now)
    return plain_assessment(record.get("id"), assessor.assess(answers, today), facts.id)


def whole_record(text: str) -> dict[str, Any]:
    """The record in a file: {id, facts, now}, or the facts alone. Raises ValueError if it is neither."""
    record = json.loads(text)
    if not isinstance(record, dict):
        raise ValueError(message("line_needs", keys="facts"))
    return record if isinstance(record.get("facts"), dict) else {"facts": record}


def _moment(text: object, clock: Clock, zone: tzinfo) -> datetime:
    if text is None:
        return clock()
    try:
        if isinstance(text, str):
            return parse_moment(text, zone)
    except ValueError:
        pass
    raise ValueError(message("bad_now", text=text))


def plain_assessment(id: object, assessment: Assessment, notice: str) -> dict[str, Any]:
    """An assessment by the rules of `notice` in the form of the JSON output."""
    return {
        "id": id,
        "notice": notice,
        "verdict": assessment.verdict,
        "reasons": [
            {"clauses": list(reason.clauses), "effect": reason.effect, "text": reason.text}
            for reason in assessment.reasons
        ],
        "checklist": [
            {"clauses": list(line.clauses), "text": line.text, "where": line.where, "obtain": line.obtain}
            for line in assessment.checklist
        ],
        "route": [{"clauses": list(line.clauses), "text": line.text} for line in assessment.route],
        "ask": list(assessment.ask),
        "ask_checklist": list(assessment.ask_checklist),
    }
