"""How facts are spoken."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.knowledge import Knowledge
from bot.pack.spoken import answer_text, clause_line, days_left, fill, spoken_date, state, states
from tests.packs import CLOSED, OPEN, SHANGHAI


def test_a_date_is_spoken_with_its_year() -> None:
    """No day without its year, no zero in front."""
    assert spoken_date(date(2023, 1, 4)) == "2023年1月4日"


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2022, 11, 15, tzinfo=SHANGHAI), 21),
        (datetime(2022, 12, 5, 23, 59, 59, tzinfo=SHANGHAI), 1),
        (datetime(2022, 12, 6, 0, 0, tzinfo=SHANGHAI), 0),
        (datetime(2022, 12, 6, 23, 59, 59, tzinfo=SHANGHAI), 0),
        (datetime(2022, 12, 7, 0, 0, tzinfo=SHANGHAI), -1),
        (datetime(2022, 12, 5, 16, 0, tzinfo=UTC), 0),
        (datetime(2022, 12, 6, 15, 59, tzinfo=UTC), 0),
        (datetime(2022, 12, 6, 16, 0, tzinfo=UTC), -1),
    ],
)
def test_days_are_counted_in_the_zone_of_the_notice(
    tiny_knowledge: Knowledge, now: datetime, left: int
) -> None:
    """A day begins at midnight in China, wherever the clock stands."""
    facts = tiny_knowledge.pack.facts
    assert days_left(facts.milestones["personal"], now, facts) == left


def test_a_naive_moment_is_refused(tiny_knowledge: Knowledge) -> None:
    """A moment without a zone is a mistake of the caller."""
    facts = tiny_knowledge.pack.facts
    with pytest.raises(ValueError, match="aware"):
        days_left(facts.milestones["personal"], datetime(2022, 11, 15), facts)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (OPEN, "21"),
        (datetime(2022, 12, 5, tzinfo=SHANGHAI), "1"),
        (datetime(2022, 12, 6, 9, tzinfo=SHANGHAI), "今天"),
        (datetime(2022, 12, 7, tzinfo=SHANGHAI), "已截止"),
        (CLOSED, "已截止"),
    ],
)
def test_a_deadline_tells_how_it_stands(tiny_knowledge: Knowledge, now: datetime, says: str) -> None:
    """Days left, today, or over."""
    facts = tiny_knowledge.pack.facts
    assert says in state(facts.milestones["personal"], now, facts)


def test_a_derived_day_does_not_close(tiny_knowledge: Knowledge) -> None:
    """A derived day is no deadline of the notice: it passes, it is not 已截止."""
    facts = tiny_knowledge.pack.facts
    assert "截止" not in state(facts.milestones["publicity_start"], CLOSED, facts)


def test_every_milestone_has_a_state(tiny_knowledge: Knowledge) -> None:
    """One placeholder for each."""
    facts = tiny_knowledge.pack.facts
    assert set(states(facts, OPEN)) == {f"state.{id}" for id in facts.milestones}


def test_unknown_placeholders_stay_for_the_check_to_find() -> None:
    """Known ones are filled, unknown ones are left."""
    assert fill("{date.a}和{date.b}", {"date.a": "今天"}) == "今天和{date.b}"


def test_values_with_braces_are_not_filled_again() -> None:
    """What a person typed is no template."""
    assert fill("{word}", {"word": "{date.a}", "date.a": "x"}) == "{date.a}"


@pytest.mark.parametrize(
    ("now", "until"),
    [(OPEN, True), (datetime(2022, 12, 6, 23, 59, tzinfo=SHANGHAI), True), (CLOSED, False)],
)
def test_an_answer_may_hold_up_to_and_on_a_day(tiny_knowledge: Knowledge, now: datetime, until: bool) -> None:
    """Up to and on the milestone's day one answer holds, then the other."""
    pack = tiny_knowledge.pack
    text = answer_text(pack.entries["still_time"], pack, now)
    assert text.startswith("来得及") == until
    assert "2022年12月6日" in text


def test_an_answer_calls_the_craft_as_the_asker_did(tiny_knowledge: Knowledge) -> None:
    """The asker's own word comes back."""
    pack = tiny_knowledge.pack
    assert "青瓷" in answer_text(pack.entries["craft_ceramics"], pack, OPEN, "青瓷")


def test_clauses_are_shown_as_the_notice_prints_them(tiny_knowledge: Knowledge) -> None:
    """Ids are for machines, 附件1第7条 is for people; no clauses, no line."""
    line = clause_line(("四.二", "附1.7"), tiny_knowledge.pack)
    assert "四（二）" in line
    assert "附件1第7条" in line
    assert "附1.7" not in line
    assert clause_line((), tiny_knowledge.pack) == ""
