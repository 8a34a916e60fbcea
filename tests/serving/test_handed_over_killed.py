"""kill -9 of the server while the reminders of many joined people turn out to reach nobody: all go to the other side."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.conversation.talks import assistant_of
from tests.conversation.test_joining_desk import People
from tests.reminders.moments import at
from tests.serving.servers import Servers

PAIRS, KILLS, ROUNDS = 20, 5, 4
SECRET = "secret"
DUE = at("2022-12-03T09:00")


class StrictGateway:
    """A gateway that knows half of its users no more: 410 to `b…`. It takes nothing that is not signed, or twice unmarked."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.wrong: list[str] = []
        gateway, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                signed = "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
                with lock:
                    status = gateway.takes(
                        json.loads(raw), self.headers.get("X-Noticebot-Signature", ""), signed
                    )
                time.sleep(0.05)  # so that a kill finds some on their way
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/out"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def takes(self, body: dict[str, Any], signature: str, signed: str) -> int:
        """Note a reminder. Returns the status."""
        if signature != signed:
            self.wrong.append(f"signature {signature}")
        before = sum(one["id"] == body["id"] for one in self.got)
        if before and (before > 1 or not body["maybe_repeated"]):
            self.wrong.append(f"{body['user']} {before + 1} times")
        self.got.append(body)
        return 410 if body["user"].startswith("b") else 204

    def of(self, kind: str) -> dict[str, list[bool]]:
        """What those who are there got of a kind: whether each was marked."""
        found = defaultdict(list)
        for one in list(self.got):
            if one["kind"] == kind and one["user"].startswith("a"):
                found[one["user"]].append(one["maybe_repeated"])
        return found

    def is_done(self) -> bool:
        """Whether all who are there have their reminder, and know why it came there."""
        return len(self.of("moment")) == len(self.of("note")) == PAIRS

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def gateway() -> Iterator[StrictGateway]:
    """A gateway that listens."""
    made = StrictGateway()
    yield made
    made.close()


def until(reached: Callable[[], bool], seconds: float) -> None:
    """Wait until `reached` is true, but not longer than so many seconds."""
    limit = time.monotonic() + seconds
    while not reached() and time.monotonic() < limit:
        time.sleep(0.02)


def until_still(gateway: StrictGateway) -> None:
    """Wait until all is done, or nothing came for some seconds: on a machine with much else to do each thing takes long."""
    got = -1
    while not gateway.is_done() and len(gateway.got) > got:
        got = len(gateway.got)
        until(lambda got=got: gateway.is_done() or len(gateway.got) > got, 10.0)  # type: ignore[misc]


async def join_all(url: str, talker: Assistant) -> None:
    """Pairs of which the first gave a wish to the second."""
    async with await Store.open(url) as store:
        people = People(store, talker)
        for number in range(PAIRS):
            await people.say(f"push:a{number}", "12月3日上午9点提醒我交材料")
            assert "已合并" in await people.join(f"push:a{number}", f"push:b{number}")


async def test_kills_lose_nothing(
    url: str, servers: Servers, gateway: StrictGateway, shipped: Knowledge
) -> None:
    """Killed five times between the 410, its outcome, the going over and the sending: once each, or with the mark."""
    await join_all(url, assistant_of(shipped))
    settings = {"BOT_API_TOKEN": "token", "BOT_PUSH_URL": gateway.url, "BOT_PUSH_SECRET": SECRET}
    chance, now = random.Random(), DUE
    for _ in range(KILLS):
        before = len(gateway.got)
        server = servers.start(now=now.isoformat(), db=url, settings=settings)
        until(lambda before=before: len(gateway.got) > before or gateway.is_done(), 4.0)  # type: ignore[misc]
        time.sleep(chance.uniform(0.0, 1.2))
        server.kill()
        now += timedelta(minutes=2)
    for _ in range(ROUNDS):
        if gateway.is_done():
            break
        # What was on its way at the last kill is sent once more a minute after the next start: a later one need not wait.
        server = servers.start(now=now.isoformat(), db=url, settings=settings)
        until_still(gateway)
        assert server.stop() == 0
        now += timedelta(minutes=2)
    async with await Store.open(url) as store:
        counts = await store.ledger.due_between(DUE, DUE + timedelta(seconds=1))
    twice = sum(number for (_, status), number in counts.items() if status == "uncertain")
    assert (
        twice < KILLS
    )  # two kills, each while this one was on its way: never a third time, as without joining
    # Of what was cut off twice nobody knows whether it arrived: it may have.
    assert PAIRS - twice <= len(gateway.of("moment")) <= PAIRS
    assert PAIRS - twice <= len(gateway.of("note")) <= PAIRS
    assert gateway.wrong == []
    marked = sum(any(marks) for marks in gateway.of("moment").values())
    print(
        f"{KILLS} kills, {PAIRS} pairs, {len(gateway.got)} requests, {marked} marked, {twice} cut off twice"
    )
    for marks in (*gateway.of("moment").values(), *gateway.of("note").values()):
        assert sum(not one for one in marks) <= 1
        assert len(marks) <= 2
