"""What every keeper promises: the twin in memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.store.model.errors import Conflict
from bot.store.model.saved import Keeper, Saved, SavedInterview, SavedSubscription

NOW = datetime(2022, 11, 15, 10, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))
LATER = NOW + timedelta(hours=1)
MINE = Saved(
    {"question": "我能不能报"},
    {("", "妈妈"): SavedInterview({"craft": "木雕", "hours": 92.5, "since": None})},
)


async def test_unknown_user(keeper: Keeper) -> None:
    """Of a user who never wrote there is nothing."""
    assert await keeper.load("web:nobody") is None


async def test_round_trip(keeper: Keeper) -> None:
    """What was saved is loaded as it was, and equals what save gave back."""
    kept = await keeper.save("web:1", MINE, NOW)
    assert kept == await keeper.load("web:1")
    assert kept.state == MINE.state
    assert kept.interviews["", "妈妈"].state == MINE.interviews["", "妈妈"].state


async def test_users_apart(keeper: Keeper) -> None:
    """One user's conversation is not another's."""
    await keeper.save("web:1", MINE, NOW)
    assert await keeper.load("web:2") is None
    await keeper.save("web:2", Saved({"question": "费用"}), NOW)
    assert (await loaded(keeper, "web:1")).state == MINE.state


async def test_moments_are_aware_utc(keeper: Keeper) -> None:
    """Moments come back aware, in UTC, to the microsecond."""
    await keeper.save("web:1", MINE, NOW)
    kept = await loaded(keeper, "web:1")
    assert kept.updated_at == kept.interviews["", "妈妈"].updated_at == NOW
    assert kept.updated_at is not None
    assert kept.updated_at.tzinfo is UTC


async def test_naive_moment(keeper: Keeper) -> None:
    """A moment without its zone is refused, and nothing is saved."""
    with pytest.raises(ValueError, match="zone"):
        await keeper.save("web:1", MINE, datetime(2022, 11, 15))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        await keeper.purge(datetime(2022, 11, 15))  # noqa: DTZ001
    assert await keeper.load("web:1") is None


async def test_interview_moment_is_its_last_change(keeper: Keeper) -> None:
    """A turn that leaves an interview alone leaves its moment alone."""
    kept = await keeper.save("web:1", MINE, NOW)
    more = {**kept.interviews, ("", "张师傅"): SavedInterview({})}
    after = await keeper.save("web:1", replace(kept, state={}, interviews=more), LATER)
    assert after == await keeper.load("web:1")
    assert [after.interviews["", name].updated_at for name in ("妈妈", "张师傅")] == [NOW, LATER]
    assert after.updated_at == LATER


async def test_interviews_changed_and_dropped(keeper: Keeper) -> None:
    """The interviews kept are those of the last save: changed, added, and gone if left out."""
    names = [f"工人{number}" for number in range(20)]
    kept = await keeper.save("hr", Saved(interviews={("", name): SavedInterview({}) for name in names}), NOW)
    fewer = {("", names[3]): SavedInterview({"phase": "done"}), ("", names[4]): kept.interviews["", names[4]]}
    await keeper.save("hr", replace(kept, interviews=fewer), LATER)
    found = (await loaded(keeper, "hr")).interviews
    assert {key: interview.state for key, interview in found.items()} == {
        ("", names[3]): {"phase": "done"},
        ("", names[4]): {},
    }


async def test_second_tab(keeper: Keeper) -> None:
    """Of two tabs that loaded the same, the second to save is told, and its save changes nothing at all."""
    kept = await keeper.save("web:1", MINE, NOW)
    first = await keeper.save("web:1", replace(kept, state={"tab": 1}), LATER)
    with pytest.raises(Conflict):
        await keeper.save("web:1", replace(kept, state={"tab": 2}, interviews={}), LATER)
    assert await keeper.load("web:1") == first


async def test_second_newcomer(keeper: Keeper) -> None:
    """Of two tabs of a new user, the second to save is told."""
    first = await keeper.save("web:1", MINE, NOW)
    with pytest.raises(Conflict):
        await keeper.save("web:1", Saved({"tab": 2}), LATER)
    assert await keeper.load("web:1") == first


async def test_many_at_once(keeper: Keeper) -> None:
    """Turns of one user that run at once, each loading again after a conflict, are all kept."""

    async def turn(number: int) -> None:
        while True:
            kept = await keeper.load("web:1") or Saved()
            try:
                await keeper.save("web:1", replace(kept, state={**kept.state, str(number): number}), NOW)
            except Conflict:
                continue
            return

    await asyncio.gather(*(turn(number) for number in range(12)))
    assert len((await loaded(keeper, "web:1")).state) == 12


async def test_forget(keeper: Keeper) -> None:
    """Forgetting deletes one user's conversation and interviews, says how many rows, and touches nobody else."""
    await keeper.save("web:1", MINE, NOW)
    await keeper.save("web:2", MINE, NOW)
    assert await keeper.forget("web:1") == 2
    assert await keeper.forget("web:1") == 0
    assert await keeper.load("web:1") is None
    assert await keeper.load("web:2") is not None


async def test_forgotten_stays_forgotten(keeper: Keeper) -> None:
    """A tab that slept through a forget cannot bring back what was forgotten, also when the user began anew."""
    asleep = await keeper.save("web:1", MINE, NOW)
    await keeper.forget("web:1")
    with pytest.raises(Conflict):
        await keeper.save("web:1", asleep, LATER)
    anew = await keeper.save("web:1", Saved(), LATER)
    with pytest.raises(Conflict):
        await keeper.save("web:1", asleep, LATER)
    assert await keeper.load("web:1") == anew


async def test_purge_after_180_days(keeper: Keeper) -> None:
    """A conversation goes when its last save is older than the limit; one saved at the limit stays."""
    limit = NOW - timedelta(days=180)
    await keeper.save("older", MINE, limit - timedelta(microseconds=1))
    await keeper.save("edge", MINE, limit)
    touched = await keeper.save("touched", MINE, limit - timedelta(days=100))
    await keeper.save("touched", touched, NOW)
    assert await keeper.purge(limit) == 1
    assert await keeper.purge(limit) == 0
    assert await keeper.load("older") is None
    assert await keeper.load("edge") is not None
    assert (await loaded(keeper, "touched")).interviews["", "妈妈"].state == MINE.interviews["", "妈妈"].state


@pytest.mark.parametrize(
    "word", ["\x00", "\ud83d", "😀", "张\u3000三", "'; DROP TABLE interview; --", "{}%s", "x" * 100_000]
)
async def test_any_text(keeper: Keeper, word: str) -> None:
    """Whatever a person types comes back the same, half a surrogate pair and zero bytes too."""
    await keeper.save("web:1", Saved({"said": word}), NOW)
    assert (await loaded(keeper, "web:1")).state == {"said": word}


@pytest.mark.parametrize("key", ["", "a\x00b", "a\nb", "\ud83d", "x" * 201])
async def test_bad_keys(keeper: Keeper, key: str) -> None:
    """A key that not every database could take is refused as a user and as the name of an interview."""
    with pytest.raises(ValueError, match="key"):
        await keeper.load(key)
    with pytest.raises(ValueError, match="key"):
        await keeper.save("web:1", Saved(interviews={("", key): SavedInterview({})}), NOW)
    assert await keeper.load("web:1") is None


async def test_longest_key(keeper: Keeper) -> None:
    """Keys are told apart by letter case and may be 200 characters long."""
    name = "张" * 200
    await keeper.save(
        name, Saved(interviews={("", "a"): SavedInterview({}), ("", "A"): SavedInterview({})}), NOW
    )
    assert list((await loaded(keeper, name)).interviews) == [("", "A"), ("", "a")]


async def test_no_json(keeper: Keeper) -> None:
    """A state that JSON cannot carry is refused, and nothing is saved."""
    with pytest.raises(TypeError):
        await keeper.save("web:1", Saved({"when": NOW}), NOW)
    with pytest.raises(ValueError, match="JSON"):
        await keeper.save("web:1", Saved({"hours": float("nan")}), NOW)
    assert await keeper.load("web:1") is None


async def test_nothing_shared(keeper: Keeper) -> None:
    """Changing an object after it was saved changes nothing in the store."""
    facts = {"craft": "木雕"}
    await keeper.save("web:1", Saved({"facts": facts}), NOW)
    facts["craft"] = "青瓷"
    assert (await loaded(keeper, "web:1")).state == {"facts": {"craft": "木雕"}}


async def loaded(keeper: Keeper, user: str) -> Saved:
    """What is kept of `user`, who is there."""
    kept = await keeper.load(user)
    assert kept is not None
    return kept


async def test_subscriptions_are_kept(keeper: Keeper) -> None:
    """Subscriptions come back with what the conversation was saved with, and one that is left out is gone."""
    wishes = {"a": SavedSubscription({"leads": [1]}), "b": SavedSubscription({"leads": [5]}, "stopped")}
    kept = await keeper.save("web:1", replace(MINE, subscriptions=wishes), NOW)
    assert (await loaded(keeper, "web:1")).subscriptions == wishes
    await keeper.save("web:1", replace(kept, subscriptions={"b": wishes["b"]}), LATER)
    assert (await loaded(keeper, "web:1")).subscriptions == {"b": wishes["b"]}


async def test_subscriptions_outlive_the_conversation(keeper: Keeper) -> None:
    """A conversation that nobody goes on with goes; the wish to be reminded stays until it is forgotten."""
    wishes = {"a": SavedSubscription({"leads": [1]})}
    await keeper.save("web:1", replace(MINE, subscriptions=wishes), NOW)
    assert await keeper.purge(LATER) == 1
    assert await keeper.load("web:1") == Saved(subscriptions=wishes)
    assert await keeper.forget("web:1") == 1
    assert await keeper.load("web:1") is None


async def test_rows_keep_the_notice_that_they_name(keeper: Keeper) -> None:
    """A conversation, an interview and a subscription each come back with theirs; a changed one is written."""
    saved = Saved(
        {},
        {("n-2021", "me"): SavedInterview({"a": 1})},
        {"w": SavedSubscription({}, notice="n-2022")},
        notice="n-2022",
    )
    kept = await keeper.save("web:1", saved, NOW)
    kept = await keeper.save(
        "web:1", replace(kept, interviews={("n-2023", "me"): SavedInterview({"a": 1})}), NOW
    )
    found = await keeper.load("web:1")
    assert found == kept
    assert (found.notice, list(found.interviews)) == ("n-2022", [("n-2023", "me")])
    assert found.subscriptions["w"].notice == "n-2022"


async def test_wishes_come_and_go_with_a_talk(keeper: Keeper) -> None:
    """Each save makes of them what it holds, whether or not there were any before."""
    wish = {"1": SavedSubscription({"which": "unit"})}
    kept = await keeper.save("web:1", MINE, NOW)
    for wanted in (wish, {}, wish, {}, {}):
        kept = await keeper.save("web:1", replace(kept, subscriptions=wanted), NOW)
        loaded = await keeper.load("web:1")
        assert loaded is not None
        assert loaded.subscriptions == wanted
        kept = loaded
