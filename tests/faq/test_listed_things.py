"""Things listed beside one another in a message: each is asked about by itself, and what gets no answer is named."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from bot.faq.coordination import spread
from bot.language.found import Found
from tests.faq.asking import ask


def known(text: str, *words: str) -> list[Found]:
    """Where words of the subject stand in a text; one that is named twice stands there twice."""
    found: list[Found] = []
    for word in words:
        start = text.index(word, found[-1].end if found else 0)
        found.append(Found(start, start + len(word)))
    return found


@pytest.mark.parametrize(
    ("text", "words", "spread_out"),
    [
        ("论文和项目要交什么", ["论文", "项目"], ["论文要交什么", "项目要交什么"]),
        ("我交论文、项目和奖状各要几份", ["论文"], ["我交论文要几份", "我交项目要几份", "我交奖状要几份"]),
        ("香港学历和美国学历怎么认", ["香港", "学历", "美国", "学历"], ["香港学历怎么认", "美国学历怎么认"]),
        ("跟着师傅学的要交什么", ["师傅"], []),
        (
            "考核、述职、真实性保证,这三样要交什么",
            ["考核", "述职", "真实", "保证"],
            ["考核要交什么", "述职要交什么", "真实性保证要交什么"],
        ),
        ("填报的、登记的,两个网址发我", ["填报", "登记", "网址"], ["填报的网址发我", "登记的网址发我"]),
        ("论文要交什么", ["论文"], []),
        ("论文和,项目要交什么", ["论文", "项目"], []),
    ],
)
def test_a_text_is_put_once_for_each_thing(text: str, words: list[str], spread_out: list[str]) -> None:
    """The first begins with a word of the subject or the clause, the last ends with one or where it is asked about."""
    assert [one.text for one in spread(text, known(text, *words))][: len(spread_out) or None] == spread_out


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("竹编、根雕、锡器三样都能报吗", ("craft_weaving", "craft_sculpture_carving", "craft_metal")),
        ("瓯绣、青瓷、银饰两三样能评不", ("craft_knot_embroidery", "craft_ceramics", "craft_jewelry")),
        ("评审表和推荐表从哪下", ("paper_form_source", "download_recommendation")),
        ("论文和项目要交什么材料", ("thesis_evidence", "project_evidence")),
        ("论文与获奖证书怎么传", ("thesis_evidence", "certificates_auto")),
    ],
)
def test_each_thing_of_a_list_is_answered(
    answerer: Answerer, question: str, entries: tuple[str, ...]
) -> None:
    """In their order, whatever says that each of them is meant."""
    assert ask(answerer, question).entries == entries


def test_of_what_is_only_listed_each_is_told(answerer: Answerer) -> None:
    """Nothing states what is to be minded of it, so each thing is told by itself."""
    asked = "述职、年度考核、真实性保证书，这三样各有啥讲究"
    assert ask(answerer, asked).entries == ("statement", "annual_review", "guarantee")


def test_members_of_one_entry_are_named_together(answerer: Answerer) -> None:
    """石雕 and 玉雕 are one specialty, and the answer names both."""
    assert "石雕、玉雕按字面归“雕塑雕刻工艺”" in ask(answerer, "石雕、玉雕能报吗").body


@pytest.mark.parametrize(
    ("question", "named"),
    [("紫砂壶、玻璃、羽毛画", "玻璃"), ("多少学时？在哪登记？过期怎么办？", "过期怎么办")],
)
def test_what_of_several_gets_no_answer_is_named(answerer: Answerer, question: str, named: str) -> None:
    """So that nobody takes it for answered."""
    assert f"还问了{named}" in ask(answerer, question).body
