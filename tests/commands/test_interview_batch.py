"""`noticebot interview --facts` and `--batch`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.commands.interview_batch import assess_record, batch, whole_record
from bot.interview.engine.assessment import Assessor
from bot.pack.model import Facts
from tests.interview.applicants import answers, assessor, pack

ZONE = ZoneInfo("Asia/Shanghai")
OPEN = datetime(2022, 11, 15, 10, tzinfo=ZONE)
KEYS = ["id", "notice", "verdict", "reasons", "checklist", "route", "ask", "ask_checklist"]


def judged(record: Mapping[str, object]) -> tuple[Assessor, Facts]:
    """By whose rules every record is assessed."""
    return assessor(), pack().facts


def run(*lines: str) -> tuple[list[dict[str, object]], list[str]]:
    """The records of a batch, and what was said on the side."""
    words: list[str] = []
    return list(batch(lines, judged, lambda: OPEN, words.append)), words


def line(**record: object) -> str:
    """One line of a batch."""
    return json.dumps(record, ensure_ascii=False)


def test_each_line_is_assessed_in_order_and_blank_ones_are_skipped() -> None:
    """A batch gives one record a line, in order, in the form of the contract."""
    records, _ = run(
        line(id=1, facts=answers()), "  \n", line(id="b", facts=answers(civil_status="can_gong"))
    )
    assert [(record["id"], record["verdict"]) for record in records] == [
        (1, "eligible"),
        ("b", "not_eligible"),
    ]
    assert list(records[0]) == KEYS
    json.dumps(records)


@pytest.mark.parametrize(
    ("bad", "id"),
    [
        ("nope", None),
        ("[]", None),
        ('{"id": 7}', 7),
        ('{"id": 7, "facts": []}', 7),
        ('{"id": "x", "facts": {}, "now": "soon"}', "x"),
        ('{"id": "x", "facts": {}, "now": 5}', "x"),
        ("[" * 100_000, None),
    ],
)
def test_bad_line_gives_an_error_in_its_place(bad: str, id: object) -> None:
    """A bad line is answered where it stands and disturbs no other."""
    records, _ = run(bad, line(id=2, facts={}))
    assert (records[0]["id"], list(records[0])) == (id, ["id", "error"])
    assert records[1]["id"] == 2


def test_unknown_fact_is_a_word_and_ignored() -> None:
    """A key that is no fact is said on the side."""
    records, words = run(line(id=1, facts={**answers(), "age": 60}))
    assert records[0]["verdict"] == "eligible"
    assert len(words) == 1
    assert "age" in words[0]


@pytest.mark.parametrize(
    ("record", "verdict"),
    [
        ({"facts": answers(ask_date=None)}, "eligible"),
        ({"facts": answers(ask_date=None), "now": "2022-12-07"}, "late"),
        ({"facts": answers(ask_date="2022-12-06"), "now": "2022-12-07"}, "eligible"),
        ({"facts": answers(ask_date=None), "now": "2022-12-06T16:30:00+00:00"}, "late"),
        ({"facts": answers(ask_date="?"), "now": "2022-11-15"}, "needs_more"),
    ],
)
def test_moment_of_asking(record: dict[str, object], verdict: str) -> None:
    """ask_date among the facts, else the line's now in the notice's zone, else the clock."""
    assert assess_record(record, judged, lambda: OPEN, print)["verdict"] == verdict


def test_file_of_facts_may_be_the_facts_themselves() -> None:
    """A file holds the facts, or a record with them."""
    assert whole_record('{"civil_status": "none"}') == {"facts": {"civil_status": "none"}}
    assert whole_record('{"id": 3, "facts": {}}') == {"id": 3, "facts": {}}
    with pytest.raises(ValueError, match="facts"):
        whole_record("[]")
