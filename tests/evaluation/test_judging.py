"""How a remark was understood, judged by what the interview holds after it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.judging import Heard, shares_of_remarks, verdicts, went_wrong
from bot.evaluation.lines import Record
from bot.evaluation.replies import Opening, Remark, Reply, Revision, Values
from bot.evaluation.shares import Share

RECORD = Record("tests/replies/own.jsonl", 1, {})


def _heard(answers: Values, unconfirmed: Values | None = None, opened: bool = True) -> Heard:
    return Heard(opened, answers, unconfirmed or {})


def _reply(*wants: object, beside: frozenset[str] = frozenset(), picks: bool = False) -> Reply:
    return Reply("80", "hours", {"year": 2022}, wants, beside, picks, RECORD)


def _verdicts(remark: Remark, heard: Heard, lapsed: frozenset[str] = frozenset()) -> list[str]:
    return list(verdicts(remark, heard, lambda fact, answers: fact not in lapsed))


@pytest.mark.parametrize(
    ("wants", "answers", "unconfirmed", "verdict"),
    [
        ((80,), {"hours": 80}, {}, "right"),
        ((True,), {"hours": True}, {}, "right"),
        ((80, "unknown"), {"hours": "unknown"}, {}, "right"),
        ((80,), {}, {"hours": 80}, "asks"),
        ((80,), {}, {"hours": 81}, "wrong"),
        ((80,), {}, {}, "missed"),
        ((80, None), {}, {}, "missed"),
        ((80,), {"hours": 81}, {}, "wrong"),
        ((80,), {"hours": 80, "public": 20}, {}, "wrong"),
        ((80,), {"year": 2021}, {}, "wrong"),
        ((None,), {}, {}, "left"),
        ((None,), {"hours": 80}, {}, "guessed"),
        ((None,), {}, {"hours": 80}, "guessed"),
        ((None, 80), {"hours": 80}, {}, "right"),
    ],
)
def test_a_reply_is_noted_asked_missed_or_wrong(
    wants: tuple[object, ...], answers: dict[str, Any], unconfirmed: dict[str, Any], verdict: str
) -> None:
    """What is changed beside is wrong whatever was noted; a value that awaits 对 is a class of its own if it is right."""
    heard = _heard({"year": 2022, **answers}, unconfirmed)
    assert _verdicts(_reply(*wants), heard) == [f"reply {verdict}"]


def test_what_a_reply_may_tell_beside_is_not_wrong() -> None:
    """The number of another kind of hours, said in the same sentence."""
    heard = _heard({"year": 2022, "hours": 80, "public": 20})
    assert _verdicts(_reply(80, beside=frozenset({"public"})), heard) == ["reply right"]


def test_a_pick_is_counted_apart() -> None:
    """By its place in the list."""
    assert _verdicts(_reply(80, picks=True), _heard({"year": 2022, "hours": 80})) == ["pick right"]


def test_an_opening_opens_and_keeps_what_it_tells() -> None:
    """Each fact is kept, lost or wrong; what was not told and may not be is extra."""
    opening = Opening("…", True, {"a": 1, "b": 2, "c": 3}, frozenset({"d"}), RECORD)
    heard = _heard({"a": 1, "b": 3, "d": 4, "e": 5})
    found = _verdicts(opening, heard)
    assert sorted(found) == ["opening opened", "told extra", "told kept", "told lost", "told wrong"]
    assert _verdicts(opening, _heard({}, opened=False)) == ["opening unopened"]


def test_what_only_resembles_an_opening_opens_nothing() -> None:
    """Whatever it tells."""
    other = Opening("…", False, {}, frozenset(), RECORD)
    assert _verdicts(other, _heard({}, opened=False)) == ["opening left"]
    assert _verdicts(other, _heard({"a": 1})) == ["opening wrong"]


@pytest.mark.parametrize(
    ("answers", "unconfirmed", "done"),
    [
        ({"a": 2, "b": 5}, {}, True),
        ({"b": 5}, {"a": 2}, True),
        ({"a": 2, "b": 5, "open": 1}, {}, True),
        ({"a": 1, "b": 5}, {}, False),
        ({"a": 2, "b": 6}, {}, False),
        ({"a": 2}, {}, False),
        ({"a": 2, "b": 5, "c": 1}, {}, False),
    ],
)
def test_a_revision_changes_what_it_names_and_nothing_else(
    answers: dict[str, Any], unconfirmed: dict[str, Any], done: bool
) -> None:
    """The open question may be answered beside, and the new value may await 对."""
    revision = Revision("…", "open", {"a": 1, "b": 5}, {"a": 2}, frozenset({"open"}), RECORD)
    verdict = "done" if done else "undone"
    assert _verdicts(revision, _heard(answers, unconfirmed)) == [f"revision {verdict}"]


def test_what_no_longer_applies_may_fall_away_with_a_revision() -> None:
    """Who is retired has no unit."""
    revision = Revision("…", None, {"a": 1, "b": 5}, {"a": 2}, frozenset(), RECORD)
    assert _verdicts(revision, _heard({"a": 2}), frozenset({"b"})) == ["revision done"]


def test_figures_are_shares_of_what_there_was_to_understand() -> None:
    """A right value that awaits 对 is right; a guess at nothing is wrong; what there are no tests of has no figure."""
    found = ["reply right"] * 6 + ["reply asks", "reply missed", "reply wrong", "reply guessed", "reply left"]
    assert shares_of_remarks(found) == {"right": Share(7, 9), "asks": Share(1, 9), "wrong": Share(2, 9)}
    found = ["pick right", "pick asks", "opening opened", "opening unopened", "opening left", "opening wrong"]
    found += ["told kept", "told lost", "told wrong", "told extra", "revision done", "revision undone"]
    assert shares_of_remarks(found) == {
        "picks": Share(1, 2),
        "openings": Share(1, 2),
        "false openings": Share(1, 2),
        "told kept": Share(1, 3),
        "told wrong": Share(2, 4),
        "revisions": Share(1, 2),
    }


def test_what_went_wrong_is_worth_a_look() -> None:
    """What was understood, and asking back, are not."""
    good = ["reply right", "reply asks", "reply left", "opening opened", "opening left", "told kept"]
    bad = ["reply wrong", "reply missed", "reply guessed", "opening wrong", "told extra", "revision undone"]
    assert list(map(went_wrong, [*good, *bad])) == [False] * 6 + [True] * 6
