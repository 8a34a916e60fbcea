"""One at a time for each user."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversation.turnstile import Turnstile


async def test_those_of_one_user_pass_in_order() -> None:
    """However many wait."""
    turnstile, passed = Turnstile(), []

    async def pass_through(number: int) -> None:
        async with turnstile.passing("ann"):
            await asyncio.sleep(0)
            passed.append(number)

    await asyncio.gather(*map(pass_through, range(20)))
    assert passed == list(range(20))


async def test_users_do_not_wait_for_each_other() -> None:
    """Bob passes while Ann is still inside."""
    turnstile = Turnstile()
    async with turnstile.passing("ann"), asyncio.timeout(10), turnstile.passing("bob"):
        assert len(turnstile) == 2


async def test_who_is_through_is_forgotten() -> None:
    """After a fault inside too, and when somebody gives up waiting."""
    turnstile = Turnstile()
    with pytest.raises(ValueError, match="inside"):
        await _fail_while_another_waits(turnstile)
    assert len(turnstile) == 0


async def _pass(turnstile: Turnstile) -> None:
    async with turnstile.passing("ann"):
        pass


async def _fail_while_another_waits(turnstile: Turnstile) -> None:
    async with turnstile.passing("ann"):
        waiting = asyncio.create_task(_pass(turnstile))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        wrong = "inside"
        raise ValueError(wrong)
