"""The tests that a pack brings along, read from its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import parse_moment
from bot.evaluation.applicants import Applicant, read_applicants
from bot.evaluation.lines import Record, files_of_kind, read_records
from bot.evaluation.questions import Question
from bot.evaluation.replies import Reply, read_replies
from bot.pack.faults import Fault, PackError
from bot.pack.interview_model import Interview
from bot.pack.layout import TESTS
from bot.pack.model import Facts
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import read_yaml

SETTINGS = "tests.yaml"


@dataclass(frozen=True)
class OwnTests:
    """The tests of one pack. `now` is the moment (aware) of tests that name none; questions are grouped by file."""

    now: datetime
    questions: dict[str, list[Question]]
    applicants: list[Applicant]
    replies: list[Reply]


def has_tests(folder: Path) -> bool:
    """Whether the pack in `folder` has tests of its own."""
    return (folder / TESTS).is_dir()


def read_own_tests(folder: Path, facts: Facts, interview: Interview | None) -> OwnTests:
    """Read the tests in `folder`, for the pack with these facts and this interview.

    Raises PackError with every fault that keeps a test from being run.
    """
    faults: list[Fault] = []
    now = _now(folder, facts)
    questions = {path.stem: _questions(path, faults) for path in files_of_kind(folder, "questions")}
    applicants: list[Applicant] = []
    replies: list[Reply] = []
    if interview is not None:
        applicants = read_applicants(_records(folder, "applicants"), faults)
        faults += _unknown_facts(applicants, interview)
        replies = read_replies(_records(folder, "replies"), interview, faults)
    if faults:
        raise PackError(faults)
    return OwnTests(now, questions, applicants, replies)


def _now(folder: Path, facts: Facts) -> datetime:
    file = f"{TESTS}/{SETTINGS}"
    faults: list[Fault] = []
    top = Fields(file, read_yaml(folder / TESTS / SETTINGS), faults, file)
    top.only({"now"})
    text = top.text("now")
    try:
        now = parse_moment(text, facts.zone)
    except ValueError:
        now = datetime.min.replace(tzinfo=facts.zone)
        if text:
            top.fault(top.line_of("now"), "bad_test_moment", text=text)
    if faults:
        raise PackError(faults)
    return now


def _records(folder: Path, kind: str) -> Iterator[Record]:
    for path in files_of_kind(folder, kind):
        yield from read_records(path)


def _questions(path: Path, faults: list[Fault]) -> list[Question]:
    questions = []
    for record in read_records(path):
        try:
            questions.append(Question.read(record.plain))
        except (KeyError, TypeError, re.error) as error:
            faults.append(record.fault("bad_question", kind=type(error).__name__, reason=error))
    return questions


def _unknown_facts(applicants: list[Applicant], interview: Interview) -> Iterator[Fault]:
    for applicant in applicants:
        for fact in applicant.facts.keys() - interview.facts.keys():
            yield applicant.record.fault("unknown_test_fact", fact=fact)
