"""Names that people give, whatever they are."""

from __future__ import annotations

import pytest

from bot.language.given_names import (
    LONGEST_NAME,
    clean_name,
    full_names_in,
    given_name,
    is_oneself,
    named_in,
    new_name,
    other_name,
    wants_quotes,
)

KNOWN = ["王芳", "王芳（2）", "王小芳", "我爸", "3", "重来", "🙂", "=1+1", "Lily"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("王芳", "王芳"), ("他叫王芳", "王芳"), ("就叫小李吧", "小李"), ("给王师傅", "王师傅"), ("“重来”", "重来"),
        ("「3」", "3"), ("给力", "给力"), ("🙂", "🙂"), (" =1+1 ", "=1+1"),
        ("a:b", "a：b"), ("王芳（2）", "王芳（2）"), ("叫 Lily", "Lily"),
        ("王" * 99, "王" * 20),
    ],
)  # fmt: skip
def test_what_is_given_is_the_name(said: str, name: str) -> None:
    """Without the words around it, on one line, no longer than a name, and without what parts ids."""
    assert given_name(said) == name
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("said", "name", "text"),
    [
        ("王芳还缺什么", "王芳", "小王还缺什么"),
        ("王芳（2）还缺什么", "王芳（2）", "小王还缺什么"),
        ("把“重来”删了", "重来", "把小王删了"),
        ("🙂呢", "🙂", "小王呢"),
        ("爸爸的结果", "我爸", "小王的结果"),
        ("lily能报吗", "Lily", "小王能报吗"),
    ],
)
def test_who_is_named(said: str, name: str, text: str) -> None:
    """The longest name that stands there, in whatever form; a relative by any word for them."""
    found = named_in(said, KNOWN)
    assert found is not None
    assert (found.name, found.text) == (name, text)
    assert found.quoted is ("“" in said)


def test_nobody_is_named() -> None:
    """What names none of them."""
    assert named_in("学时要多少", KNOWN) is None
    assert named_in("我妈还缺什么", ["我爸"]) is None


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("王芳改名叫成龙", "成龙"), ("把王芳改成王小方", "王小方"), ("王芳改名", ""), ("王芳换个称呼，叫小李", "小李"),
        ("王芳名字错了，应该是“3”", "3"), ("王芳不叫这个名字，叫小李", "小李"), ("给王芳改个名字", ""), ("王芳改名叫🙂", "🙂"),
    ],
)  # fmt: skip
def test_the_new_name(said: str, to: str) -> None:
    """What stands behind the word for renaming; empty if it is to be asked."""
    found = named_in(said, ["王芳"])
    assert found is not None
    assert new_name(found) == to


def test_another_of_the_same_name_is_numbered() -> None:
    """Also where the name is as long as it may be."""
    assert other_name("王芳", ["王芳"]) == "王芳（2）"
    assert other_name("王芳", ["王芳", "王芳（2）"]) == "王芳（3）"
    long = other_name("王" * LONGEST_NAME, ["王" * LONGEST_NAME])
    assert len(long) == LONGEST_NAME
    assert long.endswith("（2）")


def test_which_names_need_marks() -> None:
    """Numbers, signs and long ones; plain names need none."""
    assert [name for name in KNOWN if wants_quotes(name)] == ["3", "🙂", "=1+1"]
    assert wants_quotes("三")
    assert wants_quotes("王" * 15)


def test_oneself_and_full_names() -> None:
    """我 is nobody else; a surname with what follows may be a name."""
    assert is_oneself("本人")
    assert is_oneself("我自己")
    assert not is_oneself("我爸")
    assert [one.name for one in full_names_in("李四还缺什么")] == ["李四还", "李四"]
