"""Under which key an address is counted, and how a client is told to wait."""

from __future__ import annotations

import pytest

from bot.channels.web.rate_limits import RateLimits, client_key, retry_after


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


@pytest.mark.parametrize("rate", [0.1, 1.0, 3.0, 20.0])
def test_a_low_rate_lets_something_through(rate: float) -> None:
    """A bucket that holds less than one is a door that never opens; none is there at all for a rate of 0."""
    limits = RateLimits(rate, lambda: 0.0)
    for buckets in (limits.client, limits.newcomer, limits.session, limits.costly):
        assert buckets.take("one") == 0.0
    while not (wait := limits.costly.take("one")):
        pass
    assert wait == pytest.approx(20 / rate, rel=0.01)
    assert [RateLimits(0.0, lambda: 0.0).costly.take("one") for _ in range(99)] == [0.0] * 99
