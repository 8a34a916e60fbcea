"""The evaluation's figures for a person, and against thresholds."""

from __future__ import annotations

from typing import Any

import pytest

from bot.commands.evaluation_report import print_report, print_shares, shortfalls, written_shares
from bot.evaluation.measuring import Measured
from bot.evaluation.shares import Share

LAX = {"right": 0.0, "wrong": 1.0, "false": 1.0, "clause": 0.0, "handled": 0.0}


def _row() -> dict[str, int]:
    return {"answerable": 10, "right": 8, "wrong": 1, "missed": 1, "hit@3": 9, "others": 4, "false": 1}


@pytest.fixture
def figures() -> dict[str, Any]:
    """Figures as an evaluation gives them."""
    return {
        "overall": _row(),
        "categories": {"typo": _row()},
        "kinds": {"several": _row()},
        "clause": 0.9,
        "handled": {"near": 0.7, "smalltalk": 1.0},
        "choices_share": 0.1,
        "length": {"median": 60, "p95": 120},
        "calibration": [{"from": 0.9, "to": 0.95, "answers": 4, "right": 3}],
        "confusions": [{"entry": "hours", "times": 2, "questions": ["[red]问[/red]", "乙"]}],
        "mistakes": [
            {
                "id": "x1",
                "q": "[bold]学时",
                "verdict": "wrong",
                "outcome": "answer",
                "entries": ["hours"],
                "score": 0.9,
            }
        ],
    }


def test_within_all_bounds_nothing_falls_short(figures: dict[str, Any]) -> None:
    """A bound that is just met is met."""
    bounds = {"right": 0.8, "wrong": 0.1, "false": 0.25, "clause": 0.9, "handled": 0.7}
    assert shortfalls(figures, LAX) == []
    assert shortfalls(figures, bounds) == []


@pytest.mark.parametrize(
    ("name", "bound"), [("right", 0.81), ("wrong", 0.09), ("false", 0.2), ("clause", 0.91), ("handled", 0.71)]
)
def test_each_figure_beyond_its_bound_is_one_line(figures: dict[str, Any], name: str, bound: float) -> None:
    """The figure is named."""
    (line,) = shortfalls(figures, {**LAX, name: bound})
    assert name in line


def test_the_report_shows_every_figure(figures: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Tables, mistakes and confusions; brackets in a question are no markup."""
    print_report(figures)
    out = capsys.readouterr().out
    for words in ("typo", "overall", "90.0%", "120", "hours", "[bold]学时", "[red]问[/red]", "x1"):
        assert words in out


def test_shares_are_shown_beside_their_last_counts(capsys: pytest.CaptureFixture[str]) -> None:
    """What changed is marked, and so are the sets to which the bot was fitted; what went wrong follows."""
    measured = Measured(mistakes=["[red]dev.jsonl:1"])
    measured.add_shares("replies/dev", {"right": Share(9, 10), "asks": Share(1, 10)})
    measured.add_shares("talks/new", {"turns": Share(3, 4)})
    print_shares(measured, {"replies/dev": {"right": 8, "asks": 1}}, frozenset({"replies/dev"}))
    rows = [line.replace("│", " ").split() for line in capsys.readouterr().out.splitlines()]
    assert ["replies/dev*", "right", "8", "9", "!", "10", "90.0%"] in rows
    assert ["replies/dev*", "asks", "1", "1", "10", "10.0%"] in rows
    assert ["talks/new", "turns", "–", "3", "4", "75.0%"] in rows
    assert rows[-1] == ["[red]dev.jsonl:1"]


def test_shares_are_written_with_their_wholes() -> None:
    """For --json."""
    measured = Measured()
    measured.add_shares("talks/new", {"turns": Share(3, 4)})
    assert written_shares(measured) == {"talks/new": {"turns": {"count": 3, "of": 4}}}
    assert measured.figures == {"talks/new": {"turns": 3}}
