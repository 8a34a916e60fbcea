"""Whose fault it is if a channel rejects messages: that of one message or its recipient, or of the channel itself."""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

from bot.clock import Timer

SEVERAL: Final = 5
"""So many recipients rejected in a row, none of whom is known to be at fault, are no chance."""
_PROOF_SECONDS = 3600.0
"""Longer than the longest pause between two tries of one message."""
_MOST_REMEMBERED = 10_000
Verdict = Literal["refused", "held", "failed"]


class Rejections:
    """Judges what one channel rejects. `most` is how often a message is tried that the channel alone does not take.

    Only somebody else who gets through proves that a rejection is the recipient's own: without that nothing is given up.
    """

    def __init__(self, timer: Timer, most: int) -> None:
        self._timer = timer
        self._most = most
        self._doubted: set[str] = set()
        self._proven: dict[str, float] = {}
        self._times: Counter[int] = Counter()

    def got_through(self, recipient: str, delivery: int) -> None:
        """The channel took a message: those whom it rejected before are rejected for themselves."""
        if len(self._proven) > _MOST_REMEMBERED or len(self._times) > _MOST_REMEMBERED:
            self._proven.clear()
            self._times.clear()
        until = self._timer.monotonic() + _PROOF_SECONDS
        self._proven.update(dict.fromkeys(self._doubted - {recipient}, until))
        self._proven.pop(recipient, None)
        self._times.pop(delivery, None)
        self._doubted.clear()

    def doubt(self, recipient: str) -> None:
        """A recipient was rejected while the channel is held anyway."""
        self._doubted.add(recipient)

    def well_again(self) -> None:
        """The channel takes messages again: of several it was at fault; of one or two it stays open whose fault it was."""
        if len(self._doubted) >= SEVERAL:
            self.forget()

    def forget(self) -> None:
        """The channel was at fault: what it rejected until now tells nothing of anybody."""
        self._doubted.clear()
        self._proven.clear()
        self._times.clear()

    def judge(self, recipient: str, delivery: int) -> Verdict:
        """What a rejection means: refused (to be tried again), held (the channel is at fault), or failed (given up)."""
        self._times[delivery] += 1
        often = self._times[delivery] >= self._most
        if self._proven.get(recipient, float("-inf")) > self._timer.monotonic():
            if often:
                del self._times[delivery]
            return "failed" if often else "refused"
        self._doubted.add(recipient)
        return "held" if often or len(self._doubted) >= SEVERAL else "refused"
