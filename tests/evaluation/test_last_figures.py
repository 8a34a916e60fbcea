"""Figures beside the last ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.last_figures import Change, changes, of_kinds, read_last, write_last
from bot.pack.faults import PackError


def _falls(found: dict[str, dict[str, float]], last: dict[str, dict[str, float]]) -> list[bool]:
    return [change.is_fall for change in changes(found, last)]


@pytest.mark.parametrize(
    ("name", "last", "found", "fall"),
    [
        ("right", 9, 8, True),
        ("right", 9, 10, False),
        ("wrong", 1, 2, True),
        ("wrong", 1, 0, False),
        ("false", 1, 2, True),
        ("clause", 0.95, 0.94, True),
        ("asks", 3, 4, True),
        ("told wrong", 1, 0, False),
        ("false openings", 0, 1, True),
        ("whole mixed", 4, 3, True),
    ],
)
def test_a_figure_that_became_worse_is_a_fall(name: str, last: float, found: float, fall: bool) -> None:
    """Fewer right, more wrong or false."""
    assert _falls({"dev": {name: found}}, {"dev": {name: last}}) == [fall]


def test_what_is_the_same_is_no_change() -> None:
    """Nothing to say."""
    assert _falls({"dev": {"right": 9}}, {"dev": {"right": 9}}) == []


def test_tests_that_are_gone_are_a_fall_and_new_ones_are_not() -> None:
    """Nobody loses a set of questions unseen."""
    assert list(changes({"new": {"right": 1}}, {"old": {"right": 1}})) == [
        Change("new", "right", None, 1),
        Change("old", "right", 1, None),
    ]
    assert _falls({"new": {"right": 1}}, {"old": {"right": 1}}) == [False, True]


def test_figures_of_some_kinds_are_taken_out() -> None:
    """Those of all if no kind is named."""
    figures = {"questions/dev": {"right": 1}, "replies/dev": {"right": 2}, "applicants": {"right": 3}}
    assert of_kinds(figures, ["replies", "applicants"]) == {
        "replies/dev": {"right": 2},
        "applicants": {"right": 3},
    }
    assert of_kinds(figures, []) == figures


def test_figures_are_kept_and_read_back(tmp_path: Path) -> None:
    """Nothing before the first time; a damaged file is a fault."""
    (tmp_path / "tests").mkdir()
    assert read_last(tmp_path) is None
    write_last(tmp_path, {"dev": {"right": 9.0, "clause": 0.9946}})
    assert read_last(tmp_path) == {"dev": {"right": 9.0, "clause": 0.9946}}
    (tmp_path / "tests" / "figures.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(PackError):
        read_last(tmp_path)
