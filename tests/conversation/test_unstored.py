"""How long the database is waited for."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversation.unstored import Patience
from bot.store.model.errors import StoreError


async def test_what_does_not_answer_is_given_up() -> None:
    """As trouble of the database; what answers is waited for."""
    patience = Patience(lambda: 0.0, patient=0.01)
    with pytest.raises(StoreError) as caught:
        await patience.wait(asyncio.sleep(3600))
    assert caught.value.code == "no_answer"
    assert await Patience(lambda: 0.0).wait(asyncio.sleep(0, "there")) == "there"


async def test_trouble_of_the_database_is_told_as_it_is() -> None:
    """Whatever is wrong, its own code stays."""

    async def full() -> None:
        raise StoreError(code="full")

    with pytest.raises(StoreError) as caught:
        await Patience(lambda: 0.0).wait(full())
    assert caught.value.code == "full"
