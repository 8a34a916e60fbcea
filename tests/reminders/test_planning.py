"""Deadlines × wishes × now → what is due when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pack.model import Facts
from bot.reminders.planning import (
    LATE_MOMENT,
    LOOK_BACK,
    OVER,
    coming,
    coming_moments,
    corrections,
    deadline_revisions,
    leads,
    local_moment,
    not_before,
    out_of_quiet,
    plan,
    still_helps,
)
from bot.reminders.subscription import Subscription
from bot.store.model.delivery import Planned
from tests.packs import SHANGHAI
from tests.reminders.moments import SINCE, at, facts_of, wish

FACTS = facts_of()
WINDOW = timedelta(hours=48)


def due(subscription: Subscription, facts: Facts, now: str, until: str) -> list[str]:
    """The local moments of what is planned."""
    planned = plan(subscription, facts, at(now), at(until)).deliveries
    return [f"{one.due_at.astimezone(facts.zone):%m-%d %H:%M}" for one in planned]


def test_by_default_one_is_reminded_14_7_3_1_days_before_and_on_the_day_at_nine() -> None:
    """The defaults of the design, in the zone of the notice."""
    found = due(wish(), FACTS, "2022-11-01T10:00", "2022-12-31T00:00")
    assert found == ["11-22 09:00", "11-29 09:00", "12-03 09:00", "12-05 09:00", "12-06 09:00"]


def test_the_revision_of_a_lead_is_the_day_of_its_milestone() -> None:
    """So that a moved deadline is another row."""
    planned = plan(wish("unit", leads=(1,)), FACTS, at("2022-12-17T10:00"), at("2022-12-18T10:00")).deliveries
    assert planned == (
        Planned("unit", "lead", "2022-12-19", datetime(2022, 12, 18, 1, tzinfo=UTC), FACTS.id),
    )


def test_the_window_is_open_at_its_start_and_closed_at_its_end() -> None:
    """A moment exactly at the wish is not made up for; one exactly at the end of the window is in it."""
    exactly = at("2022-11-22T09:00")
    assert due(wish(since=exactly), FACTS, "2022-11-22T09:00", "2022-11-29T08:59") == []
    assert due(wish(since=exactly), FACTS, "2022-11-22T09:00", "2022-11-29T09:00") == ["11-29 09:00"]


def test_what_was_missed_since_the_wish_is_planned_and_nothing_before_it() -> None:
    """The machine was off from the 21st to the 30th; the wish is of the 23rd."""
    made = wish(since=at("2022-11-23T10:00"))
    assert due(made, FACTS, "2022-11-30T10:00", "2022-12-02T10:00") == ["11-29 09:00"]


def test_what_was_missed_too_long_ago_is_not_planned() -> None:
    """Deliveries may be deleted after a time; they must not come again."""
    made = wish(leads=(60, 1), since=at("2022-10-01T10:00"))
    assert due(made, FACTS, "2022-12-03T10:00", "2022-12-05T10:00") == ["12-05 09:00"]


def test_a_late_lead_gives_way_to_one_that_comes_within_the_hour() -> None:
    """After an outage nobody gets the same words twice within minutes; a lead that is hours away stops nothing."""
    made, missed = wish(leads=(7, 3)), at("2022-11-29T09:00")
    assert still_helps("lead", "personal", missed, made, FACTS, at("2022-12-03T07:59"))
    assert not still_helps("lead", "personal", missed, made, FACTS, at("2022-12-03T08:00"))


def test_only_the_latest_of_several_missed_leads_still_helps() -> None:
    """After an outage nobody gets three messages about the same deadline at once."""
    now, made = at("2022-12-05T12:00"), wish()
    missed = plan(made, FACTS, now, now + timedelta(hours=1)).deliveries
    helping = [
        one.due_at.astimezone(SHANGHAI).day
        for one in missed
        if still_helps("lead", one.milestone, one.due_at, made, FACTS, now)
    ]
    assert len(missed) == 4
    assert helping == [5]


def test_a_lead_helps_until_the_end_of_the_deadline_s_day() -> None:
    """The last second counts, the first of the next day no more; another deadline's lead does not outdo it."""
    made = wish("personal", "unit", leads=(1,))
    moment = at("2022-12-05T09:00")
    assert still_helps("lead", "personal", moment, made, FACTS, at("2022-12-06T23:59:59"))
    assert not still_helps("lead", "personal", moment, made, FACTS, at("2022-12-07T00:00"))
    assert still_helps("lead", "personal", moment, wish("personal", "unit"), FACTS, at("2022-12-05T12:00"))


def test_a_moment_helps_over_a_night_and_not_over_a_day() -> None:
    """What a person wished to be told last night is told in the morning."""
    made = wish(kind="moment", moment=at("2022-12-03T22:00"), milestones=())
    assert still_helps("moment", "", at("2022-12-03T22:00"), made, FACTS, at("2022-12-04T08:00"))
    assert not still_helps("moment", "", at("2022-12-03T22:00"), made, FACTS, at("2022-12-04T22:00"))


def test_what_belongs_to_another_notice_helps_no_more() -> None:
    """A lead of last year's notice, or of a milestone that is gone."""
    moment, now = at("2022-12-05T09:00"), at("2022-12-05T10:00")
    assert not still_helps("lead", "personal", moment, wish(), facts_of(id="n-2023"), now)
    assert not still_helps("lead", "lower", moment, wish("lower"), FACTS, now)


@pytest.mark.parametrize(
    ("hour", "lead", "named", "expected"),
    [
        ("21:59", 7, False, "11-29 21:59"),
        ("22:00", 7, False, "11-30 08:00"),
        ("23:30", 7, False, "11-30 08:00"),
        ("00:00", 7, False, "11-29 08:00"),
        ("07:59", 7, False, "11-29 08:00"),
        ("08:00", 7, False, "11-29 08:00"),
        ("23:30", 7, True, "11-29 23:30"),
        ("23:30", 2, False, "12-05 08:00"),
        ("23:30", 1, False, "12-05 23:30"),
        ("00:00", 1, False, "12-05 00:00"),
        ("06:00", 0, False, "12-06 06:00"),
    ],
)
def test_quiet_hours(hour: str, lead: int, named: bool, expected: str) -> None:
    """From 22 to 8 nobody is disturbed, but a named hour and the last day before the deadline win."""
    made = wish(at=hour, leads=(lead,), hour_named=named)
    assert due(made, FACTS, "2022-11-01T10:00", "2022-12-31T00:00") == [expected]


def test_a_named_moment_comes_at_its_moment() -> None:
    """今晚11点 is an explicit wish."""
    made = wish(kind="moment", moment=at("2022-11-15T23:00"), milestones=())
    assert due(made, FACTS, "2022-11-15T22:00", "2022-11-16T22:00") == ["11-15 23:00"]


def test_a_moment_is_looked_at_when_it_comes_into_the_window_and_ends_when_it_helps_no_more() -> None:
    """Not before, and not for ever."""
    moment = at("2022-12-03T09:00")
    made = wish(kind="moment", moment=moment, milestones=())
    early = plan(made, FACTS, at("2022-11-15T10:00"), at("2022-11-17T10:00"))
    assert (early.deliveries, early.next_at, early.ended) == ((), moment - WINDOW, "")
    inside = plan(made, FACTS, moment - WINDOW, moment)
    assert [one.kind for one in inside.deliveries] == ["moment"]
    assert inside.next_at == moment + LATE_MOMENT
    after = plan(made, FACTS, moment + LATE_MOMENT, moment + LATE_MOMENT + WINDOW)
    assert (after.next_at, after.ended) == (None, OVER)


def test_a_moment_outlives_the_notice() -> None:
    """It is the person's own and rests on no deadline."""
    made = wish(kind="moment", moment=at("2022-12-03T09:00"), milestones=())
    assert (
        len(plan(made, facts_of(id="n-2023"), at("2022-12-03T08:00"), at("2022-12-03T10:00")).deliveries) == 1
    )


def test_a_moment_before_the_wish_is_never_sent() -> None:
    """Whatever is asked for, the past is not made up for."""
    made = wish(kind="moment", moment=at("2022-10-03T09:00"), milestones=())
    assert plan(made, FACTS, SINCE, SINCE + WINDOW).deliveries == ()


def test_after_the_last_deadline_a_subscription_is_over() -> None:
    """On the day itself not yet: a correction may come."""
    made = wish("personal", "unit")
    last = plan(made, FACTS, at("2022-12-19T12:00"), at("2022-12-21T12:00"))
    assert (last.next_at, last.ended) == (at("2022-12-20T00:00"), "")
    after = plan(made, FACTS, at("2022-12-20T00:00"), at("2022-12-22T00:00"))
    assert (after.next_at, after.ended) == (None, OVER)


def test_a_subscription_to_an_older_notice_is_over() -> None:
    """The new notice has days of its own, to which nobody subscribed yet."""
    planned = plan(
        wish(), facts_of(id="n-2023", personal="2023-12-06"), at("2023-11-20T10:00"), at("2023-12-07T00:00")
    )
    assert (planned.deliveries, planned.next_at, planned.ended) == ((), None, OVER)


def test_a_subscription_of_another_series_waits_and_does_not_end() -> None:
    """A database may have been opened with another pack by mistake."""
    foreign = replace(facts_of(id="x"), series="x")
    planned = plan(wish(), foreign, at("2022-11-20T10:00"), at("2022-11-22T10:00"))
    assert (planned.deliveries, planned.next_at, planned.ended) == ((), None, "")


@pytest.mark.parametrize("state", [{"paused": True}, {"ended": "gone"}])
def test_nothing_is_planned_while_paused_or_after_the_end(state: dict[str, Any]) -> None:
    """And it need not be looked at."""
    planned = plan(wish(**state), FACTS, at("2022-12-05T08:00"), at("2022-12-06T10:00"))
    assert (planned.deliveries, planned.next_at) == ((), None)


def test_milestones_that_the_notice_does_not_have_are_over() -> None:
    """A pack may drop one."""
    assert plan(wish("nowhere"), FACTS, SINCE, SINCE + WINDOW).ended == OVER


def test_a_watch_waits_for_another_notice_of_the_series() -> None:
    """It fires once for each new notice: planning again gives the same row, and it runs on for the year after."""
    watch = wish(kind="watch", milestones=())
    assert plan(watch, FACTS, SINCE, SINCE + WINDOW).deliveries == ()
    new = replace(facts_of(id="n-2023", personal="2023-12-06"), published=date(2023, 10, 27))
    first = plan(watch, new, at("2023-11-01T10:00"), at("2023-11-03T10:00"))
    again = plan(watch, new, at("2023-11-20T10:00"), at("2023-11-22T10:00"))
    assert [(one.kind, one.revision) for one in first.deliveries] == [("watch", "n-2023")]
    assert first == again
    assert (first.next_at, first.ended) == (None, "")


def test_a_watch_is_silent_about_older_and_foreign_notices() -> None:
    """A pack that was put back, one whose last day is over, and one of another series are no news."""
    watch = wish(kind="watch", milestones=(), since=at("2023-11-01T10:00"))
    old = facts_of(id="n-2021", personal="2021-12-06")
    assert plan(watch, old, at("2023-11-20T10:00"), at("2023-11-22T10:00")).deliveries == ()
    new = facts_of(id="n-2023", personal="2023-12-06")
    assert plan(watch, new, at("2023-12-07T10:00"), at("2023-12-09T10:00")).deliveries == ()
    foreign = replace(new, series="x")
    assert plan(watch, foreign, at("2023-11-20T10:00"), at("2023-11-22T10:00")).deliveries == ()


def test_a_watch_helps_as_long_as_the_new_notice_is_open() -> None:
    """Late by weeks is better than never."""
    watch, new = wish(kind="watch", milestones=()), facts_of(id="n-2023", personal="2023-12-06")
    assert still_helps("watch", "", at("2023-10-27T09:00"), watch, new, at("2023-12-06T20:00"))
    assert not still_helps("watch", "", at("2023-10-27T09:00"), watch, new, at("2023-12-07T00:00"))


def test_who_was_told_the_old_day_hears_of_the_new_one() -> None:
    """With both days in the revision; who was told the new one, or nothing, hears nothing."""
    moved = facts_of(personal="2022-12-08", unit="2022-12-19")
    told = deadline_revisions(FACTS)
    now = at("2022-11-25T10:00")
    assert corrections(told, wish("personal", "unit"), moved, now) == (
        Planned("personal", "correction", "2022-12-06/2022-12-08", now.astimezone(UTC), FACTS.id),
    )
    assert corrections(deadline_revisions(moved), wish(), moved, now) == ()
    assert corrections({}, wish(), moved, now) == ()
    assert corrections(told, wish(paused=True), moved, now) == ()
    assert corrections(told, wish(), replace(moved, id="n-2023"), now) == ()


def test_a_correction_keeps_the_quiet_hours_but_not_before_the_last_day() -> None:
    """At night it waits for the morning, unless one of the two days is tomorrow."""
    moved = facts_of(personal="2022-12-08")
    told = {"personal": "2022-12-06"}
    (early,) = corrections(told, wish(), moved, at("2022-11-25T23:00"))
    assert early.due_at == at("2022-11-26T08:00")
    (late,) = corrections(told, wish(), moved, at("2022-12-05T23:00"))
    assert late.due_at == at("2022-12-05T23:00")


def test_a_correction_helps_at_least_a_week() -> None:
    """Even if the day was moved forward and is over."""
    moved = facts_of(personal="2022-12-01")
    assert still_helps(
        "correction", "personal", at("2022-12-02T09:00"), wish(), moved, at("2022-12-05T09:00")
    )
    assert not still_helps(
        "correction", "personal", at("2022-12-02T09:00"), wish(), moved, at("2022-12-12T09:00")
    )


def test_a_moved_deadline_gets_leads_of_its_own() -> None:
    """Under another revision, so that the old rows do not stand in their way."""
    moved = facts_of(personal="2022-12-08")
    planned = plan(wish(leads=(1,)), moved, at("2022-12-06T10:00"), at("2022-12-08T10:00")).deliveries
    assert [one.revision for one in planned] == ["2022-12-08"]


@pytest.mark.parametrize(
    ("kind", "named", "due_at", "now", "expected"),
    [
        ("lead", False, "2022-11-29T09:00", "2022-11-28T23:00", "2022-11-29T09:00"),
        ("lead", False, "2022-11-29T09:00", "2022-11-29T12:00", "2022-11-29T12:00"),
        ("lead", False, "2022-11-29T09:00", "2022-11-29T23:00", "2022-11-30T08:00"),
        ("lead", False, "2022-12-05T09:00", "2022-12-05T23:00", "2022-12-05T23:00"),
        ("lead", True, "2022-11-29T23:00", "2022-11-29T23:30", "2022-11-29T23:30"),
        ("lead", True, "2022-11-29T23:00", "2022-11-30T03:00", "2022-11-30T08:00"),
        ("moment", False, "2022-11-29T23:00", "2022-11-30T03:00", "2022-11-30T03:00"),
        ("watch", False, "2022-10-27T09:00", "2022-11-30T03:00", "2022-11-30T08:00"),
        ("correction", False, "2022-11-29T23:00", "2022-11-30T03:00", "2022-11-30T08:00"),
    ],
)
def test_what_is_late_keeps_the_quiet_hours_too(
    kind: str, named: bool, due_at: str, now: str, expected: str
) -> None:
    """A machine that comes back at night wakes nobody, but for moments, named hours just past, and last days."""
    made = wish(hour_named=named)
    milestone = "personal" if kind in ("lead", "correction") else ""
    found = not_before(kind, milestone, at(due_at), made, FACTS, at(now))  # type: ignore[arg-type]
    assert found == at(expected)


def test_the_clock_that_skips_an_hour_and_the_one_that_has_it_twice() -> None:
    """In a zone with summer time 02:30 is taken after the gap, and the first of two comes."""
    berlin = ZoneInfo("Europe/Berlin")
    assert local_moment(date(2023, 3, 26), time(2, 30), berlin) == datetime(2023, 3, 26, 1, 30, tzinfo=UTC)
    assert local_moment(date(2023, 10, 29), time(2, 30), berlin) == datetime(2023, 10, 29, 0, 30, tzinfo=UTC)


def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_summer_time() -> None:
    """The wall clock counts, not the number of hours between."""
    facts = facts_of(zone="Europe/Berlin", personal="2023-03-28")
    made = wish(leads=(3, 1), since=at("2023-03-01T10:00"))
    found = [lead.due_at for lead in leads(made, facts)]
    assert [moment.hour for moment in found] == [8, 7]
    assert found[1] - found[0] == timedelta(hours=47)


def test_an_hour_that_occurs_twice_is_planned_once_and_none_is_lost() -> None:
    """Plans whose windows end inside the doubled hour."""
    facts = facts_of(zone="Europe/Berlin", personal="2023-10-30")
    made = wish(leads=(1,), at="02:30", hour_named=True, since=at("2023-10-01T10:00"))
    pieces = [
        plan(made, facts, datetime(2023, 10, 28, 23, 45, tzinfo=UTC) + shift, until).deliveries
        for shift in (timedelta(), timedelta(hours=1), timedelta(hours=2))
        for until in [datetime(2023, 10, 29, 0, 45, tzinfo=UTC) + shift]
    ]
    assert len({one for piece in pieces for one in piece}) == 1


def test_the_turn_of_the_year() -> None:
    """Fourteen days before the fourth of January lie in the old year."""
    facts = facts_of(lower="2023-01-04")
    made = wish("lower", leads=(14, 4, 3))
    assert due(made, facts, "2022-12-01T10:00", "2023-01-05T00:00") == [
        "12-21 09:00",
        "12-31 09:00",
        "01-01 09:00",
    ]


def test_coming_are_the_leads_ahead() -> None:
    """What is read back to the person as next."""
    ahead = coming(wish(), FACTS, at("2022-12-05T09:00"))
    assert [lead.days for lead in ahead] == [0]
    assert coming(wish(), FACTS, at("2022-12-06T09:00")) == ()


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2022, 11, 1), SINCE),  # noqa: DTZ001
        (SINCE, datetime(2022, 12, 1)),  # noqa: DTZ001
        (SINCE, SINCE),
    ],
)
def test_a_naive_moment_or_an_empty_window_is_a_mistake_of_the_caller(now: datetime, until: datetime) -> None:
    """Said at once."""
    with pytest.raises(ValueError, match="aware"):
        plan(wish(), FACTS, now, until)


ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
DAYS = st.dates(date(2022, 11, 1), date(2023, 4, 30))
HOURS = st.times().map(lambda hour: f"{hour:%H:%M}")


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Subscription, Facts]:
    """A wish with one to three deadlines in some zone."""
    names = draw(st.sets(st.sampled_from(["personal", "unit", "lower"]), min_size=1))
    facts = facts_of(zone=draw(ZONES), **{name: draw(DAYS).isoformat() for name in sorted(names)})
    numbers = draw(st.sets(st.integers(0, 60), min_size=1, max_size=6))
    made = wish(*sorted(names), leads=tuple(numbers), at=draw(HOURS), hour_named=draw(st.booleans()))
    return made, facts


@given(wishes(), st.integers(1, 96), st.integers(0, 40))
def test_planning_in_pieces_is_planning_at_once(
    wished: tuple[Subscription, Facts], hours: int, delay: int
) -> None:
    """Looking again when told to, with or without delay, finds each row that one look would have, and no other.

    Each next look lies after the one before.
    """
    made, facts = wished
    start, end = SINCE.astimezone(UTC), datetime(2023, 6, 1, tzinfo=UTC)
    whole = set(plan(made, facts, start, end).deliveries)
    found: set[Planned] = set()
    now: datetime | None = start
    while now is not None:
        step = plan(made, facts, now, now + timedelta(hours=hours))
        found |= set(step.deliveries)
        assert step.next_at is None or step.next_at > now
        assert (step.next_at is None) == (step.ended == OVER)
        now = step.next_at and step.next_at + timedelta(hours=delay % 12)
    assert found == whole


@given(wishes())
def test_nothing_is_planned_in_quiet_hours_but_for_named_hours_and_last_days(
    wished: tuple[Subscription, Facts],
) -> None:
    """The promise to let people sleep, and its two exceptions."""
    made, facts = wished
    for lead in leads(made, facts):
        local = lead.due_at.astimezone(facts.zone)
        last_day = (facts.milestones[lead.milestone].day - local.date()).days <= 1
        assert time(8) <= local.time() < time(22) or made.hour_named or last_day
        assert local.date() <= facts.milestones[lead.milestone].day


@given(st.datetimes(datetime(2022, 1, 1), datetime(2024, 1, 1), timezones=ZONES.map(ZoneInfo)))  # noqa: DTZ001
def test_leaving_the_quiet_hours_is_short_and_final(moment: datetime) -> None:
    """Never back in time, never further than the morning, and done once."""
    zone = moment.tzinfo
    assert isinstance(zone, ZoneInfo)
    after = out_of_quiet(moment, zone)
    assert timedelta() <= after - moment.astimezone(UTC) <= timedelta(hours=11)
    assert out_of_quiet(after, zone) == after


def test_the_look_back_is_longer_than_any_outage_that_still_helps() -> None:
    """A month."""
    assert LOOK_BACK.days >= 28


def repeat(since: str = "2022-11-15T10:00", **rest: Any) -> Subscription:
    """A daily wish at eight until the personal deadline."""
    made = Subscription(
        "w1", "repeat", "n-2022", "s", ("personal",), at="08:00", hour_named=True, since=at(since)
    )
    return replace(made, **{"weekdays": tuple(range(7)), **rest})


def test_a_repeat_comes_each_day_until_its_deadline() -> None:
    """As moments of its own; on the day itself too, and no more."""
    found = due(repeat(), FACTS, "2022-12-04T10:00", "2022-12-31T00:00")
    assert found[-2:] == ["12-05 08:00", "12-06 08:00"]
    (planned, *_) = plan(repeat(), FACTS, at("2022-12-05T10:00"), at("2022-12-06T10:00")).deliveries
    assert (planned.milestone, planned.kind, planned.revision) == ("", "moment", "")


@pytest.mark.parametrize(
    ("rest", "moments"),
    [
        ({"weekdays": (4,)}, ["11-18 08:00", "11-25 08:00", "12-02 08:00"]),
        ({"last": date(2022, 11, 17), "milestones": ()}, ["11-16 08:00", "11-17 08:00"]),
        ({"first": date(2022, 12, 5)}, ["12-05 08:00", "12-06 08:00"]),
        ({"weekdays": (0,), "without": (date(2022, 11, 21), date(2022, 12, 5))}, ["11-28 08:00"]),
        ({"weekdays": (5, 6), "first": date(2022, 11, 21)}, ["11-26 08:00", "11-27 08:00", "12-03 08:00", "12-04 08:00"]),
        ({"weekdays": (), "working": True, "first": date(2022, 12, 2)}, ["12-02 08:00", "12-05 08:00", "12-06 08:00"]),
    ],
)  # fmt: skip
def test_a_repeat_comes_on_its_days_within_its_bounds(rest: dict[str, Any], moments: list[str]) -> None:
    """Weekly, on working days, from a day, until a day, without single days."""
    assert due(repeat(**rest), FACTS, "2022-11-15T10:00", "2022-12-31T00:00") == moments


def test_working_days_are_those_of_the_official_calendar() -> None:
    """The 8th of October 2022 was a Saturday on which people worked, the week before it a holiday."""
    facts = facts_of(personal="2022-10-09")
    made = repeat("2022-09-29T10:00", weekdays=(), working=True)
    assert due(made, facts, "2022-09-29T10:00", "2022-12-31T00:00") == [
        "09-30 08:00",
        "10-08 08:00",
        "10-09 08:00",
    ]


def test_a_repeat_follows_a_deadline_that_moves() -> None:
    """Unless a day was named."""
    later = facts_of(personal="2022-12-08")
    assert due(repeat(), later, "2022-12-05T10:00", "2022-12-31T00:00")[-1] == "12-08 08:00"
    named = repeat(last=date(2022, 12, 6), milestones=())
    assert due(named, later, "2022-12-05T10:00", "2022-12-31T00:00")[-1] == "12-06 08:00"


def test_a_repeat_without_an_end_is_over() -> None:
    """Its deadline was that of another notice."""
    assert plan(repeat(notice="n-2021"), FACTS, at("2022-11-16T10:00"), at("2022-11-18T10:00")).ended == OVER


def test_a_late_repeat_is_left_out_if_it_comes_again() -> None:
    """Twelve hours it still helps; where the next one comes within the hour it would say the same."""
    made, first = repeat(), at("2022-11-16T08:00")
    assert still_helps("moment", "", first, made, FACTS, at("2022-11-16T19:00"))
    assert not still_helps("moment", "", first, made, FACTS, at("2022-11-16T20:01"))
    soon = replace(made, at="23:30"), at("2022-11-15T23:30")
    assert still_helps("moment", "", soon[1], soon[0], FACTS, at("2022-11-16T07:00"))


@pytest.mark.parametrize(
    ("made", "moments"),
    [
        (repeat(), ["11-19 08:00", "11-20 08:00"]),
        (wish(leads=(20, 17, 16), since=at("2022-11-15T10:00")), ["11-19 09:00", "11-20 09:00"]),
        (Subscription("w1", "moment", "n-2022", "s", moment=at("2022-11-17T09:00")), []),
        (Subscription("w1", "moment", "n-2022", "s", moment=at("2022-11-19T09:00")), ["11-19 09:00"]),
    ],
)
def test_what_falls_into_a_pause_is_left_out(made: Subscription, moments: list[str]) -> None:
    """And what comes after it is planned by itself."""
    paused = replace(made, paused_until=at("2022-11-18T10:00"))
    assert due(paused, FACTS, "2022-11-15T10:00", "2022-11-20T10:00") == moments
    facts_moments = [
        f"{one.astimezone(SHANGHAI):%m-%d %H:%M}" for one in coming_moments(paused, FACTS, SINCE)
    ]
    assert facts_moments[: len(moments)] == moments


def test_a_moment_in_a_pause_is_not_over_before_its_time() -> None:
    """The pause may be ended before."""
    made = Subscription("w1", "moment", "n-2022", "s", moment=at("2022-11-17T09:00"))
    paused = replace(made, paused_until=at("2022-11-18T10:00"))
    assert plan(paused, FACTS, at("2022-11-16T10:00"), at("2022-11-18T10:00")).ended == ""
    assert plan(paused, FACTS, at("2022-11-17T10:00"), at("2022-11-19T10:00")).ended == OVER


@st.composite
def repeats(draw: st.DrawFn) -> tuple[Subscription, Facts]:
    """A repeat in some zone until a deadline or a day, with or without a pause."""
    facts = facts_of(zone=draw(ZONES), personal=draw(DAYS).isoformat())
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6)))))
    last = draw(st.none() | st.dates(date(2022, 11, 1), date(2023, 3, 1)))
    hours = draw(st.none() | st.integers(0, 1500))
    paused = None if hours is None else SINCE + timedelta(hours=hours)
    made = repeat("2022-11-01T10:00", at=draw(HOURS), weekdays=weekdays, working=not weekdays, last=last)
    return replace(made, paused_until=paused, milestones=() if last else ("personal",)), facts


@given(repeats(), st.integers(1, 96), st.integers(0, 40))
def test_a_repeat_in_pieces_is_planned_as_at_once(
    wished: tuple[Subscription, Facts], hours: int, delay: int
) -> None:
    """Whenever it is looked at, each moment has one row; none twice, none lost."""
    made, facts = wished
    start, end = SINCE.astimezone(UTC), datetime(2023, 6, 1, tzinfo=UTC)
    whole = plan(made, facts, start, end).deliveries
    assert len({one.due_at for one in whole}) == len(whole)
    found: set[Planned] = set()
    now: datetime | None = start
    while now is not None:
        step = plan(made, facts, now, now + timedelta(hours=hours))
        found |= set(step.deliveries)
        assert step.next_at is None or step.next_at > now
        now = step.next_at and step.next_at + timedelta(hours=delay % 12)
    assert found == set(whole)
