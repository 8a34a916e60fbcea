"""What tests.yaml says of all tests of a pack."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.evaluation.premises import Premises, read_premises
from bot.evaluation.talks import Manners
from bot.pack.faults import PackError
from tests.interview.applicants import interview
from tests.packs import SHANGHAI

NOW = 'now: "2022-11-15T10:00"\n'


def _read(folder: Path, text: str) -> Premises:
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "tests.yaml").write_text(text, encoding="utf-8")
    return read_premises(folder, SHANGHAI, interview())


def test_the_moment_alone_will_do(tmp_path: Path) -> None:
    """Nothing is known, nothing is tuned, and every turn may say what it likes."""
    now = datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)
    assert _read(tmp_path, NOW) == Premises(now, {}, Manners(), frozenset())


def test_what_is_known_is_read_as_values_of_its_facts(tmp_path: Path) -> None:
    """Truths, numbers, choices and days."""
    known = 'known:\n  ce_public: {submitted_online: true, ce_year: 2022, unit_type: other, publicity_start: "2022-11-17"}\n'
    assert _read(tmp_path, NOW + known).known == {
        "ce_public": {
            "submitted_online": True,
            "ce_year": 2022,
            "unit_type": "other",
            "publicity_start": "2022-11-17",
        }
    }


def test_manners_and_tuned_sets_are_read(tmp_path: Path) -> None:
    """A length and two patterns."""
    premises = _read(
        tmp_path, NOW + "tuned: [replies/dev]\ntalks: {longest: 400, claims: 已设, disclaims: 不能}\n"
    )
    manners = premises.manners
    assert premises.tuned == {"replies/dev"}
    assert manners.claims is not None
    assert manners.disclaims is not None
    assert (manners.longest, manners.claims.pattern, manners.disclaims.pattern) == (400, "已设", "不能")


@pytest.mark.parametrize(
    "text",
    [
        "now: soon\n",
        "tuned: []\n",
        NOW + "when: now\n",
        NOW + "known: {minutes: {ce_year: 2022}}\n",
        NOW + "known: {ce_public: {minutes: 3}}\n",
        NOW + "known: {ce_public: {ce_year: soon}}\n",
        NOW + "known: {ce_public: {submitted_online: maybe}}\n",
        NOW + "known: {ce_public: []}\n",
        NOW + 'talks: {claims: "("}\n',
        NOW + "talks: {longest: long}\n",
        NOW + "talks: {shortest: 3}\n",
    ],
)
def test_what_cannot_be_meant_is_a_fault_of_the_file(tmp_path: Path, text: str) -> None:
    """No moment, an unknown key, fact or value, a broken pattern."""
    with pytest.raises(PackError) as caught:
        _read(tmp_path, text)
    assert {fault.file for fault in caught.value.faults} == {"tests/tests.yaml"}


def test_without_an_interview_nothing_is_known(tmp_path: Path) -> None:
    """The facts are those of rules.yaml."""
    _read(tmp_path, NOW + "known: {ce_public: {ce_year: 2022}}\n")
    assert read_premises(tmp_path, SHANGHAI, None).known == {}
