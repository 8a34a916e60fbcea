"""How well people's ways of asking one thing come together at the desk, and other things stay apart."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from bot.channels.desk.question_groups import Traits, grouped
from bot.faq.answer import Answerer
from tests.channels.desk.test_question_pages import questions
from tests.serving.servers import ROOT

VARIANTS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "question_variants.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Thirty things, each as three to five people ask it, and twenty questions about anything else."""
PAIRS = 194


def joined(traits: Traits | None) -> tuple[int, int]:
    """How many pairs of the variants are joined rightly, and how many wrongly."""
    meant = {one["q"]: one["group"] for one in VARIANTS}
    groups = [[meant[one.text] for one in group.questions] for group in grouped(questions(*meant), traits)]
    pairs = [first == second for group in groups for first, second in combinations(group, 2)]
    return pairs.count(True), pairs.count(False)


def test_people_s_ways_of_asking_one_thing_come_together(answerer: Answerer) -> None:
    """By what the bot knows 83 pairs of 194 rightly and 12 wrongly; by their characters alone 1 and 0."""
    sizes = [[one["group"] for one in VARIANTS].count(number) for number in range(1, 51)]
    assert sum(size * (size - 1) // 2 for size in sizes) == PAIRS
    assert joined(None) == (1, 0)
    right, wrong = joined(answerer.traits)
    assert (right, wrong) >= (83, 0)
    assert wrong <= 12


PLAIN = (
    ("请问能不能带小猫", "可以带猫咪进去吗", "小猫能带进去吗", "带小猫"),
    ("有没有热水", "热水在哪里接"),
    ("附近停车场在哪", "停车场有没有", "有停车场吗"),
    ("厕所在哪里",),
    ("哪里可以洗手",),
    ("附近食堂在哪里",),
    ("有没有充电宝",),
    ("电梯在哪里",),
)
"""Things that no notice knows, in a few plain words."""


def test_plain_words_about_what_no_notice_knows(answerer: Answerer) -> None:
    """By what they are about: how they are asked tells nothing. 猫咪 is a word of its own."""
    meant = {text: number for number, texts in enumerate(PLAIN) for text in texts}
    found = [list(group.texts) for group in grouped(questions(*meant), answerer.traits)]
    assert all(len({meant[text] for text in texts}) == 1 for texts in found)
    together = sum(len(list(combinations(texts, 2))) for texts in found)
    assert together >= 6


@pytest.mark.parametrize("texts", [("", "？", "。。。"), ("a" * 120, "{}", "▇▇▇")])
def test_what_says_nothing_is_like_nothing(answerer: Answerer, texts: tuple[str, ...]) -> None:
    """No traits, no likeness, no fault."""
    found = grouped(questions(*texts, "请问停车场在哪里"), answerer.traits)
    assert sum(group.count for group in found) == len(texts) + 1
    assert ["请问停车场在哪里"] in [list(group.texts) for group in found]


def test_the_likeness_of_a_question_with_itself_is_one(answerer: Answerer) -> None:
    """And with another less."""
    one, other = answerer.traits("停车要不要钱"), answerer.traits("证书什么时候能拿到手")
    assert sum(weight * weight for weight in one.values()) == pytest.approx(1)
    assert sum(weight * other.get(name, 0) for name, weight in one.items()) < 0.5
