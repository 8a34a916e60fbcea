"""The tests that a pack brings along, read from its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.applicants import Applicant, read_applicants
from bot.evaluation.lines import Record, files_of_kind, read_records
from bot.evaluation.premises import Premises, read_premises
from bot.evaluation.questions import Question
from bot.evaluation.replies import Remark, read_remarks
from bot.evaluation.talks import Talk, read_talks
from bot.pack.faults import Fault, PackError
from bot.pack.interview_model import Interview
from bot.pack.layout import TESTS
from bot.pack.model import Facts


@dataclass(frozen=True)
class OwnTests:
    """The tests of one pack; questions, replies and talks by file."""

    premises: Premises
    questions: dict[str, list[Question]]
    applicants: list[Applicant]
    replies: dict[str, list[Remark]]
    talks: dict[str, list[Talk]]


def has_tests(folder: Path) -> bool:
    """Whether the pack in `folder` has tests of its own."""
    return (folder / TESTS).is_dir()


def read_own_tests(folder: Path, facts: Facts, interview: Interview | None) -> OwnTests:
    """Read the tests in `folder`, for the pack with these facts and this interview.

    Raises PackError with every fault that keeps a test from being run.
    """
    faults: list[Fault] = []
    premises = read_premises(folder, facts.zone, interview)
    questions = {path.stem: _questions(path, faults) for path in files_of_kind(folder, "questions")}
    talks = {
        path.stem: read_talks(read_records(path), interview, premises.now, facts.zone, faults)
        for path in files_of_kind(folder, "talks")
    }
    applicants: list[Applicant] = []
    replies: dict[str, list[Remark]] = {}
    if interview is not None:
        applicants = read_applicants(_records(folder, "applicants"), faults)
        faults += _unknown_facts(applicants, interview)
        replies = {
            path.stem: read_remarks(read_records(path), interview, premises.known, faults)
            for path in files_of_kind(folder, "replies")
        }
    if faults:
        raise PackError(faults)
    return OwnTests(premises, questions, applicants, replies, talks)


def other_tests(
    kind: str,
    name: str,
    records: Iterable[Record],
    premises: Premises,
    facts: Facts,
    interview: Interview | None,
) -> OwnTests:
    """The file `name` of replies or talks (`kind`), as tests of the pack with these facts and this interview.

    Raises PackError with every fault; without an interview there are no replies.
    """
    faults: list[Fault] = []
    replies: dict[str, list[Remark]] = {}
    talks: dict[str, list[Talk]] = {}
    if kind == "talks":
        talks = {name: read_talks(records, interview, premises.now, facts.zone, faults)}
    elif interview is not None:
        replies = {name: read_remarks(records, interview, premises.known, faults)}
    if faults:
        raise PackError(faults)
    return OwnTests(premises, {}, [], replies, talks)


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
