"""All tests that a pack brings along, read and run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.evaluation.measuring import measure_own_tests
from bot.evaluation.own_tests import OwnTests, read_own_tests
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.faults import PackError
from tests.evaluation.small_pack import APPLICANT, with_interview, write_tests
from tests.packs import SHANGHAI, TinyPack

QUESTION = {"id": "a", "q": "继续教育要多少学时", "cat": "formal", "answerable": True, "must": ["80"]}
REPLY = {"fact": "hours", "said": "80个", "want": 80}


@pytest.fixture
def pack(tmp_path: Path) -> TinyPack:
    """A pack with one test of each kind."""
    pack = with_interview(tmp_path / "small")
    write_tests(pack, "questions", QUESTION)
    write_tests(pack, "applicants", APPLICANT)
    write_tests(pack, "replies", REPLY)
    return pack


def _read(pack: TinyPack) -> tuple[OwnTests, Knowledge]:
    knowledge = open_knowledge(pack.folder)
    return read_own_tests(pack.folder, knowledge.pack.facts, knowledge.interview), knowledge


def test_tests_of_each_kind_are_read_with_the_moment_at_which_they_hold(pack: TinyPack) -> None:
    """The moment is in the zone of the notice."""
    tests, _ = _read(pack)
    assert tests.now == datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)
    assert [one.id for one in tests.questions["own"]] == ["a"]
    assert [one.name for one in tests.applicants] == ["whole"]
    assert [one.said for one in tests.replies] == ["80个"]


def test_right_ones_are_counted_by_the_name_of_the_tests(pack: TinyPack) -> None:
    """Nothing went wrong."""
    tests, knowledge = _read(pack)
    measured = measure_own_tests(tests, knowledge, tests.now)
    assert measured.figures["questions/own"]["right"] == 1
    assert measured.figures["applicants"] == {"right": 1}
    assert measured.figures["replies"] == {"right": 1}
    assert measured.mistakes == []


def test_what_goes_wrong_is_told_with_its_place(pack: TinyPack) -> None:
    """A reply that is misread, an applicant who comes out otherwise."""
    write_tests(
        pack, "applicants", APPLICANT, {"name": "b", "from": "whole", "verdict": "late", "ask": ["x"]}
    )
    write_tests(pack, "replies", REPLY, {"fact": "hours", "said": "80个", "want": 81})
    tests, knowledge = _read(pack)
    measured = measure_own_tests(tests, knowledge, tests.now)
    assert measured.figures["applicants"] == {"right": 1}
    assert measured.figures["replies"] == {"right": 1}
    assert {line.partition(" ")[0] for line in measured.mistakes} == {
        "tests/applicants/own.jsonl:2",
        "tests/replies/own.jsonl:2",
    }


def test_a_pack_without_an_interview_has_only_questions(pack: TinyPack) -> None:
    """Applicants and replies need one."""
    (pack.folder / "rules.yaml").unlink()
    tests, knowledge = _read(pack)
    assert set(measure_own_tests(tests, knowledge, tests.now).figures) == {"questions/own"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/tests.yaml", "now: soon\n"),
        ("tests/tests.yaml", "when: now\n"),
        ("tests/questions/own.jsonl", '{"id": "a", "q": "x"}\n'),
        ("tests/questions/own.jsonl", '{"id": "a", "q": "x", "answerable": true, "must": ["("]}\n'),
        ("tests/replies/own.jsonl", '{"fact": "minutes", "said": "80", "want": 80}\n'),
        ("tests/replies/own.jsonl", "{"),
    ],
)
def test_tests_that_cannot_be_run_are_faults_of_their_file(pack: TinyPack, name: str, text: str) -> None:
    """Named with the folder."""
    pack.write(name, text)
    with pytest.raises(PackError) as caught:
        _read(pack)
    assert {fault.file for fault in caught.value.faults} == {name}
