"""Near texts are found without comparing each with each."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.pack.checking.likeness import near_pairs

WORDS = st.text(alphabet="报评审费要交吗", max_size=40)


def each_with_each(texts: list[str], least: float) -> set[frozenset[int]]:
    """The same by comparing all."""
    numbers = combinations(range(len(texts)), 2)
    return {frozenset(pair) for pair in numbers if fuzz.ratio(texts[pair[0]], texts[pair[1]]) >= least}


@st.composite
def variations(draw: st.DrawFn) -> list[str]:
    """Texts, and the same with a few characters left out, put in or moved."""
    texts = draw(st.lists(WORDS, min_size=1, max_size=6))
    for text in list(texts):
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.integers(0, len(text)))
            cut = draw(st.integers(0, 2))
            text = text[:place] + draw(st.text(alphabet="报评审的", max_size=2)) + text[place + cut :]
            texts.append(text)
    return texts


@given(variations(), st.sampled_from([80.5, 85.0, 90.0, 94.0, 99.0, 100.0]))
def test_it_finds_exactly_what_comparing_all_finds(texts: list[str], least: float) -> None:
    """No near pair is missed, none is found twice, whatever the texts."""
    found = [frozenset(pair) for pair in near_pairs(texts, least)]
    assert len(found) == len(set(found))
    assert set(found) == each_with_each(texts, least)


def test_the_shorter_comes_first() -> None:
    """A pair is told with its shorter text first, equal ones in their order."""
    assert list(
        near_pairs(["单位几号前要推荐上报的呀", "单位几号前要推荐上报的", "单位几号前要推荐上报的"], 94)
    ) == [
        (1, 2),
        (1, 0),
        (2, 0),
    ]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["评"], ["评", "评"]])
def test_empty_and_tiny_texts_are_no_trouble(texts: list[str]) -> None:
    """Texts without neighbours are near only to their like."""
    assert {frozenset(pair) for pair in near_pairs(texts, 94)} == each_with_each(texts, 94)
