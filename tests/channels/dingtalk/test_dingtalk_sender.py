"""What the answers of the platform mean for a reminder and for an answer, and what `noticebot channels` says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest

from bot.channels.dingtalk.dingtalk_api import DingtalkApi
from bot.channels.dingtalk.dingtalk_check import check_dingtalk
from bot.channels.dingtalk.dingtalk_errors import dingtalk_meaning
from bot.channels.dingtalk.dingtalk_sender import DingtalkSender, texts_for
from bot.clock import Timer
from bot.delivery.sender import Attempt, Reminder
from bot.replies.acts import RunCommand
from bot.replies.reply import Choice, Reply
from bot.settings import Settings
from bot.store.database import Store
from tests.channels.dingtalk.bureau import Bureau, settings_of
from tests.channels.premises import Clockwork
from tests.dingtalk_api.server import SEND, TOKEN, DingtalkServer
from tests.dingtalk_api.world import DingtalkWorld, links
from tests.packs import OPEN
from tests.platforms.strict_server import Fault

WHO = "032615015535634423"
_numbers = count()


def reminder(**more: object) -> Reminder:
    """A reminder."""
    text = "【提醒】网上个人申报截止：2022年12月6日，还有19天。\n依据：四（二）"
    plain = Reminder(f"{next(_numbers):032}", WHO, text, ("四.二",), "lead", subscription="0407b5bb35")
    return Reminder(**{**plain.__dict__, **more})


class Branch:
    """Senders of several processes on one store, with the platform's server."""

    def __init__(self, store: Store, server: DingtalkServer, clock: Clockwork) -> None:
        self.store, self.server, self.clock = store, server, clock
        self.apis: list[DingtalkApi] = []
        server.world.members[WHO].shown.clear()

    def sender(self, **settings: object) -> DingtalkSender:
        """The sender of one process."""
        given = settings_of(self.server, **settings)
        self.apis.append(DingtalkApi(given, self.store.lent_tokens, self.clock, Timer()))
        return DingtalkSender(self.apis[-1])


@pytest.fixture
async def branch(tmp_path: Path) -> AsyncIterator[Branch]:
    """A branch on SQLite."""
    clock = Clockwork(OPEN)
    async with (
        await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store,
        DingtalkServer(DingtalkWorld(clock=clock)) as server,
    ):
        made = Branch(store, server, clock)
        yield made
        for api in made.apis:
            await api.close()
        assert server.world.wrong == []


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(code="Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", status=403), "wait"),
        (Fault(code="Throttling.User", status=400), "wait"),
        (Fault(code="Forbidden.AccessDenied.AccessTokenPermissionDenied", status=403), "held"),
        (Fault(code="invalidParameter.robotCode.auth", status=400), "held"),
        (Fault(code="resource.not.found", status=404), "held"),
        (Fault(code="invalidParameter.msgParam.invalid", status=400), "refused"),
        (Fault(code="of.tomorrow", status=400), "refused"),
        (Fault(code="staffId.notExisted", status=400), "gone"),
        (Fault(code="ServiceUnavailable", status=503), "uncertain"),
        (Fault(code="unknownError", status=500), "uncertain"),
        (Fault(hang_up="before"), "uncertain"),
        (Fault(hang_up="after"), "uncertain"),
        (Fault(status=502), "uncertain"),
        (Fault(status=403), "held"),
        (Fault(status=200), "uncertain"),
        (Fault(status=429), "wait"),
    ],
)
async def test_what_comes_back(branch: Branch, fault: Fault, outcome: str) -> None:
    """A fault of ours holds the channel, a limit waits, a break after the body is uncertain."""
    branch.server.world.faults[SEND] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == (outcome, [1])
    assert (await branch.sender().send(reminder())).outcome == "sent"


async def test_who_is_gone_and_who_is_not(branch: Branch) -> None:
    """No such member: their wishes end. Named as invalid, or limited, they may be reached later."""
    member = branch.server.world.members[WHO]
    member.in_range = False
    assert (await branch.sender().send(reminder())).outcome == "retry"
    member.in_range, member.limited = True, True
    assert await branch.sender().send(reminder()) == Attempt("wait", "flow control", 60.0)
    member.exists = False
    assert (await branch.sender().send(reminder())).outcome == "gone"
    assert branch.server.world.sent == []


@pytest.mark.parametrize(
    "fault", [Fault(hang_up="after"), Fault(status=502), Fault(code="unknownError", status=500)]
)
async def test_without_a_token_nothing_was_sent(branch: Branch, fault: Fault) -> None:
    """Whatever becomes of the call for the token: nothing of the reminder left."""
    branch.server.world.faults[TOKEN] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == ("retry", [])
    assert (await branch.sender().send(reminder())).outcome == "sent"


async def test_one_token_for_all_processes_and_a_revoked_one(branch: Branch) -> None:
    """Asked for once, stored sealed; one that is refused is renewed; a wrong secret holds the channel."""
    world = branch.server.world
    for _ in range(4):
        assert (await branch.sender().send(reminder())).outcome == "sent"
    assert world.token_calls == 1
    kept = await branch.store.lent_tokens.lent(f"dingtalk {world.client_id}")
    assert kept is not None
    assert world.access_token not in kept.sealed
    world.access_token = ""
    assert (await branch.sender().send(reminder())).outcome == "sent"
    attempt = await branch.sender(client_secret="another-secret").send(reminder())
    assert attempt.outcome == "held"
    assert "invalidClientIdOrSecret" in attempt.reason


async def test_nobody_listens(branch: Branch) -> None:
    """It is tried again."""
    assert (await branch.sender(api_url="http://127.0.0.1:1").send(reminder())).outcome == "retry"


def content(plain: object) -> dict[str, str]:
    """What stands in a message."""
    assert isinstance(plain, dict)
    found: dict[str, str] = json.loads(plain["msgParam"])
    return found


def test_texts_and_lines_to_tap() -> None:
    """Choices make it Markdown, in which the words mean nothing else; an address with such signs leaves it a text."""
    choices = (Choice(RunCommand("/x"), "甲（一）"), Choice(RunCommand("/y"), "A&B 100%"))
    replies = (Reply("# 问\n- *一*\n1. 二 <b>", choices=choices), Reply("答"))
    (only,) = texts_for(replies)
    assert only["msgKey"] == "sampleMarkdown"
    text = content(only)["text"]
    assert links(text) == [("1. 甲（一）", "甲（一）"), ("2. A&B 100%", "A&B 100%")]
    assert text.startswith("＃ 问\n\n－ ＊一＊\n\n1. 二 ＜b＞")
    assert text.endswith("答")
    assert not set("*#<>`_~|") & set(text.replace("](dtmd", ""))
    (plain,) = texts_for([Reply("见 https://a.example/x_y?z=1#w", choices=choices)])
    assert plain["msgKey"] == "sampleText"
    assert "1. 甲（一）" in content(plain)["content"]
    parts = texts_for([Reply("。".join(f"第{number}句话说的是材料" for number in range(900)))])
    assert len(parts) > 2
    assert all(len(one["msgParam"].encode()) <= 15_000 for one in parts)


async def test_an_answer_that_is_not_taken_is_tried_again(here: Bureau) -> None:
    """A limit, a refused token, a silence: the answer comes, once where that is certain."""
    limit = Fault(code="Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", status=403, times=2)
    here.world.faults[SEND] = [
        limit,
        Fault(code="InvalidAuthentication", status=400),
        Fault(hang_up="before"),
    ]
    assert "2022年12月6日" in await here.phones.say(WHO, "什么时候截止")
    assert len(here.shown(WHO)) == 1
    here.world.faults[SEND] = [Fault(hang_up="after")]
    await here.phones.say(WHO, "什么时候截止")
    assert len(here.shown(WHO)) == 3  # it may have been lost: better twice than not


@pytest.mark.parametrize("fault", [Fault(status=502, times=9), Fault(status=500, times=9)])
async def test_a_gateway_that_answers_for_a_minute_costs_no_answer(here: Bureau, fault: Fault) -> None:
    """Its page is no word of the platform's: the answer is sent again until it is taken, and comes once."""
    here.world.faults[SEND] = [fault]
    assert "2022年12月6日" in await here.phones.say(WHO, "什么时候截止")
    assert len(here.shown(WHO)) == 1
    assert here.world.calls.count(SEND) == 10


async def test_no_second_has_more_than_twenty_calls(here: Bureau) -> None:
    """Thirty people at once are answered at the rate that DingTalk takes."""
    here.world.counts = True
    everybody = [f"crowd{number:02}" for number in range(30)]
    for person in everybody:
        await here.phones.does(person, msgtype="text", text={"content": "什么时候截止"})
    await here.until(lambda: all(here.shown(person) for person in everybody))
    assert [len(here.shown(person)) for person in everybody] == [1] * 30


# ── noticebot channels ──


async def findings(branch: Branch, **settings: object) -> list[tuple[bool | None, str, str]]:
    """What `noticebot channels` finds."""
    given = Settings(Path(), Path(), dingtalk=settings_of(branch.server, **settings))
    return [
        (one.works, one.text, one.do) async for one in check_dingtalk(given, branch.store, branch.clock, None)
    ]


@pytest.mark.parametrize(
    ("change", "settings", "works", "says"),
    [
        (lambda world: None, {}, True, "ClientSecret 有效"),
        (lambda world: None, {}, True, "长连接开得成"),
        (lambda world: None, {"client_secret": "another-secret"}, False, "invalidClientIdOrSecret"),
        (lambda world: None, {"api_url": "http://127.0.0.1:1"}, False, "连不上"),
        (
            lambda world: world.faults["/v1.0/gateway/connections/open"].append(Fault(code="x", status=404)),
            {},
            False,
            "开不成",
        ),
    ],
)
async def test_what_channels_says(
    branch: Branch,
    change: Callable[[DingtalkWorld], None],
    settings: dict[str, object],
    works: bool | None,
    says: str,
) -> None:
    """What works, what does not, and what to click. No secret is in it, no connection is made."""
    change(branch.server.world)
    found = await findings(branch, **settings)
    assert [one for one in found if one[0] is works and says in one[1]]
    assert all(one[2] for one in found if one[0] is False)
    world = branch.server.world
    for secret in (world.client_secret, "another-secret", world.access_token or "none lent", *world.tickets):
        assert secret not in repr(found)
    assert (world.sent, branch.server.connections) == ([], [])


def test_only_no_such_member_says_that_somebody_is_gone() -> None:
    """Whatever else it says, and with whatever status."""
    codes = ("", "staffid.notexisted", "notExisted", "userId.invalid", "Forbidden", "robot.notExisted")
    assert not [
        code
        for status in (200, 400, 401, 403, 404, 500)
        for code in codes
        if dingtalk_meaning(status, code).outcome == "gone"
    ]
    assert dingtalk_meaning(400, "staffId.notExisted").outcome == "gone"
