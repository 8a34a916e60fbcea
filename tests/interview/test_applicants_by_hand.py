"""Applicants whose outcome was worked out by hand from the reading of the notice, before the rules were run on them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.interview.engine.assessment import Assessment
from tests.interview.applicants import FULL, assessor

FILE = Path(__file__).resolve().parents[1] / "data" / "applicants.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def outcome(row: dict[str, Any]) -> Assessment:
    """What comes out for the changes of a row to the applicant who may apply, or for its facts `alone`."""
    whole = row["facts"] if row.get("alone") else {**FULL, **row["facts"]}
    facts = {id: value for id, value in whole.items() if value is not None}
    return assessor().assess(facts, date.fromisoformat(row["now"]) if "now" in row else None)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_verdict_and_open_questions(row: dict[str, Any]) -> None:
    """The verdict, and exactly the questions that are still open."""
    result = outcome(row)
    assert result.verdict == row["verdict"]
    assert set(result.ask) == set(row.get("ask", ()))
    if result.closed:
        assert (result.checklist, result.route, result.ask_checklist) == ((), (), ())
    else:
        assert set(result.ask_checklist) == set(row.get("ask_checklist", ()))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_reasons_checklist_and_route(row: dict[str, Any]) -> None:
    """The effects with their clauses that must be among the reasons or must not; what the papers and the route name."""
    result = outcome(row)
    pairs = {(reason.effect, clause) for reason in result.reasons for clause in reason.clauses}
    assert {tuple(pair) for pair in row.get("has", ())} <= pairs
    assert not {tuple(pair) for pair in row.get("has_not", ())} & pairs
    said = {
        "list": " ".join(line.text + line.where for line in result.checklist),
        "route": " ".join(line.text for line in result.route),
        "text": " ".join(reason.text for reason in result.reasons),
    }
    for part, text in said.items():
        assert [words for words in row.get(part, ()) if words not in text] == []
        assert [words for words in row.get(f"{part}_not", ()) if words in text] == []
