"""Amounts told by what is asked for."""

from __future__ import annotations

import pytest

from bot.language.beside_the_line import of_so_many_years, with_line


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("比要求多5个", "比90多5个"),
        ("刚过线2个", "刚比90多2个"),
        ("离标准还差8个", "离90还差8个"),
        ("系统显示95/90", "系统显示95"),
        ("95/60", "95/60"),
        ("差1个90", "差1个满90"),
        ("差1个80", "差1个80"),
        ("92个", "92个"),
    ],
)
def test_the_line_has_its_number_for_its_name(said: str, read: str) -> None:
    """So that the grammar of amounts reads the rest."""
    assert with_line(said, 90) == read


def test_so_many_of_so_many_years() -> None:
    """Only of as many years as are asked about."""
    assert of_so_many_years("5年4份", 5) == 4
    assert of_so_many_years("3年4份", 5) is None
    assert of_so_many_years("5年6份", 5) is None
