"""Bodies that are too large, too slow, or never end."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.channels.web.middleware.body_limit import BodyLimit


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

    await BodyLimit(app, seconds=0.0)(_scope(), never, send)
    assert sent[0]["status"] == 408


async def test_who_hangs_up_gets_nothing() -> None:
    """No answer and no fault."""

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def nowhere(*_: Any) -> None:
        pytest.fail("nobody is there")

    await BodyLimit(nowhere)(_scope(), gone, nowhere)


@pytest.mark.parametrize(("kilobytes", "read"), [(65, 65), (1000, 1000), (5000, 1025)])
async def test_who_sends_too_much_may_finish(kilobytes: int, read: int) -> None:
    """Up to a megabyte: a proxy that is cut off while it sends tells its visitor of a fault instead of the answer."""
    sent: list[Message] = []
    given = 0

    async def parts() -> Message:
        nonlocal given
        given += 1
        return {"type": "http.request", "body": b"x" * 1024, "more_body": given < kilobytes}

    async def nowhere(*_: Any) -> None:
        pytest.fail("too large")

    async def send(message: Message) -> None:
        sent.append(message)

    await BodyLimit(nowhere)(_scope(), parts, send)
    assert (sent[0]["status"], given) == (413, read)


def _scope() -> Scope:
    headers = [(b"content-type", b"application/json")]
    return {
        "type": "http",
        "method": "POST",
        "path": "/api/messages",
        "headers": headers,
        "client": ("::1", 1),
    }
