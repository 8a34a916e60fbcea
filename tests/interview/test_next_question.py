"""The next question."""

from __future__ import annotations

from datetime import date

from bot.interview.next_question import Questioner
from tests.interview.applicants import UNKNOWN, answers, assessor

QUESTIONER = Questioner(assessor())
OPEN = date(2022, 11, 15)


def test_progress_comes_first() -> None:
    """An empty interview begins with what can make it late."""
    assert QUESTIONER.deciding({}, OPEN) == "submitted_online"


def test_a_block_ends_it() -> None:
    """Nothing more is asked of one who cannot apply."""
    assert QUESTIONER.deciding({"civil_status": "civil_servant"}, OPEN) is None


def test_lateness_ends_it() -> None:
    """One who is late is not asked for hours and papers."""
    assert QUESTIONER.deciding({"submitted_online": False}, date(2022, 12, 7)) is None


def test_gated_questions_wait_for_their_gate() -> None:
    """The issuer of the letter is asked only of one who has a letter."""
    known = answers(personnel_relation="other_province")
    assert QUESTIONER.deciding(known) == "letter_status"
    assert QUESTIONER.deciding({**known, "letter_status": "have"}) == "letter_issuer"


def test_what_no_longer_matters_is_not_asked() -> None:
    """On the ordinary route nothing hangs on the title, nor on the lower body before 4 January."""
    assert QUESTIONER.deciding(answers(current_title=None)) is None
    assert QUESTIONER.deciding(answers(submitted_online=True, unit_recommended=True)) is None


def test_unknown_is_not_asked_again() -> None:
    """Who said 不清楚 is not asked the same again."""
    assert QUESTIONER.deciding(answers(work_proof=UNKNOWN)) is None


def test_questions_that_can_end_it_come_before_the_rest() -> None:
    """Hours can only be a gap: what can block is asked first."""
    known = answers(ce_total=None, current_post_date=None, meets_12=None)
    assert QUESTIONER.deciding(known) == "meets_12"


def test_papers_come_after_and_only_where_they_matter() -> None:
    """Awards add a line before the submission, none after it."""
    assert QUESTIONER.papers(answers(has_awards=None)) == "has_awards"
    done = {"submitted_online": True, "unit_recommended": True, "lower_recommended": True}
    assert QUESTIONER.papers(answers(**done, has_awards=None)) is None


def test_remaining_counts_the_unanswered() -> None:
    """About how many questions remain is told from the start."""
    assert QUESTIONER.remaining({}, OPEN) == len(assessor().assess({}, OPEN).ask)
    assert QUESTIONER.remaining(answers(work_proof=None)) == 1
