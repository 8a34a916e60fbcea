"""The smallest example of docs/channels.md, as it stands there, on a real server."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.delivery.sender import Reminder, Sender
from tests.channels.platforms.branches import NOBODY
from tests.platforms.strict_server import StrictServer
from tests.serving.servers import ROOT


def shown() -> type[Any]:
    """The class that the document shows."""
    document = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", document, re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(compile(found[1], "docs/channels.md", "exec"), names)
    made: type[Any] = names["RobotSender"]
    return made


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "sent"), (429, "wait"), (403, "held"), (500, "held"), (0, "retry")]
)
async def test_the_smallest_channel(status: int, outcome: str) -> None:
    """It sends the text of a reminder, and says what came of it."""
    taken: list[Any] = []

    async def take(request: Request) -> Response:
        taken.append(await request.json())
        return Response(status_code=status)

    async with (
        StrictServer([Route("/robot", take, methods=["POST"])]) as server,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        sender: Sender = shown()(f"{server.url if status else NOBODY}/robot", client)
        attempt = await sender.send(Reminder("1", "group", "交材料", (), "lead"))
    assert (attempt.outcome, attempt.seconds) == (outcome, 60.0 if outcome == "wait" else 0.0)
    assert taken == ([{"text": "交材料"}] if status else [])
