"""Several questions in one message, with and without signs between them, and more of them than one reply has room for."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from bot.faq.parts import parted_at_seams, unclosed
from tests.faq.asking import ask


def test_a_text_is_cut_where_two_questions_meet() -> None:
    """Only where both sides ask; what belongs together stays together."""
    familiar = {"几号", "号截", "截止", "公示", "示几", "几天"}.__contains__
    assert parted_at_seams("几号截止公示几天", familiar) == "几号截止,公示几天"
    assert parted_at_seams("几号截止公示好了", familiar) == "几号截止公示好了"
    assert parted_at_seams("几号截止,公示几天", familiar) == "几号截止,公示几天"


@pytest.mark.parametrize(
    ("said", "rest"), [("怎么弄呀", "怎么弄"), ("怎么弄啊?", "怎么弄"), ("好吗", "好吗")]
)
def test_a_closing_word_asks_nothing(said: str, rest: str) -> None:
    """But 吗 does."""
    assert unclosed(said) == rest


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("几号截止评审表几份公示几天", ("deadline_all", "paper_form_copies", "publicity_days")),
        ("哪天截止要什么材料", ("deadline_personal", "materials_overview")),
        ("学时要多少评审表交到哪", ("ce_total", "paper_form_where")),
        ("截止是哪天啊还有要交多少钱", ("deadline_all", "fee")),
        ("网址多少账号怎么弄密码忘了咋办", ("platform", "account", "password")),
    ],
)
def test_questions_without_a_sign_are_each_answered(
    answerer: Answerer, question: str, entries: tuple[str, ...]
) -> None:
    """In their order."""
    assert ask(answerer, question).entries == entries


@pytest.mark.parametrize(
    "question",
    [
        "几号截止？学时多少？评审表几份？公示几天？电话多少？",
        "1、几号截止 2、学时要多少 3、评审表几份 4、公示几天 5、电话多少",
    ],
)
def test_what_one_reply_has_no_room_for_is_named(answerer: Answerer, question: str) -> None:
    """The first four are answered; the rest is to be asked again."""
    answer = ask(answerer, question)
    assert answer.entries == ("deadline_all", "ce_total", "paper_form_copies", "publicity_days")
    assert answer.body.endswith("还问了电话多少，请再问一次。")


@pytest.mark.parametrize("question", ["正高怎么申报呀", "怎么申报呀", "2022年正高怎么申报呀", "正高咋申报啊"])
def test_how_to_apply_is_asked_in_few_words(answerer: Answerer, question: str) -> None:
    """With the name of what all is about, the year and a closing word."""
    assert ask(answerer, question).entries == ("steps",)
