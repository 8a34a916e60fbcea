"""Characters by their sound."""

from __future__ import annotations

import pytest

from bot.language.pinyin import blur, blurred, respelt, syllables


@pytest.mark.parametrize(
    ("one", "other"), [("式", "示"), ("识", "时"), ("抱", "报"), ("彪", "表"), ("须", "需")]
)
def test_homophones_share_a_syllable(one: str, other: str) -> None:
    """公式 sounds like 公示, 申抱 like 申报."""
    assert syllables()[one] == syllables()[other]


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("shi", "si"), ("chen", "cen"), ("ming", "min"), ("leng", "len")]
)
def test_sounds_that_a_southern_ear_does_not_tell_apart_meet(one: str, other: str) -> None:
    """zh and z, sh and s, ch and c, ng and n."""
    assert blur(one) == blur(other)


@pytest.mark.parametrize(("one", "other"), [("ba", "pa"), ("shi", "xi"), ("ban", "bang a")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    """Not everything is blurred."""
    assert blur(one) != blur(other)


def test_every_character_with_a_sound_has_a_blurred_one() -> None:
    """The two tables know the same characters, thousands of them."""
    assert blurred().keys() == syllables().keys()
    assert len(syllables()) > 3_000


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("题醒我", "提醒我"),
        ("请提星我", "请提醒我"),
        ("提醒我", "提醒我"),
        ("体型偏胖", "体型偏胖"),
        ("", ""),
    ],
)
def test_a_word_is_known_by_its_sound_before_what_follows_it(typed: str, read: str) -> None:
    """Only if the rest fits: 体型 stays."""
    assert respelt(typed, "提醒", lambda text, place: text.startswith("我", place)) == read
