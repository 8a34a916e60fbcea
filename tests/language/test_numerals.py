"""Arabic and Chinese numbers."""

from __future__ import annotations

import pytest

from bot.language.numerals import counted, number, spelt


@pytest.mark.parametrize(
    ("text", "value"),
    [("15", 15), ("十", 10), ("十五", 15), ("二十", 20), ("廿三", 23), ("卅", 30), ("卅一", 31), ("两", 2), ("一百零三", 103),
     ("两千零八", 2008), ("三四", None), ("十十", None), ("", None), ("零零", None)],
)  # fmt: skip
def test_counted(text: str, value: int | None) -> None:
    """An amount is read; two digits side by side are no amount."""
    assert counted(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("二〇二二", 2022), ("二0一一", 2011), ("98", 98), ("九八", 98), ("十", None), ("", None)],
)
def test_spelt(text: str, value: int | None) -> None:
    """Digits side by side are read whichever way each is written."""
    assert spelt(text) == value


def test_number_of_a_day_may_be_counted_or_spelt() -> None:
    """A day of the month is read in both ways."""
    assert (number("二十六"), number("二六")) == (26, 26)
