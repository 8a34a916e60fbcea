"""What another site may have a visitor's browser send."""

from __future__ import annotations

import httpx
import pytest

from tests.channels.web.conftest import BASE

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
