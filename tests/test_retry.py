"""Pauses between tries."""

from __future__ import annotations

from itertools import islice

import pytest

from bot.retry import pause, pauses


def test_growing() -> None:
    """The pause doubles up to the longest and stays there."""
    assert list(islice(pauses(1.0, 6.0, lambda: 1.0), 5)) == [1.0, 2.0, 4.0, 6.0, 6.0]


@pytest.mark.parametrize("tries", [1, 2, 5, 100, 10_000])
def test_spread(tries: int) -> None:
    """Of the pause half is left to chance, however many tries there were."""
    longest = pause(tries, 5.0, 900.0, lambda: 1.0)
    assert pause(tries, 5.0, 900.0, lambda: 0.0) == longest / 2
    assert longest <= 900.0
