"""Who lets which group see how they stand, in each database: confirmations, ends, and what happens at once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.backup import back_up, restore
from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved
from bot.store.model.sharing import MOST_GROUPS, MOST_SHARED, SharedPerson, ShareGroup
from tests.packs import OPEN

NOTICE = "tiny-2022"
GROUP = ShareGroup(0, NOTICE, "东阳市经信局", "editor", OPEN, OPEN + timedelta(days=30))
LINE = AuditLine(OPEN, "editor", "group_made")
READ = AuditLine(OPEN, "reader", "group_read")
USER = "web:1"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An empty database of each kind."""
    async with await Store.open(url) as found:
        yield found


def person(user: str = USER, name: str = "王芳") -> SharedPerson:
    """Somebody of a list."""
    return SharedPerson(user, name, "2022-11-15T10:00:00", name, "木雕厂", OPEN)


async def group(store: Store, name: str = GROUP.name, code: str = "hash") -> int:
    """A group."""
    id = await store.sharings.make_group(replace(GROUP, name=name), code, OPEN, LINE)
    assert id
    return id


async def shared(store: Store, id: int, *people: SharedPerson) -> int:
    """Share some people. Returns the version of the talk."""
    user = people[0].user
    kept = await store.load(user) or await store.save(user, Saved(), OPEN)
    assert await store.sharings.share(user, kept.version, id, people, OPEN) == "shared"
    return kept.version


async def seen(store: Store, id: int) -> list[str]:
    """The names that a group sees."""
    return [one.shown for one, _ in await store.sharings.seen_by(id, OPEN)]


async def test_a_name_and_a_code_are_of_one_group(store: Store) -> None:
    """An open group's name is taken, a closed one's free; another code takes the place of the first."""
    id = await group(store)
    sharings = store.sharings
    assert await sharings.make_group(GROUP, "other", OPEN, LINE) == 0
    assert (await sharings.typed("hash", [NOTICE], ["n"], OPEN)).group is not None
    assert (await sharings.typed("hash", ["other"], ["n"], OPEN)).group is None
    assert await sharings.give_code(NOTICE, id, "new", OPEN, LINE)
    assert not await sharings.give_code("other", id, "newer", OPEN, LINE)
    assert (await sharings.typed("hash", [NOTICE], ["n"], OPEN)).group is None
    assert (await sharings.typed("new", [NOTICE], ["n"], OPEN)).group is not None
    assert await sharings.with_groups(OPEN) == {NOTICE}
    assert await sharings.close_group(NOTICE, id, OPEN, LINE)
    assert not await sharings.close_group(NOTICE, id, OPEN, LINE)
    assert not await sharings.give_code(NOTICE, id, "newest", OPEN, LINE)
    assert await sharings.with_groups(OPEN) == frozenset()
    again = await group(store, code="again")
    assert [one.id for one in await sharings.groups_of(NOTICE)] == [again, id]
    assert [line.act for _, line in await store.staff.audit(9)] == ["group_made"] * 4


async def test_bounds(store: Store) -> None:
    """So many groups of a notice, so many people of a group: the next is refused, whoever was there stays."""
    id = await group(store)
    for number in range(1, MOST_GROUPS):
        await group(store, f"第{number}组", f"hash{number}")
    assert await store.sharings.make_group(replace(GROUP, name="多"), "more", OPEN, LINE) == 0
    await shared(store, id, *[person(name=f"第{number}人") for number in range(MOST_SHARED)])
    kept = await store.save("web:2", Saved(), OPEN)
    assert await store.sharings.share("web:2", kept.version, id, [person("web:2")], OPEN) == "full"
    assert len(await seen(store, id)) == MOST_SHARED
    await shared(store, id, person())
    assert await seen(store, id) == ["王芳"]


async def test_a_confirmation_rests_on_the_talk_that_was_read(store: Store) -> None:
    """A turn in between, or /forget, makes it a conflict; nothing is shared of a talk that is gone."""
    id = await group(store)
    kept = await store.save(USER, Saved(), OPEN)
    await store.save(USER, kept, OPEN)
    with pytest.raises(Conflict):
        await store.sharings.share(USER, kept.version, id, [person()], OPEN)
    await store.forget(USER)
    with pytest.raises(Conflict):
        await store.sharings.share(USER, kept.version, id, [person()], OPEN)
    assert await seen(store, id) == []


async def test_at_once_with_the_end(store: Store) -> None:
    """Confirmed while the group is closed, or while all is forgotten: never is anybody seen afterwards."""
    for number in range(6):
        id = await group(store, f"第{number}组", f"hash{number}")
        users = [f"web:{number}-{one}" for one in range(4)]
        versions = [(await store.save(user, Saved(), OPEN)).version for user in users]
        share = [
            store.sharings.share(user, version, id, [person(user)], OPEN)
            for user, version in zip(users, versions, strict=True)
        ]
        end = (
            [store.sharings.close_group(NOTICE, id, OPEN, LINE)]
            if number % 2
            else [store.forget(user) for user in users]
        )
        await asyncio.gather(*share, *end, return_exceptions=True)
        found = await store.sharings.seen_by(id, OPEN)
        assert found == ()
        for user in users:
            await store.sharings.withdraw(user)


async def test_gone_with_what_it_tells_of(store: Store) -> None:
    """/forget, the conversation's own end after 180 days, withdrawal of one group or all."""
    first, second = await group(store), await group(store, "金华", "hash2")
    await shared(store, first, person())
    assert await store.forget(USER) == 2
    await shared(store, first, person())
    assert await store.purge(OPEN + timedelta(days=1)) == 1
    assert await seen(store, first) == []
    await shared(store, first, person(), person(name="李强"))
    await shared(store, second, person())
    assert [one.name for one, _ in await store.sharings.shared_by(USER, OPEN)] == [
        GROUP.name,
        GROUP.name,
        "金华",
    ]
    assert await store.sharings.withdraw(USER, first) == 2
    assert (await seen(store, first), await seen(store, second)) == ([], ["王芳"])
    assert await store.sharings.withdraw(USER) == 1
    assert await store.sharings.withdraw(USER) == 0


async def test_withdrawn_while_it_is_read(store: Store) -> None:
    """Between the look and the page: not shown, and not counted in the audit."""
    id = await group(store)
    await shared(store, id, person(), person(name="李强"))
    await shared(store, id, person("web:2"))
    people = [one for one, _ in await store.sharings.seen_by(id, OPEN)]
    assert len(people) == 3
    await store.sharings.withdraw(USER)
    still = await store.sharings.note_reading(id, people, OPEN, READ, lambda count: f"{count} people")
    assert still == frozenset([person("web:2")])
    (_, line), *_ = await store.staff.audit(9)
    assert (line.account, line.act, line.about) == ("reader", "group_read", "1 people")
    await store.sharings.close_group(NOTICE, id, OPEN, LINE)
    assert await store.sharings.note_reading(id, people, OPEN, READ, str) is None
    assert await store.sharings.seen_by(id, OPEN + timedelta(days=31)) == ()


async def test_what_has_ended_is_deleted(store: Store) -> None:
    """Whom a group saw at once, the group itself after half a year."""
    id = await group(store)
    await shared(store, id, person())
    later = OPEN + timedelta(days=31)
    await store.sharings.tidy(later)
    assert await store.sharings.withdraw(USER) == 0
    assert await store.sharings.group(id) is not None
    await store.sharings.tidy(later + timedelta(days=180))
    assert await store.sharings.group(id) is None


async def test_a_key_that_moves(store: Store) -> None:
    """Takes along what rests on an interview; what rests on none ends; what is there already stays."""
    id, other = await group(store), await group(store, "金华", "hash2")
    await shared(store, id, person("telegram:1"), replace(person("telegram:1", "本人"), begun=""))
    await shared(store, other, person("telegram:1"))
    await shared(store, other, replace(person("telegram:2"), shown="自己的"))
    await store.move("telegram:1", "telegram:2", OPEN)
    found = await store.sharings.shared_by("telegram:2", OPEN)
    assert [(group.id, one.shown) for group, one in found] == [(id, "王芳"), (other, "自己的")]
    assert await store.sharings.shared_by("telegram:1", OPEN) == ()


def test_a_copy_holds_nobody(tmp_path: Path) -> None:
    """What was withdrawn after a backup does not come back with it; the groups do."""
    file, copy = tmp_path / "bot.db", tmp_path / "copy.db"

    async def fill() -> None:
        async with await Store.open(f"sqlite:///{file}") as store:
            await shared(store, await group(store), person())

    asyncio.run(fill())
    back_up(file, copy)
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT count(*) FROM sharing").fetchone() == (0,)
        assert copied.execute("SELECT count(*) FROM share_group").fetchone() == (1,)
    old = tmp_path / "old.db"
    old.write_bytes(file.read_bytes())
    restore(old, file, OPEN)
    with closing(sqlite3.connect(file)) as restored:
        assert restored.execute("SELECT count(*) FROM sharing").fetchone() == (0,)
    assert "木雕厂".encode() not in file.read_bytes()
