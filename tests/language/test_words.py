"""The lists of words."""

from __future__ import annotations

import re

import pytest

from bot.language.normalize import normalize
from bot.language.words import one_of, words


@pytest.mark.parametrize("room", ["question", "denial", "doubt"])
def test_every_word_is_in_the_form_in_which_text_is_read(room: str) -> None:
    """A word that normalising changes could never be found."""
    import tomllib
    from pathlib import Path

    import bot.language.words as module

    lists = tomllib.loads(Path(module.__file__).with_name("words.toml").read_text(encoding="utf-8"))[room]
    for name in lists:
        for word in words(room, name):
            assert normalize(word) == word


def test_the_longest_word_is_matched_and_english_ones_stand_alone() -> None:
    """为什么 is not read as 什么, and show holds no how."""
    found = re.match(one_of("question", "thing", "reason"), "为什么")
    assert found is not None
    assert found[0] == "为什么"
    assert re.search(one_of("question", "english"), "show") is None


def test_a_list_that_is_not_there_is_an_error() -> None:
    """A typo in a name fails at once."""
    with pytest.raises(KeyError):
        words("question", "nothing")
