"""What the answers of the platform mean for a reminder and for an answer, and what `noticebot channels` says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.channels.wecom.wecom_api import WecomApi
from bot.channels.wecom.wecom_check import check_wecom
from bot.channels.wecom.wecom_errors import STALE_TOKEN, wecom_meaning
from bot.channels.wecom.wecom_sender import WecomSender, reminding, texts_for
from bot.clock import Timer
from bot.delivery.sender import Attempt, Reminder
from bot.replies.acts import RunCommand
from bot.replies.reply import Choice, Reply
from bot.settings import Settings
from bot.store.database import Store
from tests.channels.premises import PAGE, Clockwork
from tests.channels.wecom.unit import Opens, Unit, settings_of
from tests.packs import OPEN
from tests.platforms.strict_server import Fault
from tests.wecom_api.server import SEND, TOKEN, WecomServer
from tests.wecom_api.world import WecomWorld

WHO = "Reminded"
_numbers = count()


def reminder(**more: object) -> Reminder:
    """A reminder."""
    text = "【提醒】网上个人申报截止：2022年12月6日，还有19天。\n依据：四（二）"
    plain = Reminder(f"{next(_numbers):032}", WHO, text, ("四.二",), "lead", subscription="0407b5bb35")
    return Reminder(**{**plain.__dict__, **more})


class Branch:
    """Senders of several processes on one store, with the platform's server."""

    def __init__(self, store: Store, server: WecomServer, clock: Clockwork) -> None:
        self.store, self.server, self.clock = store, server, clock
        self.apis: list[WecomApi] = []
        server.world.members[WHO].shown.clear()

    def api(self, **settings: object) -> WecomApi:
        """What one process has."""
        given = settings_of(self.server, **settings)
        self.apis.append(WecomApi(given, self.store.lent_tokens, self.clock, Timer()))
        return self.apis[-1]

    def sender(self, **settings: object) -> WecomSender:
        """The sender of one process."""
        return WecomSender(self.api(**settings), PAGE)


@pytest.fixture
async def branch(tmp_path: Path) -> AsyncIterator[Branch]:
    """A branch on SQLite."""
    clock = Clockwork(OPEN)
    async with (
        await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store,
        WecomServer(WecomWorld(clock=clock)) as server,
    ):
        made = Branch(store, server, clock)
        yield made
        for api in made.apis:
            await api.close()
        assert server.world.wrong == []


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (0, "sent"),
        (-1, "uncertain"),
        (45009, "wait"),
        (45033, "wait"),
        (60020, "held"),
        (301002, "held"),
        (48002, "held"),
        (45002, "failed"),
        (40003, "refused"),
        (88888, "refused"),
        (81013, "retry"),
    ],
)
async def test_the_codes(branch: Branch, code: int, outcome: str) -> None:
    """A fault of ours holds the channel, a limit waits; what nobody knows says nothing of the person."""
    branch.server.world.faults[SEND] = [Fault(code=code)]
    assert (await branch.sender().send(reminder())).outcome == outcome


async def test_who_is_gone_and_who_is_not(branch: Branch) -> None:
    """Out of the application's range: it may be widened again. No such member: their wishes end."""
    member = branch.server.world.members[WHO]
    member.in_range = False
    assert (await branch.sender().send(reminder())).outcome == "retry"
    branch.server.world.faults["/cgi-bin/user/get"] = [Fault(hang_up="before")]
    assert (await branch.sender().send(reminder())).outcome == "retry"
    member.exists = False
    assert await branch.sender().send(reminder()) == Attempt("gone", "no such member")
    assert (await branch.sender().send(reminder(user="Nobody"))).outcome == "gone"


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(hang_up="before"), "uncertain"),
        (Fault(hang_up="after"), "uncertain"),
        (Fault(status=502), "uncertain"),
        (Fault(status=403), "held"),
        (Fault(status=200), "uncertain"),
        (Fault(status=429), "wait"),
    ],
)
async def test_what_stands_between(branch: Branch, fault: Fault, outcome: str) -> None:
    """A connection that breaks after the body is uncertain; a page of something on the way says what it says."""
    branch.server.world.faults[SEND] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == (outcome, [1])


@pytest.mark.parametrize("fault", [Fault(hang_up="after"), Fault(code=-1), Fault(status=502)])
async def test_without_a_token_nothing_was_sent(branch: Branch, fault: Fault) -> None:
    """Whatever becomes of the call for the token: nothing of the reminder left."""
    branch.server.world.faults[TOKEN] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == ("retry", [])
    assert (await branch.sender().send(reminder())).outcome == "sent"


async def test_nobody_listens(branch: Branch) -> None:
    """It is tried again."""
    assert (await branch.sender(api_url="http://127.0.0.1:1").send(reminder())).outcome == "retry"


async def test_one_token_for_all_processes(branch: Branch) -> None:
    """Eight at once ask once; it is stored sealed; one that is revoked is renewed once; one that ends is renewed before."""
    senders = [branch.sender() for _ in range(8)]
    world = branch.server.world
    outcomes = await asyncio.gather(*(one.send(reminder()) for one in senders))
    assert [one.outcome for one in outcomes] == ["sent"] * 8
    assert world.token_calls == 1
    kept = await branch.store.lent_tokens.lent(f"wecom {world.corp_id} {world.agent_id}")
    assert kept is not None
    assert world.access_token not in kept.sealed
    world.revoke()
    outcomes = await asyncio.gather(*(one.send(reminder()) for one in senders))
    assert [one.outcome for one in outcomes] == ["sent"] * 8
    assert (
        world.token_calls <= 4
    )  # the platform cannot be asked for another one: who asks twice gets the same


def test_a_card_or_a_text() -> None:
    """What does not fit into a card is a text; nothing is longer than the platform takes."""
    card = reminding(reminder(), PAGE)["textcard"]
    assert card["title"].startswith("【提醒】")
    assert "依据" in card["description"]
    assert reminding(reminder(), "")["msgtype"] == "text"
    assert reminding(reminder(text="【提醒】" + "长" * 200), PAGE)["msgtype"] == "text"
    long = reminding(reminder(text="一行\n" + "长" * 2000), PAGE)["text"]["content"]
    assert len(long.encode()) <= 2048


def test_texts_and_numbers() -> None:
    """Choices are numbered lines; a long answer is cut at sentences into texts of at most 2,048 bytes."""
    replies = (
        Reply("问", choices=(Choice(RunCommand("/x"), "甲"), Choice(RunCommand("/y"), "乙"))),
        Reply("答"),
    )
    (only,) = texts_for(replies)
    assert only["text"]["content"] == "问\n\n1. 甲\n2. 乙\n\n答"
    parts = texts_for([Reply("。".join(f"第{number}句话说的是材料" for number in range(300)))])
    assert len(parts) > 2
    assert all(len(one["text"]["content"].encode()) <= 2048 for one in parts)


async def test_an_answer_that_is_not_taken_is_tried_again(here: Unit) -> None:
    """A refusal of the token, a limit, a silence: the answer comes, once where that is certain."""
    here.world.faults[SEND] = [Fault(code=45009, times=2), Fault(code=40014), Fault(code=-1)]
    assert "2022年12月6日" in await here.phones.say("asks", "什么时候截止")
    assert len(here.shown("asks")) == 1
    here.world.faults[SEND] = [Fault(hang_up="after")]
    assert "2022年12月6日" in await here.phones.say("asks", "什么时候截止")
    assert len(here.shown("asks")) == 3  # it may have been lost: better twice than not


@pytest.mark.parametrize("fault", [Fault(status=502, times=9), Fault(status=504, times=9), Fault(times=9)])
async def test_a_gateway_that_answers_for_a_minute_costs_no_answer(here: Unit, fault: Fault) -> None:
    """Its page is no word of the platform's: the answer is sent again until it is taken, and comes once."""
    here.world.faults[SEND] = [fault]
    assert "2022年12月6日" in await here.phones.say("asks", "什么时候截止")
    assert len(here.shown("asks")) == 1
    assert here.world.calls.count(SEND) == 10


async def test_what_was_stored_before_the_end_is_answered_after(unit_of: Opens) -> None:
    """A message whose process ended before it answered is answered by the next one."""
    from tests.channels.premises import working

    async with unit_of() as here:
        here.world.faults[SEND] = [Fault(code=60020, times=10_000)]
        await here.phones.writes("waits", "什么时候截止")
        await here.until(lambda: SEND in here.world.calls)
        here.world.faults.clear()
        post = here.remade()
        post.around(lambda *_: None)  # type: ignore[arg-type]
        async with working(post):
            await here.until(lambda: bool(here.shown("waits")))


async def test_of_more_than_a_minute_takes_the_rest_comes_later(here: Unit) -> None:
    """A member who writes 40 messages gets 40 answers; the platform would throw away what is more than 30 in a minute."""
    timer = here.post.around_server.timer
    since, begun = here.real(), timer.monotonic()

    def clock() -> datetime:
        here.real.now = since + timedelta(seconds=timer.monotonic() - begun)
        return here.real.now

    here.world.clock = clock
    for number in range(40):
        await here.phones.writes("quick", f"什么时候截止{number}")
        clock()
    await here.until(lambda: not here.post.intake.waiting)
    assert len(here.shown("quick")) == 40


# ── noticebot channels ──


async def findings(branch: Branch, **settings: object) -> list[tuple[bool | None, str, str]]:
    """What `noticebot channels` finds."""
    given = Settings(Path(), Path(), wecom=settings_of(branch.server, **settings), public_url=PAGE)
    return [
        (one.works, one.text, one.do) async for one in check_wecom(given, branch.store, branch.clock, None)
    ]


@pytest.mark.parametrize(
    ("change", "settings", "works", "says"),
    [
        (lambda world: None, {}, True, "职称通知"),
        (lambda world: None, {}, None, "1 个部门"),
        (lambda world: setattr(world, "closed", True), {}, False, "停用"),
        (lambda world: setattr(world, "listed", False), {}, False, "203.0.113.9"),
        (lambda world: None, {"secret": "another-secret"}, False, "40001"),
        (lambda world: None, {"corp_id": "wwffffffff"}, False, "40013"),
        (lambda world: None, {"agent_id": 7}, False, "40056"),
        (lambda world: None, {"api_url": "http://127.0.0.1:1"}, False, "连不上"),
    ],
)
async def test_what_channels_says(
    branch: Branch,
    change: Callable[[WecomWorld], None],
    settings: dict[str, object],
    works: bool | None,
    says: str,
) -> None:
    """What works, what does not, the address that is not trusted, and what to click. No secret is in it."""
    change(branch.server.world)
    found = await findings(branch, **settings)
    assert [one for one in found if one[0] is works and says in one[1]]
    assert [one for one in found if f"{PAGE}/wecom" in one[1]]
    assert all(one[2] for one in found if one[0] is False)
    world = branch.server.world
    for secret in (
        world.secret,
        "another-secret",
        world.token,
        world.aes_key,
        world.access_token or "none lent",
    ):
        assert secret not in repr(found)
    assert world.sent == []


def test_every_code_has_a_meaning() -> None:
    """None alone says that somebody is gone."""
    assert [code for code in range(-1, 400_000) if wecom_meaning(code).outcome == "gone"] == []
    assert all(wecom_meaning(code).outcome == "held" for code in STALE_TOKEN)
