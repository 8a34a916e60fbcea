"""Requests that mean no good, ten thousand in `make soak`: no fault of the server, and nothing of anybody else's."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest

from bot.channels.web.sessions.session_headers import COOKIE
from bot.channels.web.sessions.signed_session import Sessions
from bot.conversation.assistant import Assistant
from tests.channels.web.conftest import TOKEN, Site, site_of

SECRET = "只有受害人知道的名字"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
CARRYING = (
    "/api/carry/offer",
    "/api/carry/claim",
    "/api/carry/allow",
    "/api/carry/withdraw",
    "/api/carry/take",
    "/api/leave",
)
POSTS = ("/api/messages", "/api/feedback", "/api/forget", *CARRYING)
PATHS = (
    *POSTS,
    "/api/carry",
    "/carry",
    "/api/conversation",
    "/api/result",
    "/api/calendar.ics",
    "/",
    "/result",
    "/docs",
    "/../etc/passwd",
)
SEED = 20221206
Tries = Callable[[int], int]


@pytest.fixture
async def besieged(full_assistant: Assistant) -> AsyncIterator[Site]:
    """A site with the conversation of a victim, which must be the same in the end."""
    site = site_of(full_assistant, client_rate=0.0)
    victim = site.visitor()
    for text in ("换一个人", SECRET, "不清楚"):
        await victim.post("/api/messages", json={"text": text})
    before = (await victim.get("/api/conversation")).json()
    assert before["interview"]["name"] == SECRET
    await victim.post("/api/carry/offer", json={})
    yield site
    assert (await victim.get("/api/conversation")).json() == before
    assert (await victim.get("/api/carry")).json()["giving"]["state"] == "offered"


def check(response: httpx.Response, *allowed: int) -> None:
    """No fault of the server, nothing of the victim's, nothing that a browser would run."""
    assert response.status_code < 500, (response.request.url, response.text[:300])
    assert not allowed or response.status_code in allowed, (response.status_code, response.text[:300])
    assert SECRET not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in response.headers["content-security-policy"]
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"


def values(chance: random.Random, depth: int = 0) -> Any:
    """Any JSON that a program may send."""
    leaves = [
        None,
        True,
        -1,
        1e308,
        10**400,
        "",
        "\x00",
        "\ud800",
        "好" * chance.randrange(3000),
        SCRIPT,
        "iv:answer:" * 20,
        "iv:do:again",
        "iv:name:" + SECRET[:2],
        "rm:stop:1",
        "%s%n{0}{notice}",
        "'; DROP TABLE conversation; --",
        "../../etc/passwd",
        "/forget\n/help",
        "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(40))),
    ]
    if depth < 4 and chance.random() < 0.3:
        keys = ("text", "choice", "id", "user", "entry", "vote", "__proto__", SCRIPT)
        return {chance.choice(keys): values(chance, depth + 1) for _ in range(chance.randrange(4))}
    if depth < 4 and chance.random() < 0.1:
        return [values(chance, depth + 1) for _ in range(chance.randrange(4))]
    return chance.choice(leaves)


def bodies(chance: random.Random, count: int) -> Iterator[bytes]:
    """Bodies with the right keys and wrong values, or wrong altogether."""
    for _ in range(count):
        keys = chance.sample(
            ("text", "choice", "id", "entry", "vote", "extra", "code", "check", "own"), chance.randrange(1, 4)
        )
        whole = {key: values(chance) for key in keys} if chance.random() < 0.8 else values(chance)
        yield json.dumps(whole).encode("utf-8", "surrogatepass")


async def post(visitor: httpx.AsyncClient, path: str, body: bytes, **headers: str) -> httpx.Response:
    """Send a body as JSON."""
    return await visitor.post(path, content=body, headers={"Content-Type": "application/json", **headers})


async def test_fuzzed_bodies(besieged: Site, tries: Tries) -> None:
    """Up to 4,000 bodies, with a session and without."""
    chance = random.Random(SEED)
    visitor = besieged.visitor()
    for number, body in enumerate(bodies(chance, tries(4000))):
        if number % 20 == 0:
            visitor.cookies.clear()
        check(await post(visitor, chance.choice(POSTS), body))


async def test_guessed_codes(besieged: Site, tries: Tries) -> None:
    """Up to 2,000 codes at random, from as many sessions and networks: none is the victim's, and few are looked at."""
    chance = random.Random(SEED)
    for number in range(tries(2000)):
        visitor = besieged.visitor(address=f"203.0.{number % 4}.9")
        code = "".join(chance.choice("0123456789") for _ in range(13))
        check(await visitor.post("/api/carry/claim", json={"code": code}), 404 if number < 20 else 429)


async def test_broken_text(besieged: Site, tries: Tries) -> None:
    """Up to 1,500 bodies that are no UTF-8, no JSON, or nested beyond reason."""
    chance = random.Random(SEED)
    visitor = besieged.visitor()
    for _ in range(tries(1490)):
        body = bytearray(json.dumps({"text": "单位几号前要推荐"}, ensure_ascii=False).encode())
        for _ in range(chance.randrange(1, 6)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        check(await post(visitor, "/api/messages", bytes(body)))
    for whole in (
        b"",
        b"[" * 60_000,
        b'{"text":' * 5_000,
        b"\xff\xfe\x00",
        b"null",
        b"NaN",
        b'"\\ud800"',
        b"\x00",
    ):
        check(await post(visitor, "/api/messages", whole), 400, 422)
    check(await post(visitor, "/api/messages", b'{"text":"\\ud800\\u0000"}'), 200, 422)
    check(await post(visitor, "/api/messages", b'{"text":"a"}', **{"Content-Encoding": "gzip"}))


async def test_oversized(besieged: Site, tries: Tries) -> None:
    """Up to 500 that are too large, said beforehand or in pieces without an end in sight."""
    visitor = besieged.visitor()

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1024

    for number in range(tries(250)):
        check(
            await post(visitor, POSTS[number % len(POSTS)], b'{"text":"' + b"a" * (65_536 + number) + b'"}'),
            413,
        )
        headers = {"Content-Type": "application/json"}
        check(await visitor.post(POSTS[number % len(POSTS)], content=pieces(), headers=headers), 413)


async def test_tampered_sessions(besieged: Site, tries: Tries) -> None:
    """Up to 2,000 cookies and tokens that were not given out open no conversation and break nothing."""
    chance = random.Random(SEED)
    known = besieged.services.sessions.begin().token
    foreign = Sessions("another secret").begin().token
    visitor = besieged.visitor()
    for number in range(tries(1000)):
        token = list(known if number % 2 else foreign)
        for _ in range(chance.randrange(1, 4) if number % 2 else 0):
            token[chance.randrange(len(token) - 1)] = chance.choice("AZaz09_-.%;\\\"' ")
        if "".join(token) == known:
            continue
        for headers in ({"Cookie": f"{COOKIE}={''.join(token)}"}, {"X-Session": "".join(token)}):
            response = await visitor.get("/api/conversation", headers=headers)
            check(response, 200)
            assert response.json()["session"] is False


async def test_posts_from_other_sites(besieged: Site, tries: Tries) -> None:
    """Up to 1,000 posts as a browser would send them for another site are refused, and a form cannot send JSON."""
    visitor = besieged.visitor()
    for number in range(tries(250)):
        path, body = POSTS[number % len(POSTS)], b'{"text":"a"}'
        check(await post(visitor, path, body, Origin=f"https://evil{number}.example"), 403)
        check(await post(visitor, path, body, **{"Sec-Fetch-Site": "cross-site"}), 403)
        check(await post(visitor, path, body, Origin="null"), 403)
        kind = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")[
            number % 4
        ]
        check(await visitor.post(path, content=body, headers={"Content-Type": kind}), 415)


async def test_script_in_every_field(besieged: Site, tries: Tries) -> None:
    """Up to 500 with script: it comes back as JSON or not at all."""
    visitor = besieged.visitor()
    for number in range(100):
        script = f"{SCRIPT}{number}"
        for body in (
            {"text": script},
            {"choice": script},
            {"text": "a", "id": script},
            {"entry": script, "vote": script},
        ):
            response = await post(
                visitor, "/api/feedback" if "entry" in body else "/api/messages", json.dumps(body).encode()
            )
            check(response)
            assert "json" in response.headers["content-type"]
        answer = await visitor.post(
            "/api/messages",
            json={"text": script, "user": script},
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        check(answer, 200)


async def test_strange_requests(besieged: Site, tries: Tries) -> None:
    """Up to 1,000 of any method, on any path, with any query and any header."""
    chance = random.Random(SEED)
    visitor = besieged.visitor()
    for _ in range(tries(1000)):
        method = chance.choice(("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "QUX"))
        path = chance.choice(PATHS) + chance.choice(
            ("", "?name=" + "%00%ff" * 9, "?name=" + SCRIPT, "/..%2f", "/%F0")
        )
        headers = {
            "Host": chance.choice(("notice.test", "evil.example", "x" * 300)),
            "X-Forwarded-For": SCRIPT,
        }
        response = await visitor.request(method, path, headers=headers)
        if method != "HEAD":
            check(response)
        assert response.status_code < 500
