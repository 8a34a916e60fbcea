"""Picking an option by words."""

from __future__ import annotations

import pytest

from bot.interview.reading.option import doubly_stands, read_option, stands
from bot.language.clauses import clauses
from bot.pack.interview_model import Option

PROOF = (
    Option("pension", "", ("社保", "养老保险")),
    Option("contract", "", ("合同", "劳动合同")),
    Option("none", "", ("都没有", "没有")),
)
TITLE = (Option("senior", "", ("高级工艺美术师",)), Option("middle", "", ("工艺美术师",)))


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("不是木雕是青瓷", ["不是木雕", "是青瓷"]),
        ("不是木雕而是青瓷", ["不是木雕", "而是青瓷"]),
        ("没有合同有社保", ["没有合同", "有社保"]),
        ("有合同没社保", ["有合同", "没社保"]),
        ("不是公务员也不是参公", ["不是公务员", "也不是参公"]),
        ("一点也不清楚", ["一点也不清楚"]),
        ("还没有", ["还没有"]),
    ],
)
def test_a_sentence_turns_where_it_denies_and_affirms(said: str, parts: list[str]) -> None:
    """What is denied and what is affirmed stand apart, with or without a comma."""
    assert clauses(said) == parts


@pytest.mark.parametrize(
    ("said", "picked"),
    [
        ("没有合同，有社保", "pension"),
        ("没有", "none"),
        ("社保和合同", None),
        ("没有社保", None),
        ("以前有劳动合同", None),
    ],
)
def test_a_bare_no_counts_only_where_nothing_else_is_affirmed(said: str, picked: str | None) -> None:
    """没有 beside something that there is does not mean that there is nothing."""
    option = read_option(PROOF, said)
    assert (option.value if option else None) == picked


@pytest.mark.parametrize(
    ("said", "picked"), [("高级工艺美木师", "senior"), ("工艺美术大师", None), ("工艺美术帅", "middle")]
)
def test_a_typo_replaces_and_never_adds(said: str, picked: str | None) -> None:
    """One wrong character is forgiven; one more makes another word."""
    option = read_option(TITLE, said)
    assert (option.value if option else None) == picked


def test_a_text_as_like_one_option_as_another_is_neither() -> None:
    """登记好了 is as like 都登记了 as it is like 只登记了: nothing is guessed."""
    options = (Option(True, "", ("都登记了",)), Option(False, "", ("只登记了",)))
    assert read_option(options, "登记好了") is None


@pytest.mark.parametrize(
    ("said", "holds"),
    [("在企业", True), ("不在企业", False), ("以前在企业", False), ("企业人事", True), ("企业人", False)],
)
def test_a_word_stands_unless_it_is_denied_or_set_aside(said: str, holds: bool) -> None:
    """Denied, past, or only where one comes from: it does not stand."""
    assert stands("企业", clauses(said)) is holds


def test_what_one_denies_of_oneself_outweighs_the_rest() -> None:
    """单位是参公，我不是 is no 参公."""
    civil = (Option("can_gong", "", ("参公",)), Option("none", "", ("不是",)))
    option = read_option(civil, "单位是参公,我不是")
    assert option is not None
    assert option.value == "none"


@pytest.mark.parametrize(
    ("word", "said", "twice"),
    [("相关", "没有不相关的", True), ("相关", "没有相关的", False), ("合同", "没有合同,没有社保", False)],
)
def test_a_word_that_is_denied_twice_in_one_breath_stands(word: str, said: str, twice: bool) -> None:
    """没有不相关的 says that all are."""
    assert doubly_stands(word, clauses(said)) is twice
