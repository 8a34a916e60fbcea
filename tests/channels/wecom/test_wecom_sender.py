"""What the answers of the platform mean for a reminder and for an answer, and what `noticebot channels` says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.channels.wecom.wecom_sender import reminding, texts_for
from bot.delivery.sender import Attempt
from bot.replies.acts import RunCommand
from bot.replies.reply import Choice, Reply
from tests.channels.platforms.branches import reminder_to
from tests.channels.premises import PAGE
from tests.channels.wecom.unit import Opens, Unit
from tests.channels.wecom.wecom_branch import WecomBranch
from tests.platforms.strict_server import Fault
from tests.wecom_api.server import SEND
from tests.wecom_api.world import WecomWorld


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
async def test_the_codes(branch: WecomBranch, code: int, outcome: str) -> None:
    """A fault of ours holds the channel, a limit waits; what nobody knows says nothing of the person."""
    branch.world.faults[SEND] = [Fault(code=code)]
    assert (await branch.sender().send(branch.reminder())).outcome == outcome


async def test_who_is_gone_and_who_is_not(branch: WecomBranch) -> None:
    """Out of the application's range: it may be widened again. No such member: their wishes end."""
    member = branch.world.people[branch.who]
    member.in_range = False
    assert (await branch.sender().send(branch.reminder())).outcome == "retry"
    branch.world.faults["/cgi-bin/user/get"] = [Fault(hang_up="before")]
    assert (await branch.sender().send(branch.reminder())).outcome == "retry"
    member.exists = False
    assert await branch.sender().send(branch.reminder()) == Attempt("gone", "no such member")
    assert (await branch.sender().send(branch.reminder(user="Nobody"))).outcome == "gone"


def test_a_card_or_a_text() -> None:
    """What does not fit into a card is a text; nothing is longer than the platform takes."""
    card = reminding(reminder_to("Reminded"), PAGE, "")["textcard"]
    assert card["title"].startswith("【提醒】")
    assert "依据" in card["description"]
    assert reminding(reminder_to("Reminded"), "", "")["msgtype"] == "text"
    assert reminding(reminder_to("Reminded", text="【提醒】" + "长" * 200), PAGE, "")["msgtype"] == "text"
    long = reminding(reminder_to("Reminded", text="一行\n" + "长" * 2000), PAGE, "")["text"]["content"]
    assert len(long.encode()) <= 2048
    answered = reminding(reminder_to("Reminded"), PAGE, f"{PAGE}/mail/answer?token=x")["textcard"]
    assert (answered["url"], answered["btntxt"]) == (f"{PAGE}/mail/answer?token=x", "去处理")
    assert reminding(reminder_to("Reminded"), PAGE, "https://x/" + "x" * 2048)["msgtype"] == "text"


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
    branch: WecomBranch,
    change: Callable[[WecomWorld], None],
    settings: dict[str, object],
    works: bool | None,
    says: str,
) -> None:
    """What works, what does not, the address that is not trusted, and what to click. No secret is in it."""
    change(branch.world)
    found = await branch.findings(**settings)
    assert [one for one in found if one[0] is works and says in one[1]]
    assert [one for one in found if f"{PAGE}/wecom" in one[1]]
    assert all(one[2] for one in found if one[0] is False)
    world = branch.world
    for secret in (
        world.secret,
        "another-secret",
        world.token,
        world.aes_key,
        world.access_token or "none lent",
    ):
        assert secret not in repr(found)
    assert world.sent == []
