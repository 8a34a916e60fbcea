"""Room is made by deleting talks in which nothing must last, on each kind of database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.store.database import Store
from bot.store.model.saved import LASTING, Saved, SavedInterview, SavedSubscription

NOW = datetime(2022, 11, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("saved", "goes"),
    [
        (Saved({"question": "费用"}), True),
        (Saved({"question": "费用", LASTING: False}), True),
        (Saved({LASTING: True}), False),
        (Saved(interviews={("", "妈妈"): SavedInterview({})}), False),
        (Saved(subscriptions={"1": SavedSubscription({})}), False),
    ],
)
async def test_what_must_last_stays(url: str, saved: Saved, goes: bool) -> None:
    """An interview, a wish, and a wish that is noted in the talk alone; whoever says /forget forgets that too."""
    async with await Store.open(url) as store:
        await store.save("web:1", saved, NOW)
        assert await store.forget_talk("web:1") is goes
        assert (await store.load("web:1") is None) is goes
        assert await store.forget_talk("web:nobody")
        await store.forget("web:1")
        assert await store.load("web:1") is None
