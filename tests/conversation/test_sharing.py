"""People let a group of the office see how they stand: only after all was named and agreed to, and not a moment longer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.assistant import assistant_of
from bot.conversation.service import ConversationService
from bot.knowledge import Knowledge
from bot.serving.unanswered_log import UnansweredLog
from bot.store.database import Store
from tests.conversation.sharers import COUNTY, LINE, Sharers
from tests.several_packs import HIGH, PUSHES, SENIOR, library, several

ME, HR, OTHER = "web:me", "telegram:7", "wecom:other"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Knowledge]:
    """Two small notices."""
    folder: Path = tmp_path_factory.mktemp("packs")
    return {one.pack.facts.id: one for one in library(folder, SENIOR, HIGH)}


@pytest.fixture
async def sharers(url: str, packs: Mapping[str, Knowledge]) -> AsyncIterator[Sharers]:
    """A bot of one notice, on each database."""
    async with await Store.open(url) as store:
        yield Sharers(store, assistant_of(packs[SENIOR]))


@pytest.fixture
async def two_notices(tmp_path: Path, packs: Mapping[str, Knowledge]) -> AsyncIterator[Sharers]:
    """A bot of two."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        yield Sharers(store, several([packs[SENIOR], packs[HIGH]]))


async def listed(sharers: Sharers, user: str = HR) -> None:
    """Three people of a list: 王芳 lacks hours, 李强 lacks nothing, 王芳芳 has only begun."""
    await sharers.say(user, "给王芳问一下", "70", "给李强问一下", "85", "给王芳芳问一下")


async def test_from_the_code_to_what_is_seen(sharers: Sharers) -> None:
    """Everything is named before, nothing is seen before, and what is seen is how they stand at that moment."""
    code = await sharers.group()
    await sharers.say(ME, "我能不能报", "70")
    assert "都不给" in (begun := await sharers.say(ME, f"分享码 {code}"))
    assert COUNTY in begun
    asked = await sharers.say(ME, "木雕厂 张三")
    for named in (
        COUNTY,
        "木雕厂 张三",
        "名字",
        "结论",
        "还缺什么",
        "下一个日子",
        "2022年12月15日",
        "不给看了",
        "/forget",
    ):
        assert named in asked
    assert await sharers.seen() == {}
    assert "木雕厂 张三" in await sharers.tap(ME, "同意，给看")
    one = (await sharers.seen())["木雕厂 张三"]
    assert (one.stage, one.to_do) == ("missing", ("学时卡",))
    await sharers.say(ME, "iv:change:hours", "85")
    one = (await sharers.seen())["木雕厂 张三"]
    assert (one.stage, one.to_do) == ("ready", ())
    assert one.person is not None
    assert one.person.said == "可以报"


async def test_withdrawn_at_once(sharers: Sharers) -> None:
    """In words or by a tap, all or one group; told to whom one shows now."""
    codes = [await sharers.group(), await sharers.group("金华市经信局")]
    for code in codes:
        await sharers.share(ME, code, "张三")
    shown = await sharers.say(ME, "给谁看了")
    assert "东阳市经信局" in shown
    assert "金华市经信局" in shown
    assert "金华市经信局" in await sharers.tap(ME, "不给金华市经信局看了")
    assert (list(await sharers.seen()), list(await sharers.seen("金华市经信局"))) == (["张三"], [])
    assert "已收回" in await sharers.say(ME, "不给东阳经信局看了")
    assert await sharers.seen() == {}
    assert "没有给任何" in await sharers.say(ME, "不给看了")
    assert "没有给任何" in await sharers.say(ME, "给谁看了")
    for code in codes:
        await sharers.share(ME, code, "张三")
    assert "金华市经信局" in await sharers.say(ME, "不给他们看了")
    assert (await sharers.seen(), await sharers.seen("金华市经信局")) == ({}, {})


async def test_gone_with_forget_with_the_end_and_with_closing(sharers: Sharers) -> None:
    """Each by itself ends it; what is asked then cannot be agreed to."""
    code = await sharers.group()
    await sharers.share(ME, code, "张三")
    await sharers.say(ME, "/forget")
    assert await sharers.seen() == {}
    await sharers.share(ME, code, "张三")
    await sharers.say(OTHER, f"分享码 {code}", "李四")
    sharers.now += timedelta(days=31)
    assert await sharers.seen() == {}
    assert "没有能用" in await sharers.say(ME, f"分享码 {code}")
    await sharers.store.sharings.tidy(sharers.now)
    sharers.now -= timedelta(days=31)
    assert await sharers.seen() == {}
    await sharers.share(ME, code, "张三")
    await sharers.say(OTHER, f"分享码 {code}", "李四")
    group = sharers.groups[COUNTY]
    notice = sharers.assistant.pack.facts.id
    assert await sharers.store.sharings.close_group(notice, group, sharers.now, LINE)
    assert await sharers.seen() == {}
    assert "到期或关掉" in await sharers.say(OTHER, "同意")
    assert "没有能用" in await sharers.say(ME, f"分享码 {code}")


async def test_of_a_list_whoever_is_chosen(sharers: Sharers) -> None:
    """By taps and by names; each under the name of the list, with who gave them; chosen anew in the place of before."""
    code = await sharers.group()
    await listed(sharers)
    assert "哪几位" in await sharers.say(HR, f"分享码 {code}")
    await sharers.tap(HR, "王芳芳")
    await sharers.tap(HR, "✓ 王芳芳")
    assert "李强" in await sharers.say(HR, "王芳和李强")
    assert "谁给的" in await sharers.tap(HR, "下一步")
    asked = await sharers.say(HR, "东阳木雕厂")
    assert "王芳、李强" in asked
    assert "王芳芳" not in asked
    await sharers.say(HR, "好的")
    seen = await sharers.seen()
    assert {name: (one.stage, one.shared.source) for name, one in seen.items()} == {
        "王芳": ("missing", "东阳木雕厂"),
        "李强": ("ready", "东阳木雕厂"),
    }
    assert "再同意一次" in await sharers.say(HR, f"分享码 {code}")
    await sharers.say(HR, "全部", "下一步", "东阳木雕厂")
    assert set(await sharers.seen()) == {"王芳", "李强"}
    await sharers.say(HR, "同意")
    assert {name: one.stage for name, one in (await sharers.seen()).items()} == {
        "王芳": "missing",
        "李强": "ready",
        "王芳芳": "open",
    }


async def test_a_person_who_is_deleted_or_replaced_is_not_seen(sharers: Sharers) -> None:
    """A name that changed is still the one that was agreed to; another of the same name was never agreed to."""
    code = await sharers.group()
    await listed(sharers)
    await sharers.say(HR, f"分享码 {code}", "王芳和李强", "下一步", "东阳木雕厂", "同意")
    await sharers.say(HR, "李强改名叫李自强")
    assert set(await sharers.seen()) == {"王芳", "李强"}
    await sharers.say(HR, "删掉王芳", "删掉")
    assert set(await sharers.seen()) == {"李强"}
    sharers.now += timedelta(minutes=1)
    await sharers.say(HR, "给王芳问一下", "85")
    assert set(await sharers.seen()) == {"李强"}
    assert "李强" in (shown := await sharers.say(HR, "给谁看了"))
    assert "王芳" not in shown


async def test_who_has_not_begun(sharers: Sharers) -> None:
    """Is said to be so, and seen from the first answer on."""
    code = await sharers.group()
    assert "还没开始答" in await sharers.say(ME, f"分享码 {code}", "张三")
    await sharers.say(ME, "同意")
    one = (await sharers.seen())["张三"]
    assert (one.person, one.stage) == (None, "open")
    await sharers.say(ME, "我能不能报", "85")
    assert (await sharers.seen())["张三"].stage == "ready"
    await sharers.say(OTHER, f"分享码 {code}", "李四")
    button = await sharers.id_of(OTHER, "同意，给看")
    await sharers.say(OTHER, "我能不能报", "70")
    assert "李四" in await sharers.tap_id(OTHER, button)
    assert (await sharers.seen())["李四"].stage == "missing"


async def test_what_was_marked_as_dealt_with(sharers: Sharers) -> None:
    """The deadlines that somebody marked in their reminders, of themselves alone."""
    code = await sharers.group()
    await sharers.share(ME, code, "张三")
    await sharers.service.turn(ME, "单位推荐提前3天提醒我", sharers.now, PUSHES)
    book = (await sharers.service.conversation(ME)).subscriptions
    (wish,) = book.wishes
    await sharers.service.turn(ME, f"rm:{wish}:done:unit", sharers.now, PUSHES)
    assert (await sharers.seen())["张三"].done == ("所在单位推荐截止",)


async def test_a_question_in_between_is_answered(sharers: Sharers) -> None:
    """It is no name and no agreement; buttons of before go on, and the interview goes on after it."""
    code = await sharers.group()
    await sharers.say(ME, "我能不能报")
    await sharers.say(ME, f"分享码 {code}")
    assert "12月" in await sharers.say(ME, "个人申报哪天截止？")
    await sharers.say(ME, "85")
    assert await sharers.seen() == {}
    await sharers.say(ME, "/share rename", "张三")
    assert "好了" in await sharers.say(ME, "是的")
    assert (await sharers.seen())["张三"].stage == "ready"


async def test_the_summary_stays_open_over_questions(sharers: Sharers) -> None:
    """A question between the summary and 同意 is answered, the summary asked again; what is no question is too."""
    code = await sharers.group()
    await sharers.say(ME, f"分享码 {code}")
    for text, told in (("个人申报哪天截止？", "12月"), ("吃了吗今天天气", "")):
        asked = await sharers.say(ME, text)
        assert told in asked
        assert "写什么" in asked
    assert "请核对" in await sharers.say(ME, "木雕厂 张三")
    for text, told in (("学时要多少？", "80"), ("个人申报哪天截止？", "12月"), ("吃了吗今天天气", "")):
        asked = await sharers.say(ME, text)
        assert told in asked
        assert "还没定" in asked
        assert COUNTY in asked
        assert "木雕厂 张三" in asked
    assert await sharers.seen() == {}
    sharers.restart()
    await sharers.say(ME, "同意")
    assert set(await sharers.seen()) == {"木雕厂 张三"}
    assert "还没定" not in await sharers.say(ME, "个人申报哪天截止？")


async def test_a_question_while_people_are_chosen(sharers: Sharers) -> None:
    """Whoever is chosen stays so; the open interview does not take the word over."""
    code = await sharers.group()
    await listed(sharers)
    await sharers.say(HR, f"分享码 {code}", "王芳")
    asked = await sharers.say(HR, "个人申报哪天截止？")
    assert "12月" in asked
    assert "已选：王芳" in asked
    await sharers.say(HR, "下一步", "木雕厂", "个人申报哪天截止？", "好的")
    assert set(await sharers.seen()) == {"王芳"}


async def test_what_leads_elsewhere_leaves_the_summary(sharers: Sharers) -> None:
    """An interview or a wish that begins has the word; the button of before agrees still, until half an hour is over."""
    code = await sharers.group()
    await sharers.say(ME, f"分享码 {code}", "张三")
    button = await sharers.id_of(ME, "同意，给看")
    assert "还没定" not in await sharers.say(ME, "我能不能报")
    await sharers.say(ME, "85")
    assert await sharers.seen() == {}
    await sharers.tap_id(ME, button)
    assert set(await sharers.seen()) == {"张三"}
    await sharers.say(OTHER, f"分享码 {code}", "李四")
    sharers.now += timedelta(minutes=31)
    assert "还没定" not in await sharers.say(OTHER, "个人申报哪天截止？")


async def test_what_is_asked_back_is_answered_first(sharers: Sharers) -> None:
    """Which of several is meant is picked before the summary is asked again; what leads elsewhere meanwhile ends it."""
    code = await sharers.group()
    for user, picked in ((ME, True), (OTHER, False)):
        await sharers.say(user, f"分享码 {code}", "张三")
        asked = await sharers.say(user, "材料")
        assert "是不是想问" in asked
        assert "还没定" not in asked
        assert ("还没定" in await sharers.say(user, "2" if picked else "我能不能报")) == picked
    assert "还没定" not in await sharers.say(OTHER, "学时要多少？")
    assert await sharers.seen() == {}


async def test_a_question_about_another_notice(two_notices: Sharers) -> None:
    """Is answered, and the summary asked again: nothing of the talk about the first has changed."""
    code = await two_notices.group(notice=HIGH)
    await two_notices.say(ME, "换到高级", f"分享码 {code}", "张三")
    asked = await two_notices.say(ME, "正高的截止是哪天？")
    assert "还没定" in asked
    assert await two_notices.seen() == {}
    await two_notices.say(ME, "同意")
    assert set(await two_notices.seen()) == {"张三"}


async def test_refused_and_over(sharers: Sharers) -> None:
    """不给, 算了, or half an hour: nothing is shared, and a late tap says so."""
    code = await sharers.group()
    assert "什么都没有给" in await sharers.say(ME, f"分享码 {code}", "算了")
    assert "过去了" in await sharers.say(ME, "/share agree")
    await sharers.say(ME, f"分享码 {code}", "张三")
    button = await sharers.id_of(ME, "同意，给看")
    sharers.now += timedelta(minutes=31)
    assert "过去了" in await sharers.tap_id(ME, button)
    await sharers.say(ME, f"分享码 {code}")
    assert "过去了" in await sharers.say(ME, "/share agree")
    assert await sharers.seen() == {}


async def test_a_button_agrees_to_its_own_question(sharers: Sharers) -> None:
    """One of an earlier question, about another group, other people or another name, agrees to nothing; nor does a double tap."""
    codes = [await sharers.group(), await sharers.group("金华市主管局")]
    await listed(sharers)
    await sharers.say(HR, f"分享码 {codes[0]}", "王芳", "下一步", "木雕厂")
    of_wang = await sharers.id_of(HR, "同意，给看")
    await sharers.say(HR, f"分享码 {codes[1]}", "全部", "下一步", "木雕厂")
    assert "过去了" in await sharers.tap_id(HR, of_wang)
    await sharers.say(HR, f"分享码 {codes[0]}", "全部", "下一步", "木雕厂")
    assert "过去了" in await sharers.tap_id(HR, of_wang)
    await sharers.say(HR, f"分享码 {codes[0]}", "王芳", "下一步", "木雕厂")
    assert "太快" in await sharers.tap(HR, "同意，给看", timedelta(milliseconds=100))
    assert await sharers.seen() == {}
    assert "王芳" in await sharers.tap(HR, "同意，给看", timedelta(seconds=2))
    assert (set(await sharers.seen()), await sharers.seen("金华市主管局")) == ({"王芳"}, {})
    await sharers.say(HR, "不给看了", f"分享码 {codes[1]}", "王芳", "下一步", "木雕厂", "同意")
    assert "金华市主管局" in await sharers.tap_id(HR, f"/unshare {sharers.groups[COUNTY]}")
    assert set(await sharers.seen("金华市主管局")) == {"王芳"}


@pytest.mark.parametrize("name", ["张三 13857912345", "字" * 31, "a\u202eb", "330719198001011234"])
async def test_what_is_no_name_is_asked_again(sharers: Sharers, name: str) -> None:
    """Numbers of people, what is too long, what cannot be seen."""
    code = await sharers.group()
    assert "再打一遍" in await sharers.say(ME, f"分享码 {code}", name)
    assert "张三" in await sharers.say(ME, "张三")


async def test_wrong_codes_are_alike_and_few(sharers: Sharers) -> None:
    """Guessed, foreign, old and half codes get one answer; the sixth within ten minutes is not looked at, a right one too."""
    code = await sharers.group()
    foreign = await sharers.group("别的通知", notice="other-2022")
    old = await sharers.group("以前的", days=-1)
    wrong = {
        await sharers.say(OTHER, f"分享码 {text}")
        for text in (foreign, old, code[:-1], "ABC-DEF-GHJ", f"{code}X")
    }
    assert len(wrong) == 1
    assert "没有能用" in wrong.pop()
    assert "分钟" in await sharers.say(OTHER, f"分享码 {code}")
    sharers.restart()
    assert "分钟" in await sharers.say(OTHER, f"/share {code}")
    assert COUNTY in await sharers.say(ME, f"分享码 {code}")
    sharers.now += timedelta(minutes=11)
    assert COUNTY in await sharers.say(OTHER, f"分享码 {code.lower().replace('-', ' ')}")


@pytest.mark.parametrize(
    "wrong", ["KTM-RWX-BD", "ktm-rwx-bdaa", "KTMRWXBDA", "KTM RWX BDA", "ktmrwxbda", "KTM-RW1-BDA。"]
)
async def test_a_code_alone_is_a_code(sharers: Sharers, wrong: str) -> None:
    """However it is written; a wrong one is told so, and is no question about the notice."""
    code = await sharers.group()
    assert "没有能用" in await sharers.say(ME, wrong)
    for text in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')}。"):
        assert COUNTY in await sharers.say(ME, text)
    for text in ("WINDOWS10", "microsoft", "how are you", "2022-11-15"):
        assert "分享码" not in await sharers.say(OTHER, text)


async def test_the_same_message_twice_is_one(sharers: Sharers) -> None:
    """A channel that sends again what was answered gets the same words, and nothing happens twice."""
    code = await sharers.group()
    await sharers.share(ME, code, "张三")
    first = await sharers.turn(ME, "不给看了", "m1")
    await sharers.share(ME, code, "张三")
    assert (await sharers.turn(ME, "不给看了", "m1")).replies == first.replies
    assert set(await sharers.seen()) == {"张三"}


@pytest.mark.parametrize("later", [1, 0])
async def test_two_talks_made_one(sharers: Sharers, later: int) -> None:
    """What was agreed to goes with the interview of which it told, never to another: where it is not sure which, nowhere."""
    code = await sharers.group()
    await sharers.say(ME, "我能不能报", "70")
    await sharers.share(ME, code, "张三")
    sharers.now += timedelta(seconds=later)
    await sharers.say(OTHER, "我能不能报", "85")
    await sharers.service.join(OTHER, ME, sharers.now, keep=True)
    seen = await sharers.seen()
    found = {name: (one.stage, one.shared.user) for name, one in seen.items()}
    assert found == ({"张三": ("missing", OTHER)} if later else {})
    assert ("已收回" in await sharers.say(OTHER, "不给看了")) == bool(later)
    await sharers.say(ME, "我能不能报", "70")
    await sharers.share(ME, code, "张三")
    await sharers.service.join(OTHER, ME, sharers.now, keep=False)
    assert "没有给任何" in await sharers.say(OTHER, "给谁看了")
    assert await sharers.seen() == {}


async def test_each_notice_has_its_own(two_notices: Sharers) -> None:
    """A code of one notice shares the interview of that one, whichever is spoken of."""
    code = await two_notices.group(notice=HIGH)
    await two_notices.say(ME, "换到高级", "我能不能报", "60", "换到正高", "我能不能报", "85")
    await two_notices.share(ME, code, "张三")
    assert (await two_notices.seen())["张三"].stage == "missing"
    assert "张三" in await two_notices.say(ME, "给谁看了")


async def test_words_that_are_about_something_else(sharers: Sharers) -> None:
    """Without a code, a share, or a question of ours they go to the notice, as ever."""
    await sharers.group()
    for text in ("不给东阳市看病的人看", "同意", "全部", "学时要多少"):
        assert "分享" not in await sharers.say(ME, text)


async def test_the_way_there_stands_below_a_verdict(sharers: Sharers) -> None:
    """Where the office has a group, and only there."""
    label = "给主管部门看进度"
    turn = await sharers.turn(OTHER, "我能不能报")
    turn = await sharers.turn(OTHER, "85")
    assert label not in [one.label for reply in turn.replies for one in reply.choices]
    await sharers.group()
    sharers.restart()
    await sharers.turn(ME, "我能不能报")
    turn = await sharers.turn(ME, "85")
    assert label in [one.label for reply in turn.replies for one in reply.choices]
    assert "分享码" in await sharers.say(ME, label)


@pytest.mark.parametrize("said", ["谢谢", "👍", "老是答非所问"])
async def test_a_short_word_is_no_name(sharers: Sharers, said: str) -> None:
    """It is answered, and the name is asked for again."""
    code = await sharers.group()
    asked = await sharers.say(ME, f"分享码 {code}")
    told = await sharers.say(ME, said)
    assert told.endswith(asked.splitlines()[-1])
    assert "张三" in await sharers.say(ME, "张三")


@pytest.mark.parametrize(
    "said",
    [
        "算了不想给",
        "算了，不给了",
        "还是不说了吧",
        "不想说",
        "取消",
        "退出",
        "不用了谢谢",
        "返回",
        "我再想想",
    ],
)
async def test_who_declines_instead_of_a_name_shows_nothing(sharers: Sharers, said: str) -> None:
    """Whatever the words, and at the last question too; what was asked is over."""
    code = await sharers.group()
    await sharers.say(ME, f"分享码 {code}")
    assert await sharers.say(ME, said) == "好的，什么都没有给。"
    assert "同意吗" not in await sharers.say(ME, "张三")
    await sharers.say(ME, f"分享码 {code}", "张三")
    told = await sharers.say(ME, said)
    if said == "返回":  # a step back from the last question
        assert "名字写什么" in told
    else:
        assert told == "好的，什么都没有给。"
    assert await sharers.seen() == {}


@pytest.mark.parametrize("said", ["不清楚", "不知道叫什么", "随便", "不填", "我没有名字", "跳过", "匿名"])
async def test_who_says_no_name_is_asked_again(sharers: Sharers, said: str) -> None:
    """With what may be written instead."""
    code = await sharers.group()
    await sharers.say(ME, f"分享码 {code}")
    told = await sharers.say(ME, said)
    assert "代号" in told
    assert "同意吗" not in told
    assert "张三" in await sharers.say(ME, "张三")


@pytest.mark.parametrize("said", ["转人工", "返回上一步", "人工客服"])
async def test_a_word_to_any_bot_is_no_name(sharers: Sharers, said: str) -> None:
    """It is answered, or ends what was asked."""
    code = await sharers.group()
    await sharers.say(ME, f"分享码 {code}")
    assert "同意吗" not in await sharers.say(ME, said)


@pytest.mark.parametrize("name", ["不二", "吴要", "东阳工艺厂 张不凡", "甲1", "随便集团"])
async def test_a_name_may_sound_like_anything(sharers: Sharers, name: str) -> None:
    """Only what is nothing else declines."""
    code = await sharers.group()
    await sharers.say(ME, f"分享码 {code}")
    assert f"“{name}”" in await sharers.say(ME, name)


async def in_an_interview(sharers: Sharers) -> None:
    """Somebody whose interview is open is asked whether they agree."""
    code = await sharers.group()
    await sharers.say(ME, "我能不能报")
    assert "请核对" in await sharers.say(ME, f"分享码 {code}", "张珊")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("王小明", "王小明"),
        ("打错了，是张三", "张三"),
        ("名字不对，应该叫李四", "李四"),
        ("改成木雕厂李四", "木雕厂李四"),
        ("木雕厂 李四", "木雕厂 李四"),
        ("是李四，不是张珊", "李四"),
        ("写错了 张姗", "张姗"),
    ],
)
async def test_a_name_is_put_right_while_they_are_asked(sharers: Sharers, said: str, shown: str) -> None:
    """In an open interview too: it is read back, and they are asked again."""
    await in_an_interview(sharers)
    asked = await sharers.say(ME, said)
    assert f"写作“{shown}”" in asked
    assert await sharers.seen() == {}
    await sharers.say(ME, "同意")
    assert set(await sharers.seen()) == {shown}


async def test_that_it_is_wrong_asks_for_the_name(sharers: Sharers) -> None:
    """And 本人 is no name by which an office knows anybody."""
    await in_an_interview(sharers)
    assert "写什么" in await sharers.say(ME, "名字写错了")
    assert "要写一个名字" in await sharers.say(ME, "本人")
    assert "写作“李四”" in await sharers.say(ME, "李四")
    assert await sharers.seen() == {}


async def test_what_the_interview_does_not_understand_leaves_the_summary_open(sharers: Sharers) -> None:
    """It stands again below, and the open question of the interview does not come between."""
    await in_an_interview(sharers)
    asked = await sharers.say(ME, "糊里糊涂的一句话")
    assert "还没定" in asked
    assert "从选项里挑" not in asked
    await sharers.say(ME, "同意")
    assert set(await sharers.seen()) == {"张珊"}


async def test_answers_to_it_are_no_questions_to_be_kept(url: str, packs: Mapping[str, Knowledge]) -> None:
    """Neither a name nor an agreement lands among what was not answered; a question does."""
    async with await Store.open(url) as store:
        sharers = Sharers(store, assistant_of(packs[SENIOR]))
        sharers.service = ConversationService(
            lambda: sharers.assistant, store, unanswered=UnansweredLog(store.questions, 30)
        )
        code = await sharers.group()
        await sharers.say(ME, f"分享码 {code}", "张珊", "张三", "我是乐意的呀", "红烧肉怎么做？")
        kept = await store.questions.kept(SENIOR, sharers.now - timedelta(days=1))
        assert [one.text for one in kept] == ["红烧肉怎么做？"]
