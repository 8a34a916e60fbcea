"""Buckets that fill at a steady rate."""

from __future__ import annotations

import pytest

from bot.channels.web.token_bucket import TokenBuckets
from tests.channels.web.conftest import Ticks


def test_a_bucket_holds_its_size_and_fills_at_its_rate() -> None:
    """Three at once, then one every half second."""
    ticks = Ticks()
    buckets = TokenBuckets(rate=2.0, size=3.0, moments=ticks)
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert buckets.take("a") == pytest.approx(0.5)
    assert buckets.take("b") == 0.0
    ticks.now = 0.5
    assert buckets.take("a") == 0.0
    assert buckets.take("a") > 0.0


def test_a_rate_of_nothing_is_no_limit() -> None:
    """For a server behind one that limits already."""
    buckets = TokenBuckets(rate=0.0, size=0.0, moments=Ticks())
    assert {buckets.take("a") for _ in range(1000)} == {0.0}


def test_a_flood_of_addresses_does_not_fill_the_memory() -> None:
    """Who has been away long enough is forgotten."""
    ticks = Ticks()
    buckets = TokenBuckets(rate=1.0, size=1.0, moments=ticks)
    for number in range(120_000):
        ticks.now += 0.001
        buckets.take(str(number))
    assert len(buckets) <= 50_000
