"""What plainly lies outside the lists of a notice, whatever member or kind of unit is named beside it."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("保险公司的能报吗", "craft_unlike"),
        ("证券公司的可不可以评", "craft_unlike"),
        ("银行上班的行不行", "craft_unlike"),
        ("石匠砌墙的能报吗", "craft_unlike"),
        ("我做3D打印的能报吗", "craft_unlike"),
        ("雕塑公园保安能报吗", "not_a_craft"),
        ("我是做会计的能报吗", "not_a_craft"),
    ],
)
def test_it_is_not_let_in(answerer: Answerer, question: str, entry: str) -> None:
    """Neither as a member that is named before it, nor as somebody of a company."""
    assert ask(answerer, question).entries == (entry,)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("我做石雕的，在公园上班，能报吗", "craft_sculpture_carving"),
        ("雕塑保管员做木雕能报吗", "craft_sculpture_carving"),
        ("铜壶打制能报吗", "craft_metal"),
        ("木偶制作", "craft_other_folk"),
        ("土布织造行吗", "craft_unlisted"),
        ("油纸伞打造可以申报不", "craft_other_folk"),
    ],
)
def test_who_makes_something_is_let_in(answerer: Answerer, question: str, entry: str) -> None:
    """By its name, whatever verb of making stands behind it."""
    assert ask(answerer, question).entries[-1] == entry


@pytest.mark.parametrize("question", ["漆器和3D打印做雕塑的算吗", "3D打印做雕塑的算吗"])
def test_a_member_behind_it_is_told_too(answerer: Answerer, question: str) -> None:
    """With what is not written of the way in which it is made."""
    assert {"craft_unlike", "craft_sculpture_carving"} <= {*ask(answerer, question).entries}
