"""The talks beside a test end with it, whatever they do."""

from __future__ import annotations

import asyncio

import pytest

from tests.channels import talks_beside
from tests.channels.talks_beside import TalksBeside


async def test_talks_that_lose_a_cancellation_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing goes on any more the test fails, and nothing is left running."""
    monkeypatch.setattr(talks_beside, "STILL", 0.1)
    lost = []

    async def talk(person: str) -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                if person in lost:
                    raise
                lost.append(person)

    with pytest.raises(AssertionError, match="nothing goes on"):
        async with asyncio.timeout(30), TalksBeside(talk, "ab", lambda: 0) as talks:
            await talks.until_all_ended(lambda: True)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_talk_that_fails_fails_the_test_at_once() -> None:
    """With its own fault, whether or not what is awaited is reached."""

    async def talk(person: str) -> None:
        raise ValueError(person)

    for reached in (True, False):
        with pytest.raises(ValueError, match="a"):
            async with asyncio.timeout(30), TalksBeside(talk, "a", lambda: 0) as talks:
                await talks.until_all_ended(lambda reached=reached: reached)  # type: ignore[misc]
