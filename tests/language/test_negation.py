"""Denial, and what it reaches."""

from __future__ import annotations

import pytest

from bot.language.clauses import clauses
from bot.language.negation import (
    corrected,
    denied,
    denies_of_self,
    doubly_denied,
    none_at_all,
    opens_with_no,
    rhetorical,
    signs,
)


@pytest.mark.parametrize(
    ("clause", "word"),
    [
        ("不是木雕", "木雕"),
        ("我没有合同", "合同"),
        ("别发短信", "短信"),
        ("哪有合同", "合同"),
        ("证书丢了", "证书"),
        ("合同还没有", "合同"),
        ("不过我不是公务员", "公务员"),
    ],
)
def test_a_denied_word(clause: str, word: str) -> None:
    """A no before it in the clause, or its loss after it."""
    start = clause.index(word)
    assert denied(clause, start, start + len(word))


@pytest.mark.parametrize(
    ("clause", "word"),
    [
        ("是木雕", "木雕"),
        ("没错是公务员", "公务员"),
        ("不过我是公务员", "公务员"),
        ("我是非遗木雕传承人", "木雕"),
        ("特别是青瓷", "青瓷"),
        ("无锡的企业", "企业"),
        ("省级别的美术馆", "美术馆"),
        ("差不多90学时", "学时"),
        ("木雕不是我的", "木雕"),
    ],
)
def test_a_word_that_is_not_denied(clause: str, word: str) -> None:
    """Words that only hold a sign of denial deny nothing, nor does a no that comes later."""
    start = clause.index(word)
    assert not denied(clause, start, start + len(word))


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("不是木雕是青瓷", ["不是木雕", "是青瓷"]),
        ("没有合同有社保", ["没有合同", "有社保"]),
        ("有合同,没社保", ["有合同", "没社保"]),
        ("是的我退休了", ["是的", "我退休了"]),
        ("", []),
    ],
)
def test_clauses_turn_with_or_without_a_comma(said: str, parts: list[str]) -> None:
    """Each affirms or denies for itself."""
    assert clauses(said) == parts


def test_other_signs_of_denial() -> None:
    """A correction, a rhetorical question, none at all, a no at the beginning, and how many there are."""
    assert corrected("我说不是")
    assert not corrected("是不是")
    assert rhetorical("哪有啊")
    assert all(map(none_at_all, ("没有", "还没评", "从来没评过", "一点都没", "none")))
    assert not none_at_all("有，没交")
    assert opens_with_no("他不算")
    assert denies_of_self("但我不是")
    assert not denies_of_self("单位不是")
    assert not opens_with_no("不过是")
    assert (signs("不是没有"), signs("非遗级别"), signs("没交")) == (2, 0, 1)


@pytest.mark.parametrize(
    ("before", "twice"),
    [
        ("没有不", True),
        ("不是没", True),
        ("没", False),
        ("不是退休,没有", False),
        ("没退休也没", False),
        ("没有不太", False),
    ],
)
def test_two_denials_in_one_breath_affirm(before: str, twice: bool) -> None:
    """没有不相关的 says that all are; two denials of two things do not."""
    assert doubly_denied(before) is twice
