"""Whole conversations over real HTTP, sealed as WeChat seals them, shown as phones show them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.conversation.assistant import Assistant
from tests.channels.answer_page import answer_page
from tests.channels.platforms.tour import Visit, through_it_all
from tests.channels.wechat.office import Office, Opens, at
from tests.wechat_api.phone import links
from tests.wechat_api.world import NOTICE, TEMPLATE

WANG, LI = "oWang_-0123456789", "oLi0123456789"


def texts(shown: list[tuple[str, str]]) -> str:
    """What was shown, in one."""
    return "\n".join(text for _, text in shown)


async def test_from_following_to_forgetting(here: Office) -> None:
    """The whole talk; what is longer than an answer, and the reminder, come as customer-service messages."""
    phones = here.phones
    welcome = await phones.follow(WANG)
    assert [how for how, _ in welcome] == ["passive"]
    assert "非官方" in texts(welcome)
    assert "在职在岗" in texts(await phones.tap(WANG, "看看我能不能报"))

    async def says(text: str) -> str:
        return texts(await phones.say(WANG, text))

    async def taps(label: str) -> str:
        return texts(await phones.tap(WANG, label))

    await through_it_all(Visit(here, "wechat", WANG, lambda: here.shown(WANG), says, taps), "custom")
    assert not await here.store.wechat_people.left(f"wechat:{WANG}", here.real())


async def test_forgetting_in_words(here: Office) -> None:
    """Whoever has no links types the words; the first /forget deletes nothing."""
    await here.phones.say(LI, "12月1日上午9点提醒我")
    await here.phones.say(LI, "／forget")
    kept = await here.store.load(f"wechat:{LI}")
    assert kept is not None
    await here.phones.say(LI, "确定全部删掉")
    assert await here.store.load(f"wechat:{LI}") is None


async def test_after_two_days_the_template(here: Office, whole_assistant: Assistant) -> None:
    """48 hours after the last word a reminder goes by the account's template, its fields filled as is wanted; a tap answers."""
    await here.phones.say(WANG, "12月1日上午9点提醒我催张三")
    here.real.now += timedelta(days=16)
    async with here.dispatching():
        here.clock.now += timedelta(days=16, hours=1)
        await here.until(lambda: len(here.shown(WANG)) > 1)
    how, _ = here.shown(WANG)[-1]
    assert how == "template"
    (sent,) = here.world.sent
    assert sent["template_id"] == TEMPLATE
    assert re.fullmatch(r"2022年12月\d+日", sent["data"]["time2"]["value"])
    assert sent["client_msg_id"]
    async with answer_page(here.store, whole_assistant, here.clock, here.real) as page:
        assert await page.open(sent["url"]) == 200
        assert "催张三" in await page.tap("已办")
    fields = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": "1", "Status": "success"}
    assert await here.phones.does(WANG, **fields) == []


@pytest.mark.parametrize("consents", [0, 1])
async def test_a_subscription_notice_for_each_consent(office_of: Opens, consents: int) -> None:
    """A notice goes to whom agreed to one; without consent the reminder waits for their next word."""
    async with office_of(template_id=NOTICE) as here:
        await here.phones.say(WANG, "12月1日上午9点提醒我催张三")
        here.world.people[WANG].notices = consents
        here.real.now += timedelta(days=16)
        async with here.dispatching():
            here.clock.now += timedelta(days=16, hours=1)
            await here.until(lambda: len(here.shown(WANG)) > 1 or 43101 in here.world.refused)
        assert len(here.world.sent) == consents
        traffic = await here.store.ledger.traffic("wechat", here.clock())
        assert traffic.overdue == 1 - consents


async def test_without_a_template_people_are_told_and_given_the_page(office_of: Opens) -> None:
    """When a wish is set, that it may come late, and where letters are to be had; the reminder waits until they speak."""
    async with office_of(template_id="") as here:
        wish = texts(await here.phones.say(WANG, "12月1日上午9点提醒我催张三"))
        assert "48小时" in wish
        assert "https://notice.example.com" in wish
        here.real.now += timedelta(days=16)
        here.clock.now += timedelta(days=16, hours=1)
        async with here.dispatching():
            await here.waits_for("wechat", "no template")
            assert here.world.sent == []
            await here.phones.say(WANG, "你好")
            await here.until(lambda: bool(here.world.sent))
        assert here.shown(WANG)[-1][0] == "custom"


async def test_an_account_that_cannot_remind_says_so(office_of: Opens) -> None:
    """48001 and no template: nothing is promised, and the page is named."""
    async with office_of(template_id="") as here:
        here.world.may_serve = False
        await here.until(lambda: bool(here.world.menu))
        async with at(here.remade()) as url:
            await here.until(lambda: here.world.calls.count("/cgi-bin/get_current_selfmenu_info") == 2)
            here.phones.url = url
            told = texts(await here.phones.say(WANG, "12月1日上午9点提醒我催张三"))
        assert "不能主动给您发提醒" in told
        assert "https://notice.example.com" in told


async def test_unfollowing_ends_wishes_and_following_again_offers_them(here: Office) -> None:
    """As blocking does on Telegram."""
    await here.phones.say(WANG, "12月1日上午9点提醒我催张三")
    here.real.now += timedelta(seconds=5)
    assert await here.phones.unfollow(WANG) == []
    kept = await here.store.load(f"wechat:{WANG}")
    assert kept is not None
    assert [one.ended for one in kept.subscriptions.values()] == ["gone: unfollowed"]
    here.real.now += timedelta(seconds=5)
    back = texts(await here.phones.follow(WANG))
    assert "恢复" in back
    await here.phones.tap(WANG, "恢复")
    kept = await here.store.load(f"wechat:{WANG}")
    assert kept is not None
    assert [one.ended for one in kept.subscriptions.values()] == [""]


async def test_other_kinds_and_voice_and_menu(here: Office) -> None:
    """Voice with recognised words is heard, pictures get a plain word, the menu runs its commands, the rest gets nothing."""
    phones, number = here.phones, here.phones.number
    voice = await phones.does(
        WANG, MsgType="voice", MediaId="m", Format="amr", Recognition="什么时候截止。", MsgId=number()
    )
    assert "2022年12月6日" in texts(voice)
    for kind in ("image", "voice", "video", "shortvideo", "location", "link", "file"):
        assert "打字" in texts(await phones.does(WANG, MsgType=kind, MsgId=number()))
    here.real.now += timedelta(seconds=1)
    assert "2022年12月6日" in texts(await phones.menu(WANG, "/deadlines"))
    here.real.now += timedelta(seconds=1)
    assert "直接用平常的话" in texts(await phones.menu(WANG, "of-another-program"))
    for event in ("VIEW", "LOCATION", "subscribe_msg_popup_event", "of_tomorrow"):
        assert await phones.does(WANG, MsgType="event", Event=event) == []
    assert await phones.does(WANG, MsgType="of_tomorrow", MsgId=number()) == []


async def test_a_stale_link_does_no_harm(here: Office) -> None:
    """A link of an earlier question answers nothing; one whose choice no pack knows counts as the words that it says."""
    await here.phones.say(WANG, "我能不能报")
    await here.phones.say(WANG, "在职在岗")
    earlier = here.shown(WANG)[0][1]
    content, act, _ = links(earlier)[2]
    shown = texts(await here.phones.say(WANG, content, act))
    assert "公务员" in shown or "退休" in shown
    assert "2022年12月6日" in texts(await here.phones.say(LI, "什么时候截止", "entry_of_yesterday"))


async def test_a_menu_is_made_once(here: Office) -> None:
    """The mode for developers has no menu in the console; one that exists stays."""
    await here.until(lambda: bool(here.world.menu))
    assert [button["key"] for button in here.world.menu] == ["/interview", "/deadlines", "/remind"]
