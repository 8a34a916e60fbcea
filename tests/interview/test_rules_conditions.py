"""R22–R29: conditions of document 12, recommendation, landmark and exceptional applications."""

from __future__ import annotations

import pytest

from tests.interview.applicants import UNKNOWN, assess, assessor, effects, lines, marked

RECOMMENDED = {"meets_12": "no", "recommendation": "yes", "rec_form_ready": True, "landmark_stated": True}


@pytest.mark.parametrize("meets", [UNKNOWN, None])
def test_r22_unknown_is_for_document_12(meets: str | None) -> None:
    """The notice has no thresholds: who has not compared is sent to document 12, not refused."""
    result = assess(meets_12=meets)
    assert (result.verdict, effects(result, "R22")) == ("check_12", ["check"])
    assert result.ask == ("meets_12",)
    assert "R22" in lines(result)


def test_r22_never_states_a_threshold() -> None:
    """The check says until when seniority counts, and no number of years."""
    (reason,) = [reason for reason in assess(meets_12=UNKNOWN).reasons if reason.rule == "R22"]
    assert "2022年12月31日" in reason.text
    assert "满" not in reason.text


@pytest.mark.parametrize(
    ("route", "effect", "verdict"),
    [
        ("ordinary", "block", "not_eligible"),
        ("recommended", "block", "not_eligible"),
        ("landmark", "check", "check_12"),
        ("exceptional", "check", "check_12"),
    ],
)
def test_r23_no_recommendation(route: str, effect: str, verdict: str) -> None:
    """Without meeting the conditions and without a recommendation the ordinary ways are closed."""
    result = assess(
        meets_12="no", recommendation="no", application_route=route, senior_title_date="2015-01-01"
    )
    assert (effects(result, "R23"), result.verdict) == ([effect], verdict)


@pytest.mark.parametrize(
    "changes",
    [
        {"recommendation": "seeking"},
        {"recommendation": UNKNOWN},
        {"recommendation": "yes", "rec_form_ready": False},
        {"recommendation": "yes", "rec_form_ready": UNKNOWN},
        {"recommendation": "yes"},
    ],
)
def test_r24_the_form_is_needed(changes: dict[str, object]) -> None:
    """A recommendation being sought, or a form not ready or not known to be, needs the form."""
    result = assess(meets_12="no", senior_title_date="2015-01-01", **changes)
    assert (result.verdict, effects(result, "R24")) == ("needs_more", ["need"])
    assert "8" in marked(result, "missing")


@pytest.mark.parametrize(
    ("stated", "said"), [(False, ["need"]), (UNKNOWN, ["need"]), (True, ["pass", "check"])]
)
def test_r25_the_landmark_achievement_must_be_stated(stated: object, said: list[str]) -> None:
    """The form must name the landmark achievement; whether it is one is for document 12."""
    result = assess(**{**RECOMMENDED, "landmark_stated": stated}, senior_title_date="2015-01-01")
    assert effects(result, "R25") == said
    assert result.verdict == ("check_12" if stated is True else "needs_more")


@pytest.mark.parametrize(("route", "effect"), [("ordinary", "pass"), ("recommended", "warn")])
def test_r26_no_form_for_those_who_meet_the_conditions(route: str, effect: str) -> None:
    """Who meets the conditions needs no form: `recommended` is then an ordinary application, with a warning."""
    result = assess(application_route=route, current_title="intermediate")
    assert (result.verdict, effects(result, "R26")) == ("eligible", [effect])
    assert effects(result, "R27") == []
    assert "8" not in lines(result)


@pytest.mark.parametrize("route", ["landmark", "exceptional"])
@pytest.mark.parametrize(
    ("day", "effect"),
    [
        ("2019-12-31", "pass"),
        ("2020-01-01", "block"),
        ("2019", "pass"),
        ("2020", "block"),
        ("2019-12", "pass"),
        (UNKNOWN, "need"),
        ("none", "need"),
    ],
)
def test_r27_three_years_at_the_end_of_2022(route: str, day: str, effect: str) -> None:
    """Three years by the corresponding day: 2019-12-31 passes, 2020-01-01 does not; a year alone is an interval."""
    result = assess(application_route=route, senior_title_date=day)
    assert effects(result, "R27")[0] == effect
    assert "26" in lines(result) or result.verdict == "not_eligible"


@pytest.mark.parametrize("title", ["intermediate", "none"])
@pytest.mark.parametrize(("route", "effect"), [("landmark", "block"), ("exceptional", "block")])
def test_r27_no_senior_title(title: str, route: str, effect: str) -> None:
    """Without a senior title the two special ways are closed, 原则上."""
    result = assess(application_route=route, current_title=title)
    (reason,) = [reason for reason in result.reasons if reason.rule == "R27"]
    assert reason.effect == effect
    assert "原则上" in reason.text
    assert "0571" in reason.text


@pytest.mark.parametrize(
    ("title", "day", "said"),
    [
        ("senior_arts", "2019-12-31", ["pass", "warn"]),
        ("senior_arts", "2020-01-01", ["check"]),
        ("senior_arts", UNKNOWN, ["need"]),
        ("intermediate", None, ["check"]),
        ("senior_other", "2015-01-01", ["check"]),
        ("senior_other", UNKNOWN, ["check"]),
        (UNKNOWN, None, ["need"]),
    ],
)
def test_r27_recommended_is_for_document_12(title: str, day: str | None, said: list[str]) -> None:
    """附1.12 does not name 举荐: what would block elsewhere is a check there."""
    result = assess(**RECOMMENDED, current_title=title, senior_title_date=day)
    assert effects(result, "R27") == said


def test_r27_senior_title_of_another_series_is_for_document_12() -> None:
    """Another series' senior title off the ordinary route is a check, whatever its date."""
    result = assess(application_route="landmark", current_title="senior_other", senior_title_date="2021")
    assert (result.verdict, effects(result, "R27")) == ("check_12", ["check"])


@pytest.mark.parametrize(("day", "said"), [("2019-11-15", ["pass"]), ("2019-11-16", ["pass", "warn"])])
def test_r27_warns_where_the_day_of_filing_is_too_early(day: str, said: list[str]) -> None:
    """Three years full at the end of the year but not on the day of asking pass with a warning."""
    assert effects(assess(application_route="landmark", senior_title_date=day), "R27") == said


def test_r27_future_date_is_asked_again() -> None:
    """A certificate dated after the day of asking is asked again; it neither passes nor blocks."""
    result = assess(application_route="landmark", senior_title_date="2022-11-16")
    assert (result.verdict, result.ask) == ("needs_more", ("senior_title_date",))
    assert effects(result, "R27") == []


def test_r27_unknown_route_needs_an_answer() -> None:
    """Which way is taken must be known."""
    assert assess(application_route=UNKNOWN).verdict == "needs_more"


@pytest.mark.parametrize("title", ["senior_arts", "senior_other", "intermediate", "none", UNKNOWN, None])
def test_r28_the_ordinary_route_has_no_three_years(title: str | None) -> None:
    """On the ordinary route neither title nor date decides anything."""
    result = assess(current_title=title, senior_title_date="2022-01-01")
    assert (result.verdict, effects(result, "R27")) == ("eligible", [])


def test_r29_silence_of_the_notice_is_no_reason() -> None:
    """Nothing is said of who may recommend or of other series' titles on the ordinary route."""
    assert effects(assess(current_title="senior_other"), "R29") == []
    assert "R29" not in assessor().interview.rules
