"""How many sessions of one address are remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.channels.web.sessions.newcomers import Newcomers
from tests.channels.web.conftest import Site, Ticks


class Held:
    """Users of whom some hold an interview or a wish."""

    def __init__(self, *holding: str) -> None:
        self.holding = holding
        self.gone: list[str] = []

    async def forget_talk(self, user: str) -> bool:
        if user in self.holding:
            return False
        self.gone.append(user)
        return True


async def test_the_oldest_of_the_same_address_goes() -> None:
    """Not one of another address."""
    held = Held()
    newcomers = Newcomers(held.forget_talk, Ticks(), most=3)
    assert await newcomers.admit("other", "x")
    for user in "abcde":
        assert await newcomers.admit("one", user)
    assert held.gone == ["a", "b"]


async def test_no_interview_and_no_wish_goes() -> None:
    """Where all hold one, the new one is not remembered; after a day there is room again."""
    held, ticks = Held("a", "b", "c"), Ticks()
    newcomers = Newcomers(held.forget_talk, ticks, most=3)
    for user in "abc":
        assert await newcomers.admit("one", user)
    assert not await newcomers.admit("one", "d")
    assert await newcomers.admit("other", "e")
    ticks.now += 24 * 3600
    assert await newcomers.admit("one", "d")
    assert held.gone == []


async def test_when_the_whole_is_full_nobody_new_is_remembered(new_site: Callable[..., Site]) -> None:
    """Questions are answered, an interview is told to be none now, and those who were there go on."""
    full = False
    site = new_site(full=lambda: full)
    old = site.visitor()
    await _say(old, "我能不能报")
    full = True
    stranger = site.visitor()
    assert (await _say(stranger, "学时要多少？"))["replies"][0]["kind"] == "answer"
    refused = await _say(stranger, "我能不能报")
    assert (refused["replies"][0]["kind"], refused["interview"]) == ("refused", None)
    assert not stranger.cookies
    assert (await _say(old, "在职"))["interview"]["answered"] > 0


async def test_a_flood_of_sessions_leaves_the_interview_of_a_neighbour(new_site: Callable[..., Site]) -> None:
    """One who shares the address, as in an office; the talk of the flood itself goes."""
    site = new_site(client_rate=0.0)
    site.services.newcomers = Newcomers(site.store.forget_talk, site.ticks, most=5)
    neighbour = site.visitor()
    before = await _say(neighbour, "我能不能报")
    flood = [site.visitor() for _ in range(20)]
    for stranger in flood:
        await _say(stranger, "学时要多少？")
    assert len(site.store.users()) <= 5
    after = await neighbour.get("/api/conversation")
    assert after.json()["interview"] == before["interview"]


@pytest.mark.parametrize("what", ["交材料", "登学时"])
async def test_a_flood_of_sessions_leaves_the_wish_of_a_neighbour(
    new_site: Callable[..., Site], what: str
) -> None:
    """On the page, which cannot remind anybody, a wish is noted for the calendar: it stays, until /forget."""
    site = new_site(client_rate=0.0)
    site.services.newcomers = Newcomers(site.store.forget_talk, site.ticks, most=5)
    neighbour = site.visitor()
    await _say(neighbour, f"12月3日9点提醒我{what}")
    for stranger in [site.visitor() for _ in range(20)]:
        await _say(stranger, "学时要多少？")
    assert what in (await neighbour.get("/api/calendar.ics")).text
    count = len(site.store.users())
    await neighbour.post("/api/forget", json={})
    assert len(site.store.users()) == count - 1


async def _say(visitor: httpx.AsyncClient, text: str) -> dict[str, Any]:
    response = await visitor.post("/api/messages", json={"text": text})
    assert response.status_code == 200, response.text
    return dict(response.json())
