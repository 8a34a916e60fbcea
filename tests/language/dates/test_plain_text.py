"""The one form in which phrases are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates.plain_text import LONGEST, plain


def test_widths_scripts_and_spaces_become_one() -> None:
    """Full width, Traditional, formal numerals, a letter O for zero and idle spaces all vanish."""
    assert plain("２０２２ 年 12 月 6 號").text == "2022年12月6号"
    assert plain("貳零贰壹年 拾月").text == "二零二一年十月"
    assert plain("二O一九年").text == "二〇一九年"
    assert plain("2022 12 06").text == "2022 12 06"


@given(st.text(max_size=100))
def test_every_plain_character_knows_where_it_came_from(text: str) -> None:
    """The origins rise and lie in the text."""
    source = plain(text)
    assert len(source.origins) == len(source.text) + 1
    assert list(source.origins) == sorted(source.origins)
    assert all(0 <= origin <= len(text) for origin in source.origins)


def test_only_the_beginning_of_a_very_long_text_is_kept() -> None:
    """The limit holds for the typed characters."""
    assert len(plain("1" * (LONGEST + 10)).text) == LONGEST
