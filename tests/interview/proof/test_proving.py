"""The proof of the rules: the shipped pack passes, and each kind of mistake is found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.interview.proof.proving import prove
from bot.pack.interview_model import VERDICTS
from tests.interview.applicants import assessor, interview, spoilt


def faults(folder: Path, old: str, new: str) -> str:
    """What the proof says of the shipped rules with one change."""
    return "\n".join(map(str, prove(spoilt(folder, old, new)).faults))


def test_shipped_rules_are_proved_within_ten_seconds() -> None:
    """No fault, every verdict and question witnessed, each witness true, in time."""
    start = time.perf_counter()
    proof = prove(interview())
    assert time.perf_counter() - start < 10
    assert proof.faults == []
    for verdict in VERDICTS:
        assert assessor().verdict(proof.witnesses[f"verdict {verdict}"]) == verdict
    assert {f"question {fact}" for fact in interview().facts} <= set(proof.witnesses)


RULE = """rules:
  - id: X
    name: 试验
    clauses: [一.1]
    cases:
      - {if: CONDITION, effect: EFFECT, text: 试验, todo: 试验, where: hr}
"""


@pytest.mark.parametrize(
    ("condition", "effect", "word"),
    [
        ("{specialty: metal}", "block", "一个说通过、一个说不行"),
        ("{specialty: unrelated}", "need", "规则 X 被 R10 盖住"),
        ("{ce_total: {below: 90, above: 95}}", "need", "永远不会成立"),
        ("{specialty: metal, not: {specialty: metal}}", "block", "永远不会成立"),
    ],
)
def test_faulty_rules_are_found(tmp_path: Path, condition: str, effect: str, word: str) -> None:
    """A contradiction, a shadowed rule, a rule that cannot fire."""
    rule = RULE.replace("CONDITION", condition).replace("EFFECT", effect)
    assert word in faults(tmp_path, "rules:\n", rule)


def test_unused_fact_is_found(tmp_path: Path) -> None:
    """A question that nothing uses is a fault."""
    old = "      when: {has_teaching: true}\n"
    assert "事实 has_teaching 没有任何规则" in faults(tmp_path, old, "")


def test_unreachable_question_is_found(tmp_path: Path) -> None:
    """A gate that never opens is a fault."""
    found = faults(
        tmp_path,
        "asked_when: {letter_status: have}",
        "asked_when: {letter_status: have, unit_type: none, employment_status: no_unit}",
    )
    assert "问题 letter_issuer 永远问不到" in found


def test_unreachable_verdict_is_found(tmp_path: Path) -> None:
    """A rule that refuses everyone leaves `eligible` without a witness."""
    rule = RULE.replace("CONDITION", "{not: {all: [{specialty: metal}, {not: {specialty: metal}}]}}")
    assert "结论 eligible 永远得不到" in faults(tmp_path, "rules:\n", rule.replace("EFFECT", "block"))
