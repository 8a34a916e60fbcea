"""A1–A27: where the notice can be read in two ways, which reading is taken. One test for each that decides."""

from __future__ import annotations

import pytest

from tests.interview.applicants import ALL_DONE, SUBMITTED, UNIT_DONE, UNKNOWN, assess, effects, lines

UNIVERSITY = {"unit_type": "university", "university_entrusted": True, "univ_vacancy_recommended": "yes"}


def texts(effect: str, **changes: object) -> str:
    """All that reasons of one effect say."""
    return " ".join(reason.text for reason in assess(**changes).reasons if reason.effect == effect)


def test_a1_above_includes_the_number_and_the_rest_is_free() -> None:
    """90以上 includes 90; the 12 hours left over may be of any registered kind."""
    assert assess(ce_total=90, ce_professional=60, ce_public=18).verdict == "eligible"


@pytest.mark.parametrize(("day", "verdict"), [("2019-12-31", "eligible"), ("2020-01-01", "not_eligible")])
def test_a2_three_years_are_counted_to_the_end_of_2022(day: str, verdict: str) -> None:
    """满3年 is reckoned to 2022-12-31 by the corresponding day."""
    assert assess(application_route="exceptional", senior_title_date=day).verdict == verdict


def test_a3_in_principle_is_said() -> None:
    """原则上 is never made absolute."""
    said = texts("block", application_route="landmark", senior_title_date="2021-01-01")
    assert "原则上" in said
    assert "绝对" not in said


def test_a4_recommendation_is_not_among_those_that_need_three_years() -> None:
    """附1.12 is a gate for landmark and exceptional alone; the form goes with meets_12 = no."""
    changes = {"meets_12": "no", "recommendation": "seeking", "senior_title_date": "2021-01-01"}
    assert "block" not in {reason.effect for reason in assess(**changes).reasons}
    assert "8" in lines(assess(**changes))


def test_a5_another_series_is_for_document_12() -> None:
    """高级资格 is taken for 高级工艺美术师; another series is document 12's."""
    result = assess(application_route="exceptional", current_title="senior_other", senior_title_date="2010")
    assert result.verdict == "check_12"


def test_a6_2001_counts_as_after() -> None:
    """A diploma of 2001 is 2001年以后, the register form its fallback."""
    assert {"9", "10"} <= lines(assess(degree_year=2001))


def test_a7_the_record_is_listed_even_where_it_is_extracted() -> None:
    """The registration record is always listed."""
    assert "9" in lines(assess(degree_auto=True))


def test_a8_each_degree_has_its_line() -> None:
    """Every degree that is filled in is proved."""
    assert {"9", "12c"} <= lines(assess(other_degree_origin="hkmt", other_degree_year=2015))


def test_a9_the_applicant_posts_nothing_himself() -> None:
    """The paper form goes to the acceptance point; both names of the end are shown."""
    (paper,) = [line for line in assess().route if line.id == "paper_city"]
    assert "省经信厅" in paper.text
    assert "省技术创新服务中心" in paper.text
    (form,) = [line for line in assess().checklist if line.id == "1"]
    assert "不用自己寄" in form.where


def test_a10_two_names_of_one_form() -> None:
    """Both names of the review form are one line."""
    (form,) = [line for line in assess().checklist if line.id == "1"]
    assert form.text.count("评审表》") == 2


def test_a12_either_bound_suffices() -> None:
    """任现职后 or 近五年: one is enough."""
    assert assess(current_post_date="2010-01-01", newest_achievement_date="2012-01-01").verdict == "eligible"
    assert assess(current_post_date="2022-01-01", newest_achievement_date="2019-01-01").verdict == "eligible"


def test_a13_missing_reviews_are_asked_for() -> None:
    """Fewer than five reviews is a gap, not a block."""
    assert assess(annual_review_years=3).verdict == "needs_more"


@pytest.mark.parametrize(("day", "late"), [("2022-12-13", False), ("2022-12-14", True)])
def test_a14_publicity_in_two_tiers(day: str, late: bool) -> None:
    """Whether the first day counts is not said: what fits in one reading passes with a warning."""
    assert (assess(ask_date=day, **SUBMITTED).verdict == "late") is late


def test_a14_publicity_before_the_submission_is_not_refused() -> None:
    """A publicity that began before the submission only warns."""
    result = assess(publicity_start="2022-11-01", publicity_end="2022-11-10")
    assert (result.verdict, effects(result, "R15")) == ("eligible", ["warn"])


def test_a15_the_person_counts_not_the_unit() -> None:
    """Contract staff of a 参公 unit say `none` and pass."""
    assert assess(civil_status="none", unit_type="other").verdict == "eligible"


def test_a16_rehired_is_blocked_literally() -> None:
    """返聘 and 停薪留职 are blocked by a literal reading, said as such."""
    for status in ("rehired", "not_on_post"):
        assert "按字面" in texts("block", employment_status=status)


def test_a17_freelancers_need_more() -> None:
    """Without a unit it is a gap, no block."""
    assert assess(employment_status="no_unit", unit_type=None).verdict == "needs_more"


def test_a18_the_agency_is_optional() -> None:
    """No agency is no gap."""
    assert assess(has_supervising_dept=False, has_hr_agency=False).verdict == "eligible"


def test_a19_the_letter_is_matched_to_the_relation() -> None:
    """A provincial letter does not serve one whose relation is with a central unit."""
    result = assess(personnel_relation="central_unit", letter_status="have", letter_issuer="provincial_hrss")
    assert result.verdict == "needs_more"


@pytest.mark.parametrize("post", ["not_yet", "no_vacancy"])
def test_a20_an_unapproved_post_is_a_gap(post: str) -> None:
    """核定岗位 is not 空缺岗位: even no vacancy is a gap, with the phone."""
    result = assess(unit_type="public_institution", post_approved=post)
    assert result.verdict == "needs_more"
    assert post == "not_yet" or "0571" in texts("need", unit_type="public_institution", post_approved=post)


def test_a21_a_provincial_school_needs_no_letter() -> None:
    """Only 部属 and other provinces need the letter."""
    assert "23" not in lines(assess(**UNIVERSITY))


def test_a22_a_central_university_needs_both() -> None:
    """A 部属 university: the letter, and no certificate."""
    result = assess(
        **UNIVERSITY, personnel_relation="central_unit", letter_status="have", letter_issuer="central_unit"
    )
    assert "23" in lines(result)
    assert "certificate" in [line.id for line in result.route]


@pytest.mark.parametrize(
    ("specialty", "verdict"),
    [("other_folk", "eligible"), ("borderline", "check_12"), ("unrelated", "not_eligible")],
)
def test_a23_other_crafts(specialty: str, verdict: str) -> None:
    """A traditional craft passes, painting and design are document 12's, other work is out."""
    assert assess(specialty=specialty).verdict == verdict


def test_a24_hours_after_the_deadline_do_not_help() -> None:
    """After the submission a shortfall stays one; the notice gives no way to make it up."""
    assert assess(**UNIT_DONE, ask_date="2022-12-20", ce_total=80).verdict == "needs_more"


@pytest.mark.parametrize(
    ("day", "changes"),
    [("2022-12-06", {}), ("2022-12-19", {**SUBMITTED, "publicity_start": "2022-12-01", "publicity_end": "2022-12-09"}),
     ("2023-01-04", UNIT_DONE)],
)  # fmt: skip
def test_a25_the_day_itself_is_in_time(day: str, changes: dict[str, object]) -> None:
    """On the day of each deadline nothing is late."""
    assert assess(ask_date=day, **changes).verdict == "eligible"


def test_a26_lateness_of_others_is_late_with_the_phone() -> None:
    """The unit's lateness is not the applicant's fault and yet late; the phone is given."""
    said = texts("late", ask_date="2023-01-05", **UNIT_DONE)
    assert "不是您的过失" in said
    assert "0571" in said


def test_a27_the_place_is_that_of_the_unit() -> None:
    """所在地 is the unit's; the county reviews up to the city."""
    (online,) = [line for line in assess().route if line.id == "online_city"]
    assert "单位所在地" in online.text
    assert "逐级" in online.text


def test_invalid_day_of_asking_suspends_what_uses_it() -> None:
    """A bad ask_date is asked again; today does not stand in for it, and no deadline is drawn."""
    result = assess(ask_date="昨天")
    assert (result.verdict, result.ask) == ("needs_more", ("ask_date",))
    assert not any(effects(result, rule) for rule in ("R11", "R12", "R13"))


def test_bad_choice_is_asked_again() -> None:
    """A value that is not among the choices needs more, even where unknown would be for document 12."""
    result = assess(meets_12="maybe")
    assert (result.verdict, result.ask) == ("needs_more", ("meets_12",))


def test_bad_answer_lifts_no_block() -> None:
    """A block found by other facts stays."""
    assert (
        assess(civil_status="can_gong", ce_total=-1, newest_achievement_date="2030").verdict == "not_eligible"
    )


def test_all_unknown_ends_politely() -> None:
    """Who answers 不清楚 to everything is told what to find out and whom to phone."""
    everything = dict.fromkeys(assess().situation.values, UNKNOWN)
    result = assess(**everything)
    assert result.verdict == "needs_more"
    assert result.checklist
    assert all(line.where or line.obtain for line in result.checklist)


def test_done_and_unknown_where_nothing_hangs() -> None:
    """When all three steps are done an unknown publicity changes nothing."""
    assert assess(**ALL_DONE, publicity_start=UNKNOWN).verdict == "eligible"
