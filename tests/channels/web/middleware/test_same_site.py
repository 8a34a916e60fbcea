"""What another site may have a visitor's browser send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.channels.web.hosts import Hosts
from tests.channels.web.conftest import BASE, Site

HELLO = {"text": "你好"}


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
        ({"Origin": "https://ask.example.org", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://ask.example.org", "Sec-Fetch-Site": "none"}, 403),
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


@pytest.mark.parametrize("origin", ["https://ask.example.org", "https://ask.example.org:8443"])
async def test_behind_a_proxy_that_changes_the_host(
    new_site: Callable[..., Site], logged: list[Any], origin: str
) -> None:
    """The log has both names, once; the words say what to do; a name in the settings is the server's own."""
    visitor = new_site().visitor("http://127.0.0.1:8080")
    for _ in range(3):
        refused = await visitor.post("/api/messages", json=HELLO, headers={"Origin": origin})
        assert refused.status_code == 403
        assert "BOT_PUBLIC_URL" in refused.json()["detail"]
    told = [line for line in logged if line["event"] == "origin_refused"]
    assert [(line["origin"], line["host"]) for line in told] == [(origin, "127.0.0.1:8080")]
    named = new_site(hosts=Hosts.of(["ask.example.org"], "127.0.0.1", 8080)).visitor("http://127.0.0.1:8080")
    assert (await named.post("/api/messages", json=HELLO, headers={"Origin": origin})).status_code == 200
