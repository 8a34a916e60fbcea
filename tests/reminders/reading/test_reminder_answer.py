"""What people answer to a reminder that just came."""

from __future__ import annotations

import pytest

from bot.pack.loader import load_pack
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.reminder_answer import ReminderAnswer, read_reminder_answer
from bot.settings import shipped_knowledge

DEADLINES = DeadlineFinder(load_pack(shipped_knowledge()).facts)


def read(text: str) -> ReminderAnswer | None:
    """The answer in a text, under the shipped notice."""
    return read_reminder_answer(text, DEADLINES)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "已办",
            "办好了",
            "已经交了",
            "我昨天就交上去了",
            "材料都交齐了，谢谢",
            "嗯嗯 搞定了！",
            "好的，已经提交了",
        ),
        *("刚刚报完了", "這個已經辦好了", "Done", "这件事办完啦", "系统里提交成功了"),
    ],
)
def test_done(text: str) -> None:
    """Said in many ways."""
    answer = read(text)
    assert answer is not None
    assert (answer.says, answer.rest) == ("done", "")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("过一小时再说", 60), ("一小时后再提醒", 60), ("一个小时后再提醒我一次吧", 60), ("等会儿再说", 60)),
        *(("晚点提醒我", 60), ("过半小时再叫我", 30), ("两个小时后再提醒", 120), ("40分钟后再提醒我", 40)),
        *(("再提醒我一次", 60), ("稍后提醒", 60), ("好的，过会儿再提醒我", 60)),
    ],
)
def test_again(text: str, minutes: int) -> None:
    """An hour unless another time is said."""
    assert read(text) == ReminderAnswer("again", minutes=minutes)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "还没办好",
            "没交",
            "办好了吗",
            "办好了？",
            "等我办好了告诉你",
            "快办好了",
            "差不多办好了",
            "明天就能交了",
        ),
        *(
            "办好了的话还要做什么",
            "如果交了还能改吗",
            "交了但是被退回来了",
            "交了，但是被退了怎么办",
            "只办好了一半",
        ),
        *(
            "怎么才算办好了",
            "好了",
            "知道了",
            "收到",
            "交了钱",
            "办不了",
            "不用再提醒",
            "别提醒了",
            "三天后再提醒我",
        ),
        *(
            "明天9点再提醒我",
            "一小时",
            "提醒我",
            "过一小时再说要不要报",
            "",
            "   ",
            "？",
            "早一小时提醒我",
            "没办好，过一小时再看",
        ),
        *("交了，没交成", "提前一小时提醒"),
    ],
)
def test_neither(text: str) -> None:
    """What does not plainly say so is left to others: a deadline that is missed costs a year."""
    assert read(text) is None


def test_a_deadline_is_named() -> None:
    """By its name or its role."""
    answer = read("单位的已经办好了")
    assert answer is not None
    assert "unit" in answer.milestones
    other = read("个人申报提交了")
    assert other is not None
    assert other.milestones == ("personal",)


def test_a_question_behind_it() -> None:
    """It is taken, and the question is left; what takes it back is not."""
    answer = read("已经交了，公示要几天？")
    assert answer == ReminderAnswer("done", rest="公示要几天？")
    assert read("办好了。咨询电话是多少")
