"""The progress of an interview between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.records import from_plain, to_plain
from bot.replies.reply import Reply

ME = "本人"
"""The name under which a person's own interview is kept."""
Phase = Literal["verdict", "papers", "done"]
VERDICT: Final = "verdict"
PAPERS: Final = "papers"
DONE: Final = "done"


@dataclass(frozen=True)
class Progress:
    """The progress of an interview: the answers by fact in the order they were given, and what is being asked.

    `phase` is verdict, papers or done; `menu` tells that the list of answers is shown for changing one, `paused` that
    words go elsewhere until it is taken up again; `rules` names the rules under which the answers were given, and
    `notice` is the id of their notice. `unconfirmed` are answers that were read back and await 对. `asked` are the questions
    that were put, in order, and `counted` those that were said to be left. `batch` is how many more questions about the papers
    are wanted. `told` is the verdict that was told last; `correcting` that an answer is being changed after it. `anew` tells
    that it was asked whether to begin anew, `erased` are the answers that went when it did, and `erased_asked` the questions that
    had been put. `told_on` are the answers on which that verdict was told. `former` is what the facts were that the last change
    changed (None: not answered), and `former_asking` what was asked before it.
    `in_time` tells that somebody who is late wants to know how the rest would have been. `begun` is when it was begun (ISO
    8601), which tells it from another of the same name or in the same place; empty if that was not kept.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    asking: str = ""
    phase: Phase = VERDICT
    menu: bool = False
    paused: bool = False
    verdict: str = ""
    rules: str = ""
    notice: str = ""
    unconfirmed: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    batch: int = 0
    told: str = ""
    correcting: bool = False
    anew: bool = False
    erased: Mapping[str, Any] = field(default_factory=dict)
    erased_asked: tuple[str, ...] = ()
    told_on: Mapping[str, Any] = field(default_factory=dict)
    former: Mapping[str, Any] = field(default_factory=dict)
    former_asking: str = ""
    in_time: bool = False
    begun: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Encode as plain data."""
        return to_plain(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Progress:
        """Decode what `to_plain` gave. Raises ValueError if it is invalid."""
        return from_plain(plain, cls)

    @property
    def awaits_answer(self) -> bool:
        """Whether a question awaits an answer."""
        return bool(self.asking) and not self.paused


Said = tuple[Progress, tuple[Reply, ...]]
"""The progress after a message, and the replies to it."""
