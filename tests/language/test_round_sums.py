"""Sums, said and written."""

from __future__ import annotations

import pytest

from bot.language.round_sums import sums_in


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("一万五是啥条件", [15000]),
        ("一万五千块", [15000]),
        ("1.5万", [15000]),
        ("提高到15000元", [15000]),
        ("最高20,000元", [20000]),
        ("5千块的", [5000]),
        ("两千还是三千五", [2000, 3500]),
        ("十二万", [120000]),
    ],
)
def test_sums_are_one_number_however_they_are_told(text: str, sums: list[int]) -> None:
    """As people say them, and as notices write them."""
    assert list(sums_in(text)) == sums


@pytest.mark.parametrize(
    "text", ["2023年1月1日", "0600-5550118", "2025-05-30", "千万别忘了", "万一", "请了5个人", ""]
)
def test_years_days_telephones_and_small_numbers_are_no_sums(text: str) -> None:
    """They tell nothing of money."""
    assert list(sums_in(text)) == []
