"""How often one address and one session may come: buckets that fill at a steady rate."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable

_SECONDS_OF_BURST = 15.0
_MOST_KEPT = 50_000


class Buckets:
    """A bucket for each key, which holds `size` drops and gains `rate` a second. `moments` is a steady clock."""

    def __init__(self, rate: float, size: float, moments: Callable[[], float]) -> None:
        self._rate = rate
        self._size = size
        self._moments = moments
        self._kept: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Take a drop for `key`: 0 where there was one, else the seconds until there is."""
        if not self._rate:
            return 0.0
        now = self._moments()
        level, since = self._kept.get(key, (self._size, now))
        level = min(self._size, level + (now - since) * self._rate)
        taken = level >= 1
        if len(self._kept) >= _MOST_KEPT and key not in self._kept:
            self._drop_full(now)
        self._kept[key] = (level - 1 if taken else level, now)
        return 0.0 if taken else (1 - level) / self._rate

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._kept)

    def _drop_full(self, now: float) -> None:
        """Forget who has been away for as long as a bucket takes to fill; under a flood of addresses, everyone."""
        full = self._size / self._rate
        self._kept = {key: kept for key, kept in self._kept.items() if now - kept[1] < full}
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()


class Limits:
    """The limits of this server, all worked out of how many requests a second one address may keep up.

    An address may be a whole office or village behind one router, so it gets much; a session is one person.
    """

    def __init__(self, client_rate: float, moments: Callable[[], float]) -> None:
        def buckets(share: float, burst: float) -> Buckets:
            return Buckets(client_rate * share, client_rate * _SECONDS_OF_BURST * burst, moments)

        self.client = buckets(1.0, 1.0)
        self.newcomer = buckets(0.25, 0.4)
        self.session = buckets(0.05, 0.1)


def client_key(address: str) -> str:
    """The address as it is counted: of IPv6 the first half, which one household or firm has to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.IPv6Network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def retry_after(seconds: float) -> dict[str, str]:
    """The header that tells when to come again."""
    return {"Retry-After": str(max(1, math.ceil(seconds)))}
