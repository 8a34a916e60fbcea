"""Reminders of several notices: each wish is planned and worded by its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.delivery.author import Body
from bot.delivery.figures import Figures
from bot.delivery.planner import Planner
from bot.interview.engine.assessment import Assessor
from bot.knowledge import Knowledge
from bot.reminders.library_author import LibraryAuthor
from bot.reminders.pack_author import PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.database import Store
from bot.store.model.delivery import Delivery
from bot.store.model.office_notice import OFFICE, written_revision
from bot.store.model.saved import Saved, SavedInterview, SavedSubscription
from tests.several_packs import HIGH, NAMES, NEXT, SENIOR, library

SINCE = datetime(2022, 11, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Knowledge]:
    """The three small packs by notice."""
    folder: Path = tmp_path_factory.mktemp("packs")
    return {one.pack.facts.id: one for one in library(folder, SENIOR, HIGH, NEXT)}


def _of(knowledge: Knowledge) -> PackAuthor:
    assert knowledge.interview is not None
    composer = Composer(knowledge.pack, Assessor(knowledge.interview))
    return PackAuthor(partial(lambda pack: (pack, composer), knowledge.pack))


def author_of(packs: dict[str, Knowledge], *ids: str) -> LibraryAuthor:
    """The author of these notices."""
    authors = [_of(packs[id]) for id in ids]
    return LibraryAuthor(lambda: authors)


def wish_of(notice: str, series: str, **changes: object) -> dict[str, object]:
    """A wish to be reminded of the applicant's last day, three days ahead."""
    wish = Subscription("w", "deadlines", notice, series, ("personal",), (3,), since=SINCE)
    return {**wish.to_plain(), **changes}


def delivered(notice: str, wish: dict[str, object], day: str, **changes: object) -> Delivery:
    """A reminder that is due."""
    due = datetime.fromisoformat(day).replace(hour=1, tzinfo=UTC)
    plain: dict[str, object] = {"milestone": "personal", "kind": "lead", "revision": "", **changes}
    return Delivery(1, "push:1", "w", due_at=due, ready_at=due, notice=notice, wish=wish, **plain)  # type: ignore[arg-type]


def test_each_wish_is_planned_by_the_days_of_its_notice(packs: dict[str, Knowledge]) -> None:
    """The last days differ, though the milestones have one id."""
    author = author_of(packs, SENIOR, HIGH)
    until = SINCE + timedelta(days=30)
    days = [
        [row.due_at.day for row in author.plan(wish_of(id, series), SINCE, until).deliveries]
        for id, series in ((SENIOR, "tiny-senior"), (HIGH, "tiny-high"))
    ]
    assert days == [[3], [5]]


def test_a_word_of_the_office_has_no_notice_s_name(packs: dict[str, Knowledge]) -> None:
    """It goes under the first wish of a person, which may be of any notice."""
    revision = written_revision("省办公室", "受理点今天停机")
    for id, series in ((SENIOR, "tiny-senior"), (HIGH, "tiny-high")):
        row = delivered(SENIOR, wish_of(id, series), "2022-11-22", kind=OFFICE, milestone="office:3")
        body = author_of(packs, SENIOR, HIGH).write(replace(row, revision=revision), row.due_at)
        assert isinstance(body, Body)
        assert body.text.startswith("〔办公室通知〕")
        assert NAMES[id] not in body.text


def test_a_reminder_names_its_notice_and_tells_of_its_own_interview(packs: dict[str, Knowledge]) -> None:
    """What is missing under one notice is not told under the other."""
    author = author_of(packs, SENIOR, HIGH)
    interviews = {"本人": {"notice": SENIOR, "answers": {"hours": 75}, "verdict": "needs_more"}}
    for id, series, day, misses in (
        (SENIOR, "tiny-senior", "2022-12-03", True),
        (HIGH, "tiny-high", "2022-12-05", False),
    ):
        revision = author.notices()[id]["personal"]
        one = delivered(id, wish_of(id, series), day, revision=revision, interviews=interviews)
        body = author.write(one, one.due_at)
        assert isinstance(body, Body)
        assert body.text.startswith(f"《{NAMES[id]}》")
        assert ("学时卡" in body.text) is misses


def test_last_years_watch_is_told_of_the_next_notice(packs: dict[str, Knowledge]) -> None:
    """Of its own series alone, with both years there; one made under the new notice waits for the one after."""
    author = author_of(packs, SENIOR, HIGH, NEXT)
    now = datetime(2023, 11, 15, tzinfo=UTC)
    wish = wish_of(SENIOR, "tiny-senior", kind="watch", milestones=[])
    (row,) = author.plan(wish, now, now + timedelta(days=2)).deliveries
    assert (row.kind, row.notice) == ("watch", NEXT)
    body = author.write(delivered(NEXT, wish, "2023-11-15", milestone="", kind="watch", revision=NEXT), now)
    assert isinstance(body, Body)
    assert "2023年" in body.text
    for id, series in ((NEXT, "tiny-senior"), (HIGH, "tiny-high")):
        other = wish_of(id, series, kind="watch", milestones=[])
        assert author.plan(other, now, now + timedelta(days=2)).deliveries == ()


def test_a_wish_of_a_notice_that_is_gone(packs: dict[str, Knowledge]) -> None:
    """Ends as with one pack, by the latest of its series."""
    author = author_of(packs, HIGH, NEXT)
    now = datetime(2023, 11, 15, tzinfo=UTC)
    assert author.plan(wish_of(SENIOR, "tiny-senior"), now, now + timedelta(days=2)).ended == "over"


async def test_a_deadline_that_moved_moves_for_its_notice_alone(
    packs: dict[str, Knowledge], tmp_path: Path
) -> None:
    """What waits for the same milestone of another notice stays; a second notice that comes moves nothing."""
    alone, both = author_of(packs, SENIOR), author_of(packs, SENIOR, HIGH)
    now = datetime(2022, 12, 2, 2, tzinfo=UTC)
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        for user, id, series in (("push:1", SENIOR, "tiny-senior"), ("push:2", HIGH, "tiny-high")):
            leads = [3, 5] if id == HIGH else [3]
            kept = SavedSubscription(wish_of(id, series, leads=leads), notice=id)
            await store.save(user, Saved(subscriptions={"w": kept}), SINCE)
        await Planner(store.ledger, alone, lambda: now, Figures()).step()
        await Planner(store.ledger, both, lambda: now, Figures()).step()
        before = {one.notice: one.id for one in await store.ledger.upcoming(now + timedelta(days=9), None, 9)}
        assert {*before} >= {SENIOR}
        await store.ledger.replan([(SENIOR, "personal")], now, None, 100)
        left = [one.notice for one in await store.ledger.upcoming(now + timedelta(days=9), None, 9)]
        assert SENIOR not in left


async def test_one_name_under_two_notices(packs: dict[str, Knowledge], tmp_path: Path) -> None:
    """A claimed reminder comes with the interview of its own notice."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        interviews = {(id, "本人"): SavedInterview({"notice": id}) for id in (HIGH, SENIOR)}
        wishes = {"w": SavedSubscription(wish_of(HIGH, "tiny-high"), notice=HIGH)}
        await store.save("push:1", Saved(interviews=interviews, subscriptions=wishes), SINCE)
        now = datetime(2022, 12, 5, 2, tzinfo=UTC)
        await Planner(store.ledger, author_of(packs, SENIOR, HIGH), lambda: now, Figures()).step()
        term = await store.ledger.take("me", None)
        assert term is not None
        (one,) = await store.ledger.claim(term, "push", "due", now, 10)
    assert one.interviews == {"本人": {"notice": HIGH}}
