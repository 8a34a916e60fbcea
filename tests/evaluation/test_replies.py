"""What is said in an interview, read from a file of tests."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.lines import Record
from bot.evaluation.replies import Opening, Remark, Reply, Revision, read_remarks
from bot.pack.faults import Fault
from tests.interview.applicants import interview

KNOWN = {"unit_recommended": {"submitted_online": True}}


def _read(**plain: Any) -> tuple[list[Remark], list[Fault]]:
    faults: list[Fault] = []
    return read_remarks([Record("tests/replies/own.jsonl", 3, plain)], interview(), KNOWN, faults), faults


def _one(**plain: Any) -> Remark:
    remarks, faults = _read(**plain)
    assert faults == []
    return remarks[0]


def test_a_reply_in_the_short_form_is_one_in_the_long_form() -> None:
    """Fact, said, want; asking, text, value."""
    short = _one(fact="unit_recommended", said="推了", want=True)
    long = _one(kind="reply", asking="unit_recommended", text="推了", value=True)
    assert isinstance(short, Reply)
    assert isinstance(long, Reply)
    for one in (short, long):
        assert (one.asking, one.text, one.wants, one.picks) == ("unit_recommended", "推了", (True,), False)


def test_what_is_known_comes_from_the_pack_unless_the_line_says_it() -> None:
    """A line that knows nothing says {}."""
    row = {"fact": "unit_recommended", "said": "推了", "want": True}
    known = [one.known for one in (_one(**row), _one(**row, known={})) if isinstance(one, Reply)]
    assert known == [{"submitted_online": True}, {}]


def test_other_right_values_and_other_facts_are_kept() -> None:
    """`accept` is right too; `also` and `maybe` may be told beside."""
    reply = _one(
        kind="reply",
        asking="ce_total",
        text="第二个",
        value=None,
        accept=["unknown"],
        also={"ce_public": 20},
        maybe={"ce_professional": 62},
        ordinal=True,
    )
    assert isinstance(reply, Reply)
    assert reply.wants == (None, "unknown")
    assert reply.beside == {"ce_public", "ce_professional"}
    assert reply.picks


def test_openings_and_revisions_are_read_by_their_kind() -> None:
    """A revision may answer the open question too, if one is open."""
    opening = _one(kind="open", text="开始核对", opens=True, facts={}, maybe={"specialty": "wood"})
    assert isinstance(opening, Opening)
    assert opening.opens
    assert opening.beside == {"specialty"}
    revision = _one(kind="revise", asking=None, text="错了", known={"ce_total": 90}, sets={"ce_total": 86})
    assert isinstance(revision, Revision)
    assert (revision.asking, revision.sets) == (None, {"ce_total": 86})
    other = _one(kind="revise", asking="ce_public", text="错了", known={}, sets={}, answers={"ce_year": 2022})
    assert isinstance(other, Revision)
    assert other.beside == {"ce_public", "ce_year"}


@pytest.mark.parametrize(
    ("plain", "named"),
    [
        ({}, "fact"),
        ({"fact": "ce_total", "said": "80"}, "want"),
        ({"fact": "minutes", "said": "80", "want": 80}, "minutes"),
        ({"fact": "ce_total", "said": 80, "want": 80}, "said"),
        ({"fact": None, "said": "80", "want": 80}, "fact None"),
        ({"fact": "ce_total", "said": "80", "want": 80, "accept": 81}, "accept"),
        ({"fact": "ce_total", "said": "80", "want": 80, "also": {"minutes": 1}}, "minutes"),
        ({"kind": "reply", "fact": "ce_total", "said": "80", "want": 80}, "asking"),
        ({"kind": "open", "text": "开始", "opens": "yes", "facts": {}}, "opens"),
        ({"kind": "open", "text": "开始", "opens": True, "facts": []}, "facts"),
        ({"kind": "revise", "asking": "ce_total", "text": "错了", "known": {}}, "sets"),
        ({"kind": "revise", "asking": "minutes", "text": "错了", "known": {}, "sets": {}}, "minutes"),
        ({"kind": "question", "text": "开始"}, "kind"),
    ],
    ids=str,
)
def test_a_line_that_is_none_of_them_is_a_fault(plain: dict[str, Any], named: str) -> None:
    """What is missing or wrong is named, with the file and line."""
    remarks, faults = _read(**plain)
    assert remarks == []
    (fault,) = faults
    assert (fault.file, fault.line) == ("tests/replies/own.jsonl", 3)
    assert named in fault.wrong
