"""When sending must begin before its moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.delivery.head_start import HeadStart, head_starts
from tests.delivery.clocks import START

MIDNIGHT = START + timedelta(hours=15)
TOMORROW = START + timedelta(hours=24)


def day_end(moment: datetime) -> datetime:
    """The end of the day of START, and of the days after."""
    return MIDNIGHT + timedelta(days=(moment - START).days)


def test_small_audience() -> None:
    """An audience that the pace carries through within the day begins at its moment."""
    assert head_starts([(START, 1_080_000)], 20.0, START - timedelta(hours=3), day_end) == []


def test_large_audience() -> None:
    """One that would go on after midnight begins as much before."""
    starts = head_starts([(START, 1_152_000)], 20.0, START - timedelta(hours=3), day_end)
    assert starts == [HeadStart(START, 1_152_000, START - timedelta(hours=1))]


def test_audiences_in_a_row() -> None:
    """What is still going out from before counts."""
    audiences = [(START, 72_000), (START + timedelta(hours=14), 144_000)]
    (start,) = head_starts(audiences, 20.0, START, day_end)
    assert start == HeadStart(audiences[1][0], 144_000, audiences[1][0] - timedelta(hours=1))


def test_too_late_already() -> None:
    """If it is too late to be done in time it begins at once, and the next day's is judged by itself."""
    starts = head_starts([(START, 10_000_000), (TOMORROW, 1)], 20.0, START, day_end)
    assert starts[0].begins < START
