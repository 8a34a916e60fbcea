"""Deadlines and moments as a calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.knowledge import Knowledge
from bot.pack.model import Pack
from bot.reminders.calendar import calendar
from bot.reminders.subscription import Subscription
from tests.packs import CLOSED, OPEN
from tests.reminders.moments import at


@pytest.fixture(scope="module")
def pack(shipped: Knowledge) -> Pack:
    """The shipped pack."""
    return shipped.pack


def wish(pack: Pack, *milestones: str, **rest: Any) -> Subscription:
    """A wish under the shipped notice."""
    made = Subscription("w1", "deadlines", pack.facts.id, pack.facts.series, milestones, since=OPEN)
    return replace(made, **rest)


def events(written: bytes) -> dict[str, Any]:
    """The events of a calendar by what stands before the @ of their UID."""
    read = Calendar.from_ical(written)
    return {str(event["uid"]).partition("@")[0]: event for event in read.walk("VEVENT")}


def moments(event: Any, zone: Any) -> list[str]:
    """When an event's alarms ring, on the wall clock."""
    start = event.decoded("dtstart")
    begin = (
        start if isinstance(start, datetime) else datetime(start.year, start.month, start.day, tzinfo=zone)
    )
    naive = begin.replace(tzinfo=None)
    return [f"{naive + alarm.decoded('trigger'):%m-%d %H:%M}" for alarm in event.walk("VALARM")]


def test_who_wished_nothing_gets_all_usual_deadlines(pack: Pack) -> None:
    """Also the derived one, but not what is on request."""
    found = events(calendar(pack, [], OPEN))
    ids = [f"zj-2022-senior-arts-{id}" for id in ("personal", "publicity_start", "unit", "lower")]
    assert list(found) == ids
    assert len(moments(found[ids[0]], pack.facts.zone)) == 5


def test_who_wished_nothing_gets_no_days_that_are_over(pack: Pack) -> None:
    """Of some days the rest, after the last one none."""
    last = datetime(2023, 1, 4, 10, tzinfo=pack.facts.zone)
    assert len(events(calendar(pack, [], last))) == 1
    assert events(calendar(pack, [], last + timedelta(days=1))) == {}


def test_a_deadline_is_a_whole_day_with_its_leads_as_alarms(pack: Pack) -> None:
    """At the hour of the wish, on the wall clock."""
    made = wish(pack, "personal", leads=(5, 0), at="08:00", hour_named=True)
    (event,) = events(calendar(pack, [made], OPEN)).values()
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2022, 12, 6), date(2022, 12, 7))
    assert moments(event, pack.facts.zone) == ["12-01 08:00", "12-06 08:00"]


def test_an_event_says_what_is_to_be_done_its_clauses_and_its_source(pack: Pack) -> None:
    """As every answer does; the day with its year."""
    (event,) = events(calendar(pack, [wish(pack, "personal")], OPEN)).values()
    words = str(event["description"])
    for part in ("2022年12月6日", "四（二）", "三（一）", "http://zcps.rlsbt.zj.gov.cn", pack.facts.title):
        assert part in words


def test_a_derived_day_is_marked(pack: Pack, tiny_knowledge: Knowledge) -> None:
    """In the title and in the description."""
    (event,) = events(calendar(pack, [wish(pack, "publicity_start")], OPEN)).values()
    assert str(event["summary"]).count("推算") == 1
    assert "不是通知原文" in str(event["description"])
    tiny = events(calendar(tiny_knowledge.pack, [], OPEN))["tiny-2022-publicity_start"]
    assert "推算" in str(tiny["summary"])


def test_made_again_it_renews_what_is_there(pack: Pack) -> None:
    """The UID stays, also when the deadline moves; the sequence grows."""
    later = OPEN + timedelta(days=1)
    moved = replace(pack.facts.milestones["personal"], day=date(2022, 12, 8))
    facts = replace(pack.facts, milestones={**pack.facts.milestones, "personal": moved})
    first = events(calendar(pack, [wish(pack, "personal")], OPEN))
    second = events(calendar(replace(pack, facts=facts), [wish(pack, "personal")], later))
    assert list(first) == list(second)
    (old,), (new,) = first.values(), second.values()
    assert new["sequence"] > old["sequence"]
    assert new.decoded("last-modified") == later.astimezone(UTC)
    assert new.decoded("dtstart") == date(2022, 12, 8)


def test_several_wishes_for_one_deadline_are_one_event(pack: Pack) -> None:
    """With the alarms of both, each once."""
    made = [wish(pack, "personal", leads=(5, 1)), wish(pack, "personal", "unit", id="w2", leads=(1, 0))]
    found = events(calendar(pack, made, OPEN))
    assert moments(found["zj-2022-senior-arts-personal"], pack.facts.zone) == [
        "12-01 09:00",
        "12-05 09:00",
        "12-06 09:00",
    ]
    assert len(found) == 2


def test_alarms_that_are_past_are_left_out(pack: Pack) -> None:
    """Some calendars ring for them at once."""
    (event,) = events(calendar(pack, [wish(pack, "personal")], at("2022-12-05T10:00"))).values()
    assert moments(event, pack.facts.zone) == ["12-06 09:00"]
    assert all(event.walk("VALARM") == [] for event in events(calendar(pack, [], CLOSED)).values())


def test_a_moment_has_its_hour_and_zone(pack: Pack) -> None:
    """And rings when it begins."""
    made = wish(pack, kind="moment", moment=at("2022-12-03T09:00"), about="交材料")
    (event,) = events(calendar(pack, [made], OPEN)).values()
    assert event.decoded("dtstart") == at("2022-12-03T09:00")
    assert str(event["summary"]) == "交材料"
    assert moments(event, pack.facts.zone) == ["12-03 09:00"]


def test_what_does_not_concern_this_notice_is_not_in_it(pack: Pack) -> None:
    """Of another notice, a watch, over: as if nothing were wished."""
    others = [
        wish(pack, "unit", notice="other"),
        wish(pack, kind="watch"),
        wish(pack, kind="moment", moment=at("2022-11-01T09:00"), ended="over"),
    ]
    assert list(events(calendar(pack, others, OPEN))) == list(events(calendar(pack, [], OPEN)))


@pytest.mark.parametrize("off", [{"ended": "stopped"}, {"paused": True}, {"ended": "gone: HTTP 410"}])
def test_who_turned_all_off_gets_the_days_without_alarms(pack: Pack, off: dict[str, Any]) -> None:
    """Their own days; all usual ones if only a moment was turned off. What runs beside it has its alarms."""
    stopped = wish(pack, "unit", leads=(10,), **off)
    (event,) = events(calendar(pack, [stopped], OPEN)).values()
    assert (event.decoded("dtstart"), event.walk("VALARM")) == (date(2022, 12, 19), [])
    moment = wish(pack, kind="moment", moment=at("2022-12-03T09:00"), **off)
    found = events(calendar(pack, [moment], OPEN))
    assert list(found) == list(events(calendar(pack, [], OPEN)))
    assert all(not event.walk("VALARM") for event in found.values())
    (running,) = events(calendar(pack, [stopped, wish(pack, "personal", leads=(1,), id="w2")], OPEN)).values()
    assert moments(running, pack.facts.zone) == ["12-05 09:00"]


def test_no_alarm_falls_into_a_pause(pack: Pack) -> None:
    """What is paused until a day rings after it alone."""
    paused = wish(pack, "personal", leads=(5, 1), paused_until=at("2022-12-03T00:00"))
    (event,) = events(calendar(pack, [paused], OPEN)).values()
    assert moments(event, pack.facts.zone) == ["12-05 09:00"]


def test_it_keeps_to_the_form(pack: Pack) -> None:
    """Lines of at most 75 bytes ended by CR LF, the zone with its rules, whatever the person wrote."""
    about = "交材料;表,一式三份\\n\n\"'" + "长" * 50
    made = wish(pack, kind="moment", moment=at("2022-12-03T09:00"), about=about)
    written = calendar(pack, [made, wish(pack, "lower")], OPEN)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    (zone,) = Calendar.from_ical(written).walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Asia/Shanghai"
    assert any(str(event["summary"]) == about for event in events(written).values())


def test_in_a_zone_with_summer_time_alarms_ring_by_the_wall_clock(pack: Pack) -> None:
    """Nine is nine on both sides."""
    moved = replace(pack.facts.milestones["personal"], day=date(2023, 3, 28))
    facts = replace(pack.facts, time_zone="Europe/Berlin", milestones={"personal": moved})
    made = wish(pack, "personal", leads=(3, 1))
    (event,) = events(calendar(replace(pack, facts=facts), [made], OPEN)).values()
    assert moments(event, facts.zone) == ["03-25 09:00", "03-27 09:00"]


def test_what_comes_again_has_an_event_for_each_time(pack: Pack) -> None:
    """With names of their own, so that an import renews each."""
    made = wish(pack, "personal", kind="repeat", weekdays=(4,), at="16:00", about="看学时", since=OPEN)
    found = events(calendar(pack, [made], OPEN))
    assert len(found) == 3
    starts = sorted(event.decoded("dtstart") for event in found.values())
    assert starts[0] == at("2022-11-18T16:00")
