"""R35–R42: achievements, proofs, and the route of the papers."""

from __future__ import annotations

import pytest

from tests.interview.applicants import UNKNOWN, assess, effects, lines, marked


@pytest.mark.parametrize(("related", "effect"), [(True, "pass"), (False, "need"), (UNKNOWN, "need")])
def test_r35_achievements_belong_to_the_specialty(related: object, effect: str) -> None:
    """Achievements of another specialty do not serve."""
    assert effects(assess(achievements_related=related), "R35") == [effect]


@pytest.mark.parametrize(
    ("post", "newest", "said"),
    [
        ("2021-01-01", "2018-01-01", ["pass", "warn"]),
        ("2021-01-01", "2017-12-31", ["need"]),
        ("2016-01-01", "2016-01-01", ["pass", "warn"]),
        ("2016-01-01", "2015-12-31", ["need"]),
        ("2016-01-01", "2016-07-01", ["pass", "warn"]),
        ("2016-01-01", "2016-07-02", ["pass"]),
        ("none", "2017-12-31", ["need"]),
        ("none", "2019-01-01", ["pass"]),
        (UNKNOWN, "2019-01-01", ["pass"]),
        (UNKNOWN, "2017-12-31", ["need"]),
        ("2016", "2016-06", ["need"]),
        ("2021-01-01", "2017", ["need"]),
        ("2021-01-01", UNKNOWN, ["need"]),
    ],
)
def test_r36_in_the_post_or_within_five_years(post: str, newest: str, said: list[str]) -> None:
    """Either bound suffices; near the bound that it needs it warns; what straddles a bound is unknown."""
    result = assess(current_post_date=post, newest_achievement_date=newest, oldest_achievement_date=newest)
    assert effects(result, "R36") == said


def test_r36_old_ones_are_dropped_with_a_warning() -> None:
    """Where only some are too old, those are to be dropped."""
    result = assess(oldest_achievement_date="2010-01-01")
    assert (result.verdict, effects(result, "R36")) == ("eligible", ["pass", "warn"])


def test_r36_future_achievement_is_asked_again() -> None:
    """An achievement after the day of asking is asked again."""
    result = assess(newest_achievement_date="2022-11-16")
    assert (result.verdict, result.ask) == ("needs_more", ("newest_achievement_date",))


def test_r36_future_oldest_leaves_the_verdict() -> None:
    """A bad answer that only concerns the papers is asked again and leaves the verdict."""
    result = assess(oldest_achievement_date="2023-01-01")
    assert (result.verdict, result.ask_checklist) == ("eligible", ("oldest_achievement_date",))


@pytest.mark.parametrize(
    ("proof", "effect"),
    [("pension", "pass"), ("contract", "pass"), ("both", "pass"), ("none", "need"), (UNKNOWN, "need")],
)
def test_r37_one_proof_of_work(proof: str, effect: str) -> None:
    """The pension record or a contract, one of them."""
    result = assess(work_proof=proof)
    assert effects(result, "R37") == [effect]
    assert "14" in marked(result, "missing" if effect == "need" else "have")


@pytest.mark.parametrize(("years", "effect"), [(5, "pass"), (4, "need"), (0, "need"), (UNKNOWN, "need")])
def test_r38_five_years_of_reviews(years: object, effect: str) -> None:
    """Fewer than five years of reviews is a gap: the notice gives no exemption."""
    assert effects(assess(annual_review_years=years), "R38") == [effect]


def route_ids(**changes: object) -> list[str]:
    """The lines of the route."""
    return [line.id for line in assess(**changes).route]


def test_r39_province_level() -> None:
    """Province-level units go through the province's department."""
    result = assess(unit_level="province_level", has_supervising_dept=None)
    assert effects(result, "R39") == ["route"]
    assert route_ids(unit_level="province_level", has_supervising_dept=None) == [
        "online_province",
        "paper_province",
    ]


def test_r40_city_and_county() -> None:
    """City and county units go through the city."""
    assert effects(assess(), "R40") == ["route"]
    assert route_ids() == ["online_city", "paper_city"]


def test_r41_hr_agency_replaces_the_city_line() -> None:
    """Without a supervising department the agency's line takes the place of the city's."""
    changes: dict[str, object] = {"has_supervising_dept": False, "has_hr_agency": True}
    result = assess(**changes)
    assert (effects(result, "R40"), effects(result, "R41")) == ([], ["route"])
    assert route_ids(**changes) == ["online_city", "paper_agency"]


def test_r41_no_agency_is_no_block() -> None:
    """Without an agency the city's line stays, with a warning."""
    changes: dict[str, object] = {"has_supervising_dept": False, "has_hr_agency": False}
    result = assess(**changes)
    assert (effects(result, "R40"), effects(result, "R41")) == (["route"], ["warn"])
    assert (result.verdict, route_ids(**changes)) == ("eligible", ["online_city", "paper_city"])


@pytest.mark.parametrize("level", [UNKNOWN, None])
def test_r42_unknown_level_shows_both_routes(level: str | None) -> None:
    """Where the level is not known both routes are shown, and the verdict stays."""
    result = assess(unit_level=level)
    assert (result.verdict, effects(result, "R42")) == ("eligible", ["warn"])
    assert [line.id for line in result.route] == [
        "online_city",
        "online_province",
        "paper_city",
        "paper_province",
    ]
    assert "unit_level" in result.ask_checklist


@pytest.mark.parametrize(
    ("year", "expected"), [(2000, {"10"}), (2001, {"9", "10"}), (2002, {"9"}), (UNKNOWN, {"9", "10"})]
)
def test_items_9_and_10_turn_at_2001(year: object, expected: set[str]) -> None:
    """2001 counts as 以后, with the register form as fallback; an unknown year shows both."""
    assert lines(assess(degree_year=year)) & {"9", "9b", "10"} == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("foreign", {"11"}), ("hkmt", {"12"}), ("below_college", {"13"}), ("domestic", {"9"})],
)
def test_items_11_to_13_by_origin(origin: str, expected: set[str]) -> None:
    """Each origin has its own proof."""
    assert lines(assess(degree_origin=origin)) & {"9", "10", "11", "12", "13"} == expected


def test_item_13_for_an_unknown_origin() -> None:
    """An unknown origin shows every alternative."""
    assert {"9", "11", "12", "13"} <= lines(assess(degree_origin=UNKNOWN))


def test_item_9_says_upload_where_nothing_is_extracted() -> None:
    """Without automatic extraction item 9 becomes an upload."""
    assert lines(assess(degree_auto=False)) & {"9", "9b", "13"} == {"9b"}


def test_other_degree_gets_its_own_line() -> None:
    """Each degree that is filled in has its proof; where none is offered there is none."""
    assert "11c" in lines(assess(other_degree_origin="foreign", other_degree_year=2010))
    assert not [id for id in lines(assess()) if id.endswith("c")]
    assert assess(other_degree_origin="foreign").ask_checklist == ("other_degree_year",)


def test_degree_year_in_the_future_is_asked_again() -> None:
    """A future year is asked again, for the papers only."""
    result = assess(degree_year=2023)
    assert (result.verdict, result.ask_checklist) == ("eligible", ("degree_year",))


@pytest.mark.parametrize(
    ("fact", "item"),
    [
        ("has_awards", "6"),
        ("has_papers", "16"),
        ("has_projects", "17"),
        ("has_collection_or_show", "18"),
        ("has_apprentices", "19"),
        ("has_teaching", "20"),
        ("unit_first_login", "3"),
    ],
)
def test_items_by_what_the_applicant_has(fact: str, item: str) -> None:
    """A line stands where the applicant has the thing, may stand where that is unknown, and else does not."""
    assert item in lines(assess(**{fact: True}))
    assert item in marked(assess(**{fact: UNKNOWN}), "maybe")
    assert item not in lines(assess(**{fact: False}))


def test_item_7_needs_team_items_among_the_awards() -> None:
    """Proof of the main contribution is for team items."""
    assert "7" in lines(assess(has_awards=True, has_team_items=True))
    assert "7" not in lines(assess(has_awards=True, has_team_items=False))
    assert "7" not in lines(assess(has_awards=False))


def test_item_5_for_holders_of_a_title() -> None:
    """Who has no title needs no certificate of one."""
    assert "5" in lines(assess())
    assert "5" not in lines(assess(current_title="none"))


def test_every_need_and_check_gives_a_line() -> None:
    """Whatever must be got or found out stands in the checklist, once."""
    result = assess(
        work_proof="none", meets_12=UNKNOWN, achievements_related=False, ce_total=10, ce_registered=False
    )
    for reason in result.reasons:
        if reason.effect in ("need", "check"):
            assert (reason.item or reason.rule) in marked(result, "missing")
    assert len(lines(result)) == len(result.checklist)


def test_closed_gates_say_nothing() -> None:
    """`none`, unknown or false under a closed gate changes nothing."""
    quiet = {
        "letter_issuer": "none",
        "has_team_items": False,
        "unit_recommended": False,
        "publicity_start": "none",
    }
    quiet |= {"lower_recommended": False, "senior_title_date": "none", "recommendation": UNKNOWN}
    assert assess(**quiet).reasons == assess().reasons
