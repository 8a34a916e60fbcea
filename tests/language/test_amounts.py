"""Numbers in words."""

from __future__ import annotations

import pytest

from bot.language.amounts import inexact, read_amount


@pytest.mark.parametrize(
    "said",
    [
        "不到90",
        "90多",
        "90几个",
        "超过90",
        "90以上",
        "还差10个",
        "缺1年",
        "90或92",
        "两三个",
        "七八十",
        "十七八个",
    ],
)
def test_what_is_not_exact_is_no_number(said: str) -> None:
    """Hours decide by a single one: more or less is asked again."""
    assert inexact(said)
    assert read_amount(said) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("没有", 0),
        ("1年也没有", 0),
        ("都没有", 0),
        ("5年都有", 5),
        ("负五", -5),
        ("92.5", 92.5),
        ("一百二", 120),
        ("廿三", 23),
    ],
)
def test_exact_amounts_are_read(said: str, wanted: float) -> None:
    """No amount is zero; a minus sign and a half are read too, so that the caller can refuse them."""
    assert read_amount(said) == wanted
