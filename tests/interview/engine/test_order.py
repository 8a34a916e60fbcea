"""The order of the questions changes how soon an interview ends, never what it finds: the applicants of the shipped pack."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluation.applicants import Applicant
from bot.evaluation.own_tests import OwnTests, read_own_tests
from bot.interview.engine.assessment import Assessment
from bot.interview.engine.next_question import Questioner
from tests.interview.applicants import KNOWLEDGE, UNKNOWN, assessor, interview, pack

QUESTIONER = Questioner(assessor())
REFUSED = ("late", "not_eligible")
Pick = Callable[[Assessment], str | None]
"""Which question is asked next; None if none is left."""


@cache
def own_tests() -> OwnTests:
    """The tests of the shipped pack."""
    return read_own_tests(KNOWLEDGE, pack().facts, interview())


def found(applicant: Applicant, pick: Pick) -> tuple[str, dict[str, object]]:
    """The verdict of an interview that asks what `pick` picks, and the answers that it took. What is not told is unknown."""
    day = applicant.now or own_tests().premises.now.date()
    known = {id: value for id, value in applicant.facts.items() if id == "ask_date"}
    while True:
        now = assessor().assess(known, day)
        question = None if now.closed else pick(now)
        if question is None:
            return now.verdict, known
        assert question not in known
        known[question] = applicant.facts.get(question, UNKNOWN)


def progress_first(now: Assessment) -> str | None:
    """The order of before, whatever the day: the progress, then the rest."""
    waiting = QUESTIONER.waiting(now)
    return next((id for id in waiting if interview().facts[id].progress), next(iter(waiting), None))


def differs(applicant: Applicant, other: Pick) -> bool:
    """Whether two orders find different things, other than which of two refusals is met first."""
    verdicts = {found(applicant, pick)[0] for pick in (QUESTIONER.deciding, other)}
    return len(verdicts) > 1 and not verdicts.issubset(REFUSED)


def test_every_applicant_gets_the_verdict_of_before() -> None:
    """526 applicants, by hand and by kind: beginning with the person finds what beginning with the progress found."""
    assert len(own_tests().applicants) > 500
    assert [one.name for one in own_tests().applicants if differs(one, progress_first)] == []


@settings(suppress_health_check=list(HealthCheck), max_examples=60)
@given(st.sampled_from(range(500)), st.randoms(use_true_random=False))
def test_any_order_finds_the_same(place: int, chance: object) -> None:
    """Whichever of the waiting questions is asked next; the steps of the proceedings stay in their own order."""

    def any_waiting(now: Assessment) -> str | None:
        waiting = QUESTIONER.waiting(now)
        steps = [id for id in waiting if interview().facts[id].progress][:1]
        others = [id for id in waiting if not interview().facts[id].progress]
        return chance.choice([*steps, *others]) if waiting else None  # type: ignore[attr-defined]

    assert not differs(own_tests().applicants[place], any_waiting)
