"""R30–R34: continuing education."""

from __future__ import annotations

import pytest

from tests.interview.applicants import SUBMITTED, UNKNOWN, assess, effects, marked

HOURS = ("ce_total", "ce_professional", "ce_public")


@pytest.mark.parametrize(
    ("total", "professional", "public", "effect"),
    [
        (90, 60, 18, "pass"),
        (89, 60, 18, "need"),
        (90, 59, 18, "need"),
        (90, 60, 17, "need"),
        (120, 100, 20, "pass"),
    ],
)
def test_r30_ninety_sixty_eighteen_inclusive(total: int, professional: int, public: int, effect: str) -> None:
    """Exactly 90, 60 and 18 pass; one less of any is a gap."""
    result = assess(ce_total=total, ce_professional=professional, ce_public=public)
    assert effects(result, "R30") == [effect]
    assert ("15" in marked(result, "missing")) is (effect == "need")


def test_r30_after_the_deadline_there_is_no_way_that_the_notice_gives() -> None:
    """Submitted and past the 6th, the gap remains a gap, with the phone."""
    publicity = {"publicity_start": "2022-12-05", "publicity_end": "2022-12-12"}
    result = assess(ask_date="2022-12-07", **{**SUBMITTED, **publicity}, ce_total=80)
    (reason,) = [reason for reason in result.reasons if reason.rule == "R30"]
    assert (reason.effect, result.verdict) == ("need", "needs_more")
    assert "0571" in reason.text


@pytest.mark.parametrize(
    ("year", "effect"), [(2022, "pass"), (2021, "need"), (2023, "need"), (UNKNOWN, "need")]
)
def test_r31_only_2022_counts(year: object, effect: str) -> None:
    """Hours of another year do not count."""
    assert effects(assess(ce_year=year), "R31") == [effect]


@pytest.mark.parametrize(("registered", "effect"), [(True, "pass"), (False, "need"), (UNKNOWN, "need")])
def test_r32_hours_must_be_registered(registered: object, effect: str) -> None:
    """Without registration there is no card."""
    assert effects(assess(ce_registered=registered), "R32") == [effect]


@pytest.mark.parametrize("hours", HOURS)
@pytest.mark.parametrize("value", [UNKNOWN, None])
def test_r33_unknown_hours_need_an_answer(hours: str, value: str | None) -> None:
    """Each of the three must be known: professional and public do not prove the total."""
    result = assess(**{hours: value})
    assert (result.verdict, effects(result, "R30"), result.ask) == ("needs_more", ["need"], (hours,))


def test_r33_one_that_is_short_decides() -> None:
    """A known short number needs no other."""
    result = assess(ce_total=UNKNOWN, ce_public=17)
    assert [reason.open for reason in result.reasons if reason.rule == "R30"] == [False]


@pytest.mark.parametrize(
    "changes",
    [
        {"ce_total": -5},
        {"ce_professional": -1},
        {"ce_total": 1001},
        {"ce_total": "九十"},
        {"ce_total": True},
        {"ce_total": 90.5},
        {"ce_total": 100, "ce_professional": 80, "ce_public": 21},
    ],
)
def test_r34_hours_that_cannot_be_are_asked_again(changes: dict[str, object]) -> None:
    """Negative, absurd or contradictory hours neither pass nor fail: all three are asked again."""
    result = assess(**changes)
    assert (result.verdict, result.ask) == ("needs_more", HOURS)
    assert (effects(result, "R34"), effects(result, "R30")) == (["need"], [])


def test_r34_whole_sum_may_equal_the_total() -> None:
    """Professional and public may make up the whole total."""
    assert effects(assess(ce_total=100, ce_professional=80, ce_public=20), "R34") == []
