"""Whole conversations, read from a file of tests and judged turn by turn."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from bot.evaluation.lines import Record
from bot.evaluation.scripted import Pick, Say, Wait
from bot.evaluation.shares import Share
from bot.evaluation.talks import Answered, Manners, Talk, read_talks, right_turns, shares_of_talks
from bot.pack.faults import Fault
from tests.packs import OPEN, SHANGHAI

MANNERS = Manners(10, re.compile("会提醒您"), re.compile("不能"))
SAID = {"say": "几号截止", "must": ["12月", "6日"], "must_not": ["19日"]}


def _read(plain: dict[str, Any]) -> tuple[list[Talk], list[Fault]]:
    faults: list[Fault] = []
    record = Record("tests/talks/own.jsonl", 2, plain)
    return read_talks([record], None, OPEN, SHANGHAI, faults), faults


def _talk(*turns: dict[str, Any]) -> Talk:
    (talk,), _ = _read({"id": "a", "kind": "mixed", "turns": list(turns)})
    return talk


def test_a_talk_is_a_script_that_can_be_reminded_and_goes_on_no_longer_than_written() -> None:
    """Its turns are said, picked or waited for, beginning at `now`."""
    turns = [SAID, {"choice": "第一个"}, {"now": "2022-12-01T09:00"}]
    ((talk,), faults) = _read({"id": "a", "kind": "mixed", "now": "2022-11-20T08:00", "turns": turns})
    assert faults == []
    assert talk.script.steps == (
        Say("几号截止"),
        Pick("第一个"),
        Wait(datetime(2022, 12, 1, 9, tzinfo=SHANGHAI)),
    )
    assert talk.script.now == datetime(2022, 11, 20, 8, tzinfo=SHANGHAI)
    assert (talk.kind, talk.script.pushes, talk.script.most) == ("mixed", True, 0)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"kind": "mixed"},
        {"kind": "mixed", "turns": 3},
        {"kind": "mixed", "turns": [{"must": []}]},
        {"turns": [SAID]},
        {"kind": "mixed", "turns": [SAID], "now": "soon"},
        {"kind": "mixed", "turns": [{"say": "x", "must": ["("]}]},
        {"kind": "mixed", "turns": [{"say": 3}]},
        {"kind": "mixed", "turns": ["x"]},
    ],
    ids=str,
)
def test_a_line_that_is_no_talk_is_a_fault(plain: dict[str, Any]) -> None:
    """With its file and line."""
    talks, faults = _read(plain)
    assert talks == []
    assert [(fault.file, fault.line) for fault in faults] == [("tests/talks/own.jsonl", 2)]


@pytest.mark.parametrize(
    ("answered", "right"),
    [
        (Answered("12月6日", False, False), True),
        (Answered("12月", False, False), False),
        (Answered("12月6日，19日", False, False), False),
        (Answered("", False, False), False),
        (Answered("12月6日，还有很多很多天呢", False, False), False),
        (Answered("12月6日，还有很多很多天呢", True, False), True),
        (Answered("12月6日会提醒您", False, False), False),
        (Answered("12月6日会提醒您", False, True), True),
        (Answered("12月6日不能会提醒您", True, False), True),
    ],
)
def test_a_turn_says_what_it_must_and_keeps_to_what_holds_of_all(answered: Answered, right: bool) -> None:
    """All of must, nothing of must_not, not too long outside an interview, no reminder claimed that is not set."""
    assert right_turns(_talk(SAID), [answered], MANNERS) == [right]


def test_a_turn_that_was_not_answered_is_wrong_and_one_too_many_is_not_counted() -> None:
    """As many judgements as turns."""
    answered = Answered("12月6日", False, False)
    assert right_turns(_talk(SAID, SAID), [answered], MANNERS) == [True, False]
    assert right_turns(_talk(SAID), [answered, answered], MANNERS) == [True]


def test_without_manners_only_the_patterns_count() -> None:
    """A pack that says nothing of length or reminders."""
    answered = Answered("12月6日会提醒您" * 100, False, False)
    assert right_turns(_talk(SAID), [answered], Manners()) == [True]


def test_turns_and_whole_talks_are_counted_by_kind() -> None:
    """A talk is whole if each of its turns is right."""
    judged = [("mixed", [True, False]), ("mixed", [True]), ("followup", [True, True])]
    assert shares_of_talks(judged) == {
        "turns": Share(4, 5),
        "whole": Share(2, 3),
        "whole mixed": Share(1, 2),
        "whole followup": Share(1, 1),
    }


def test_no_talks_have_shares_of_nothing() -> None:
    """An empty file."""
    assert shares_of_talks([]) == {"turns": Share(0, 0), "whole": Share(0, 0)}
    assert Share(0, 0).part == 0.0
