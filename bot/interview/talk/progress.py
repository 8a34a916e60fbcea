"""How far an interview is, as a channel keeps it between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERDICT, PAPERS, DONE = "verdict", "papers", "done"


@dataclass(frozen=True)
class Progress:
    """How far an interview is: the answers by fact in the order they were given, and what is being asked.

    `phase` is verdict, papers or done; `menu` tells that the list of answers is shown for changing one, `paused` that
    words go elsewhere until it is taken up again; `rules` names the rules under which the answers were given.
    """

    answers: Mapping[str, object] = field(default_factory=dict)
    asking: str = ""
    phase: str = VERDICT
    menu: bool = False
    paused: bool = False
    verdict: str = ""
    rules: str = ""

    def to_plain(self) -> dict[str, Any]:
        """The progress as JSON can hold it."""
        return {**self.__dict__, "answers": dict(self.answers)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Progress:
        """A progress out of what `to_plain` gave."""
        return cls(**plain)
