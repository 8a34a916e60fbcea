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
    assert entry in ask(answerer, question).entries


@pytest.mark.parametrize("question", ["漆器和3D打印做雕塑的算吗", "3D打印做雕塑的算吗"])
def test_a_member_behind_it_is_told_too(answerer: Answerer, question: str) -> None:
    """With what is not written of the way in which it is made."""
    assert {"craft_unlike", "craft_sculpture_carving"} <= {*ask(answerer, question).entries}


@pytest.mark.parametrize(
    ("question", "told"),
    [("汽车喷漆算漆器工艺伐", "汽车喷漆"), ("修钟表属于金属工艺吗", "修钟表"), ("剪羊毛归剪纸吗", "剪羊毛")],
)
def test_what_is_taken_for_a_member_is_left_open(answerer: Answerer, question: str, told: str) -> None:
    """It is not the member that is asked about."""
    answer = ask(answerer, question)
    assert answer.entries == ("craft_unlike",)
    assert answer.body.startswith(f"通知没有写{told}能不能报")


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("温州米塑，拿糯米粉捏人捏鸟的", ("craft_sculpture_carving",)),
        ("仙居木雕，祖上传下来的", ("craft_sculpture_carving",)),
        ("我铜雕我老婆瓯绣，一家能报几个", ("craft_metal", "craft_knot_embroidery")),
        ("我剪纸我儿子搞编程，能报几个", ("craft_paper_cut", "craft_unlike")),
        (
            "刺绣剪纸陶瓷理发这几样哪些能报",
            ("craft_knot_embroidery", "craft_paper_cut", "craft_ceramics", "not_a_craft"),
        ),
    ],
)
def test_members_are_heard_beside_what_else_is_told(
    answerer: Answerer, question: str, entries: tuple[str, ...]
) -> None:
    """Whoever makes it, and whatever is told of it."""
    assert ask(answerer, question).entries == entries
