"""What the answers of the platform mean for a reminder, and for the token that all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.channels.platforms.shared_token import NoToken
from bot.channels.wechat.wechat_api import TEMPLATE as TEMPLATED
from bot.channels.wechat.wechat_sender import NO_WAY
from bot.channels.wechat.wechat_template import Template
from bot.delivery.sender import Attempt
from tests.channels.platforms.branches import reminder_to
from tests.channels.wechat.wechat_branch import WechatBranch
from tests.platforms.strict_server import Fault
from tests.wechat_api.world import NOTICE, TEMPLATE, WechatWorld


@pytest.mark.parametrize(
    ("code", "outcome", "left"),
    [
        (0, "sent", 4),
        (-1, "uncertain", 4),
        (43004, "gone", 5),
        (45009, "held", 5),
        (45011, "wait", 5),
        (40164, "held", 5),
        (45002, "failed", 5),
        (40003, "refused", 5),
        (88888, "refused", 5),
    ],
)
async def test_the_codes(branch: WechatBranch, code: int, outcome: str, left: int) -> None:
    """Gone only for who does not follow; a fault of ours holds the channel; what was not taken is not counted."""
    await branch.spoke()
    branch.world.faults[branch.send_path] = [Fault(code=code)]
    attempt = await branch.sender().send(branch.reminder())
    assert attempt.outcome == outcome
    assert await branch.store.wechat_people.left(branch.user, branch.clock()) == left


@pytest.mark.parametrize("code", [45015, 45047, 48001])
async def test_where_no_word_may_be_said_the_template_goes(branch: WechatBranch, code: int) -> None:
    """The 48 hours are over, or so many were sent, whatever we counted; or the account may not serve at all."""
    await branch.spoke()
    branch.world.faults[branch.send_path] = [Fault(code=code)]
    attempt = await branch.sender(TEMPLATE).send(branch.reminder())
    assert attempt == Attempt("sent")
    assert [how for how, _ in branch.shown] == ["template"]
    assert await branch.store.wechat_people.left(branch.user, branch.clock()) == (5 if code == 48001 else 0)


async def test_without_a_template_it_waits_for_their_next_word(branch: WechatBranch) -> None:
    """Nothing is sent to somebody who said nothing, and nothing is lost; an account that may not serve is held."""
    sender = branch.sender()
    assert await sender.send(branch.reminder()) == Attempt("retry", NO_WAY)
    assert branch.world.calls == []
    await branch.spoke()
    branch.world.may_serve = False
    assert (await sender.send(branch.reminder())).outcome == "held"


async def test_the_platform_counts_as_we_do(branch: WechatBranch) -> None:
    """Five after a word; the sixth is not even tried."""
    await branch.spoke()
    sender = branch.sender()
    outcomes = [(await sender.send(branch.reminder())).outcome for _ in range(6)]
    assert outcomes == ["sent"] * 5 + ["retry"]
    assert branch.world.refused == []


async def test_a_template_goes_once_for_a_reminder(branch: WechatBranch) -> None:
    """Sent again after a break, the platform knows its id; the second attempt has another."""
    sender, one = branch.sender(TEMPLATE), branch.reminder()
    branch.world.people[branch.who].follows = True
    branch.world.faults[TEMPLATED] = [Fault(hang_up="after")]
    assert (await sender.send(one)).outcome == "uncertain"
    assert (await sender.send(one)).outcome == "sent"
    assert len(branch.shown) == 1


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"follows": False}, "gone"),
        ({"refuses_template": True}, "retry"),
    ],
)
async def test_people_who_take_no_template(
    branch: WechatBranch, change: dict[str, bool], outcome: str
) -> None:
    """Who does not follow is gone; who refuses this template is not: their next word lets us write."""
    for name, value in change.items():
        setattr(branch.world.people[branch.who], name, value)
    assert (await branch.sender(TEMPLATE).send(branch.reminder())).outcome == outcome


async def test_templates_that_do_not_fit(branch: WechatBranch) -> None:
    """One that does not exist, or has a field that nobody can fill, holds the channel: it is everybody's."""
    world = branch.world
    world.people[branch.who].follows = True
    assert (await branch.sender("NONE-of-these-templates").send(branch.reminder())).outcome == "held"
    world.templates["ODD-template-of-the-tests"] = "{{thing1.DATA}}{{const2.DATA}}"
    assert (await branch.sender("ODD-template-of-the-tests").send(branch.reminder())).outcome == "held"
    world.people[branch.who].notices = 1
    assert (await branch.sender(NOTICE).send(branch.reminder())).outcome == "sent"
    assert (await branch.sender(NOTICE).send(branch.reminder())).outcome == "retry"


def test_fields_of_a_template() -> None:
    """Each kind as the platform wants it; a text without a day says where to look."""
    fields = ("first", "thing1", "time2", "date3", "phrase4", "character_string5", "number6", "remark")
    template = Template(TEMPLATE, TEMPLATED, fields)
    data = {name: value["value"] for name, value in template.data(reminder_to("o1")).items()}
    assert data["time2"] == data["date3"] == "2022年12月6日"
    assert data["character_string5"] == "2022-12-6"
    assert all(len(data[name]) <= 20 for name in ("thing1",))
    assert len(data["phrase4"]) <= 5
    assert template.data(reminder_to("o1", text="到时间了"))["time2"]["value"]
    assert Template(TEMPLATE, TEMPLATED, ("thing1", "const2")).unknown == ("const2",)


# ── the wire ──


# ── the token ──


async def test_one_token_for_all_processes(branch: WechatBranch) -> None:
    """Eight at once ask once; another hour and fifty-six minutes later, once more: before it ends."""
    apis = [branch.api() for _ in range(8)]
    await asyncio.gather(*(api.call(branch.look_path) for api in apis))
    world = branch.world
    assert world.token_calls == 1
    branch.clock.now += timedelta(minutes=116)
    await asyncio.gather(*(api.call(branch.look_path) for api in apis))
    assert world.token_calls == 2
    assert world.refused == []


async def test_a_token_that_is_refused_is_renewed_once(branch: WechatBranch) -> None:
    """Another program took a new one: eight calls that hear so renew it once, and all get through."""
    apis = [branch.api() for _ in range(8)]
    await apis[0].call(branch.look_path)
    world = branch.world
    world.revoke()
    before = world.token_calls
    spoken = await asyncio.gather(*(api.call(branch.look_path) for api in apis))
    assert [one.code for one in spoken] == [0] * 8
    assert world.token_calls == before + 1


async def test_a_token_that_the_platform_itself_refuses(branch: WechatBranch) -> None:
    """It lends the same one again: then another is asked for. One that is refused for ever holds the channel."""
    api = branch.api()
    await api.call(branch.look_path)
    world = branch.world
    world.faults[branch.look_path] = [Fault(code=40001)]
    branch.clock.now += timedelta(seconds=31)
    assert (await api.call(branch.look_path)).code == 0
    world.faults[branch.look_path] = [Fault(code=42001, times=5)]
    assert (await api.call(branch.look_path)).attempt.outcome == "held"


@pytest.mark.parametrize(
    ("settings", "listed", "code"),
    [
        ({"app_secret": "another-secret"}, True, 40125),
        ({"app_id": "wxffff"}, True, 40013),
        ({}, False, 40164),
    ],
)
async def test_what_the_platform_does_not_know_holds_the_channel(
    branch: WechatBranch, settings: dict[str, str], listed: bool, code: int
) -> None:
    """A wrong secret, a wrong account, an address that is not on the list; `channels` says what to click."""
    branch.world.listed = listed
    await branch.spoke()
    attempt = await branch.sender(**settings).send(branch.reminder())
    assert attempt.outcome == "held"
    assert str(code) in attempt.reason
    found = await branch.findings(**settings)
    assert [one for one in found if one[0] is False and str(code) in one[1] and "mp.weixin.qq.com" in one[2]]
    assert "another-secret" not in repr(found)


async def test_another_secret_makes_the_stored_token_worthless(branch: WechatBranch) -> None:
    """It cannot be opened, and is asked for anew."""
    await branch.api().call(branch.look_path)
    branch.world.app_secret = "a-secret-that-was-reset"
    api = branch.api(app_secret="a-secret-that-was-reset")
    assert (await api.call(branch.look_path)).code == 0
    assert branch.world.token_calls == 2


async def test_one_who_renews_and_dies(branch: WechatBranch) -> None:
    """The right to renew ends by itself."""
    now, until = branch.clock(), branch.clock() + timedelta(seconds=20)
    tokens, name = branch.store.lent_tokens, f"wechat {branch.world.app_id}"
    assert await tokens.begin_renewal(name, "", now, until)
    assert not await tokens.begin_renewal(name, "", now, until)
    branch.clock.now += timedelta(seconds=21)
    assert (await branch.api().call(branch.look_path)).code == 0


# ── noticebot channels ──


@pytest.mark.parametrize(
    ("change", "settings", "says"),
    [
        (lambda world: None, {}, "模板找到了"),
        (lambda world: None, {"template_id": ""}, "48小时"),
        (lambda world: None, {"template_id": "NONE-of-these-templates"}, "找不到这个模板"),
        (lambda world: None, {"plain": True}, "BOT_WECHAT_PLAIN"),
        (lambda world: setattr(world, "may_serve", False), {}, "48001"),
        (lambda world: None, {"api_url": "http://127.0.0.1:1"}, "连不上微信"),
        (lambda world: world.templates.update({TEMPLATE: "{{const1.DATA}}"}), {}, "const1"),
    ],
)
async def test_what_channels_says(
    branch: WechatBranch, change: Callable[[WechatWorld], None], settings: dict[str, object], says: str
) -> None:
    """What works, what the kind of the account cannot, and what to click."""
    change(branch.world)
    found = await branch.findings(**settings)
    assert [one for one in found if says in one[1]]
    assert [one for one in found if "https://notice.example.com/wechat" in one[1]]
    assert all(one[2] for one in found if one[0] is False)
    for secret in (
        branch.world.app_secret,
        branch.world.access_token or "-",
        "TokenOfTheTests",
    ):
        assert secret not in repr(found)
    assert branch.shown == []


def test_no_token_is_an_outcome() -> None:
    """It says what it means for a message, and nothing secret."""
    assert str(NoToken(Attempt("held", "no token: errcode 40125"), 40125)) == "no token: errcode 40125"
