"""Rate limits as pure objects: every time is an argument, in seconds of a monotonic clock."""

from __future__ import annotations

import math
from collections import deque


class Gate:
    """Limits the rate; after a pause it permits a burst of as many as would have passed in `burst_seconds`."""

    def __init__(self, burst_seconds: float) -> None:
        self._burst = burst_seconds
        self._next = -math.inf

    def free_at(self, now: float) -> float:
        """When the next may pass: `now` or later, in seconds."""
        return max(now, self._next - self._burst)

    def take(self, now: float, gap: float) -> float:
        """Reserve the next pass; the one after it follows at least `gap` seconds later. Returns its moment, `now` or later."""
        moment = self.free_at(now)
        self._next = max(self._next, now) + gap
        return moment


class Window:
    """A sliding window: permits `most` in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._taken: deque[float] = deque(maxlen=most)
        self._seconds = seconds

    def free_at(self, now: float) -> float:
        """When the next may pass: `now` or later, in seconds."""
        full = len(self._taken) == self._taken.maxlen
        return max(now, self._taken[0] + self._seconds) if full else now

    def take(self, now: float, gap: float) -> float:
        """Reserve the next pass. Returns its moment, `now` or later. The window alone sets the gap."""
        moment = self.free_at(now)
        self._taken.append(moment)
        return moment
