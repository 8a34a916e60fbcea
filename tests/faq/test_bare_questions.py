"""Questions that do not say of what they ask, and numbers that decide where the words do not."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from bot.faq.topic import Topic
from bot.hearing.short_words import asks_barely
from tests.faq.asking import ask
from tests.packs import OPEN


@pytest.mark.parametrize("question", ["要不要", "多久？", "这个要吗", "为什么", "在哪里呀", "When?"])
def test_who_asks_of_nothing_is_asked_of_what(answerer: Answerer, question: str) -> None:
    """No entry is guessed."""
    answer = ask(answerer, question)
    assert answer.outcome == "smalltalk"
    assert answer.entries == ()
    assert answer.body.startswith("您问的是哪一件")


@pytest.mark.parametrize("question", ["公示多久", "要不要公示", "在哪里登记学时"])
def test_who_says_of_what_is_answered(answerer: Answerer, question: str) -> None:
    """One word more is enough."""
    assert not asks_barely(question)
    assert ask(answerer, question).entries


def test_after_an_answer_it_follows_on_that(answerer: Answerer) -> None:
    """多久 behind the publicity asks how long that lasts."""
    topic = Topic("要不要公示", ("publicity_required",))
    answer = answerer.answer("多久", OPEN, [topic])
    assert "5个工作日" in answer.body


@pytest.mark.parametrize("question", ["取消提醒", "别提醒我了", "不要再发提醒了"])
def test_outside_a_talk_it_is_said_where_reminders_end(answerer: Answerer, question: str) -> None:
    """Instead of how to begin one."""
    assert "取消提醒" in ask(answerer, question).body


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("学时已经100了还要学吗", "您说100，够了"),
        ("总的92个，专业50", "专业科目学时要60，您说50，还差10"),
        ("我修了专业60、公需18、其他12", "总学时要90，您说90，够了"),
        ("我卡上专业课八十二个公需课八个加起来是九十", "公需科目学时要18，您说8，还差10"),
        ("7号上午交来得及伐", "2022年12月7日已经过了截止日"),
        ("专业62，公需20，别的5", "总学时要90，您说87，还差3"),
        ("单位12月20日推荐行吗", "已经过了截止日"),
    ],
)
def test_numbers_decide_where_words_do_not(answerer: Answerer, question: str, told: str) -> None:
    """What is told comes to something by the rules, though the words are near other entries too."""
    assert told in ask(answerer, question).body


@pytest.mark.parametrize(
    "question",
    [
        "学时卡3份够不够",
        "一个学时按几分钟算",
        "论文要交2篇吗",
        "专业六十里面网课顶多占几个",
        "五个工作日，贴出去当天算第一天吗",
        "公需课18个是在哪个网上听的，我眼睛不好",
        "两个网址发来，一个报职称的一个登学时的",
    ],
)
def test_numbers_of_something_else_are_not_reckoned_with(answerer: Answerer, question: str) -> None:
    """Papers and minutes are no hours."""
    assert "按您说的算" not in ask(answerer, question).body
