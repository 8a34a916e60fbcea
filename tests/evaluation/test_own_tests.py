"""All tests that a pack brings along, read and run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.evaluation.lines import Record
from bot.evaluation.measuring import KINDS, measure_own_tests
from bot.evaluation.own_tests import OwnTests, other_tests, read_own_tests
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.faults import PackError
from tests.evaluation.small_pack import APPLICANT, with_interview, write_tests
from tests.packs import SHANGHAI, TinyPack

QUESTION = {"id": "a", "q": "继续教育要多少学时", "cat": "formal", "answerable": True, "must": ["80"]}
REPLY = {"fact": "hours", "said": "80个", "want": 80}
TALK = {
    "id": "t",
    "kind": "followup",
    "turns": [{"say": "继续教育要多少学时", "must": ["80"]}, {"say": "个人申报哪天截止", "must": ["6日"]}],
}


@pytest.fixture
def pack(tmp_path: Path) -> TinyPack:
    """A pack with one test of each kind."""
    pack = with_interview(tmp_path / "small")
    write_tests(pack, "questions", QUESTION)
    write_tests(pack, "applicants", APPLICANT)
    write_tests(pack, "replies", REPLY)
    write_tests(pack, "talks", TALK)
    return pack


def _read(pack: TinyPack) -> tuple[OwnTests, Knowledge]:
    knowledge = open_knowledge(pack.folder)
    return read_own_tests(pack.folder, knowledge.pack.facts, knowledge.interview), knowledge


def test_tests_of_each_kind_are_read_with_the_moment_at_which_they_hold(pack: TinyPack) -> None:
    """The moment is in the zone of the notice."""
    tests, _ = _read(pack)
    assert tests.premises.now == datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)
    assert [one.id for one in tests.questions["own"]] == ["a"]
    assert [one.name for one in tests.applicants] == ["whole"]
    assert [one.text for one in tests.replies["own"]] == ["80个"]
    assert [one.kind for one in tests.talks["own"]] == ["followup"]


def test_right_ones_are_counted_by_the_name_of_the_tests(pack: TinyPack) -> None:
    """Nothing went wrong."""
    tests, knowledge = _read(pack)
    measured = measure_own_tests(tests, knowledge, tests.premises.now)
    assert measured.figures["questions/own"]["right"] == 1
    assert measured.figures["applicants"] == {"right": 1}
    assert measured.figures["replies/own"] == {"right": 1, "asks": 0, "wrong": 0}
    assert measured.figures["talks/own"] == {"turns": 2, "whole": 1, "whole followup": 1}
    assert measured.mistakes == []


def test_each_kind_is_measured_alone(pack: TinyPack) -> None:
    """Nothing else is run."""
    tests, knowledge = _read(pack)
    found = {
        kind: set(measure_own_tests(tests, knowledge, tests.premises.now, [kind]).figures) for kind in KINDS
    }
    names = {"questions/own", "replies/own", "talks/own", "applicants"}
    assert set().union(*found.values()) == names
    assert all(len(figures) == 1 for figures in found.values())


def test_a_file_from_outside_is_measured_like_the_pack_s_own(pack: TinyPack) -> None:
    """Its lines are told with its own name."""
    tests, knowledge = _read(pack)
    facts, interview = knowledge.pack.facts, knowledge.interview
    for kind, row in (("replies", {**REPLY, "want": 81}), ("talks", {**TALK, "now": "2022-12-07"})):
        records = [Record("there.jsonl", 4, row)]
        other = other_tests(kind, "there.jsonl", records, tests.premises, facts, interview)
        measured = measure_own_tests(other, knowledge, tests.premises.now, [kind])
        assert set(measured.shares) == {f"{kind}/there.jsonl"}
    with pytest.raises(PackError):
        other_tests("talks", "x", [Record("x", 1, {})], tests.premises, facts, interview)


def test_an_opening_begins_and_a_revision_changes_what_is_known(pack: TinyPack) -> None:
    """Each in a conversation of its own."""
    write_tests(
        pack,
        "replies",
        {"kind": "open", "text": "我能不能报", "opens": True, "facts": {}},
        {"kind": "open", "text": "打电话找谁", "opens": False, "facts": {}},
        {"kind": "revise", "asking": None, "known": {"hours": 80}, "text": "不是80，是70个学时", "sets": {}},
    )
    tests, knowledge = _read(pack)
    shares = measure_own_tests(tests, knowledge, tests.premises.now, ["replies"]).shares["replies/own"]
    assert (shares["openings"].count, shares["false openings"].count) == (1, 0)
    assert shares["revisions"].of == 1


def test_what_goes_wrong_is_told_with_its_place(pack: TinyPack) -> None:
    """A reply that is misread, a turn that says something else, an applicant who comes out otherwise."""
    write_tests(
        pack, "applicants", APPLICANT, {"name": "b", "from": "whole", "verdict": "late", "ask": ["x"]}
    )
    write_tests(pack, "replies", REPLY, {"fact": "hours", "said": "80个", "want": 81})
    write_tests(pack, "talks", TALK, {**TALK, "turns": [{"say": "打电话找谁", "must": ["110"]}]})
    tests, knowledge = _read(pack)
    measured = measure_own_tests(tests, knowledge, tests.premises.now)
    assert measured.figures["applicants"] == {"right": 1}
    assert measured.figures["replies/own"] == {"right": 1, "asks": 0, "wrong": 1}
    assert measured.figures["talks/own"] == {"turns": 2, "whole": 1, "whole followup": 1}
    assert {line.partition(" ")[0] for line in measured.mistakes} == {
        "tests/applicants/own.jsonl:2",
        "tests/replies/own.jsonl:2",
        "tests/talks/own.jsonl:2",
    }


def test_a_pack_without_an_interview_has_questions_and_talks(pack: TinyPack) -> None:
    """Applicants and replies need one."""
    (pack.folder / "rules.yaml").unlink()
    tests, knowledge = _read(pack)
    assert set(measure_own_tests(tests, knowledge, tests.premises.now).figures) == {
        "questions/own",
        "talks/own",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/tests.yaml", "now: soon\n"),
        ("tests/tests.yaml", "when: now\n"),
        ("tests/questions/own.jsonl", '{"id": "a", "q": "x"}\n'),
        ("tests/questions/own.jsonl", '{"id": "a", "q": "x", "answerable": true, "must": ["("]}\n'),
        ("tests/replies/own.jsonl", '{"fact": "minutes", "said": "80", "want": 80}\n'),
        ("tests/replies/own.jsonl", "{"),
        ("tests/talks/own.jsonl", '{"id": "a", "turns": []}\n'),
    ],
)
def test_tests_that_cannot_be_run_are_faults_of_their_file(pack: TinyPack, name: str, text: str) -> None:
    """Named with the folder."""
    pack.write(name, text)
    with pytest.raises(PackError) as caught:
        _read(pack)
    assert {fault.file for fault in caught.value.faults} == {name}
