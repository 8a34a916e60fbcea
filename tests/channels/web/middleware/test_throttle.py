"""How often one address and one session may send requests."""

from __future__ import annotations

from bot.channels.web.rate_limits import RateLimits
from tests.channels.web.conftest import Site

HELLO = {"text": "你好"}


async def test_a_session_that_comes_too_often_must_wait(site: Site) -> None:
    """429 with Retry-After; after that long it is let in again, and others never had to wait."""
    eager, calm = site.visitor(), site.visitor()
    statuses = []
    while 429 not in statuses:
        response = await eager.post("/api/messages", json=HELLO)
        statuses.append(response.status_code)
        assert len(statuses) < 400
    assert len(statuses) > 100
    assert response.headers["content-type"] == "application/problem+json"
    assert (await calm.post("/api/messages", json=HELLO)).status_code == 200
    site.ticks.now += int(response.headers["retry-after"])
    assert (await eager.post("/api/messages", json=HELLO)).status_code == 200


async def test_an_address_that_floods_must_wait(site: Site) -> None:
    """Reading too; another address is not concerned, nor is the health check."""
    site.services.limits = RateLimits(1.0, site.ticks)
    flood, other = site.visitor(), site.visitor(address="203.0.113.8")
    statuses = {(await flood.get("/api/questions")).status_code for _ in range(20)}
    assert statuses == {200, 429}
    assert (await flood.get("/healthz")).status_code == 200
    assert (await other.get("/api/questions")).status_code == 200


async def test_whoever_throws_its_cookie_away_is_limited_as_well(site: Site) -> None:
    """New sessions from one address have a limit of their own."""
    site.services.limits = RateLimits(4.0, site.ticks)
    async with site.visitor() as visitor:
        statuses = []
        for _ in range(40):
            visitor.cookies.clear()
            statuses.append((await visitor.post("/api/messages", json=HELLO)).status_code)
    assert statuses.count(200) == 24
