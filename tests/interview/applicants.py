"""Applicants for the tests: one who may apply, and changes to that one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.interview.engine.assessment import Assessment, Assessor
from bot.pack.faults import Fault, PackError
from bot.pack.interview_model import Interview
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.reading.interview_reader import read_interview
from bot.pack.reading.located import read_yaml

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
UNKNOWN = "unknown"
FULL: Mapping[str, object] = next(
    json.loads(line)["facts"]
    for line in (KNOWLEDGE / "tests" / "applicants" / "by_hand.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
)
"""The first applicant of the shipped pack's tests: one who may apply."""
SUBMITTED = {"submitted_online": True, "unit_recommended": False, "publicity_start": "none"}
UNIT_DONE = {"submitted_online": True, "unit_recommended": True, "lower_recommended": False}
ALL_DONE = {"submitted_online": True, "unit_recommended": True, "lower_recommended": True}


@cache
def pack() -> Pack:
    """The shipped pack."""
    return load_pack(KNOWLEDGE)


def interview() -> Interview:
    """The interview of the shipped pack."""
    found = pack().interview
    assert found is not None
    return found


def spoilt(folder: Path, changes: Mapping[str, str]) -> Interview:
    """The shipped interview with text replaced (old → new). Raises PackError if it can no longer be read."""
    text = (KNOWLEDGE / "rules.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    changed = read_interview(read_yaml(file), pack().facts, pack().clauses, faults, pack().kinds)
    if faults:
        raise PackError(faults)
    return changed


@cache
def assessor() -> Assessor:
    """Assesses by the shipped pack."""
    return Assessor(interview())


def answers(**changes: object) -> dict[str, object]:
    """The answers of an applicant who may apply, with `changes`; None removes an answer."""
    return {key: value for key, value in {**FULL, **changes}.items() if value is not None}


def assess(**changes: object) -> Assessment:
    """The assessment of that applicant."""
    return assessor().assess(answers(**changes))


def effects(assessment: Assessment, rule: str) -> list[str]:
    """What a rule and its parts (R17 → R17.1 …) said, in order."""
    return [r.effect for r in assessment.reasons if r.rule == rule or r.rule.startswith(f"{rule}.")]


def lines(assessment: Assessment) -> set[str]:
    """The ids of the lines of the checklist."""
    return {line.id for line in assessment.checklist}


def marked(assessment: Assessment, state: str) -> set[str]:
    """The ids of the lines in a state: missing, have, maybe."""
    return {line.id for line in assessment.checklist if line.state == state}


PERSON = {
    id: FULL[id]
    for id in (
        "employment_status",
        "civil_status",
        "specialty",
        "personnel_relation",
        "unit_type",
        "meets_12",
        "application_route",
    )
}
"""Those of FULL that say who somebody is and by which way they apply."""
