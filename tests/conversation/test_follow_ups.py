"""What follows an answer: the same of another thing, the name of something in passing, numbers that are reckoned with."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from bot.conversation.assistant import Assistant
from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["论文证明要传哪几页", "项目的呢"], "金额页"),
        (["报名那个系统拿啥账号进去", "公司那边也是吗"], "法人账号"),
        (["论文证明要传哪几页", "项目的呢 讲简单点"], "金额页"),
        (["高校老师评过了发不发证", "那拿什么证明"], "高评委"),
        (["条件差一点靠人举荐的，多交一张啥表", "去哪下载来着"], "其他相关附件"),
        (["我是县经信局的，我们这一步最晚哪天", "就我们一家审？"], "人力社保"),
    ],
)
def test_a_follow_up_takes_the_topic_along(talk: Talk, lines: list[str], told: str) -> None:
    """What it names or asks is heard in the topic, and as it was asked before."""
    assert told in talk.say(*lines)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["专家推荐表在哪里下载", "那学时要多少"], "90"),
        (["论文证明要传哪几页", "个人申报什么时候截止"], "12月6日"),
        (["结果由谁公布", "那评审表要交几份"], "一式三份"),
    ],
)
def test_a_question_of_its_own_leaves_the_topic(talk: Talk, lines: list[str], told: str) -> None:
    """One that names something else is answered by itself, though it begins with 那."""
    assert told in talk.say(*lines)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("六十加十八七十八，我修到七十八总可以了吧", "您说78，还差12"),
        ("60加18是78，总行了吧", "您说78，还差12"),
        ("修到92总够了吧", "您说92，够了"),
    ],
)
def test_a_sum_is_reckoned_with(talk: Talk, said: str, told: str) -> None:
    """Of a sum only what it comes to counts; whether that is enough is told first."""
    talk.say("继续教育今年要修够多少")
    assert told in talk.say(said)


def test_what_was_told_of_one_person_is_not_told_of_another(talk: Talk) -> None:
    """The answer for an uncle at work does not lean on that for a father who retired; each has an interview of his own."""
    talk.say("我爸去年退休了，做了一辈子锡器，能不能评正高")
    text = talk.say("那我叔还在厂里上班，他行吗")
    assert "返聘" not in text.splitlines()[0]
    assert "可以申报" in text.splitlines()[0]
    assert talk.conversation.name == "我叔"
    assert [*talk.conversation.interviews] == ["我爸", "我叔"]


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("我昨天忘交了，今天还能网报吗", "还能", "不能了"),
        ("今天还能推荐上去不", "还有", "已截止"),
        ("单位今天还能推荐吗", "还有", "已截止"),
    ],
)
def test_whether_it_is_still_open_hangs_on_the_day(
    talker: Assistant, said: str, before: str, after: str
) -> None:
    """The same question before the deadlines and after them."""
    for now, told in (("2022-11-20T09:00:00+08:00", before), ("2023-01-05T09:00:00+08:00", after)):
        assert told in Talk(talker, datetime.fromisoformat(now)).say(said)


@pytest.mark.parametrize("said", ["我同事还在厂里上班，他能报吗", "还在上班的能报吗", "我师弟在岗的能报吗"])
def test_who_still_works_is_not_taken_for_retired(talk: Talk, said: str) -> None:
    """Nothing is said of those who were called back unless somebody left."""
    assert "返聘" not in talk.say(said).splitlines()[0]


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("三个截止分别哪天", "当中那个是礼拜几", "2022年12月19日是周一。"),
        ("资历算到什么时候", "那天星期几", "2022年12月31日是周六"),
        ("资历算到什么时候", "不是1月4号吗", "不是。通知写的是：资历计算时间截止到2022年12月31日"),
        ("评审表交几份", "难道不是五份", "不是。通知写的是：一式三份"),
        ("公示要几天", "不是一个礼拜吗", "通知写的是：不少于5个工作日"),
    ],
)
def test_who_asks_the_calendar_or_doubts_is_told(talk: Talk, first: str, then: str, says: str) -> None:
    """What was answered holds, and what was named instead does not."""
    talk.say(first)
    assert says in talk.say(then)


@pytest.mark.parametrize("then", ["再简单说一遍", "从头再讲一遍", "再说一遍给我听"])
def test_once_more_is_no_wish_for_the_interview(talk: Talk, then: str) -> None:
    """再测一遍 would be one."""
    talk.say("公示要几天")
    assert "工作日" in talk.say(then)
    assert not talk.conversation.interviews


@pytest.mark.parametrize(
    ("asked", "said", "days"),
    [
        ("单位那边哪天到期", "那离现在还有多少天", ["34天"]),
        ("局里审核推荐截止哪天", "离今天还剩几天", ["50天"]),
        ("个人申报截止哪天", "还剩多少天啊", ["21天"]),
        ("三个截止时间", "还有几天", ["21天", "34天", "50天"]),
    ],
)
def test_days_left_until_what_was_told(talk: Talk, asked: str, said: str, days: list[str]) -> None:
    """Of that deadline, and of no other."""
    told = talk.say(asked, said)
    assert re.findall(r"还有(\d+天)", told) == days


def test_days_left_of_nothing_that_was_told(talk: Talk) -> None:
    """Who names a deadline, or was told of none, is answered as anybody is."""
    assert "还有21天" in talk.say("你好", "还有几天截止")
    assert "还有34天" in talk.say("离单位推荐截止还有几天")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["高校委托评审按哪个文件", "学历认证找谁", "刚刚那个文件叫什么号，教育厅的"], "28号"),
        (["学时在哪登记", "网上申报网址是什么", "刚才学时的那个网址是什么"], "导出年度学时卡"),
        (["公示要几天", "单位用什么账号登录", "刚才那个公示的再说一遍"], "5个工作日"),
    ],
)
def test_what_was_told_is_named_by_whose_it_is(talk: Talk, lines: list[str], told: str) -> None:
    """It is told again, and not what was told after it."""
    assert told in talk.say(*lines)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["想走破格，副高要满几年", "标志性业绩那种呢"], "满3年"),
        (["破格要满几年", "那标志性业绩的呢"], "满3年"),
        (["想走破格，副高要满几年", "说“原则上”，那例外是啥"], "例外通知没写"),
    ],
)
def test_the_same_of_what_the_answer_names_too(talk: Talk, lines: list[str], told: str) -> None:
    """Where no other answer holds it, and where words of the answer are quoted."""
    assert told in talk.say(*lines)


@pytest.mark.parametrize("said", ["不是，我还没办退休", "不对，我没退休"])
def test_another_answer_is_not_said_to_be_checked_again(talk: Talk, said: str) -> None:
    """Only the same answer was checked once more."""
    told = talk.say("退休了能报吗", said)
    assert "又核对" not in told
    assert "在职在岗" in told
