"""When the next may pass: gates that space what comes. Pure: every time is handed in, in seconds that only run forward."""

from __future__ import annotations

import math
from collections import deque


class Gate:
    """Lets one pass after another at a rate; after a pause as many at once as would have passed in `burst_seconds`."""

    def __init__(self, burst_seconds: float) -> None:
        self._burst = burst_seconds
        self._next = -math.inf

    def free_at(self, now: float) -> float:
        """When the next may pass: `now` or later."""
        return max(now, self._next - self._burst)

    def take(self, now: float, gap: float) -> float:
        """Let the next pass, `gap` seconds before the one after it; the moment, `now` or later, that is its own."""
        moment = self.free_at(now)
        self._next = max(self._next, now) + gap
        return moment


class Window:
    """Lets `most` pass in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._taken: deque[float] = deque(maxlen=most)
        self._seconds = seconds

    def free_at(self, now: float) -> float:
        """When the next may pass: `now` or later."""
        full = len(self._taken) == self._taken.maxlen
        return max(now, self._taken[0] + self._seconds) if full else now

    def take(self, now: float, gap: float) -> float:
        """Let the next pass; the moment, `now` or later, that is its own. The window alone sets the gap."""
        moment = self.free_at(now)
        self._taken.append(moment)
        return moment
