"""How often a reply is sent again that may have arrived: it may come twice, but must not be missing."""

from __future__ import annotations

from bot.delivery.sender import Attempt

_DOUBTS, _PAGES = 1, 12
"""With pauses that double up to half a minute, the pages of a gateway are borne for a minute and a half at least."""


class Repeats:
    """What is left of one reply's repeats. Where a gateway answered in the platform's place, the reply hardly arrived: of these
    there may be many."""

    def __init__(self, doubts: int = _DOUBTS, pages: int = _PAGES) -> None:
        self._doubts = doubts
        self._pages = pages

    def take(self, attempt: Attempt) -> bool:
        """Whether to send again after `attempt`, which is uncertain; that is one less then."""
        if attempt.by_gateway and self._pages:
            self._pages -= 1
        elif self._doubts:
            self._doubts -= 1
        else:
            return False
        return True
