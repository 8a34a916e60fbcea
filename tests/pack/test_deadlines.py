"""The days of a notice in order and as lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.pack.deadlines import (
    days_ahead,
    deadline_clauses,
    deadline_line,
    deadline_rows,
    in_order,
    milestone_name,
    own_days,
)
from bot.pack.model import Facts, Pack
from tests.packs import OPEN


@pytest.fixture
def facts(shipped_pack: Pack) -> Facts:
    """The facts of the shipped pack."""
    return shipped_pack.facts


def test_days_come_by_date_and_the_notice_s_own_first(facts: Facts) -> None:
    """Of one day, what the notice sets stands before what is derived from it."""
    days = [one.day for one in in_order(facts)]
    assert days == sorted(days)
    first = in_order(facts)[0]
    twin = replace(first, id="a_twin", derived=True)
    both = replace(facts, milestones={"a_twin": twin, **facts.milestones})
    assert in_order(both)[:2] == (first, twin)


def test_own_days_are_those_that_everybody_is_told(facts: Facts) -> None:
    """None that is derived, none that is told on request alone."""
    assert {one.id for one in own_days(facts)} == {"personal", "unit", "lower"}


def test_a_derived_day_is_marked_once(facts: Facts) -> None:
    """The mark stands in the name, whether its author wrote it there or not."""
    derived = next(one for one in in_order(facts) if one.derived)
    for name in ("公示最晚起始日", "公示最晚起始日（推算）"):
        assert milestone_name(replace(derived, name=name)) == "公示最晚起始日（推算）"
    assert milestone_name(facts.milestones["personal"]) == facts.milestones["personal"].name


def test_rows_are_lines_in_a_list(facts: Facts) -> None:
    """A day, its year, and how it stands; clauses each once."""
    assert "2022年12月6日（还有21天）" in deadline_line(facts.milestones["personal"], facts, OPEN)
    rows = deadline_rows(own_days(facts), facts, OPEN).split("\n")
    assert rows == [f"· {deadline_line(one, facts, OPEN)}" for one in own_days(facts)]
    assert deadline_clauses(own_days(facts)) == ("四.二",)


def test_days_ahead_are_those_to_come_and_the_day_itself(facts: Facts) -> None:
    """A day counts until it is over; what is told on request alone does not."""
    last = facts.milestones["lower"]
    on_the_day = datetime.combine(last.day, time(23, 59), facts.zone)
    assert days_ahead(facts, on_the_day) == (last,)
    assert days_ahead(facts, on_the_day + timedelta(minutes=1)) == ()
    assert not any(one.on_request for one in days_ahead(facts, OPEN))
