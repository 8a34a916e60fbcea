"""Conversations as people have them, over real HTTP, read back from the server."""

from __future__ import annotations

from bot.channels.telegram.post import TelegramPost
from bot.store.database import Store
from tests.telegram_api.phone import Phones, labels

ANNA = 1001


async def test_question(phones: Phones, post: TelegramPost, store: Store) -> None:
    """A question gets its answer with the clause; 👍 is counted once, and the votes are gone after it."""
    (answer,) = await phones.ask(ANNA, "什么时候截止")
    assert "2022年12月6日" in answer["text"]
    assert "依据" in answer["text"]
    await phones.tap(ANNA, "👍", replies=0)
    await phones.do("await_call", method="editMessageReplyMarkup")
    (after,) = await phones.said(ANNA)
    assert not {"👍", "👎"} & set(labels(after))
    assert await phones.refused() == []
