"""Saying that nothing lacks, or that there is nothing more."""

from __future__ import annotations

import pytest

from bot.language.amounts import read_amount
from bot.language.none_lacking import beyond_lacks, none_lacks


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("十八，一分都没多", 18),
        ("60，一节都没落", 60),
        ("90学时，不差一个", 90),
        ("整18个，一个不多一个不少", 18),
        ("九十二，没多一分", 92),
    ],
)
def test_the_number_that_was_told_holds(said: str, value: int) -> None:
    """It is no zero."""
    assert read_amount(said) == value


@pytest.mark.parametrize("said", ["一年没漏", "一份都没缺过", "1天不差", "从没断过，没少1份"])
def test_that_not_one_lacks_is_told(said: str) -> None:
    """Of a number that is not told."""
    assert none_lacks(said)
    assert read_amount(said) is None


@pytest.mark.parametrize("said", ["一年没评", "一份都没有", "一个都没学", "缺一年", "一分没多"])
def test_what_tells_of_no_full_number(said: str) -> None:
    """As where there is none of it, one lacks, or only no more is there."""
    assert not none_lacks(said)


def test_the_rest_of_a_text_is_left() -> None:
    """And all of one that says nothing of it."""
    assert beyond_lacks("5年,1年没漏") == "5年,"
    assert beyond_lacks("5年都有") == "5年都有"
