"""The push channel: what is sent, and what each answer means. Its faults on the wire are in tests/delivery/test_faults.py."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.channels.push import PushSender, meaning
from bot.delivery.sender import Attempt, Reminder

NOW = datetime(2022, 11, 22, 1, tzinfo=UTC)
ONE = Reminder(
    "abc",
    "13800001111",
    "还有14天",
    ("四.一",),
    "lead",
    maybe_repeated=True,
    subscription="s1",
    notice="n-2022",
)


async def sent_through(handler: httpx.MockTransport, secret: str = "hush") -> Attempt:
    """What becomes of a reminder."""
    client = httpx.AsyncClient(transport=handler)
    async with PushSender("http://office.example/remind", secret, lambda: NOW, client) as sender:
        return await sender.send(ONE)


async def test_what_is_sent() -> None:
    """The body is the contract's JSON, signed so that the receiver can check it."""
    seen: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(202)

    assert await sent_through(httpx.MockTransport(take)) == Attempt("sent")
    (request,) = seen
    assert json.loads(request.content) == {
        "id": "abc",
        "user": "13800001111",
        "text": "还有14天",
        "clauses": ["四.一"],
        "kind": "lead",
        "maybe_repeated": True,
        "notice": "n-2022",
    }
    expected = hmac.new(b"hush", request.content, hashlib.sha256).hexdigest()
    assert request.headers["X-Noticebot-Signature"] == f"sha256={expected}"


async def test_no_secret() -> None:
    """Without a secret there is no signature."""
    seen: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    await sent_through(httpx.MockTransport(take), "")
    assert "X-Noticebot-Signature" not in seen[0].headers


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (httpx.ConnectError("refused"), "retry"),
        (httpx.ConnectTimeout("slow"), "retry"),
        (httpx.ReadTimeout("hung"), "uncertain"),
        (httpx.ReadError("reset"), "uncertain"),
        (httpx.WriteError("reset"), "uncertain"),
        (httpx.RemoteProtocolError("half"), "uncertain"),
    ],
)
async def test_wire(error: httpx.HTTPError, outcome: str) -> None:
    """Without a connection nothing left; with one, nobody knows."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    attempt = await sent_through(httpx.MockTransport(fail))
    assert (attempt.outcome, attempt.reason) == (outcome, type(error).__name__)


@pytest.mark.parametrize(
    ("status", "header", "outcome", "seconds"),
    [
        (200, "", "sent", 0),
        (204, "", "sent", 0),
        (410, "", "gone", 0),
        (429, "30", "wait", 30),
        (429, "1.5", "wait", 1.5),
        (429, "Tue, 22 Nov 2022 01:00:20 GMT", "wait", 20),
        (429, "Tue, 22 Nov 2022 00:00:00 GMT", "wait", 1),
        (429, "99999999", "wait", 86_400),
        (429, "9" * 400, "wait", 86_400),
        (429, "Fri, 31 Dec 9999 23:59:59 -2359", "wait", 86_400),
        (429, "Tue, 22 Nov 99999999999999999999 01:00:20 GMT", "wait", 1),
        (429, "Tue, 22 Nov 2022 99999999999999999999:00:20 GMT", "wait", 1),
        (429, "Tue, 22 Nov 2022 01:00:20 +99999999999999", "wait", 1),
        (429, "0", "wait", 1),
        (429, "", "wait", 1),
        (429, "soon", "wait", 1),
        (429, "-5", "wait", 1),
        (503, "30", "wait", 30),
        (503, "", "retry", 0),
        (408, "", "retry", 0),
        (500, "", "uncertain", 0),
        (502, "", "uncertain", 0),
        (504, "", "uncertain", 0),
        (521, "", "uncertain", 0),
        (501, "", "held", 0),
        (511, "", "held", 0),
        (400, "", "refused", 0),
        (422, "", "refused", 0),
        (401, "", "held", 0),
        (403, "", "held", 0),
        (404, "", "held", 0),
        (405, "", "held", 0),
        (407, "", "held", 0),
        (301, "", "held", 0),
        (302, "", "held", 0),
    ],
)
def test_answers(status: int, header: str, outcome: str, seconds: float) -> None:
    """What each answer means."""
    attempt = meaning(status, header, b"", NOW)
    assert (attempt.outcome, attempt.seconds) == (outcome, seconds)


@pytest.mark.parametrize("status", [200, 403, 404, 422])
@pytest.mark.parametrize(
    ("body", "gone"),
    [
        (b'{"gone": true}', True),
        (b'{"error": "left", "gone": true}', True),
        (b'{"gone": "true"}', False),
        (b'{"gone": false}', False),
        (b"<html>gone</html>", False),
        (b'[{"gone": true}]', False),
        (b"[" * 60_000, False),
        (b"\xff", False),
    ],
)
def test_said_gone(status: int, body: bytes, gone: bool) -> None:
    """A body that says so means that the user is gone, whatever the status; no other body means anything."""
    assert (meaning(status, "", body, NOW).outcome == "gone") is gone


async def test_date_of_the_real_world() -> None:
    """A date to wait for is one of the real calendar, whatever moment the program pretends it is."""

    def wait(request: httpx.Request) -> httpx.Response:
        return httpx.Response(429, headers={"Retry-After": format_datetime(soon, usegmt=True)})

    soon = datetime.now(UTC) + timedelta(seconds=900)
    client = httpx.AsyncClient(transport=httpx.MockTransport(wait))
    async with PushSender("http://office.example/remind", "", client=client) as sender:
        attempt = await sender.send(ONE)
    assert attempt.outcome == "wait"
    assert 1 < attempt.seconds <= 900
