"""What somebody comes to in the end."""

from __future__ import annotations

import pytest

from bot.language.concluding import conclusion
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    ("said", "concluded"),
    [
        ("孙子属羊，他满月我评上的，那就是15年", "15年"),
        ("前年做的，隔年得的奖，所以是2021年", "是2021年"),
        ("那就是15年", ""),
        ("15年评上的，后来又换过证", ""),
    ],
)
def test_the_last_clause_concludes(said: str, concluded: str) -> None:
    """From what stands before it; alone it concludes nothing."""
    assert conclusion(normalize(said)) == concluded
