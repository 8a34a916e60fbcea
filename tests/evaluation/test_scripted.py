"""Conversations written in advance, parsed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.evaluation.scripted import Pick, Say, Script, ScriptError, Start, Wait, read_script
from tests.interview.applicants import interview
from tests.packs import OPEN, SHANGHAI


def _read(**plain: Any) -> Script:
    return read_script(plain, interview(), OPEN, SHANGHAI)


def test_turns_alone_will_do() -> None:
    """It begins now, on a channel that cannot remind, without an interview."""
    assert _read(turns=[]) == Script(None, OPEN, ())
    assert _read(turns=[]).most == 60


def test_a_turn_is_said_picked_or_waited_for() -> None:
    """A text alone is said."""
    turns = ["你好", {"say": ""}, {"choice": "iv:do:why"}, {"now": "2022-12-01T09:00"}]
    later = datetime(2022, 12, 1, 9, tzinfo=SHANGHAI)
    assert _read(turns=turns).steps == (Say("你好"), Say(""), Pick("iv:do:why"), Wait(later))


def test_every_other_part_is_kept() -> None:
    """As it was written."""
    script = _read(
        id=["any", 1],
        now="2022-11-20T08:00:00+00:00",
        pushes=True,
        interview={"facts": {"ce_total": 90}, "asking": "ce_public"},
        turns=[],
        answers={"ce_public": "20"},
        values={"ce_public": 20},
        most=3,
    )
    assert script == Script(
        ["any", 1],
        datetime.fromisoformat("2022-11-20T08:00:00+00:00"),
        (),
        True,
        Start({"ce_total": 90}, "ce_public"),
        {"ce_public": "20"},
        {"ce_public": 20},
        3,
    )


@pytest.mark.parametrize("start", [{}, {"facts": {}}, {"facts": None, "asking": None}])
def test_an_interview_may_begin_with_nothing(start: dict[str, Any]) -> None:
    """It asks whatever comes next."""
    assert _read(turns=[], interview=start).start == Start({}, None)


def test_what_is_null_is_left_out() -> None:
    """Other programs write all keys."""
    nothing: dict[str, Any] = dict.fromkeys(("now", "interview", "answers", "values"))
    assert _read(turns=[], **nothing) == _read(turns=[])


BAD: dict[str, dict[str, Any]] = {
    "no turns": {},
    "turns are no list": {"turns": "你好"},
    "a turn is a number": {"turns": [3]},
    "a turn is null": {"turns": [None]},
    "a turn is empty": {"turns": [{}]},
    "a turn is two things": {"turns": [{"say": "你好", "choice": "1"}]},
    "a turn says no text": {"turns": [{"say": 3}]},
    "a turn picks no text": {"turns": [{"choice": 1}]},
    "a turn waits for nothing": {"turns": [{"now": "soon"}]},
    "a turn waits for null": {"turns": [{"now": None}]},
    "now is no moment": {"turns": [], "now": "soon"},
    "now is a number": {"turns": [], "now": 1668477600},
    "most is no number": {"turns": [], "most": "3"},
    "most is a truth": {"turns": [], "most": True},
    "most is less than nothing": {"turns": [], "most": -1},
    "pushes is no truth": {"turns": [], "pushes": "yes"},
    "answers are a list": {"turns": [], "answers": []},
    "an answer is a number": {"turns": [], "answers": {"ce_total": 90}},
    "values are a text": {"turns": [], "values": "x"},
    "the interview is a truth": {"turns": [], "interview": True},
    "the facts are a list": {"turns": [], "interview": {"facts": []}},
    "an unknown fact": {"turns": [], "interview": {"facts": {"minutes": 3}}},
    "a value that is none of the fact": {"turns": [], "interview": {"facts": {"ce_total": "many"}}},
    "a day that is still to come": {"turns": [], "interview": {"facts": {"current_post_date": "2030-01-01"}}},
    "an unknown question": {"turns": [], "interview": {"facts": {}, "asking": "minutes"}},
    "a question that is no text": {"turns": [], "interview": {"facts": {}, "asking": ["ce_total"]}},
}


@pytest.mark.parametrize("plain", BAD.values(), ids=BAD)
def test_what_cannot_be_played_is_refused_with_its_reason(plain: dict[str, Any]) -> None:
    """Never with an error of another kind."""
    with pytest.raises(ScriptError, match=r".+"):
        _read(**plain)


def test_a_pack_without_an_interview_can_begin_none() -> None:
    """But any other conversation."""
    with pytest.raises(ScriptError):
        read_script({"turns": [], "interview": {}}, None, OPEN, SHANGHAI)
    assert read_script({"turns": ["你好"]}, None, OPEN, SHANGHAI).steps == (Say("你好"),)
