"""R18–R21: public institutions and universities."""

from __future__ import annotations

import pytest

from tests.interview.applicants import UNKNOWN, assess, effects, lines


@pytest.mark.parametrize(
    "unit", [{"unit_type": "public_institution"}, {"unit_type": "university", "university_entrusted": False}]
)
@pytest.mark.parametrize(
    ("post", "effect"),
    [("yes", "pass"), ("not_yet", "need"), ("no_vacancy", "need"), (UNKNOWN, "need"), (None, "need")],
)
def test_r18_the_post_must_be_approved(unit: dict[str, object], post: str | None, effect: str) -> None:
    """A public institution, and a university that does not entrust, must have approved the post."""
    result = assess(**unit, post_approved=post)
    assert effects(result, "R18") == [effect]
    assert "24" in lines(result)


@pytest.mark.parametrize("unit", ["enterprise", "social_org", "other"])
def test_r18_is_silent_elsewhere(unit: str) -> None:
    """Enterprises need no approved post, even where one is said to be missing."""
    result = assess(unit_type=unit, post_approved="not_yet")
    assert (result.verdict, effects(result, "R18")) == ("eligible", [])


@pytest.mark.parametrize(
    ("vacancy", "effect", "verdict"),
    [("no", "block", "not_eligible"), (UNKNOWN, "need", "needs_more"), (None, "need", "needs_more")],
)
def test_r19_entrusted_without_a_vacancy(vacancy: str | None, effect: str, verdict: str) -> None:
    """The university must have recommended within its vacancies."""
    result = assess(unit_type="university", university_entrusted=True, univ_vacancy_recommended=vacancy)
    assert (effects(result, "R19"), result.verdict) == ([effect], verdict)


def test_r20_entrusted_gets_no_certificate() -> None:
    """Who is entrusted passes, and is told that there is only a 证明; the route says so too."""
    result = assess(unit_type="university", university_entrusted=True, univ_vacancy_recommended="yes")
    assert (result.verdict, effects(result, "R20")) == ("eligible", ["pass", "warn", "route"])
    assert ("四.五",) in [line.clauses for line in result.route]


@pytest.mark.parametrize("entrusted", [UNKNOWN, None])
def test_r21_unknown_whether_entrusted(entrusted: str | None) -> None:
    """A university's applicant must know whether the university entrusts the review."""
    result = assess(unit_type="university", university_entrusted=entrusted)
    assert (effects(result, "R21"), result.ask) == (["need"], ("university_entrusted",))
