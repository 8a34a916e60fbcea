"""What the answers of the platform mean for a reminder, and for the token that all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.channels.platforms.shared_token import NoToken
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_check import check_wechat
from bot.channels.wechat.wechat_errors import CLOSED, STALE, meaning_of
from bot.channels.wechat.wechat_sender import NO_WAY, WechatSender
from bot.channels.wechat.wechat_template import Template, Templates
from bot.clock import Timer
from bot.delivery.sender import Attempt, Reminder
from bot.settings import Settings
from bot.store.database import Store
from bot.store.rows.wechat_rows import Allowance
from bot.wechat_settings import WechatSettings
from tests.channels.premises import Clockwork
from tests.channels.wechat.office import settings_of
from tests.packs import OPEN
from tests.platforms.strict_server import Fault
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import NOTICE, TEMPLATE, WechatWorld

WHO = "oReminded012345"
USER = f"wechat:{WHO}"
CUSTOM, BY_TEMPLATE, TOKEN_PATH = (
    "/cgi-bin/message/custom/send",
    "/cgi-bin/message/template/send",
    "/cgi-bin/stable_token",
)
_numbers = count()


def reminder(**more: object) -> Reminder:
    """A reminder."""
    text = "【提醒】网上个人申报截止：2022年12月6日，还有19天。\n依据：四（二）"
    plain = Reminder(f"{next(_numbers):032}", WHO, text, ("四.二",), "lead", subscription="0407b5bb35")
    return Reminder(**{**plain.__dict__, **more})


class Branch:
    """A sender on a store of its own connection, with the platform's server."""

    def __init__(self, store: Store, server: WechatServer, clock: Clockwork) -> None:
        self.store, self.server, self.clock = store, server, clock
        self.apis: list[WechatApi] = []

    def api(self, **settings: object) -> WechatApi:
        """What one process has."""
        given: WechatSettings = settings_of(self.server, **settings)
        self.apis.append(WechatApi(given, self.store.lent_tokens, self.clock, Timer()))
        return self.apis[-1]

    def sender(self, template: str = "", **settings: object) -> WechatSender:
        """The sender of one process."""
        api = self.api(**settings)
        templates = Templates(api, template, "https://notice.example.com", Timer()) if template else None
        return WechatSender(api, self.store.wechat_people, templates, self.clock)

    async def spoke(self) -> None:
        """The person spoke just now."""
        self.server.world.people[WHO].spoke(self.clock())
        granted = Allowance(5, self.clock() + timedelta(hours=47))
        await self.store.wechat_people.allow(USER, granted, tapped=False)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What the person sees."""
        return self.server.world.people[WHO].shown


@pytest.fixture
async def branch(tmp_path: Path) -> AsyncIterator[Branch]:
    """A branch on SQLite."""
    clock = Clockwork(OPEN)
    async with (
        await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store,
        WechatServer(WechatWorld(clock=clock)) as server,
    ):
        made = Branch(store, server, clock)
        yield made
        for api in made.apis:
            await api.close()
        assert server.world.wrong == []


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
async def test_the_codes(branch: Branch, code: int, outcome: str, left: int) -> None:
    """Gone only for who does not follow; a fault of ours holds the channel; what was not taken is not counted."""
    await branch.spoke()
    branch.server.world.faults[CUSTOM] = [Fault(code=code)]
    attempt = await branch.sender().send(reminder())
    assert attempt.outcome == outcome
    assert await branch.store.wechat_people.left(USER, branch.clock()) == left


@pytest.mark.parametrize("code", [45015, 45047, 48001])
async def test_where_no_word_may_be_said_the_template_goes(branch: Branch, code: int) -> None:
    """The 48 hours are over, or so many were sent, whatever we counted; or the account may not serve at all."""
    await branch.spoke()
    branch.server.world.faults[CUSTOM] = [Fault(code=code)]
    attempt = await branch.sender(TEMPLATE).send(reminder())
    assert attempt == Attempt("sent")
    assert [how for how, _ in branch.shown] == ["template"]
    assert await branch.store.wechat_people.left(USER, branch.clock()) == (5 if code == 48001 else 0)


async def test_without_a_template_it_waits_for_their_next_word(branch: Branch) -> None:
    """Nothing is sent to somebody who said nothing, and nothing is lost; an account that may not serve is held."""
    sender = branch.sender()
    assert await sender.send(reminder()) == Attempt("retry", NO_WAY)
    assert branch.server.world.calls == []
    await branch.spoke()
    branch.server.world.may_serve = False
    assert (await sender.send(reminder())).outcome == "held"


async def test_the_platform_counts_as_we_do(branch: Branch) -> None:
    """Five after a word; the sixth is not even tried."""
    await branch.spoke()
    sender = branch.sender()
    outcomes = [(await sender.send(reminder())).outcome for _ in range(6)]
    assert outcomes == ["sent"] * 5 + ["retry"]
    assert branch.server.world.refused == []


async def test_a_template_goes_once_for_a_reminder(branch: Branch) -> None:
    """Sent again after a break, the platform knows its id; the second attempt has another."""
    sender, one = branch.sender(TEMPLATE), reminder()
    branch.server.world.people[WHO].follows = True
    branch.server.world.faults[BY_TEMPLATE] = [Fault(hang_up="after")]
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
async def test_people_who_take_no_template(branch: Branch, change: dict[str, bool], outcome: str) -> None:
    """Who does not follow is gone; who refuses this template is not: their next word lets us write."""
    for name, value in change.items():
        setattr(branch.server.world.people[WHO], name, value)
    assert (await branch.sender(TEMPLATE).send(reminder())).outcome == outcome


async def test_templates_that_do_not_fit(branch: Branch) -> None:
    """One that does not exist, or has a field that nobody can fill, holds the channel: it is everybody's."""
    world = branch.server.world
    world.people[WHO].follows = True
    assert (await branch.sender("NONE-of-these-templates").send(reminder())).outcome == "held"
    world.templates["ODD-template-of-the-tests"] = "{{thing1.DATA}}{{const2.DATA}}"
    assert (await branch.sender("ODD-template-of-the-tests").send(reminder())).outcome == "held"
    world.people[WHO].notices = 1
    assert (await branch.sender(NOTICE).send(reminder())).outcome == "sent"
    assert (await branch.sender(NOTICE).send(reminder())).outcome == "retry"


def test_fields_of_a_template() -> None:
    """Each kind as the platform wants it; a text without a day says where to look."""
    fields = ("first", "thing1", "time2", "date3", "phrase4", "character_string5", "number6", "remark")
    template = Template(TEMPLATE, BY_TEMPLATE, fields)
    data = {name: value["value"] for name, value in template.data(reminder()).items()}
    assert data["time2"] == data["date3"] == "2022年12月6日"
    assert data["character_string5"] == "2022-12-6"
    assert all(len(data[name]) <= 20 for name in ("thing1",))
    assert len(data["phrase4"]) <= 5
    assert template.data(reminder(text="到时间了"))["time2"]["value"]
    assert Template(TEMPLATE, BY_TEMPLATE, ("thing1", "const2")).unknown == ("const2",)


# ── the wire ──


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
    await branch.spoke()
    branch.server.world.faults[CUSTOM] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == (outcome, [1])


@pytest.mark.parametrize("fault", [Fault(hang_up="after"), Fault(code=-1), Fault(status=502)])
async def test_without_a_token_nothing_was_sent(branch: Branch, fault: Fault) -> None:
    """Whatever becomes of the call for the token: nothing of the reminder left."""
    await branch.spoke()
    branch.server.world.faults[TOKEN_PATH] = [fault]
    noted: list[int] = []
    attempt = await branch.sender().send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == ("retry", [])
    assert await branch.store.wechat_people.left(USER, branch.clock()) == 5
    assert (await branch.sender().send(reminder())).outcome == "sent"


async def test_nobody_listens(branch: Branch) -> None:
    """It is tried again."""
    await branch.spoke()
    attempt = await branch.sender(api_url="http://127.0.0.1:1").send(reminder())
    assert attempt.outcome == "retry"


# ── the token ──


async def test_one_token_for_all_processes(branch: Branch) -> None:
    """Eight at once ask once; another hour and fifty-six minutes later, once more; it is stored sealed."""
    apis = [branch.api() for _ in range(8)]
    await asyncio.gather(*(api.call("/cgi-bin/customservice/getkflist") for api in apis))
    world = branch.server.world
    assert world.token_calls == 1
    kept = await branch.store.lent_tokens.lent(f"wechat {world.app_id}")
    assert kept is not None
    assert world.access_token not in kept.sealed
    branch.clock.now += timedelta(minutes=116)
    await asyncio.gather(*(api.call("/cgi-bin/customservice/getkflist") for api in apis))
    assert world.token_calls == 2
    assert world.refused == []


async def test_a_token_that_is_refused_is_renewed_once(branch: Branch) -> None:
    """Another program took a new one: eight calls that hear so renew it once, and all get through."""
    apis = [branch.api() for _ in range(8)]
    await apis[0].call("/cgi-bin/customservice/getkflist")
    world = branch.server.world
    world.revoke()
    before = world.token_calls
    spoken = await asyncio.gather(*(api.call("/cgi-bin/customservice/getkflist") for api in apis))
    assert [one.code for one in spoken] == [0] * 8
    assert world.token_calls == before + 1


async def test_a_token_that_the_platform_itself_refuses(branch: Branch) -> None:
    """It lends the same one again: then another is asked for. One that is refused for ever holds the channel."""
    api = branch.api()
    await api.call("/cgi-bin/customservice/getkflist")
    world = branch.server.world
    world.faults["/cgi-bin/customservice/getkflist"] = [Fault(code=40001)]
    branch.clock.now += timedelta(seconds=31)
    assert (await api.call("/cgi-bin/customservice/getkflist")).code == 0
    world.faults["/cgi-bin/customservice/getkflist"] = [Fault(code=42001, times=5)]
    assert (await api.call("/cgi-bin/customservice/getkflist")).attempt.outcome == "held"


@pytest.mark.parametrize(
    ("settings", "listed", "code"),
    [
        ({"app_secret": "another-secret"}, True, 40125),
        ({"app_id": "wxffff"}, True, 40013),
        ({}, False, 40164),
    ],
)
async def test_what_the_platform_does_not_know_holds_the_channel(
    branch: Branch, settings: dict[str, str], listed: bool, code: int
) -> None:
    """A wrong secret, a wrong account, an address that is not on the list; `channels` says what to click."""
    branch.server.world.listed = listed
    await branch.spoke()
    attempt = await branch.sender(**settings).send(reminder())
    assert attempt.outcome == "held"
    assert str(code) in attempt.reason
    found = await findings(branch, **settings)
    assert [one for one in found if one[0] is False and str(code) in one[1] and "mp.weixin.qq.com" in one[2]]
    assert "another-secret" not in repr(found)


async def test_another_secret_makes_the_stored_token_worthless(branch: Branch) -> None:
    """It cannot be opened, and is asked for anew."""
    await branch.api().call("/cgi-bin/customservice/getkflist")
    branch.server.world.app_secret = "a-secret-that-was-reset"
    api = branch.api(app_secret="a-secret-that-was-reset")
    assert (await api.call("/cgi-bin/customservice/getkflist")).code == 0
    assert branch.server.world.token_calls == 2


async def test_one_who_renews_and_dies(branch: Branch) -> None:
    """The right to renew ends by itself."""
    now, until = branch.clock(), branch.clock() + timedelta(seconds=20)
    tokens, name = branch.store.lent_tokens, f"wechat {branch.server.world.app_id}"
    assert await tokens.begin_renewal(name, "", now, until)
    assert not await tokens.begin_renewal(name, "", now, until)
    branch.clock.now += timedelta(seconds=21)
    assert (await branch.api().call("/cgi-bin/customservice/getkflist")).code == 0


# ── noticebot channels ──


async def findings(branch: Branch, **settings: object) -> list[tuple[bool | None, str, str]]:
    """What `noticebot channels` finds."""
    account = settings_of(branch.server, **settings)
    given = Settings(Path(), Path(), wechat=account, public_url="https://notice.example.com")
    return [
        (one.works, one.text, one.do) async for one in check_wechat(given, branch.store, branch.clock, None)
    ]


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
    branch: Branch, change: Callable[[WechatWorld], None], settings: dict[str, object], says: str
) -> None:
    """What works, what the kind of the account cannot, and what to click."""
    change(branch.server.world)
    found = await findings(branch, **settings)
    assert [one for one in found if says in one[1]]
    assert [one for one in found if "https://notice.example.com/wechat" in one[1]]
    assert all(one[2] for one in found if one[0] is False)
    for secret in (
        branch.server.world.app_secret,
        branch.server.world.access_token or "-",
        "TokenOfTheTests",
    ):
        assert secret not in repr(found)
    assert branch.shown == []


def test_every_code_has_a_meaning() -> None:
    """None that is not certain says that somebody is gone."""
    gone = [code for code in range(-1, 100_000) if meaning_of(code).outcome == "gone"]
    assert gone == [43004, 50005]
    assert all(meaning_of(code).outcome == "held" for code in STALE)
    assert all(meaning_of(code).outcome == "refused" for code in CLOSED)


def test_no_token_is_an_outcome() -> None:
    """It says what it means for a message, and nothing secret."""
    assert str(NoToken(Attempt("held", "no token: errcode 40125"), 40125)) == "no token: errcode 40125"
