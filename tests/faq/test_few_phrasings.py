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
    [("补贴打到哪张卡里", "c28"), ("夫妻两个人一起开的店能领几份", "c15"), ("骗补贴被抓到怎么办", "c30")],
)
def test_what_is_likely_enough_is_answered_alone(answerer: Answerer, question: str, entry: str) -> None:
    """In words that no phrasing has."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome == "answer"
    assert answer.entries == (entry,)


def test_what_is_likely_only_together_is_told_as_the_nearest(answerer: Answerer) -> None:
    """With the word that the notice may not say it."""
    answer = answerer.answer("请两个人够不够", NOW)
    assert answer.entries == ("c32", "c8")
    assert answer.body.startswith(message("nearest"))
    assert answer.limited
    assert len(answer.text) <= 300


@pytest.mark.parametrize("question", ["网上交还是当面交", "钱什么时候到", "营业执照和社保都有什么要求"])
def test_what_is_not_likely_enough_is_only_offered(answerer: Answerer, question: str) -> None:
    """A wrong answer is worse than choices."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome == "choices"
    assert answer.choices


@pytest.mark.parametrize("question", ["今天股票涨了没有", "给我写首诗吧"])
def test_what_is_off_the_subject_is_not_answered(answerer: Answerer, question: str) -> None:
    """Nothing of it stands in the notice; at the most it is asked what was meant."""
    answer = answerer.answer(question, NOW)
    assert answer.outcome in ("unknown", "choices")
    assert answer.entries == ()
