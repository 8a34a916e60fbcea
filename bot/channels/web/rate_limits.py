"""How often one address and one session may send requests."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable

from bot.channels.web.token_bucket import TokenBuckets

_SECONDS_OF_BURST = 15.0
LEAST_OF_SHARE = 4.0
"""The least `client_rate` for each of several processes: of less, the share of a process has no room for what is costly."""


class RateLimits:
    """The limits of this server: for each address, for what is costly and for new sessions from it, and for each session.

    All follow from `client_rate`, the requests a second that one address may keep up. An address may be a whole office
    or village behind one router, so its limit is high; a session is one person. `moments` is a monotonic clock, in seconds.

    Each of several `processes` that share a port has its share of rate and burst, so that together they let through no more.
    """

    def __init__(self, client_rate: float, moments: Callable[[], float], processes: int = 1) -> None:
        rate = client_rate / processes

        def buckets(share: float, burst: float) -> TokenBuckets:
            # What holds less than one would never let one through.
            most = max(1.0, rate * _SECONDS_OF_BURST * burst) if rate else 0.0
            return TokenBuckets(rate * share, most, moments)

        self.client = buckets(1.0, 1.0)
        self.newcomer = buckets(0.25, 0.4)
        self.session = buckets(0.05, 0.1)
        self.costly = buckets(0.05, 0.02)
        """What costs much more than a page: the calendar, a result, the figures."""


def client_key(address: str) -> str:
    """The address under which requests are counted: of IPv6 the /64 network, which one household or firm has to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.IPv6Network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def retry_after(seconds: float) -> dict[str, str]:
    """The Retry-After header for a wait of `seconds`, rounded up to whole seconds."""
    return {"Retry-After": str(max(1, math.ceil(seconds)))}
