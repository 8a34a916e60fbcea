"""One thing that a conversation says, before a channel gives it a form: what the interview and the reminders speak in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Button:
    """Something that can be tapped: an id bound to what it is about, and its label."""

    id: str
    label: str


@dataclass(frozen=True)
class Line:
    """Text, the clauses it rests on, buttons. `cited`: the text names its clauses itself. `attachment`: a file with it."""

    text: str
    clauses: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    cited: bool = False
    attachment: Literal["", "calendar"] = ""
