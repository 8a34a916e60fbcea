"""Applicants of a pack's own tests, held against what its rules make of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.checking import faults_of_tests
from bot.pack.faults import Fault
from bot.pack.loader import load_pack
from tests.evaluation.small_pack import APPLICANT, with_interview, write_tests
from tests.packs import TinyPack

FILE = "tests/applicants/own.jsonl"


@pytest.fixture
def pack(tmp_path: Path) -> TinyPack:
    """A pack with a small interview, in a folder of its own."""
    return with_interview(tmp_path / "small")


def _faults(pack: TinyPack, *rows: object) -> list[Fault]:
    write_tests(pack, "applicants", *rows)
    return list(faults_of_tests(pack.folder, load_pack(pack.folder)))


def test_one_who_comes_out_as_expected_is_no_fault(pack: TinyPack) -> None:
    """Every key holds."""
    assert _faults(pack, APPLICANT) == []


@pytest.mark.parametrize(
    "expected",
    [
        {"verdict": "late"},
        {"reasons": ["need"]},
        {"reasons_only": ["pass", "need"]},
        {"reasons_not": ["pass"]},
        {"effects": {"hours": ["need"]}},
        {"has": [["need", "附1.7"]]},
        {"has_not": [["pass", "附1.7"]]},
        {"open": ["hours"]},
        {"ask": ["hours"]},
        {"ask_checklist": ["hours"]},
        {"lines": ["form"]},
        {"lines_only": []},
        {"lines_not": ["card"]},
        {"missing": ["card"]},
        {"have_not": ["card"]},
        {"maybe": ["card"]},
        {"route": []},
        {"says": {"hours": ["不够"]}},
        {"says_not": {"pass": ["够"]}},
        {"list_says": {"card": ["三份"]}},
        {"list_says_not": {"any": ["学时卡"]}},
        {"route_says": {"office": ["省厅"]}},
        {"route_says_not": {"any": ["办公室"]}},
    ],
    ids=str,
)
def test_whatever_comes_out_otherwise_is_a_fault_on_its_line(
    pack: TinyPack, expected: dict[str, Any]
) -> None:
    """The applicant is named, and which expectation failed."""
    other = {"name": "other", "from": "whole", **expected}
    (fault,) = _faults(pack, APPLICANT, other)
    assert (fault.file, fault.line) == (FILE, 2)
    assert "other" in fault.wrong
    assert next(iter(expected)) in fault.wrong


def test_facts_are_taken_over_changed_and_taken_away(pack: TinyPack) -> None:
    """`from` another applicant, whichever file or line it stands in; null takes an answer away."""
    rows = (
        {"name": "late", "from": "whole", "facts": {"ask_date": "2022-12-07"}, "verdict": "late"},
        {
            "name": "open",
            "from": "whole",
            "facts": {"hours": None},
            "verdict": "needs_more",
            "ask": ["hours"],
        },
        {"name": "both", "from": "late", "facts": {"hours": None}, "verdict": "late", "open": ["hours"]},
        APPLICANT,
    )
    assert _faults(pack, *rows) == []


def test_the_day_of_asking_may_come_from_outside(pack: TinyPack) -> None:
    """As the clock would give it."""
    row = {"name": "clock", "facts": {"hours": 80}, "now": "2022-12-07", "verdict": "late"}
    assert _faults(pack, row) == []


@pytest.mark.parametrize(
    "row",
    [
        {"facts": {}, "verdict": "late"},
        {"name": "a", "facts": {}},
        {"name": "a", "from": "nobody", "verdict": "late"},
        {"name": "a", "facts": {"hour": 80}, "verdict": "needs_more"},
        {"name": "a", "facts": {}, "verdcit": "needs_more", "verdict": "needs_more"},
        {"name": "a", "facts": {}, "now": "yesterday", "verdict": "needs_more"},
        ["a"],
    ],
    ids=str,
)
def test_a_row_that_cannot_be_run_is_a_fault_on_its_line(pack: TinyPack, row: object) -> None:
    """No name, nothing expected, an unknown origin, fact or key, a day that is none, no object."""
    faults = _faults(pack, APPLICANT, row)
    assert faults
    assert {(fault.file, fault.line) for fault in faults} == {(FILE, 2)}


def test_a_pack_without_tests_has_none_to_fail(tiny: TinyPack) -> None:
    """Tests are the author's choice."""
    assert list(faults_of_tests(tiny.folder, load_pack(tiny.folder))) == []
