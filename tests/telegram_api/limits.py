"""The rate limits of Telegram: in all, in a private chat, in a group."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram_api.refusal import refuse


@dataclass
class Limits:
    """Messages a second; how many may come at once in a private chat, which earns one more each second; a minute in a group."""

    everyone: float = 30
    burst: float = 5
    group: int = 20


class Turnpike:
    """Counts what was sent and rejects what exceeds the limits."""

    def __init__(self, limits: Limits, seconds: Callable[[], float]) -> None:
        self.limits = limits
        self._seconds = seconds
        self._sent: deque[float] = deque()
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._private: dict[int, tuple[float, float]] = {}
        self.refused = 0

    def passed(self, chat: int, is_edit: bool) -> None:
        """Count one message or edit to `chat`; 429 if it is one too many. What is refused does not count."""
        now = self._seconds()
        wait = max(self._everyone(now), self._chat(chat, is_edit, now))
        if wait > 0:
            self.refused += 1
            seconds = max(1, math.ceil(wait))
            refuse(f"retry after {seconds}", 429, "Too Many Requests", retry_after=seconds)
        self._sent.append(now)
        if chat < 0:
            self._groups[chat].append(now)
        elif not is_edit:
            self._private[chat] = (self._left(chat, now) - 1, now)

    def _everyone(self, now: float) -> float:
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        return self._sent[0] + 1 - now if len(self._sent) >= self.limits.everyone else 0.0

    def _chat(self, chat: int, is_edit: bool, now: float) -> float:
        if chat < 0:
            sent = self._groups[chat]
            while sent and sent[0] <= now - 60:
                sent.popleft()
            return sent[0] + 60 - now if len(sent) >= self.limits.group else 0.0
        return 0.0 if is_edit else max(0.0, 1 - self._left(chat, now))

    def _left(self, chat: int, now: float) -> float:
        left, at = self._private.get(chat, (self.limits.burst, now))
        return min(self.limits.burst, left + now - at)
