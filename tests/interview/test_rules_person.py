"""R1–R10: who may apply, and in what."""

from __future__ import annotations

import pytest

from tests.interview.applicants import UNKNOWN, assess, assessor, effects, lines

LISTED = ["sculpture_carving", "metal", "lacquer", "furniture", "flower_painting", "paper_cut", "weaving"]
LISTED += ["knot_embroidery", "carpet", "dyeing_printing", "jewelry", "ceramics", "fireworks"]


def test_applicant_who_meets_everything_may_apply() -> None:
    """The applicant of these tests is eligible, with every rule that was decided as a reason."""
    result = assess()
    assert result.verdict == "eligible"
    assert {reason.effect for reason in result.reasons} == {"pass", "warn", "route"}
    assert result.ask == ()
    assert result.ask_checklist == ()


@pytest.mark.parametrize("status", ["civil_servant", "can_gong"])
def test_r1_civil_servants_and_their_like_are_blocked(status: str) -> None:
    """A civil servant, and one managed like a civil servant, may not apply (一.2)."""
    result = assess(civil_status=status)
    assert (result.verdict, effects(result, "R1")) == ("not_eligible", ["block"])


def test_r1_others_pass() -> None:
    """Who is neither passes."""
    assert effects(assess(civil_status="none"), "R1") == ["pass"]


@pytest.mark.parametrize("status", [UNKNOWN, None])
def test_r1_unknown_needs_an_answer(status: str | None) -> None:
    """Who does not know, or has not said, is neither blocked nor passed."""
    result = assess(civil_status=status)
    assert (result.verdict, effects(result, "R1")) == ("needs_more", ["need"])
    assert result.ask == ("civil_status",)


@pytest.mark.parametrize("status", ["retired", "rehired", "not_on_post"])
def test_r2_those_not_in_post_are_blocked(status: str) -> None:
    """Retired, rehired and off the post: not 在职在岗, so blocked."""
    result = assess(employment_status=status)
    assert (result.verdict, effects(result, "R2")) == ("not_eligible", ["block"])


@pytest.mark.parametrize("status", ["rehired", "not_on_post"])
def test_r2_a_literal_reading_is_called_one(status: str) -> None:
    """Where the notice is only read literally, the reason says so and gives the phone."""
    (reason,) = [r for r in assess(employment_status=status).reasons if r.effect == "block"]
    assert "按字面" in reason.text
    assert "0571" in reason.text


def test_r2_unknown_needs_an_answer() -> None:
    """Not knowing whether one is in post needs an answer."""
    assert assess(employment_status=UNKNOWN).verdict == "needs_more"


def test_r3_no_unit_needs_a_reviewer() -> None:
    """Without a unit someone must be found for review and publicity; it is no block."""
    result = assess(employment_status="no_unit", unit_type=None, unit_level=None, has_supervising_dept=None)
    assert (result.verdict, effects(result, "R3")) == ("needs_more", ["need"])
    assert "R3" in lines(result)
    assert result.ask == ()


def test_r3_in_post_without_a_unit_does_not_fit() -> None:
    """In post and yet without a unit is a gap to settle."""
    assert effects(assess(unit_type="none"), "R3") == ["need"]


def test_r3_a_studio_is_warned() -> None:
    """A self-employed studio may apply and is told to settle who reviews."""
    result = assess(unit_type="other")
    assert (result.verdict, effects(result, "R3")) == ("eligible", ["warn"])


def test_r3_unknown_kind_of_unit_needs_an_answer() -> None:
    """The kind of unit decides which rules hold, so it must be known."""
    assert assess(unit_type=UNKNOWN).verdict == "needs_more"


@pytest.mark.parametrize(
    ("rule", "relation", "issuer"),
    [("R4", "central_unit", "central_unit"), ("R5", "other_province", "provincial_hrss")],
)
@pytest.mark.parametrize("given", ["central_unit", "provincial_hrss", "other", "none", UNKNOWN])
def test_r4_r5_the_letter_comes_from_where_the_relation_is(
    rule: str, relation: str, issuer: str, given: str
) -> None:
    """A letter counts only from the central unit (R4) or the provincial HRSS department (R5)."""
    result = assess(personnel_relation=relation, letter_status="have", letter_issuer=given)
    assert effects(result, rule) == (["pass"] if given == issuer else ["need"])
    assert "23" in lines(result)


@pytest.mark.parametrize(("rule", "relation"), [("R4", "central_unit"), ("R5", "other_province")])
@pytest.mark.parametrize(("status", "effect"), [("not_yet", "need"), ("refused", "block"), (UNKNOWN, "need")])
def test_r4_r5_without_a_letter(rule: str, relation: str, status: str, effect: str) -> None:
    """A letter that is missing is a gap; one that is refused closes the gate."""
    assert effects(assess(personnel_relation=relation, letter_status=status), rule) == [effect]


def test_r4_r5_unknown_relation_needs_an_answer() -> None:
    """Where the relation is must be known."""
    result = assess(personnel_relation=UNKNOWN)
    assert (result.verdict, result.ask) == ("needs_more", ("personnel_relation",))


def test_r6_no_letter_within_zhejiang() -> None:
    """Whose relation is in Zhejiang needs no letter, wherever the household is."""
    result = assess()
    assert effects(result, "R6") == ["pass"]
    assert "23" not in lines(result)


@pytest.mark.parametrize("specialty", LISTED)
def test_r7_listed_crafts_pass(specialty: str) -> None:
    """Each of the 13 crafts passes without a warning."""
    result = assess(specialty=specialty)
    assert (result.verdict, effects(result, "R7")) == ("eligible", ["pass"])


def test_r8_other_folk_crafts_pass_with_a_warning() -> None:
    """A traditional craft off the list passes, its class to be confirmed."""
    result = assess(specialty="other_folk")
    assert (result.verdict, effects(result, "R8")) == ("eligible", ["pass", "warn"])


def test_r9_borderline_is_for_document_12() -> None:
    """Painting and design are not decided by this notice."""
    result = assess(specialty="borderline")
    assert (result.verdict, effects(result, "R9")) == ("check_12", ["check"])
    assert "R9" in lines(result)


@pytest.mark.parametrize(
    ("specialty", "effect"), [("unrelated", "block"), (UNKNOWN, "need"), ("metal", None)]
)
def test_r10_unrelated_work_is_blocked(specialty: str, effect: str | None) -> None:
    """Work outside the crafts is blocked; an unknown craft must be settled."""
    assert effects(assess(specialty=specialty), "R10") == ([effect] if effect else [])


def test_blocks_and_lateness_say_whom_to_phone() -> None:
    """Where there is no checklist, the reasons give the phone."""
    for rule in assessor().interview.rules.values():
        for case in rule.cases:
            assert case.outcome.effect not in ("block", "late") or "0571" in case.outcome.text, rule.id
