"""What a pack with few phrasings answers, tells as the nearest, or only offers; on the second pack that ships."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from bot.knowledge import Knowledge, open_knowledge
from bot.messages import message
from bot.settings import shipped_knowledge

SAMPLE = Path(__file__).parents[2] / "knowledge-samples" / "startup-subsidy"
NOW = datetime.fromisoformat("2025-04-10T10:00:00+08:00")


@pytest.fixture(scope="module")
def sample() -> Knowledge:
    """The pack that `noticebot new` drafted, with what was added in an hour."""
    return open_knowledge(SAMPLE)


@pytest.fixture(scope="module")
def answerer(sample: Knowledge) -> Answerer:
    """Answers from it."""
    return sample.answerer()


def test_only_a_pack_with_few_phrasings_is_weighed_so(sample: Knowledge) -> None:
    """One with many has a confidence that tells."""
    assert sample.index.tables.few
    assert not open_knowledge(shipped_knowledge()).index.tables.few


@pytest.mark.parametrize(
    ("question", "entry"),
    [("补贴打到哪张卡里", "c28"), ("夫妻两个人一起开的店能领几份", "c15"), ("做假会怎样", "c30")],
)
def test_what_is_likely_enough_is_answered_alone(answerer: Answerer, question: str, entry: str) -> None:
    """In words that no phrasing has."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome == "answer"
    assert answer.entries == (entry,)


def test_what_is_likely_only_together_is_told_as_the_nearest(answerer: Answerer) -> None:
    """With the word that the notice may not say it."""
    answer = answerer.answer("带人就业有什么讲究", NOW)
    assert answer.entries == ("c8", "c14", "c20")
    assert answer.body.startswith(message("nearest"))
    assert answer.limited
    assert len(answer.text) <= 300


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("营业执照和社保都有什么要求", "experience"),
        ("晌午一点有人接电话没", "office_hours"),
    ],
)
def test_where_the_right_entry_is_the_likeliest_its_sentences_are_told(
    answerer: Answerer, question: str, entry: str
) -> None:
    """With those of the next ones, in one reply that a phone shows; the asker sees which is his."""
    answer = answerer.answer(question, NOW)
    assert answer.entries[0] == entry
    assert answer.body.startswith(message("nearest"))
    assert answer.limited
    assert len(answer.text) <= 300


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("我38能报吗", "c6"),
        ("我六十一了还行不行", "c6"),
        ("五点半到还有人吗", "office_hours"),
        ("礼拜天窗口开不开", "office_hours"),
    ],
)
def test_who_tells_a_figure_of_his_own_is_told_its_bound(
    answerer: Answerer, question: str, entry: str
) -> None:
    """Whatever few words stand around it."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome == "answer"
    assert answer.entries[0] == entry


@pytest.mark.parametrize("question", ["头回是在镇上开的店，像我这种翻身再来的够得上吗"])
def test_what_is_not_likely_enough_is_only_offered(answerer: Answerer, question: str) -> None:
    """A wrong answer is worse than choices."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome == "choices"
    assert answer.choices


@pytest.mark.parametrize(
    "question",
    ["今天股票涨了没有", "给我写首诗吧", "红烧肉怎么烧", "落雨要带伞伐", "地铁末班车几点", "世界杯谁赢了"],
)
def test_what_is_off_the_subject_is_not_answered(answerer: Answerer, question: str) -> None:
    """Nor is it asked what was meant: nothing of it stands in the notice."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome == "unknown"
    assert answer.choices == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("7号交来得及吗", "2025年4月7日还没过截止日2025年5月30日"),
        ("六月七号交来得及吗", "2025年6月7日已经过了截止日2025年5月30日"),
        ("3月30号交来得及吗", "2025年3月30日还没开始，从2025年4月1日起"),
    ],
)
def test_a_day_of_the_askers_own_is_compared_with_the_last_one(
    answerer: Answerer, question: str, said: str
) -> None:
    """Which `noticebot new` notes in the entry of the last day for applying."""
    answer = answerer.answer(question, datetime.fromisoformat("2025-03-20T10:00:00+08:00"))
    assert said in answer.body
    assert len(answer.text) <= 300
