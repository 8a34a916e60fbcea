"""The decision on a message: what is said, offered, left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.faq.asked_aspects import Beyond
from bot.pack.model import Aspect, EntryKind

AnswerOutcome = Literal["answer", "choices", "not_said", "action", "unknown", "smalltalk"]
SURE = 0.95
"""The confidence of what follows by rule and not by likeness."""
OPEN = 0.4
"""The chance of an open point from which it is more likely than not that the notice does not state what is asked."""
MAYBE_OPEN = 0.1
"""The chance of an open point from which an answer says that the notice may not state it."""
MOST_ENTRIES = 4
"""Entries that one reply gives."""


@dataclass(frozen=True)
class Unsaid:
    """What is asked for and the notice does not state: an aspect of the topic, or what holds for who lacks a thing.

    `details` are what is asked for by name (文件格式); `words` are the asker's own, for what nobody knows the name of. `topic`
    is what the question is about; `apart` tells that the entry beside it says nothing of that.
    """

    aspect: Aspect | Literal[""] = ""
    lacking: str = ""
    likely: bool = False
    """Whether it is more likely left open than not."""
    details: tuple[str, ...] = ()
    words: str = ""
    topic: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Match:
    """The decision on a message.

    `entries` are to be said (for outcome choices: none); `choices` are offered; `score` is the confidence (0–1);
    `words` are the members as the asker called them, by their entries; `on_subject` tells an unknown question about the
    notice from talk about other things; `off` names the entry that speaks for the latter; `unsaid` is what is asked for of
    some of the entries and the notice does not state.
    """

    outcome: AnswerOutcome
    entries: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    score: float = 0.0
    words: Mapping[str, str] = field(default_factory=dict)
    on_subject: bool = False
    off: str = ""
    unsaid: Mapping[str, Unsaid] = field(default_factory=dict)
    doubt: Unsaid | None = None
    """Set if the entries may not state what is asked, or none is sure to."""
    nearest: bool = False
    """Whether the entries are only those that lie nearest, of which one or the other answers."""
    perhaps: str = ""
    """The one of the entries that is only perhaps meant too."""
    left: tuple[str, ...] = ()
    """Questions of the message that have an answer too, for which one reply has no room."""
    telling: Mapping[str, float] = field(default_factory=dict)
    """How much each pair of characters of the message tells, where the sentences of a long answer are picked by it."""


def outcome_of(kind: EntryKind) -> AnswerOutcome:
    """The outcome of saying an entry of this kind."""
    return "unknown" if kind == "off_topic" else kind


def doubt_of(gap: Beyond) -> Unsaid | None:
    """What an answer may leave open."""
    return unsaid_of(gap) if gap.chance >= MAYBE_OPEN else None


def unsaid_of(gap: Beyond) -> Unsaid:
    """What a gap leaves open."""
    return Unsaid(gap.aspect or "", likely=gap.chance >= OPEN, details=gap.details, words=gap.clause)
