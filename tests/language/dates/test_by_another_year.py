"""Years told by another one, or by what happened in it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import by_another_year
from bot.language.normalize import normalize

NOW = datetime(2022, 11, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("结婚前一年，结婚是2000年", "1999"),
        ("北京奥运会前一年", "2007"),
        ("香港回归第二年来的", "1998"),
        ("2015年考的，第二年3月到岗", "2016-03"),
        ("2020年以后就停了，最后一个是那年五月", "2020-05"),
        ("考上隔年开春才来的，2020年3月", ""),
        ("2015年", ""),
        ("我结婚那年，89年", ""),
        ("第二年", ""),
    ],
)
def test_a_year_by_another(said: str, told: str) -> None:
    """One year must be told, and no month of that."""
    assert by_another_year(normalize(said), NOW) == told
