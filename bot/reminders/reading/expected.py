"""What a conversation expects of a message about reminders, and what such a message can ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.reminders.reading.pieces import NO_PIECES, Pieces

Act = Literal[
    "set", "add", "list", "next", "hour", "often", "change", "cancel", "cancel_all", "keep", "leave", "pause", "resume",
    "undo", "watch", "calendar", "fill", "show", "manner", "able", "reach", "came", "reword",
]  # fmt: skip
"""What is asked. fill: says what a wish still lacks. keep: nothing but what is named. leave: all as it is.
undo: as it was before the last change. show: names one of the list and no more. manner: how something is set, changed or stopped;
able: what can be set; reach: where they come, and to whom; came: whether one came. reword: other words to be told."""
Missing = Literal["", "day", "event", "hour", "lead", "deadline", "moment", "rhythm", "assent"]
"""What a wish still lacks of which the person was asked. event: the day of something that the notice does not tell.
assent: whether what was told is a wish."""


@dataclass(frozen=True)
class Expected:
    """What the conversation expects.

    `missing` is what was asked of a wish; `on_top`: reminders were spoken of just now; `touched`: a wish was read back
    lately; `wishes`: there are some; `resting`: some are paused or stopped; `occupied`: something else awaits an
    answer, `typed`: one in figures. `pieces` are those of a time that came just before: they bound what comes next.
    `listed`: a list was shown, so that a bare place means one of it. `asked` are the words of an order of which it was
    asked which wish it means. `undoes`: the last turns changed something that can be undone. `told` are the words of
    the wishes, `deadlines` those for which there are wishes.
    """

    missing: Missing = ""
    on_top: bool = False
    touched: bool = False
    wishes: bool = False
    resting: bool = False
    occupied: bool = False
    typed: bool = False
    pieces: Pieces = NO_PIECES
    listed: bool = False
    asked: str = ""
    undoes: bool = False
    told: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()


NOTHING = Expected()
