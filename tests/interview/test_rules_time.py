"""R11–R17 and R43: deadlines, publicity, and answers that contradict each other."""

from __future__ import annotations

import pytest

from tests.interview.applicants import ALL_DONE, SUBMITTED, UNIT_DONE, UNKNOWN, assess, effects, lines


@pytest.mark.parametrize(("day", "effect"), [("2022-12-06", "pass"), ("2022-12-07", "late")])
def test_r11_personal_deadline(day: str, effect: str) -> None:
    """The day of the deadline is in time, the day after is late; a draft is no submission."""
    result = assess(ask_date=day)
    assert effects(result, "R11")[0] == effect
    assert result.verdict == ("late" if effect == "late" else "eligible")


@pytest.mark.parametrize(("day", "verdict"), [("2022-12-06", "eligible"), ("2022-12-07", "needs_more")])
def test_r11_unknown_submission_matters_only_after_the_deadline(day: str, verdict: str) -> None:
    """Not knowing whether one has submitted lowers nothing while both answers are in time."""
    assert assess(ask_date=day, submitted_online=UNKNOWN).verdict == verdict


def test_r11_submitted_is_in_time_afterwards() -> None:
    """Who has submitted is not late on 7 December."""
    result = assess(
        ask_date="2022-12-07", **{**SUBMITTED, "publicity_start": "2022-12-07", "publicity_end": "2022-12-14"}
    )
    assert effects(result, "R11") == ["pass"]
    assert result.verdict == "eligible"


@pytest.mark.parametrize(("day", "effect"), [("2022-12-19", "pass"), ("2022-12-20", "late")])
@pytest.mark.parametrize("end", ["2022-12-12"])
def test_r12_unit_deadline(day: str, effect: str, end: str) -> None:
    """The unit may recommend up to and on 19 December."""
    publicity = {"publicity_start": "2022-12-05", "publicity_end": end}
    assert effects(assess(ask_date=day, **{**SUBMITTED, **publicity}), "R12") == [effect]


@pytest.mark.parametrize(("day", "effect"), [("2022-12-19", "pass"), ("2022-12-20", "need")])
def test_r12_unknown_matters_only_after_the_deadline(day: str, effect: str) -> None:
    """Not knowing whether the unit has recommended matters from the 20th."""
    assert effects(assess(ask_date=day, **{**SUBMITTED, "unit_recommended": UNKNOWN}), "R12") == [effect]


@pytest.mark.parametrize(("day", "effect"), [("2023-01-04", "pass"), ("2023-01-05", "late")])
def test_r13_lower_body_deadline(day: str, effect: str) -> None:
    """The lower body may recommend up to and on 4 January."""
    assert effects(assess(ask_date=day, **UNIT_DONE), "R13") == [effect]


@pytest.mark.parametrize(("day", "verdict"), [("2023-01-04", "eligible"), ("2023-01-05", "needs_more")])
def test_r13_unknown_matters_only_after_the_deadline(day: str, verdict: str) -> None:
    """Nothing hangs on the lower body before 4 January is over."""
    assert assess(ask_date=day, **{**UNIT_DONE, "lower_recommended": UNKNOWN}).verdict == verdict


@pytest.mark.parametrize("day", ["2022-12-07", "2022-12-20", "2023-01-05", "2024-06-01"])
def test_r14_all_three_done_is_never_late(day: str) -> None:
    """Once all three steps are done no day is late."""
    result = assess(ask_date=day, **ALL_DONE)
    assert (result.verdict, effects(result, "R14")) == ("eligible", ["pass"])


def test_r14_turns_r15_and_r16_into_warnings() -> None:
    """A publicity that came too late and was too short only warns when all is done."""
    result = assess(
        ask_date="2023-01-10", **ALL_DONE, publicity_start="2022-12-15", publicity_end="2022-12-16"
    )
    assert (effects(result, "R15"), effects(result, "R16")) == (["warn"], ["warn"])
    assert result.verdict == "eligible"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-12-09", ["pass"]),
        ("2022-12-10", ["pass", "warn"]),
        ("2022-12-12", ["pass", "warn"]),
        ("2022-12-13", ["pass", "warn"]),
        ("2022-12-14", ["late"]),
        ("2022-12-19", ["late"]),
    ],
)
def test_r15_publicity_must_still_fit(day: str, said: list[str]) -> None:
    """Up to the 9th is safe, the 10th to the 13th passes with a strong warning, from the 14th it cannot fit."""
    assert effects(assess(ask_date=day, **SUBMITTED), "R15") == said
    planned = {"publicity_start": day, "publicity_end": "2022-12-19"}
    assert effects(assess(ask_date="2022-12-08", **{**SUBMITTED, **planned}), "R15") == said


def test_r15_asks_the_applicant_who_does_not_know() -> None:
    """An unknown start needs an answer."""
    result = assess(**{**SUBMITTED, "publicity_start": UNKNOWN})
    assert (result.verdict, result.ask) == ("needs_more", ("publicity_start",))


def test_r15_is_silent_once_the_unit_has_recommended() -> None:
    """The unit that has recommended has had its publicity."""
    assert effects(assess(ask_date="2022-12-18", **UNIT_DONE), "R15") == []


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2022-12-01", "2022-12-08", ["pass"]),
        ("2022-12-01", "2022-12-07", ["pass", "warn"]),
        ("2022-12-01", "2022-12-06", ["need"]),
        ("2022-12-02", "2022-12-06", ["need"]),
        ("2022-12-13", "2022-12-19", ["pass", "warn"]),
        ("2022-12-13", "2022-12-16", ["need"]),
        ("2022-12-14", "2022-12-19", ["late"]),
        ("2022-12-12", "2022-12-20", ["need"]),
        ("2022-12-14", "2022-12-20", ["late"]),
        ("2022-12-01", "none", ["need"]),
        ("2022-12-01", UNKNOWN, ["need"]),
    ],
)
def test_r16_five_working_days(start: str, end: str, said: list[str]) -> None:
    """Five working days, the first one counted; short ones can be extended while five days still fit."""
    publicity = {"publicity_start": start, "publicity_end": end}
    assert effects(assess(ask_date="2022-12-01", **{**SUBMITTED, **publicity}), "R16") == said


def test_r16_beyond_the_calendar_has_a_clear_word() -> None:
    """Where the calendar does not reach, the reason says that working days cannot be counted."""
    publicity = {"publicity_start": "1999-12-01", "publicity_end": "1999-12-20"}
    result = assess(**{**SUBMITTED, **publicity})
    assert result.verdict == "needs_more"
    assert any("工作日历" in reason.text for reason in result.reasons)


@pytest.mark.parametrize(
    ("changes", "again"),
    [
        ({"submitted_online": False, "unit_recommended": True}, {"submitted_online", "unit_recommended"}),
        ({**UNIT_DONE, "publicity_start": "none"}, {"unit_recommended", "publicity_start"}),
        ({**SUBMITTED, "lower_recommended": True}, {"unit_recommended", "lower_recommended"}),
        ({"lower_recommended": True}, {"submitted_online", "lower_recommended"}),
        (
            {**SUBMITTED, "publicity_start": "2022-11-20", "publicity_end": "2022-11-18"},
            {"publicity_start", "publicity_end"},
        ),
    ],
)
def test_r17_contradictions_suspend_the_deadlines(changes: dict[str, object], again: set[str]) -> None:
    """Steps out of order are asked again, and no deadline is drawn from them."""
    result = assess(ask_date="2023-02-01", **changes)
    assert result.verdict == "needs_more"
    assert again <= set(result.ask)
    assert not any(effects(result, rule) for rule in ("R11", "R12", "R13", "R14", "R15", "R16"))


def test_r17_does_not_lift_a_block() -> None:
    """A contradiction leaves the block that another fact found."""
    assert assess(unit_recommended=True, civil_status="can_gong").verdict == "not_eligible"


def test_r43_another_year_never_shifts_the_dates() -> None:
    """In November 2023 this notice is over."""
    assert assess(ask_date="2023-11-15").verdict == "late"


def test_late_has_no_papers_and_names_the_phone() -> None:
    """Who is late gets neither checklist nor route."""
    result = assess(ask_date="2022-12-07")
    assert (result.checklist, result.route, result.ask, result.ask_checklist) == ((), (), (), ())


def test_late_asks_for_the_step_that_would_undo_it() -> None:
    """A step that is not answered and would end the lateness stays in ask; nothing else does."""
    result = assess(ask_date="2022-12-15", submitted_online=True, publicity_start="none", meets_12=None)
    assert (result.verdict, result.ask) == ("late", ("unit_recommended",))


def test_blocked_and_late_hears_both() -> None:
    """All reasons are told, also those of lower rank; nothing more is asked."""
    result = assess(ask_date="2022-12-07", civil_status="civil_servant", work_proof=None)
    assert result.verdict == "not_eligible"
    assert {"block", "late", "need"} <= {reason.effect for reason in result.reasons}
    assert (result.ask, result.ask_checklist) == ((), ())


def test_not_submitted_in_time_is_told_the_derived_milestone() -> None:
    """Before the submission the last safe day of the publicity is a warning, marked 推算."""
    assert effects(assess(), "R11") == ["pass", "warn"]
    (warning,) = [reason for reason in assess().reasons if reason.rule == "R11.1"]
    assert "推算" in warning.text
    assert "2022年12月9日" in warning.text


def test_submitted_list_shrinks() -> None:
    """After the submission only what is still to be done is listed."""
    publicity = {"publicity_start": "2022-11-21", "publicity_end": "2022-11-30"}
    assert lines(assess(**{**SUBMITTED, **publicity})) == {"1", "25", "dates"}
    assert lines(assess(**UNIT_DONE)) == {"1", "dates_lower"}
    assert lines(assess(**ALL_DONE)) == {"1"}
    assert lines(assess(**ALL_DONE, work_proof="none")) == {"1", "14"}


def test_only_the_deadlines_that_remain_are_listed() -> None:
    """Once the unit has recommended, its own deadline is no longer in the list."""
    (line,) = (
        line for line in assess(ask_date="2022-12-25", **UNIT_DONE).checklist if line.clauses == ("四.二",)
    )
    assert "2023年1月4日" in line.text
    assert "2022年12月19日" not in line.text
    (line,) = (
        line for line in assess(**{**SUBMITTED, "unit_recommended": UNKNOWN}).checklist if line.id == "dates"
    )
    assert line.state == ""
