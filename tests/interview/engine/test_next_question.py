"""The next question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bot.interview.engine.next_question import Questioner
from tests.interview.applicants import UNKNOWN, answers, assess, assessor

QUESTIONER = Questioner(assessor())
OPEN = date(2022, 11, 15)


def deciding(known: Mapping[str, object], today: date | None = None) -> str | None:
    """The next deciding question."""
    return QUESTIONER.deciding(assessor().assess(known, today))


def papers(known: Mapping[str, object]) -> str | None:
    """The next question about papers."""
    return QUESTIONER.papers(assessor().assess(known))


@pytest.mark.parametrize("day", [date(2022, 10, 27), OPEN, date(2022, 12, 6)])
def test_what_the_person_is_comes_first_while_there_is_time(day: date) -> None:
    """In post, no civil servant, which craft: what decides for most; the progress comes after what can refuse."""
    first = QUESTIONER.waiting(assessor().assess({}, day))
    assert first[:3] == ("employment_status", "civil_status", "specialty")
    assert first.index("submitted_online") < first.index("ce_total")


@pytest.mark.parametrize("day", [date(2022, 12, 7), date(2022, 12, 20), date(2023, 1, 5)])
def test_progress_comes_first_once_a_deadline_has_passed(day: date) -> None:
    """Then who has not submitted is late whatever else."""
    assert deciding({}, day) == "submitted_online"
    assert deciding({"submitted_online": True}, day) == "unit_recommended"


def test_the_day_of_asking_decides_what_comes_first() -> None:
    """Also if it is another day than today."""
    assert deciding({"ask_date": "2022-12-08"}, OPEN) == "submitted_online"
    assert deciding({"ask_date": "2022-11-01"}, date(2022, 12, 8)) == "employment_status"


def test_a_block_ends_it() -> None:
    """Nothing more is asked of one who cannot apply."""
    assert deciding({"civil_status": "civil_servant"}, OPEN) is None


def test_lateness_ends_it() -> None:
    """One who is late is not asked for hours and papers."""
    assert deciding({"submitted_online": False}, date(2022, 12, 7)) is None


def test_gated_questions_wait_for_their_gate() -> None:
    """The issuer of the letter is asked only of one who has a letter."""
    known = answers(personnel_relation="other_province")
    assert deciding(known) == "letter_status"
    assert deciding({**known, "letter_status": "have"}) == "letter_issuer"


def test_what_no_longer_matters_is_not_asked() -> None:
    """On the ordinary route nothing hangs on the title, nor on the lower body before 4 January."""
    assert deciding(answers(current_title=None)) is None
    assert deciding(answers(submitted_online=True, unit_recommended=True)) is None


def test_unknown_is_not_asked_again() -> None:
    """Who said 不清楚 is not asked the same again."""
    assert deciding(answers(work_proof=UNKNOWN)) is None


def test_questions_that_can_end_it_come_before_the_rest() -> None:
    """Hours can only be a gap: what can block is asked first."""
    known = answers(ce_total=None, current_post_date=None, meets_12=None)
    assert deciding(known) == "meets_12"


def test_papers_come_after_and_only_where_they_matter() -> None:
    """Awards add a line before the submission, none after it."""
    assert papers(answers(has_awards=None)) == "has_awards"
    done = {"submitted_online": True, "unit_recommended": True, "lower_recommended": True}
    assert papers(answers(**done, has_awards=None)) is None


def test_those_are_waiting_that_will_be_asked() -> None:
    """Answers that open nothing leave exactly the questions that were waiting from the start."""
    known: dict[str, object] = {}
    waiting = QUESTIONER.waiting(assessor().assess(known, OPEN))
    for place, question in enumerate(waiting):
        assert QUESTIONER.waiting(assessor().assess(known, OPEN)) == waiting[place:]
        known[question] = answers()[question]
    assert QUESTIONER.waiting(assessor().assess(known, OPEN)) == ()
    assert QUESTIONER.waiting(assessor().assess(answers(work_proof=None))) == ("work_proof",)


def test_nothing_is_waiting_for_who_cannot_apply() -> None:
    """Nor for who is late."""
    assert QUESTIONER.waiting(assessor().assess({"civil_status": "civil_servant"}, OPEN)) == ()
    assert QUESTIONER.waiting(assessor().assess({"submitted_online": False}, date(2022, 12, 7))) == ()


def test_a_question_about_papers_is_asked_for_the_sake_of_a_warning_too() -> None:
    """The oldest achievement adds no line, but what is too old must be left out; it is not asked in mere doubt."""
    assert papers(answers(oldest_achievement_date=None)) == "oldest_achievement_date"
    doubt = answers(oldest_achievement_date=None, newest_achievement_date=UNKNOWN)
    assert papers(doubt) is None


def test_open_is_what_would_still_be_asked_or_is_not_known() -> None:
    """Questions that were left open count, and unasked ones that matter; one that can change nothing does not."""
    assert QUESTIONER.open(assess()) == ()
    assert QUESTIONER.open(assess(current_title=None)) == ()
    assert QUESTIONER.open(assess(has_papers=UNKNOWN, civil_status=UNKNOWN)) == (
        "civil_status",
        "has_papers",
    )
    assert "degree_year" in QUESTIONER.open(assess(degree_year=None))
    assert QUESTIONER.open(assess(employment_status="retired", degree_year=None)) == ()
