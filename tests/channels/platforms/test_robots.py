"""The robots of groups: only the group's own wishes, signed, 20 in a minute, and what the answers mean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.channels.dingtalk.dingtalk_robot import dingtalk_robot, robot_advice, robot_meaning, signed
from bot.channels.platforms.robot_check import check_robot
from bot.channels.platforms.robot_sender import ROBOT_LIMITS, RobotSender
from bot.channels.wecom.wecom_errors import wecom_advice
from bot.channels.wecom.wecom_robot import wecom_robot
from bot.delivery.limiter import Limiter
from bot.delivery.sender import Reminder
from bot.dingtalk_settings import DingtalkRobot
from bot.messages import message
from bot.store.database import Store
from tests.channels.premises import Clockwork, QuickTimer
from tests.dingtalk_api.server import DingtalkServer
from tests.dingtalk_api.world import GROUP_SECRET, DingtalkWorld
from tests.packs import OPEN
from tests.platforms.strict_server import Fault
from tests.wecom_api.server import ROBOT, WecomServer
from tests.wecom_api.world import WecomWorld

_numbers = count()


def reminder(user: str = "group", text: str = "【提醒】还有19天。") -> Reminder:
    """A reminder for the group, or for somebody."""
    return Reminder(f"{next(_numbers):032}", user, text, ("四.二",), "lead", subscription="0407b5bb35")


class Group:
    """A group with its robot, on the platform's server."""

    def __init__(self, server: WecomServer | DingtalkServer, clock: Clockwork) -> None:
        self.server, self.clock = server, clock
        self.robot = self.made()

    def made(self) -> RobotSender:
        """Who speaks to the robot."""
        if isinstance(self.server, WecomServer):
            return wecom_robot(self.server.robot_url)
        return dingtalk_robot(DingtalkRobot(self.server.robot_url, GROUP_SECRET), self.clock)

    @property
    def said(self) -> list[str]:
        """What was said in the group."""
        return self.server.world.said_in_group


@pytest.fixture(params=["wecom", "dingtalk"])
async def group(request: pytest.FixtureRequest) -> AsyncIterator[Group]:
    """A group of each platform."""
    clock = Clockwork(OPEN)
    wecom = request.param == "wecom"
    async with (
        WecomServer(WecomWorld(clock=clock))
        if wecom
        else DingtalkServer(DingtalkWorld(clock=clock)) as server
    ):
        made = Group(server, clock)
        yield made
    await made.robot.close()
    assert made.server.world.wrong == []


async def test_it_says_what_the_group_wishes_for_and_nothing_of_a_person(group: Group) -> None:
    """Whatever key stands in the ledger: nobody's own reminder is said before others."""
    assert (await group.robot.send(reminder())).outcome == "sent"
    assert (await group.robot.send(reminder("WangFang"))).outcome == "failed"
    assert (await group.robot.send(reminder(text="长" * 5000))).outcome == "sent"
    assert group.said[0] == "【提醒】还有19天。"
    assert len(group.said) == 2


async def test_it_asks_for_no_answer(group: Group) -> None:
    """It hears nothing: only what is due is said."""
    for name in ("remind_how_to_stop", "remind_how_to_answer", "remind_unfinished", "remind_watch_offer"):
        text = f"【提醒】还有19天。\n{message(name)}"
        assert (await group.robot.send(reminder(text=text))).outcome == "sent"
    assert set(group.said) == {"【提醒】还有19天。"}


async def test_over_twenty_in_a_minute_it_waits(group: Group) -> None:
    """WeCom's for a minute; DingTalk's is silent for ten."""
    outcomes = [(await group.robot.send(reminder())).outcome for _ in range(21)]
    assert outcomes == ["sent"] * 20 + ["wait"]
    attempt = await group.robot.send(reminder())
    wanted = 60.0 if isinstance(group.server, WecomServer) else 600.0
    assert (attempt.outcome, attempt.seconds) == ("wait", wanted)
    group.clock.now += timedelta(seconds=wanted - 1)
    if wanted == 600.0:
        assert (await group.robot.send(reminder())).outcome == "wait"
    group.clock.now += timedelta(seconds=2)
    assert (await group.robot.send(reminder())).outcome == "sent"


async def test_the_limits_keep_it_under_twenty_a_minute() -> None:
    """Whenever the minute begins."""
    timer = QuickTimer(1000.0)
    limiter, sent = Limiter(ROBOT_LIMITS, timer), []
    moment = timer.monotonic()
    for _ in range(60):
        moment = max(limiter.reminder_at(moment), moment)
        sent.append(limiter.take_reminder("group", moment))
    assert all(later - earlier >= 60.0 for earlier, later in zip(sent, sent[20:], strict=False))


async def test_an_address_or_a_signature_that_is_refused_holds_the_channel(group: Group) -> None:
    """Nobody's wishes end: the robot was removed, or the secret was changed."""
    if isinstance(group.server, WecomServer):
        group.server.world.robot_key = "of-another-group"
    else:
        group.server.world.group_exists = False
        wrong = dingtalk_robot(DingtalkRobot(group.server.robot_url, "SEC-another-secret"), group.clock)
        group.server.world.group_exists = True
        assert (await wrong.send(reminder())).outcome == "held"
        await wrong.close()
        group.server.world.group_exists = False
    assert (await group.robot.send(reminder())).outcome == "held"
    assert group.said == []


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(hang_up="before"), "uncertain"),
        (Fault(hang_up="after"), "uncertain"),
        (Fault(status=502), "uncertain"),
        (Fault(status=403), "held"),
        (Fault(status=429), "wait"),
        (Fault(code=-1), "uncertain"),
        (Fault(code=88888), "refused"),
    ],
)
async def test_what_stands_between(group: Group, fault: Fault, outcome: str) -> None:
    """As for reminders to people."""
    path = ROBOT if isinstance(group.server, WecomServer) else "/robot/send"
    group.server.world.faults[path] = [replace(fault)]
    noted: list[int] = []
    attempt = await group.robot.send_announced(reminder(), lambda: noted.append(1))
    assert (attempt.outcome, noted) == (outcome, [1])


async def test_a_look_says_nothing_in_the_group(group: Group) -> None:
    """The probe is refused for what it is, or for the robot."""
    assert (await group.robot.probe()).attempt.outcome == "refused"
    if isinstance(group.server, WecomServer):
        group.server.world.robot_key = "of-another-group"
    else:
        group.server.world.group_exists = False
    assert (await group.robot.probe()).attempt.outcome == "held"
    assert group.said == []


async def test_what_channels_says_of_it(group: Group, tmp_path: Path) -> None:
    """That it is there, or what to click; and that nothing is wished for yet. No secret is in it."""
    name = "wecom" if isinstance(group.server, WecomServer) else "dingtalk"
    advice = wecom_advice if name == "wecom" else robot_advice
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        first, second = group.made(), group.made()
        found = [one async for one in check_robot(f"{name}_group", first, store, advice)]
        assert [one.works for one in found] == [None, None]
        if isinstance(group.server, WecomServer):
            group.server.world.robot_key = "of-another-group"
        else:
            group.server.world.group_exists = False
        gone = [one async for one in check_robot(f"{name}_group", second, store, advice)]
        away = RobotSender(lambda: "http://127.0.0.1:1/x", robot_meaning, 100)
        nobody = [one async for one in check_robot(f"{name}_group", away, store, advice)]
    for one in (gone[0], nobody[0]):
        assert one.works is False
        assert one.do
    assert GROUP_SECRET not in repr([*found, *gone])
    assert "key=" not in repr([*found, *gone, *nobody])


def test_the_signature_is_that_of_the_document() -> None:
    """HMAC-SHA256 over the moment and the secret, in Base64, escaped: `+` and `/` and `=` too."""
    url = signed("https://oapi.dingtalk.com/robot/send?access_token=x", "this is secret", 1577262236757)
    assert "&timestamp=1577262236757&sign=" in url
    assert not set("+/=") & set(url.partition("&sign=")[2])
    assert robot_meaning(310000).outcome == "held"
