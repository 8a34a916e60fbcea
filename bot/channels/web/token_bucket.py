"""Token buckets: a limit on how often something may happen, for each of many keys."""

from __future__ import annotations

from collections.abc import Callable

_MOST_KEPT = 50_000


class TokenBuckets:
    """One bucket for each key: it holds up to `size` tokens and gains `rate` tokens a second; a `rate` of 0 is no limit.

    `moments` is a monotonic clock, in seconds.
    """

    def __init__(self, rate: float, size: float, moments: Callable[[], float]) -> None:
        self._rate = rate
        self._size = size
        self._moments = moments
        self._kept: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Take a token from the bucket of `key`: 0 if there was one, else the seconds until there is one."""
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
        """Forget the keys whose buckets are full again; if that is not enough, under a flood of addresses, all keys."""
        full = self._size / self._rate
        self._kept = {key: kept for key, kept in self._kept.items() if now - kept[1] < full}
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
