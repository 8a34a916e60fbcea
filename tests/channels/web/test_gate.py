"""What is refused before the API sees it."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.channels.web.gate import Gate
from bot.channels.web.rate import Limits
from tests.channels.web.conftest import BASE, Site, Ticks

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
    site.office.limits = Limits(1.0, site.ticks)
    flood, other = site.visitor(), site.visitor(address="203.0.113.8")
    statuses = {(await flood.get("/api/questions")).status_code for _ in range(20)}
    assert statuses == {200, 429}
    assert (await flood.get("/healthz")).status_code == 200
    assert (await other.get("/api/questions")).status_code == 200


async def test_whoever_throws_its_cookie_away_is_limited_as_well(site: Site) -> None:
    """New sessions from one address have a limit of their own."""
    site.office.limits = Limits(4.0, site.ticks)
    async with site.visitor() as visitor:
        statuses = []
        for _ in range(40):
            visitor.cookies.clear()
            statuses.append((await visitor.post("/api/messages", json=HELLO)).status_code)
    assert statuses.count(200) == 24


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": BASE}, 200),
        ({"Origin": BASE, "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": BASE + ".evil.example"}, 403),
        ({"Origin": BASE, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
async def test_only_our_own_pages_and_programs_may_post(
    visitor: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    """What a browser sends for another site is refused; what is no browser says nothing of a site."""
    assert (await visitor.post("/api/messages", json=HELLO, headers=headers)).status_code == status


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])
async def test_what_a_form_could_send_is_refused(visitor: httpx.AsyncClient, kind: str) -> None:
    """JSON alone is taken."""
    response = await visitor.post("/api/messages", content=b'{"text":"a"}', headers={"Content-Type": kind})
    assert response.status_code == 415


async def test_the_largest_body_is_64_kib(visitor: httpx.AsyncClient) -> None:
    """One byte more is refused; at that size it is read, and found too long a text."""
    head, end = b'{"text":"', b'"}'
    for size, status in ((64 * 1024, 422), (64 * 1024 + 1, 413)):
        body = head + b"a" * (size - len(head) - len(end)) + end
        response = await visitor.post(
            "/api/messages", content=body, headers={"Content-Type": "application/json"}
        )
        assert response.status_code == status


async def test_who_sends_too_slowly_is_told_so() -> None:
    """408, without the rest of the body."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        pytest.fail("half a body is nothing to work with")

    async def never() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    gate = Gate(app, Limits(1.0, Ticks()), body_seconds=0.0)
    await gate(_scope(), never, send)
    assert sent[0]["status"] == 408


async def test_who_hangs_up_gets_nothing() -> None:
    """No answer and no fault."""

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def nowhere(*_: Any) -> None:
        pytest.fail("nobody is there")

    await Gate(nowhere, Limits(1.0, Ticks()))(_scope(), gone, nowhere)


def _scope() -> Scope:
    headers = [(b"content-type", b"application/json")]
    return {
        "type": "http",
        "method": "POST",
        "path": "/api/messages",
        "headers": headers,
        "client": ("::1", 1),
    }
