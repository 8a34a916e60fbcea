"""How often a reminder may have arrived. Of some attempts it is certain, of some not, of some it is hardly so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Self

PAGES_ALONE: Final = "doubts 0,"
PAGES: Final = "doubts "
"""How the reason of a delivery begins that gateways answered: of those that had no real doubt, and of all."""
_NOTED = re.compile(r"doubts (\d+), pages (\d+): ")


@dataclass(frozen=True)
class Doubts:
    """The attempts at one reminder whose end nobody knows.

    `real`: broken off or never answered, it may well have arrived. `pages`: a gateway answered that it could not pass it on,
    so that it hardly arrived. They are noted in the delivery's reason, before that of its last attempt.
    """

    real: int = 0
    pages: int = 0

    @classmethod
    def noted(cls, maybe_repeated: bool, reason: str) -> Self:
        """Those of a delivery; without a note one that may be a repetition had one real doubt."""
        found = _NOTED.match(reason) if maybe_repeated else None
        return cls(int(found[1]), int(found[2])) if found else cls(int(maybe_repeated))

    def with_page(self) -> Doubts:
        """One page more."""
        return replace(self, pages=self.pages + 1)

    def with_doubt(self) -> Doubts:
        """One real doubt more."""
        return replace(self, real=self.real + 1)

    def before(self, reason: str) -> str:
        """The reason of the last attempt, with the note."""
        return f"{PAGES}{self.real}, pages {self.pages}: {reason}" if self.pages else reason
