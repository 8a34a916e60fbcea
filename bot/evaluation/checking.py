"""The part of the pack's tests that `noticebot check` runs: every applicant must have the outcome that the author expects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.evaluation.applicants import shortfalls
from bot.evaluation.own_tests import has_tests, read_own_tests
from bot.interview.engine.assessment import Assessor
from bot.pack.faults import Fault, PackError
from bot.pack.model import Pack


def faults_of_tests(folder: Path, pack: Pack) -> Iterator[Fault]:
    """A fault for every test that cannot be run; if there is none, for every applicant with another outcome."""
    if not has_tests(folder):
        return
    try:
        tests = read_own_tests(folder, pack.facts, pack.interview)
    except PackError as error:
        yield from error.faults
        return
    if pack.interview is None:
        return
    assessor = Assessor(pack.interview)
    for applicant in tests.applicants:
        for words in shortfalls(applicant, assessor):
            yield applicant.record.fault("applicant_differs", applicant=applicant.name, words=words)
