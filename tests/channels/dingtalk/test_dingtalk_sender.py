"""What the answers of the platform mean for a reminder and for an answer, and what `noticebot channels` says."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.channels.dingtalk.dingtalk_sender import texts_for
from bot.delivery.sender import Attempt
from bot.replies.acts import RunCommand
from bot.replies.reply import Choice, Reply
from tests.channels.dingtalk.bureau import Bureau
from tests.channels.dingtalk.dingtalk_branch import DingtalkBranch
from tests.dingtalk_api.server import SEND, DingtalkServer
from tests.dingtalk_api.world import DingtalkWorld, links
from tests.platforms.strict_server import Fault

WHO = "032615015535634423"


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
    ],
)
async def test_what_comes_back(branch: DingtalkBranch, fault: Fault, outcome: str) -> None:
    """A fault of ours holds the channel, a limit waits, a break after the body is uncertain."""
    branch.world.faults[SEND] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(branch.reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == (outcome, [1])
    assert (await branch.sender().send(branch.reminder())).outcome == "sent"


async def test_who_is_gone_and_who_is_not(branch: DingtalkBranch) -> None:
    """No such member: their wishes end. Named as invalid, or limited, they may be reached later."""
    member = branch.world.people[WHO]
    member.in_range = False
    assert (await branch.sender().send(branch.reminder())).outcome == "retry"
    member.in_range, member.limited = True, True
    assert await branch.sender().send(branch.reminder()) == Attempt("wait", "flow control", 60.0)
    member.exists = False
    assert (await branch.sender().send(branch.reminder())).outcome == "gone"
    assert branch.world.sent == []


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
    here.world.counts, here.world.second = True, 1 / 100  # as quick as those of the bot's timer
    everybody = [f"crowd{number:02}" for number in range(30)]
    for person in everybody:
        await here.phones.does(person, msgtype="text", text={"content": "什么时候截止"})
    await here.until(lambda: all(here.shown(person) for person in everybody))
    assert [len(here.shown(person)) for person in everybody] == [1] * 30


# ── noticebot channels ──


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
    branch: DingtalkBranch,
    change: Callable[[DingtalkWorld], None],
    settings: dict[str, object],
    works: bool | None,
    says: str,
) -> None:
    """What works, what does not, and what to click. No secret is in it, no connection is made."""
    change(branch.world)
    found = await branch.findings(**settings)
    assert [one for one in found if one[0] is works and says in one[1]]
    assert all(one[2] for one in found if one[0] is False)
    world = branch.world
    for secret in (world.client_secret, "another-secret", world.access_token or "none lent", *world.tickets):
        assert secret not in repr(found)
    assert isinstance(branch.server, DingtalkServer)
    assert (world.sent, branch.server.connections) == ([], [])
