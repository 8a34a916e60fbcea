"""Revisions of the pack, on each database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.asked_question import Gap

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
NOTICE = "tiny-2022"
LINE = AuditLine(NOW, "li", "revision_taken", "1")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An empty store."""
    async with await Store.open(url) as made:
        yield made


async def proposed(store: Store, text: str = "{}") -> int:
    """A change that is to be tried."""
    return await store.revisions.propose(NOTICE, "li", text, [], NOW)


async def test_numbers_have_no_gap_and_no_double(store: Store) -> None:
    """Of several that were tried on top of the same revision one is taken; each notice counts for itself."""
    ids = [await proposed(store, f'{{"n":{number}}}') for number in range(4)]
    takes = (store.revisions.take(NOTICE, id, 0, "", [], 0, LINE) for id in ids)
    taken = await asyncio.gather(*takes, return_exceptions=True)
    assert [one for one in taken if one == 1] == [1]
    rest = [id for id, one in zip(ids, taken, strict=True) if one != 1]
    assert await store.revisions.take(NOTICE, rest[0], 1, "", [], 0, LINE) == 2
    assert await store.revisions.take(NOTICE, rest[0], 2, "", [], 0, LINE) is None
    await store.revisions.refuse(NOTICE, rest[1], "refused", "why", LINE)
    assert await store.revisions.take(NOTICE, rest[1], 2, "", [], 0, LINE) is None
    assert [number for number, _ in await store.revisions.taken(NOTICE)] == [1, 2]
    assert await store.revisions.latest(NOTICE) == 2
    assert await store.revisions.latest("other") == 0
    other = await store.revisions.propose("other", "li", "{}", [], NOW)
    assert await store.revisions.take("other", other, 0, "", [], 0, LINE) == 1
    found = await store.revisions.found(NOTICE, rest[1])
    assert found is not None
    assert (found.status, found.report, found.number) == ("refused", "why", 0)
    assert await store.revisions.found("other", rest[1]) is None
    assert [one.id for one in await store.revisions.listed(NOTICE, 2)] == ids[:1:-1]


async def test_what_it_answers_is_settled_with_it(store: Store) -> None:
    """In the same transaction, and open again when it is undone."""
    for text in ("一", "二"):
        await store.questions.note("web:1", [Gap("unknown", "", text)], "2022-11-15", NOTICE, NOW)
    since = NOW - timedelta(days=1)
    ids = [one.id for one in await store.questions.kept(NOTICE, since)]
    assert await store.revisions.take(NOTICE, await proposed(store), 0, "", ids[:1], 0, LINE) == 1
    assert [one.id for one in await store.questions.kept(NOTICE, since)] == ids[1:]
    assert await store.revisions.take(NOTICE, await proposed(store), 1, "", [], 1, LINE) == 2
    assert [one.id for one in await store.questions.kept(NOTICE, since)] == ids


async def test_the_last_compiled_forms_are_kept(store: Store) -> None:
    """Bytes as they were, and not those of every revision there ever was."""
    for number in range(5):
        content = bytes(range(256)) * number
        await store.revisions.put_compiled(f"digest{number}", content, NOW + timedelta(minutes=number))
    assert await store.revisions.compiled("digest0") is None
    assert await store.revisions.compiled("digest4") == bytes(range(256)) * 4
    await store.revisions.put_compiled("digest4", b"", NOW)
    assert await store.revisions.compiled("digest4") == bytes(range(256)) * 4
