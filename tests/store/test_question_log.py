"""What was asked and not answered, on each database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store.backup import back_up, restore
from bot.store.database import Store
from bot.store.model.asked_question import Gap, GapCount
from bot.store.model.saved import Saved
from bot.store.rows.question_rows import MOST_A_DAY

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
DAY, NOTICE = "2022-11-15", "tiny-2022"
LONG_AGO = NOW - timedelta(days=365)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An empty store."""
    async with await Store.open(url) as made:
        yield made


async def texts(store: Store) -> list[str]:
    """The words that are kept, the oldest first."""
    return [one.text for one in await store.questions.kept(NOTICE, LONG_AGO)][::-1]


async def noted(store: Store, user: str, *words: str, now: datetime = NOW) -> None:
    """Note questions that were not understood."""
    for text in words:
        await store.questions.note(user, [Gap("unknown", "", text)], DAY, NOTICE, now)


async def test_counts_add_up_over_processes(store: Store) -> None:
    """However many write at once; what does not count only adds words."""
    gaps = [Gap("refused", "fee"), Gap("refused", "hours"), Gap("useless", "fee", "要盖章吗", counts=False)]
    await asyncio.gather(*(store.questions.note(f"web:{n}", gaps, DAY, NOTICE, NOW) for n in range(10)))
    found = sorted(await store.questions.counts(NOTICE, DAY), key=lambda one: one.entry)
    assert found == [GapCount(DAY, "refused", "fee", 10), GapCount(DAY, "refused", "hours", 10)]
    assert await store.questions.counts(NOTICE, "2022-11-16") == ()
    assert await store.questions.counts("other", DAY) == ()
    assert len(await texts(store)) == 10


async def test_forgetting_takes_ones_own_words_and_nobody_elses(store: Store) -> None:
    """Also where nothing else is stored; the counts stay."""
    await noted(store, "web:1", "一", "二")
    await noted(store, "web:2", "三")
    assert await store.forget("web:1") == 2
    assert await texts(store) == ["三"]
    assert (await store.questions.counts(NOTICE, DAY))[0].count == 3
    assert await store.forget("web:1") == 0


async def test_words_follow_a_talk_that_moves(store: Store) -> None:
    """Whoever carries on a talk elsewhere can have it all forgotten there."""
    await noted(store, "telegram:1", "一")
    await store.save("telegram:1", Saved(), NOW)
    await store.move("telegram:1", "telegram:9", NOW)
    await noted(store, "web:2", "二")
    kept = await store.save("web:2", Saved(), NOW)
    await store.join("telegram:9", (await store.load("telegram:9")) or Saved(), "web:2", kept.version, NOW)
    assert await texts(store) == ["一", "二"]
    await store.forget("telegram:9")
    assert await texts(store) == []


async def test_words_end_with_their_days(store: Store) -> None:
    """And one person cannot fill the list."""
    await noted(store, "web:1", "旧", now=NOW - timedelta(days=31))
    await noted(store, "web:1", "新")
    assert await store.questions.purge(NOW - timedelta(days=30)) == 1
    assert await texts(store) == ["新"]
    await noted(store, "web:1", *(str(number) for number in range(MOST_A_DAY + 5)))
    assert len(await texts(store)) == MOST_A_DAY
    assert await store.questions.purge(NOW) == 0
    assert await store.questions.purge(NOW + timedelta(seconds=1)) == MOST_A_DAY


async def test_what_is_settled_is_no_longer_listed(store: Store) -> None:
    """Until that is taken back."""
    await noted(store, "web:1", "一", "二")
    ids = [one.id for one in await store.questions.kept(NOTICE, LONG_AGO)]
    await store.questions.settle(ids[:1], 7)
    assert await texts(store) == ["一"]
    await store.questions.settle(ids[:1], 0)
    assert await texts(store) == ["一", "二"]


async def test_no_copy_holds_words_and_restoring_revives_none(tmp_path: Path) -> None:
    """Neither a backup, nor a plain copy of the file of a server at rest; the counts are in both."""
    path, copy, plain = tmp_path / "bot.db", tmp_path / "copy.db", tmp_path / "plain.db"
    async with await Store.open(f"sqlite:///{path}") as store:
        await noted(store, "web:1", "我的手艺特别得很")
        back_up(path, copy)
        assert await texts(store) == ["我的手艺特别得很"]
    plain.write_bytes(path.read_bytes())
    assert "我的手艺特别得很".encode() in plain.read_bytes()
    assert "我的手艺特别得很".encode() not in copy.read_bytes()
    for file in (copy, plain):
        restore(file, path, NOW)
        assert "我的手艺特别得很".encode() not in path.read_bytes()
        async with await Store.open(f"sqlite:///{path}") as store:
            assert await texts(store) == []
            assert (await store.questions.counts(NOTICE, DAY))[0].count == 1
