"""Buckets that fill at a steady rate."""

from __future__ import annotations

import pytest

from bot.channels.web.rate import Buckets, client_key, retry_after
from tests.channels.web.conftest import Ticks


def test_a_bucket_holds_its_size_and_fills_at_its_rate() -> None:
    """Three at once, then one every half second."""
    ticks = Ticks()
    buckets = Buckets(rate=2.0, size=3.0, moments=ticks)
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert buckets.take("a") == pytest.approx(0.5)
    assert buckets.take("b") == 0.0
    ticks.now = 0.5
    assert buckets.take("a") == 0.0
    assert buckets.take("a") > 0.0


def test_a_rate_of_nothing_is_no_limit() -> None:
    """For a server behind one that limits already."""
    buckets = Buckets(rate=0.0, size=0.0, moments=Ticks())
    assert {buckets.take("a") for _ in range(1000)} == {0.0}


def test_a_flood_of_addresses_does_not_fill_the_memory() -> None:
    """Who has been away long enough is forgotten."""
    ticks = Ticks()
    buckets = Buckets(rate=1.0, size=1.0, moments=ticks)
    for number in range(120_000):
        ticks.now += 0.001
        buckets.take(str(number))
    assert len(buckets) <= 50_000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("unix", "unix", True),
    ],
)
def test_an_address_is_counted_as_one_household(one: str, other: str, same: bool) -> None:
    """IPv4 whole, IPv6 by its network."""
    assert (client_key(one) == client_key(other)) is same


def test_who_must_wait_is_told_whole_seconds() -> None:
    """At least one, rounded up."""
    assert [retry_after(seconds)["Retry-After"] for seconds in (0.01, 1.0, 1.2)] == ["1", "1", "2"]
