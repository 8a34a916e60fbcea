"""The proof of the rules: the shipped pack passes, and each kind of mistake is found."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.interview.proof.proving import prove
from bot.pack.loader import load_pack
from tests.evaluation.small_pack import RULES as SMALL_RULES
from tests.interview.applicants import assessor, interview, spoilt
from tests.packs import TinyPack

RULE = """
  - id: ID
    name: 试验
    clauses: [一.1]
    cases:
      - {if: CONDITION, effect: EFFECT, text: 试验, todo: 试验, where: hr}
"""


def faults(folder: Path, changes: Mapping[str, str]) -> list[str]:
    """What the proof says of the shipped rules with changes."""
    return [str(fault) for fault in prove(spoilt(folder, changes)).faults]


def rule(name: str, condition: str, effect: str) -> str:
    """A rule of one case, as it stands in the file."""
    return RULE.replace("ID", name).replace("CONDITION", condition).replace("EFFECT", effect)


def test_shipped_rules_are_proved_within_ten_seconds() -> None:
    """No fault, every verdict and question witnessed, each witness true, in time."""
    start = time.process_time()
    proof = prove(interview())
    assert time.process_time() - start < 10
    assert proof.faults == []
    for verdict in interview().verdict_order:
        assert assessor().verdict(proof.witnesses[f"verdict {verdict}"]) == verdict
    assert {f"question {fact}" for fact in interview().facts} <= set(proof.witnesses)


MISTAKES = {
    "rules:\n": "rules:"
    + rule("X1", "{specialty: metal}", "block")
    + rule("X2", "{specialty: unrelated}", "need")
    + rule("X3", "{ce_total: {below: 90, above: 95}}", "need")
    + rule("X4", "{specialty: metal, not: {specialty: metal}}", "block"),
    "      when: {has_teaching: true}\n": "",
    "asked_when: {letter_status: have}": (
        "asked_when: {letter_status: have, unit_type: none, employment_status: no_unit}"
    ),
}
"""Changes to the shipped rules: a contradiction, a shadowed rule, two that cannot fire, a fact without a use, a gate
that never opens."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the proof says of all these mistakes at once."""
    return faults(tmp_path_factory.mktemp("mistaken"), MISTAKES)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("X1", "一个说通过、一个说不行"),
        ("X2", "规则 X2 被 R10 盖住"),
        ("X3", "永远不会成立"),
        ("X4", "永远不会成立"),
        ("has_teaching", "事实 has_teaching 没有任何规则"),
        ("letter_issuer", "问题 letter_issuer 永远问不到"),
    ],
)
def test_each_mistake_is_found(found: list[str], name: str, words: str) -> None:
    """Whatever else is wrong; and nothing is found that was not made."""
    assert [words in fault for fault in found if name in fault] == [True]
    assert len(found) == 6


def test_unreachable_verdict_is_found(tmp_path: Path) -> None:
    """A rule that refuses everyone leaves `eligible` without a witness."""
    everyone = "{not: {all: [{specialty: metal}, {not: {specialty: metal}}]}}"
    refused = faults(tmp_path, {"rules:\n": "rules:" + rule("X", everyone, "block")})
    assert any("结论 eligible 永远得不到" in fault for fault in refused)


def test_not_knowing_must_not_let_anybody_pass(tmp_path: Path) -> None:
    """A rule that may refuse, and says nothing where people do not know, is found; the shipped ones all say what is open."""
    tiny = TinyPack.written(tmp_path / "tiny")
    tiny.write("rules.yaml", SMALL_RULES)
    assert prove_of(tiny) == []
    tiny.replace("rules.yaml", "    unknown: {text: 还不知道学时。}\n", "")
    (fault,) = prove_of(tiny)
    assert "规则 hours" in fault
    assert "不清楚" in fault


def prove_of(tiny: TinyPack) -> list[str]:
    """What the proof says of the small interview, apart from a verdict that it does not use."""
    interview = load_pack(tiny.folder, draft=True).interview
    assert interview is not None
    return [text for text in map(str, prove(interview).faults) if "结论" not in text or "不清楚" in text]
