"""From what a person says to the words that go out, through the store: no clock but the one handed in, no wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.reminders.wording import Composer
from bot.store.database import Store
from tests.conftest import POSTGRES
from tests.delivery.house import USER, House
from tests.reminders.moments import at


@pytest.fixture
async def house(tmp_path: Path, shipped: Knowledge) -> House:
    """A house on a new SQLite database."""
    store = await Store.open(f"sqlite:///{tmp_path / 'bot.db'}")
    return House.of(store, shipped)


async def test_a_wish_in_words_becomes_a_message_at_its_hour(house: House) -> None:
    """Not before; with its matter; and a second plan makes no second row."""
    await house.say("12月3日上午9点提醒我交材料")
    assert await house.sent(at("2022-12-03T08:59:59")) == []
    (text,) = await house.sent(at("2022-12-03T09:00"))
    assert "交材料" in text
    assert await house.sent(at("2022-12-03T09:01")) == []


async def test_deadlines_by_taps_are_sent_with_what_is_missing(house: House) -> None:
    """What the interview found goes into the words."""
    await house.say("提醒我", "rm:role:申报人")
    (text,) = await house.sent(at("2022-11-22T09:00"))
    assert "还有14天" in text
    assert "2022年12月6日" in text


async def test_after_an_outage_only_the_latest_lead_is_sent(house: House) -> None:
    """The machine was off from the wish to the day before the deadline."""
    await house.say("提醒我", "rm:role:申报人")
    (text,) = await house.sent(at("2022-12-05T20:00"))
    assert "明天" in text


async def test_a_changed_hour_drops_what_was_planned(house: House) -> None:
    """The row of nine o'clock was made already; only the one of ten goes."""
    await house.say("提前1天提醒我")
    assert await house.sent(at("2022-12-04T20:00")) == []
    await house.say("改成早上10点")
    assert await house.sent(at("2022-12-05T09:30")) == []
    assert len(await house.sent(at("2022-12-05T10:00"))) == 1


async def test_stopped_or_paused_nothing_comes_and_after_resuming_nothing_is_made_up_for(
    house: House,
) -> None:
    """Not even what was planned already."""
    await house.say("提前3天和1天提醒我")
    assert await house.sent(at("2022-12-02T20:00")) == []
    await house.say("暂停提醒")
    assert await house.sent(at("2022-12-03T12:00")) == []
    await house.say("恢复")
    assert await house.sent(at("2022-12-03T13:00")) == []
    assert len(await house.sent(at("2022-12-05T09:00"))) == 1
    await house.say("别提醒了")
    assert await house.sent(at("2022-12-06T12:00")) == []


async def test_a_new_notice_is_told_to_who_asked_once(house: House) -> None:
    """Whoever watches hears of it, not in the night; other wishes under the old notice are over."""
    await house.say("下一年度通知发布时提醒我", "提前1天提醒我")
    assert await house.sent(at("2023-10-30T10:00")) == []
    facts = house.pack.facts
    days = {
        id: replace(one, day=one.day.replace(year=one.day.year + 1)) for id, one in facts.milestones.items()
    }
    house.pack = replace(
        house.pack,
        facts=replace(
            facts,
            id="zj-2023",
            title="2023年度评审",
            milestones=days,
            published=at("2023-10-27T00:00").date(),
        ),
    )
    house.composer = Composer(house.pack)
    assert await house.sent(at("2023-11-01T23:00")) == []
    saved = await house.store.load(USER)
    assert saved is not None
    assert sorted(wish.ended for wish in saved.subscriptions.values()) == ["", "over"]


async def test_a_moved_deadline_is_told_and_its_leads_move(house: House) -> None:
    """With the old and the new day; nothing is sent for the old one."""
    await house.say("提前1天提醒我")
    assert await house.sent(at("2022-12-01T10:00")) == []
    house.move("personal", date(2022, 12, 12))
    await house.sent(at("2022-12-02T10:00"))
    assert await house.sent(at("2022-12-05T09:00")) == []
    (text,) = await house.sent(at("2022-12-11T09:00"))
    assert "2022年12月12日" in text


@pytest.fixture(params=["sqlite", POSTGRES])
async def any_house(
    request: pytest.FixtureRequest, tmp_path: Path, shipped: Knowledge
) -> AsyncIterator[House]:
    """A house on each kind of database."""
    address = f"sqlite:///{tmp_path / 'any.db'}"
    if request.param != "sqlite":
        address = request.getfixturevalue("shared_postgres")
    async with await Store.open(address) as store:
        yield House.of(store, shipped)
        await store.forget(USER)
        await store.purge(datetime.max.replace(tzinfo=UTC))


async def test_what_comes_again_is_sent_once_each_time(any_house: House) -> None:
    """Each day a row, whatever is planned again; on the last day of all too, and no more."""
    await any_house.say("每天早上8点催我填表，到11月17号")
    (text,) = await any_house.sent(at("2022-11-16T08:00"))
    assert "填表" in text
    assert await any_house.sent(at("2022-11-16T08:05")) == []
    assert len(await any_house.sent(at("2022-11-17T08:00"))) == 1
    assert await any_house.sent(at("2022-11-18T08:00")) == []
    assert await any_house.store.ledger.running() == 0


async def test_a_pause_leaves_out_what_falls_into_it_and_ends_by_itself(any_house: House) -> None:
    """What was planned before is taken back, and after the pause it goes on."""
    await any_house.say("每天早上8点催我填表，到11月30号")
    assert len(await any_house.sent(at("2022-11-16T08:00"))) == 1
    any_house.now = at("2022-11-16T09:00")
    await any_house.say("先停两天")
    assert await any_house.sent(at("2022-11-17T08:00")) == []
    assert await any_house.sent(at("2022-11-18T08:00")) == []
    assert len(await any_house.sent(at("2022-11-19T08:00"))) == 1


async def test_one_moment_that_was_dropped_is_not_sent(any_house: House) -> None:
    """The others of the same wish are; the conversation remembers its list through the store."""
    await any_house.say("12月1号、3号、5号早上9点各提醒我一次网上申报", "第二个不要了")
    assert len(await any_house.sent(at("2022-12-01T09:00"))) == 1
    assert await any_house.sent(at("2022-12-03T09:00")) == []
    assert len(await any_house.sent(at("2022-12-05T09:00"))) == 1


REST = {
    "paused": ("暂停提醒", "恢复"),
    "stopped": ("别提醒了", "恢复"),
    "paused for days": ("先停三天", ""),
}


@pytest.mark.parametrize("how", REST)
async def test_a_deadline_that_moves_while_reminders_rest_is_told_after(any_house: House, how: str) -> None:
    """Nothing comes while they rest; once they go on, whoever was told the old day is told the new one, once."""
    rest, resume = REST[how]
    await any_house.say("提前14天和1天提醒我")
    assert len(await any_house.sent(at("2022-11-22T09:00"))) == 1
    await any_house.say(rest)
    any_house.move("personal", date(2022, 12, 12))
    assert await any_house.sent(at("2022-11-23T09:00")) == []
    any_house.now = at("2022-11-25T10:00")
    if resume:
        await any_house.say(resume)
    (text,) = await any_house.sent(at("2022-11-25T10:01"))
    assert "更正" in text
    assert "2022年12月12日" in text
    assert await any_house.sent(at("2022-11-25T10:02")) == []
    (lead,) = await any_house.sent(at("2022-12-11T09:00"))
    assert "更正" not in lead


async def test_a_deadline_that_moves_while_somebody_is_away_is_told_after(any_house: House) -> None:
    """As soon as they take up their reminders again; one that moved to and fro meanwhile needs no word."""
    await any_house.say("提前14天、13天和1天提醒我")
    assert len(await any_house.sent(at("2022-11-22T09:00"))) == 1
    assert await any_house.turned_away(at("2022-11-23T09:00")) == 1
    any_house.move("personal", date(2022, 12, 12))
    assert await any_house.sent(at("2022-11-24T09:00")) == []
    any_house.move("personal", date(2022, 12, 6))
    assert await any_house.sent(at("2022-11-24T10:00")) == []
    await any_house.say("你好", "恢复")
    assert await any_house.sent(at("2022-11-24T10:01")) == []
    any_house.move("personal", date(2022, 12, 9))
    (text,) = await any_house.sent(at("2022-11-24T10:02"))
    assert "2022年12月9日" in text


async def test_a_correction_outlives_a_change_of_its_wish(any_house: House) -> None:
    """It waits for the morning, and the person sets another hour meanwhile: it comes all the same, once."""
    await any_house.say("提前14天和1天提醒我")
    assert len(await any_house.sent(at("2022-11-22T09:00"))) == 1
    any_house.move("personal", date(2022, 12, 12))
    assert await any_house.sent(at("2022-11-22T23:00")) == []
    assert await any_house.sent(at("2022-11-22T23:01")) == []
    await any_house.say("改成早上10点")
    assert await any_house.sent(at("2022-11-22T23:05")) == []
    (text,) = await any_house.sent(at("2022-11-23T09:00"))
    assert "更正" in text
    assert await any_house.sent(at("2022-11-23T09:01")) == []
