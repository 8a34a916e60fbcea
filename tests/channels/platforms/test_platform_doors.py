"""What stands before the conversation where a platform posts to us: forged, changed and replayed calls, bombs, no messages."""

from __future__ import annotations

import contextlib
import random
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from tests.channels.wechat.office import office
from tests.channels.wecom.unit import unit
from tests.platforms.bombs import BOMBS
from tests.platforms.seal import seal, sign

WHO, SAYS = "oSomebody0123", "11月20日提醒我"
ANOTHER_KEY = "B" * 43


@dataclass(frozen=True)
class Gate:
    """A place with a door. `word` is what comes back when its address is checked, `quiet` an event that is not answered,
    `signed` the names of a query without which a call is none, `strange` fields that no message has."""

    place: Any
    path: str
    word: str
    quiet: str
    signed: tuple[str, ...]
    strange: tuple[Mapping[str, str], ...]

    @property
    def phones(self) -> Any:
        """Who posts."""
        return self.place.phones

    def text(self, says: str = SAYS) -> bytes:
        """A message as XML."""
        whole: bytes = self.phones.body(WHO, MsgType="text", Content=says, MsgId=self.phones.number())
        return whole

    async def unheard(self) -> bool:
        """Whether nothing that was said reached the conversation."""
        place = self.place
        return await place.store.load(f"{place.post.name}:{WHO}") is None and not place.post.intake.waiting

    def forged(self, number: int, chance: random.Random) -> tuple[dict[str, str], bytes]:
        """A call of which something is wrong."""
        phones, world, now = self.phones, self.phones.world, int(self.place.real().timestamp())
        query, body = phones.sealed(self.text(), phones.query())
        match number % (10 if "signature" in self.signed else 9):
            case 0:
                query["msg_signature"] = sign("guessed", query["timestamp"], query["nonce"])
            case 1:
                at = chance.randrange(body.index(b"<Encrypt>") + 9, len(body) - 30)
                body = body[:at] + (b"A" if body[at : at + 1] != b"A" else b"B") + body[at + 1 :]
            case 2:  # plain, where seals are required
                query, body = {**phones.query(), "msg_signature": "0" * 40}, self.text()
            case 3:
                query |= phones.query(now - chance.randrange(301, 9999))
            case 4:
                query |= phones.query(now + chance.randrange(301, 9999))
            case 5:
                del query[chance.choice(self.signed)]
            case 6:  # for another account, by somebody who has the key
                query, body = phones.sealed(self.text(), phones.query(), "w_of_another")
            case 7:
                secret = seal(self.text(), ANOTHER_KEY, world.receiver)
                body = f"<xml><Encrypt>{secret}</Encrypt></xml>".encode()
                query["msg_signature"] = sign(world.token, query["timestamp"], query["nonce"], secret)
            case 8:
                query["nonce"] += "1"
            case _:
                query["signature"] = sign("guessed", query["timestamp"], query["nonce"])
        return query, body


@contextlib.asynccontextmanager
async def wechat_gate(database: str, knowledge: Knowledge, assistant: Assistant) -> AsyncIterator[Gate]:
    """The door of an official account: two signatures."""
    signed = ("signature", "timestamp", "nonce", "msg_signature")
    strange = ({"FromUserName": "../x"}, {"CreateTime": "later"}, {"FromUserName": ""})
    async with office(database, knowledge, assistant) as made:
        yield Gate(made, "/wechat", "4375120948345356249", "VIEW", signed, strange)


@contextlib.asynccontextmanager
async def wecom_gate(database: str, knowledge: Knowledge, assistant: Assistant) -> AsyncIterator[Gate]:
    """The door of an application of WeCom: one signature, over the seal."""
    signed = ("timestamp", "nonce", "msg_signature")
    strange = ({"ToUserName": "ww_of_another"}, {"CreateTime": "later"})
    async with unit(database, knowledge, assistant) as made:
        yield Gate(made, "/wecom", "1616140317555161061", "enter_agent", signed, strange)


GATES: dict[str, Callable[..., contextlib.AbstractAsyncContextManager[Gate]]] = {
    "wechat": wechat_gate,
    "wecom": wecom_gate,
}


@pytest.fixture(params=sorted(GATES))
async def gate(
    request: pytest.FixtureRequest, tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant
) -> AsyncIterator[Gate]:
    """Each platform that posts to us, on a new SQLite database."""
    database = f"sqlite:///{tmp_path / 'bot.db'}"
    async with GATES[request.param](database, shipped, whole_assistant) as made:
        yield made


async def test_the_check_of_the_address(gate: Gate) -> None:
    """The word comes back as it is, if it is signed with our token and dated now."""
    answer = await gate.phones.check()
    assert (answer.status_code, answer.text) == (200, gate.word)
    wrong: list[dict[str, str]] = [{name: "0" * 40} for name in gate.signed if name.endswith("signature")][:1]
    wrong += [{"nonce": "1"}, {"timestamp": "1409659589"}, {"echostr": "x" * 5000}, {"timestamp": "now"}]
    for changes in (*wrong, {next(iter(wrong[0])): ""}):
        refused = await gate.phones.check(**changes)
        assert (refused.status_code, refused.text) == (403, ""), changes


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_forged_calls_are_refused(gate: Gate, count: int) -> None:
    """Whatever of a call is changed, it is refused, and nothing is heard or stored."""
    chance = random.Random(7)
    for number in range(count):
        answer = await gate.phones.raw(*gate.forged(number, chance))
        assert answer.status_code in (400, 403), (number, answer.status_code)
        assert answer.content == b""
    assert await gate.unheard()


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_replayed_calls_are_refused(gate: Gate, count: int) -> None:
    """A call that was made before is refused after half a minute, and at once if its date and number say something else:
    so many are refused, one of each kind for each call that is believed."""
    phones, calls = gate.phones, []
    for number in range(count // 2):
        body = phones.body(f"member{number}", MsgType="event", Event=gate.quiet)
        query, sealed = phones.sealed(body, phones.query())
        assert (await phones.raw(query, sealed)).status_code == 200
        calls.append((query, sealed))
        used = {name: value for name, value in query.items() if name != "msg_signature"}
        assert (await phones.raw(*phones.sealed(gate.text("换一句"), used))).status_code == 403
    gate.place.real.now += timedelta(seconds=31)
    for query, sealed in calls:
        assert (await phones.raw(query, sealed)).status_code == 403
    assert await gate.unheard()


@pytest.mark.parametrize("bomb", BOMBS)
async def test_bombs_are_refused(gate: Gate, bomb: bytes) -> None:
    """Outside of the seal and within."""
    phones = gate.phones
    assert (await phones.raw({**phones.query(), "msg_signature": "0" * 40}, bomb)).status_code in (400, 403)
    assert (await phones.raw(*phones.sealed(bomb, phones.query()))).status_code == 400
    assert await gate.unheard()


async def test_what_is_no_message(gate: Gate) -> None:
    """Too long, of another method, or without its fields; other paths are not ours."""
    phones = gate.phones
    query = {**phones.query(), "msg_signature": "0" * 40}
    assert (await phones.raw(query, b"x" * 300_000)).status_code == 413
    async with httpx.AsyncClient(base_url=phones.url, trust_env=False) as client:
        assert (await client.put(gate.path)).status_code == 405
        assert (await client.post(gate.path)).status_code == 403
        assert (await client.get("/elsewhere")).status_code == 404
    for fields in gate.strange:
        body = phones.body(WHO, **fields, MsgType="text", Content="x", MsgId="1")
        assert (await phones.post(body)).status_code == 400
    assert await gate.unheard()


async def test_a_database_that_is_away_is_not_acknowledged(gate: Gate) -> None:
    """The platform repeats the call then."""
    await gate.place.store.close()
    assert (await gate.phones.post(gate.text())).status_code == 503


@pytest.mark.parametrize(
    "says", ["]]>", "<a href='x'>&amp;</a>", "什么时候截止 ]]> <![CDATA[", "😀" * 300, "a" * 5000]
)
async def test_signs_that_xml_cannot_hold(gate: Gate, says: str) -> None:
    """What people write comes through whatever it holds, and so does the answer."""
    assert await gate.phones.say(WHO, says)
