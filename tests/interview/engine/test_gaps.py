"""How much is missing, computed from what the person said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pack.faults import PackError
from tests.interview.applicants import UNKNOWN, assess, spoilt

HOURS = "总数差{gap.ce_total}"


def told(rule: str, **changes: object) -> str:
    """What a rule says of an applicant."""
    return next(reason.text for reason in assess(**changes).reasons if reason.rule == rule)


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({"ce_total": 80, "ce_professional": 50}, "按您说的算：总数差10，专业差10。"),
        ({"ce_total": 89}, "按您说的算：总数差1。"),
        ({"ce_total": 90, "ce_professional": 70, "ce_public": 10}, "按您说的算：公需差8。"),
        ({"ce_total": 80, "ce_professional": UNKNOWN}, "按您说的算：总数差10。"),
        ({"ce_total": 82, "submitted_online": True, "ask_date": "2022-12-10"}, "按您说的算：总数差8。"),
    ],
)
def test_hours_that_are_missing_are_computed(changes: dict[str, object], gaps: str) -> None:
    """Each that is known and too few, by how much; what is enough or not known is left out."""
    text = told("R30", **{"ce_total": 92, "ce_professional": 62, "ce_public": 20, **changes})
    assert gaps in text
    assert "{" not in text


def test_years_and_working_days_are_computed_too() -> None:
    """The years of reviews, and the days of a publicity that is too short."""
    assert told("R38", annual_review_years=3).endswith("差2年。")
    short = {"publicity_start": "2022-11-21", "publicity_end": "2022-11-24"}
    text = told("R16", submitted_online=True, unit_recommended=False, **short)
    assert text.endswith("还差1个工作日。")


def test_what_is_not_known_exactly_is_not_computed() -> None:
    """A publicity of which only the month is known lacks an unknown number of days."""
    short = {"publicity_start": "2022-11-21", "publicity_end": "2022-11"}
    assert "按您说的算" not in told("R16", submitted_online=True, unit_recommended=False, **short)


def test_enough_has_no_gap() -> None:
    """Nothing is missing, nothing is said."""
    assert "按您说的算" not in told("R30")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("if: {ce_total: {below: value.ce_total}}, text", "if: {ce_total: {above: 3}}, text", "算不出数"),
        (
            "if: {ce_total: {below: value.ce_total}}, text",
            "if: {annual_review_years: {below: 5}}, text",
            "没有看的",
        ),
        (HOURS, "总数不够", "没有 {gap.ce_total}"),
        (HOURS, HOURS + "{gap.ce_public}", "不存在的占位符 {gap.ce_public}"),
    ],
)
def test_a_gap_that_cannot_be_meant_is_a_fault(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    """The formula must be computable, rest on what its rule reads, and be said."""
    with pytest.raises(PackError, match=wrong):
        spoilt(tmp_path, {old: new})
