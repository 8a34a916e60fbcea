"""Many conversations at once, a server that is killed under them, and servers that share a database."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import POSTGRES
from tests.serving.servers import LONGEST, Server, Servers

QUESTION = "学时要多少？"
WAY = (
    "我能不能报",
    "没有",
    "在职",
    "不清楚",
    "上一步",
    "不清楚",
    QUESTION,
    "不清楚",
    "不清楚",
    "不清楚",
)
SETTINGS = {"BOT_API_TOKEN": "token", "BOT_CLIENT_RATE": "0"}


@dataclass
class Person:
    """Somebody who sends one message after the other, each until it is answered."""

    name: str
    answered: int = 0
    told: list[Any] = field(default_factory=list)

    def body(self) -> dict[str, str]:
        """The next message."""
        return {"text": WAY[self.answered], "user": self.name, "id": f"{self.name}-{self.answered}"}

    def take(self, response: httpx.Response) -> None:
        """An answer that was acknowledged."""
        assert response.status_code == 200, response.text
        told = response.json()
        self.told.append([reply["text"] for reply in told["replies"]])
        self.answered += 1

    def was_told(self, alone: list[Any]) -> bool:
        """Whether all answers were those that somebody `alone` got.

        While a crowd waits for the database a question about the notice is answered without what is open beside it.
        """
        asked = WAY.index(QUESTION)
        told = [*self.told[:asked], self.told[asked][:1], *self.told[asked + 1 :]]
        return self.told == alone or told == [*alone[:asked], alone[asked][:1], *alone[asked + 1 :]]

    async def talk(self, server: Server) -> None:
        """Go on until the server is gone, or the way is at its end."""
        async with visitor_of(server) as visitor:
            while self.answered < len(WAY):
                try:
                    response = await visitor.post("/api/messages", json=self.body())
                except httpx.TransportError:
                    return
                if response.status_code == 503:
                    await asyncio.sleep(
                        0.2
                    )  # not stored, as it says: a machine under load may keep a crowd waiting
                else:
                    self.take(response)


def visitor_of(server: Server) -> httpx.AsyncClient:
    """A connection of the gateway: one for each person, for a pool of a thousand is searched from end to end each time."""
    headers = {"Authorization": "Bearer token"}
    return httpx.AsyncClient(
        base_url=server.url, headers=headers, timeout=LONGEST, trust_env=False, verify=False
    )


async def talk_through_kills(servers: Servers, people: list[Person], kills: int, db: str = "") -> None:
    """All talk at once; the server is killed `kills` times while they do."""
    everything = len(people) * len(WAY)
    for kill in range(kills + 1):
        server = await asyncio.to_thread(servers.start, db=db, settings=SETTINGS)
        talking = [asyncio.create_task(person.talk(server)) for person in people]
        goal = everything * (kill + 1) // (kills + 1)
        while kill < kills and sum(person.answered for person in people) < goal:
            await asyncio.sleep(0.01)
        if kill < kills:
            server.process.kill()
        await asyncio.gather(*talking)
        await asyncio.to_thread(server.kill)


async def as_if_alone(servers: Servers) -> list[Any]:
    """What one person is told whom nothing disturbs."""
    server = await asyncio.to_thread(servers.start, db="", settings=SETTINGS)
    undisturbed = Person("alone")
    await undisturbed.talk(server)
    await asyncio.to_thread(server.stop, signal.SIGTERM)
    return undisturbed.told


@pytest.mark.parametrize(("many", "kills"), [(25, 2), pytest.param(1000, 5, marks=pytest.mark.soak)])
async def test_conversations_survive_kills(servers: Servers, many: int, kills: int) -> None:
    """What was acknowledged is there after kill -9, and what was sent again is no second turn: all end alike."""
    people = [Person(f"p{number}") for number in range(many)]
    await talk_through_kills(servers, people, kills)
    assert {person.answered for person in people} == {len(WAY)}
    alone = await as_if_alone(servers)
    assert [person.name for person in people if not person.was_told(alone)] == []


@pytest.fixture(scope="module", params=["sqlite", POSTGRES])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, data_dir: Path
) -> Iterator[tuple[Server, Server]]:
    """Two servers that share a database of each kind."""
    servers = Servers(tmp_path_factory.mktemp("both"), data_dir)
    db = str(request.getfixturevalue("new_postgres")()) if request.param == "postgres" else ""
    one, two = (servers.start(db=db, settings=SETTINGS) for _ in range(2))
    yield one, two
    assert [server.stop() for server in (one, two)] == [0, 0]


async def test_two_servers_hold_one_conversation(both: tuple[Server, Server]) -> None:
    """Turn about on two processes: the same cookie, the same place in the interview, the same id no second turn."""
    one, two = (server.client() for server in both)
    with one, two:
        one.post("/api/messages", json={"text": WAY[0]})
        two.cookies.update(one.cookies)
        for number, said in enumerate(WAY[1:]):
            client, other = (two, one) if number % 2 == 0 else (one, two)
            told = client.post("/api/messages", json={"text": said, "id": f"m{number}"}).json()
            again = other.post("/api/messages", json={"text": said, "id": f"m{number}"}).json()
            assert again == told
            assert other.get("/api/conversation").json()["interview"] == told["interview"]


async def test_one_message_through_two_servers_at_once_is_one_turn(both: tuple[Server, Server]) -> None:
    """A gateway that asks both because it is in doubt gets the same answer from both."""
    person = Person("ann")
    async with visitor_of(both[0]) as one, visitor_of(both[1]) as two:
        while person.answered < len(WAY):
            body = person.body()
            answers = await asyncio.gather(*(v.post("/api/messages", json=body) for v in (one, two, one)))
            assert len({answer.text for answer in answers}) == 1
            person.take(answers[0])
