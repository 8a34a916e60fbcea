"""Messages become requests: the act that is likeliest in the conversation, or none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.pack.model import Pack
from bot.reminders.reading.expected import NOTHING, Expected
from bot.reminders.reading.request import RequestReader
from bot.settings import shipped_knowledge
from tests.packs import OPEN

ON_TOP = Expected(on_top=True, touched=True, wishes=True)
"""Reminders were just spoken of, and there are some."""
LATER = Expected(touched=True, wishes=True)
"""There are some, and something else was spoken of since."""
FIRST = Expected(on_top=True)
"""Reminders were just spoken of, and there are none."""


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> RequestReader:
    """Reads requests under the shipped notice."""
    return RequestReader(shipped.pack.facts, lambda: shipped.acts)


def act(reader: RequestReader, text: str, expected: Expected = NOTHING) -> str:
    """The act of a text; empty if it asks nothing."""
    request = reader.read(text, OPEN, expected)
    return "" if request is None else request.act


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("下一年度通知发布时提醒我", "watch"),
        ("明年出通知了告诉我", "watch"),
        ("新通知出来叫我一声", "watch"),
        ("明年开始报了告诉我一声", "watch"),
        ("我有哪些提醒", "list"),
        ("看看我的提醒", "list"),
        ("把截止日放进日历提醒我", "calendar"),
        ("提醒我", "set"),
        ("三个截止日都提醒我", "set"),
        ("每个截止日早上8点", "set"),
        ("三点提醒我喝水", "set"),
    ],
)
def test_requests_out_of_the_blue(reader: RequestReader, text: str, wanted: str) -> None:
    """They name reminders, or say that one is to be called."""
    assert act(reader, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("别提醒了", "cancel_all"),
        ("不要再给我发提醒了", "cancel_all"),
        ("取消所有提醒", "cancel_all"),
        ("把提醒都关掉", "cancel_all"),
        ("退订", "cancel_all"),
        ("单位的别提醒了", "cancel"),
        ("取消12月3日的提醒", "cancel"),
        ("暂停提醒", "pause"),
        ("先别提醒我", "pause"),
        ("恢复提醒", "resume"),
        ("继续提醒我", "resume"),
        ("第一个不要了", "cancel"),
        ("几条了", "list"),
        ("看看还有啥", "list"),
        ("刚才那个提醒挪到下午两点", "change"),
        ("全删了吧", "cancel_all"),
        ("先停三天", "pause"),
    ],
)
def test_who_has_wishes_speaks_of_them_later_too(reader: RequestReader, text: str, wanted: str) -> None:
    """After other questions, with or without naming them."""
    assert act(reader, text, LATER) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("改到晚上8点", "change"),
        ("太早了，十点吧", "change"),
        ("上午十点", "change"),
        ("早上吧", "change"),
        ("12月3日", "change"),
        ("那25号吧", "change"),
        ("推迟一天", "change"),
        ("改成每周四", "change"),
        ("两天", "change"),
        ("前一天也要", "add"),
        ("再来一个12月5号的", "add"),
        ("单位的也要", "add"),
        ("算了不用了", "cancel"),
        ("别再每天叫我了", "cancel"),
        ("只留第一个", "keep"),
        ("先停两个礼拜", "pause"),
        ("下次是哪天", "next"),
        ("几点", "hour"),
        ("多久一次", "often"),
        ("还有吗", "list"),
    ],
)
def test_while_reminders_are_talked_about_few_words_do(reader: RequestReader, text: str, wanted: str) -> None:
    """As an answer to what was just read back."""
    assert act(reader, text, ON_TOP) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "提醒要钱吗",
        "系统提醒我材料不全",
        "单位没通知我怎么办",
        "单位通知我12月3日前交材料",
        "通知我看了，12月6日截止",
        "12月6日的通知我看到了",
        "我们单位的人事提醒我要公示",
        "继续教育要多少学时",
        "通知什么时候发的",
        "取消资格怎么办",
        "公示几天",
        "12月3日",
        "单位",
        "前一天",
        "取消",
        "改到2号",
        "几点",
        "还有吗",
        "",
    ],
)
def test_what_is_no_wish_is_left_to_others(reader: RequestReader, text: str) -> None:
    """Questions, reports, and pieces out of the blue."""
    assert act(reader, text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "单位推荐要交哪些材料",
        "截止前一天还能改吗",
        "学时要多少？",
        "12月6日报来得及吗",
        "公示要几天",
        "我做青瓷的",
        "12月3日去单位盖章行不行呢朋友",
        "单位截止",
        "当天算不算在内",
        "最后一天是晚上十二点关还是下班就关",
        "我爸天天上班的，能报不",
        "单位说她们只管审核，其余叫我自己弄",
        "明天见",
        "任职年限是截到年底还是截到报名那天",
        "评审表要交几份",
        "文件依据是哪个",
        "哪一条写的",
        "谁来审核",
        "谢谢",
    ],
)
def test_questions_while_reminders_are_talked_about_stay_questions(reader: RequestReader, text: str) -> None:
    """Nothing is set by asking, nor while the person is asked something."""
    for expected in (FIRST, ON_TOP, LATER, replace(FIRST, missing="deadline"), replace(FIRST, missing="day")):
        assert act(reader, text, expected) == "", expected


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ("day", "那25号吧"),
        ("day", "看错了，12月1号"),
        ("day", "5号早上"),
        ("day", "提前三天"),
        ("day", "随便"),
        ("hour", "早上9点"),
        ("hour", "下午"),
        ("lead", "6天"),
        ("lead", "提前4天"),
        ("lead", "一周"),
        ("deadline", "单位的"),
        ("deadline", "我是单位人事"),
        ("deadline", "三个都要"),
        ("moment", "下午的"),
        ("rhythm", "那每天吧"),
    ],
)
def test_what_was_asked_is_filled(reader: RequestReader, missing: str, text: str) -> None:
    """In the fewest words."""
    assert act(reader, text, Expected(missing=missing, on_top=True)) == "fill"  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["12月5日提醒我打电话", "取消吧", "算了不用了", "学时要多少"])
def test_who_goes_on_to_something_else_fills_nothing(reader: RequestReader, text: str) -> None:
    """A new wish, an end of it, a question."""
    assert act(reader, text, Expected(missing="day", on_top=True)) != "fill"


def test_while_an_interview_asks_reminders_must_be_named(reader: RequestReader) -> None:
    """12月3日通知我的 is an answer where a day is asked."""
    occupied = replace(ON_TOP, occupied=True, typed=True)
    assert act(reader, "12月3日通知我的", occupied) == ""
    assert act(reader, "2号", occupied) == ""
    assert act(reader, "改到2号", replace(occupied, on_top=False)) == ""
    assert act(reader, "改到2号", occupied) == "change"
    assert act(reader, "先等等，11月20号上午十点提醒我再弄", occupied) == "set"


@pytest.mark.parametrize("text", ["下午3点", "11月30号", "改成礼拜四吧，礼拜三有事"])
def test_a_time_beside_a_question_that_awaits_none_moves_what_was_just_set(
    reader: RequestReader, text: str
) -> None:
    """It can be no answer to one of several options."""
    beside = replace(ON_TOP, occupied=True, touched=True, wishes=True)
    assert act(reader, text, beside) == "change"
    assert act(reader, text, replace(beside, touched=False, on_top=False, wishes=False)) == ""


def test_an_order_of_its_own_has_no_words_of_the_next(reader: RequestReader) -> None:
    """What it is about was said before, or nobody knows."""
    request = reader.read("周五叫我一声，周六提醒我去邮局", OPEN)
    assert request is not None
    assert [want.about for want in request.wants] == ["", "去邮局"]
    shared = reader.read("周五、周六提醒我去邮局", OPEN)
    assert shared is not None
    assert {want.about for want in shared.wants} == {"去邮局"}


def test_phrasings_of_questions_are_not_taken_for_wishes(reader: RequestReader, shipped_pack: Pack) -> None:
    """Of all that the pack knows, in its entries but those about reminders, at most one in two thousand."""
    entries = shipped_pack.entries.values()
    others = [entry for entry in entries if entry.action != "remind" and entry.id != "stop_reminders"]
    asked = [variant for entry in others for variant in entry.variants]
    taken = [variant for variant in asked if reader.read(variant, OPEN) is not None]
    assert len(taken) * 2000 <= len(asked), taken


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from("提醒我前天1单位截止每个别停改成上午89点月号周三暂恢复的也只要？到、，"), max_size=24
    ).map("".join),
    st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.sampled_from([NOTHING, ON_TOP, LATER, Expected(missing="day", on_top=True)]),
)
def test_whatever_is_said_reading_never_fails(
    shipped: Knowledge, text: str, now: datetime, expected: Expected
) -> None:
    """A request or none, as sure as a chance can be."""
    facts = shipped.pack.facts
    moment = now.replace(tzinfo=facts.zone)
    request = RequestReader(facts, lambda: shipped.acts).read(text, moment, expected)
    assert request is None or 0 < request.sure <= 1


def test_what_is_not_looked_into_holds_no_request(shipped: Knowledge) -> None:
    """What people say in the conversations of the tests, and how they ask of reminders: whatever is left unread is no request."""
    looking = RequestReader(shipped.pack.facts, lambda: shipped.acts)
    looking._is_strange = lambda text, now, expected: False  # type: ignore[method-assign]
    reader = RequestReader(shipped.pack.facts, lambda: shipped.acts)
    said = {
        turn["say"]
        for file in (shipped_knowledge() / "tests" / "talks").glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
        for turn in json.loads(line)["turns"]
    }
    left = [text for text in sorted(said) if reader._is_strange(text, OPEN, NOTHING)]
    assert 300 < len(left) < len(said) - 200
    assert [text for text in left if looking.read(text, OPEN) is not None] == []
