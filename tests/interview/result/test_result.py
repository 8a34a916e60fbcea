"""What of an assessment people are told, and in which order."""

from __future__ import annotations

from datetime import date

import pytest

from bot.interview.result.result import Result, result_of
from tests.interview.applicants import FULL, answers, assess, assessor, interview

TODAY = date(2022, 11, 15)
ORDER = ("stop", "need", "mind", "pass")


def result(**changes: object) -> Result:
    """What is told to the applicant who may apply, with `changes`."""
    return result_of(assessor(), assess(**changes))


def told(**known: object) -> Result:
    """What is told to somebody who gave these answers alone."""
    return result_of(assessor(), assessor().assess(known, TODAY))


@pytest.mark.parametrize(
    "changes",
    [{}, {"employment_status": "retired"}, {"ask_date": "2022-12-07"}, {"meets_12": None}, {"ce_year": 2021}],
    ids=str,
)
def test_what_decides_comes_first(changes: dict[str, object]) -> None:
    """Groups stand in one order, none is empty, and the first tells why the verdict is what it is."""
    found = result(**changes)
    kinds = [group.kind for group in found.groups]
    assert kinds == [kind for kind in ORDER if kind in kinds]
    assert all(group.reasons for group in found.groups)
    deciding = {"not_eligible": "stop", "late": "stop", "needs_more": "need", "check_12": "mind"}
    assert kinds[0] == deciding.get(found.verdict, kinds[0])
    assert found.name == interview().verdicts[found.verdict].name
    assert found.verdict in interview().verdict_order


def test_who_is_refused_hears_nothing_of_what_was_not_asked() -> None:
    """Only what was decided is told; there are no papers, and nothing is missing."""
    found = told(submitted_online=False, employment_status="retired")
    assert found.closed
    assert found.against
    assert not any(reason.open for reason in found.reasons)
    assert (found.checklist, found.route, found.missing) == ((), (), ())


def test_who_may_still_apply_hears_what_is_open() -> None:
    """What was not answered is a reason there."""
    found = told(submitted_online=False)
    assert any(reason.open for reason in found.reasons)
    assert found.against == ()


def test_the_route_is_told_as_the_route() -> None:
    """What a rule says of the route is shown under the route, not among the reasons."""
    assert any(reason.effect == "route" for reason in assess().reasons)
    assert not any(reason.effect == "route" for reason in result().reasons)
    assert result().route


def test_warnings_about_papers_wait_for_the_papers() -> None:
    """A warning for want of an answer about the papers is told with them, and stands last if all is told at once."""
    deciding = {id: value for id, value in FULL.items() if interview().facts[id].deciding}
    found = told(**deciding)
    waiting = [reason for group in found.groups_of_papers for reason in group.reasons]
    assert waiting
    assert not {reason.rule for group in found.groups_of_verdict for reason in group.reasons} & {
        reason.rule for reason in waiting if reason.open
    }
    (mind,) = [group for group in found.groups if group.kind == "mind"]
    assert mind.reasons[-len(waiting) :] == tuple(waiting)


def test_missing_is_only_what_is_missing_for_certain() -> None:
    """A paper that hangs on an answer not given yet is no missing one."""
    certain, unsure = result(ce_registered=False), result(ce_registered=None)
    assert [line.state for line in certain.missing] == ["missing"]
    assert unsure.missing == ()
    assert any(line.state == "missing" for line in unsure.checklist)


def test_answers_stand_as_they_were_given_and_are_read_by_people() -> None:
    """Names and labels, in the order of the answers; 不清楚 is one too."""
    given = answers(civil_status="unknown")
    found = result_of(assessor(), assessor().assess(given))
    assert [answer.fact for answer in found.answers] == list(given)
    spoken = {answer.fact: answer.spoken for answer in found.answers}
    assert spoken["civil_status"] == "不清楚"
    assert spoken["specialty"] == "陶瓷工艺"


def test_the_clauses_are_those_that_are_told() -> None:
    """Each once; none of a reason that is not told."""
    found = told(submitted_online=False, employment_status="retired")
    assert len(set(found.clauses)) == len(found.clauses)
    assert set(found.clauses) == {clause for reason in found.reasons for clause in reason.clauses}


def test_an_answer_that_cannot_be_is_not_missing_for_certain() -> None:
    """A question that must be asked again stands in the list; whether anything is missing is not known."""
    found = result(meets_12="perhaps", ce_registered=False)
    assert any(line.id == "" for line in found.checklist)
    assert [line.text for line in found.missing] == [
        line.text for line in result(ce_registered=False).missing
    ]
