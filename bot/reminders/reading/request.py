"""A message → what is asked of the reminders: the act that is likeliest here, with what was said. Pure.

What people say was learned from sayings (`bot/hearing/sayings/reminders.txt`); how likely each act is follows from that and from
what the conversation expects. A question about the notice, or a report that somebody was reminded, asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.hearing.acts import LearnedActs
from bot.language.question_words import may_ask
from bot.language.word_finder import finder
from bot.pack.model import Facts
from bot.reminders.reading.days import Stretch
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.said import Said, read_said
from bot.reminders.reading.told_words import bared
from bot.reminders.reading.unread import BLANK
from bot.reminders.reading.want import Want
from bot.reminders.reading.wants import WantReader

Act = Literal[
    "set", "add", "list", "next", "hour", "often", "change", "cancel", "cancel_all", "keep", "pause", "resume",
    "watch", "calendar", "fill",
]  # fmt: skip
Missing = Literal["", "day", "hour", "lead", "deadline", "moment", "rhythm"]
"""What a wish still lacks of which the person was asked."""
_GROUP, _FOLLOWUPS = "reminders", "followups"
_OTHER, _PIECE = "other", "piece"
_CHANGES = ("rehour", "redate")
_GROUPS: tuple[tuple[Act, ...], ...] = (
    ("set", "add"),
    ("list", "next", "hour", "often"),
    ("change",),
    ("cancel", "cancel_all", "keep", "pause"),
    ("resume",),
    ("watch",),
    ("calendar",),
)
"""Acts that are easily taken for each other: how sure one is counts for them together."""
_ALSO_OF_REMINDERS = (
    "when",
    "deadline",
    "how_long",
    "how_many",
    "else",
    "more",
    "repeat",
    "sure",
    "back",
    "wrong",
    "other",
)
"""What follows up an answer and may as well be asked of reminders: when, how many, what else."""
_STOPS = ("cancel", "cancel_all", "pause")
_ASKING = ("list", "next", "hour", "often")
_ON_WISHES: tuple[Act, ...] = (
    "change",
    "cancel",
    "cancel_all",
    "keep",
    "pause",
    "resume",
    "next",
    "hour",
    "often",
)
"""Acts that need wishes."""
_OTHERWISE = 0.6
"""The chance from which something else is meant than an answer to what was asked."""
_UNLIKELY = 0.1
_WEAKLY = 0.3
"""How much what follows up an answer counts against a message that mentions a time or the like."""
_FEW = 4
"""How many characters an answer may hold beside what was asked for."""
_NEVER = 2.0
"""As the bar: however sure, it is not taken."""


@dataclass(frozen=True)
class Expected:
    """What the conversation expects.

    `missing` is what was asked of a wish; `on_top`: reminders were spoken of just now; `touched`: a wish was read back
    lately; `wishes`: there are some; `occupied`: something else awaits an answer. `within` bounds the day that is missing.
    """

    missing: Missing = ""
    on_top: bool = False
    touched: bool = False
    wishes: bool = False
    occupied: bool = False
    within: Stretch | None = None


NOTHING = Expected()


@dataclass(frozen=True)
class Request:
    """What is asked: the act, how sure that is (0–1), what was said, and what is wanted in it."""

    act: Act
    sure: float
    said: Said
    wants: tuple[Want, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether it comes beside what there is."""
        return self.act == "add" or self.said.says("adds")

    @property
    def only(self) -> bool:
        """Whether it replaces what there is."""
        return self.said.says("only")


class RequestReader:
    """Reads requests under one notice; `acts` gives what was learned of how people ask."""

    def __init__(self, facts: Facts, acts: Callable[[], LearnedActs]) -> None:
        self._facts = facts
        self._acts = acts
        self.deadlines = DeadlineFinder(facts)
        self._wants = WantReader(self.deadlines)

    def read(self, text: str, now: datetime, expected: Expected = NOTHING) -> Request | None:
        """The request in `text`, said at `now` (aware); None if it holds none."""
        now = now.astimezone(self._facts.zone)
        said = read_said(text, now, self.deadlines, expected.within)
        if expected.occupied and not said.plain:
            return None
        chances = self._acts().chances(_GROUP, text)
        wants = self._wants.read(said, now)
        if expected.missing and expected.on_top and self._fills(said, wants, chances, expected.missing):
            return Request("fill", 1.0, said, wants)
        act, sure = self._likeliest(text, said, wants, chances, expected)
        return None if sure < _bar(act, said, expected) else Request(act, sure, said, wants)

    def _likeliest(
        self, text: str, said: Said, wants: tuple[Want, ...], chances: dict[str, float], expected: Expected
    ) -> tuple[Act, float]:
        """The likeliest act, and how sure it is against all others and against what is none of reminders."""
        weights = _weighed(said, wants, chances, expected)
        group = max(_GROUPS, key=lambda acts: sum(weights[name] for name in acts))
        act = max(group, key=lambda name: weights[name])
        against = chances[_OTHER] * _doubt(said, expected)
        if not (said.talk or said.every_deadline_at):
            against += self._follows_up(text, expected.on_top) * (_WEAKLY if said.mentions else 1)
        return act, sum(weights[name] for name in group) / (sum(weights.values()) + against)

    def _follows_up(self, text: str, on_top: bool) -> float:
        """The chance that a message asks on about the notice; of what can be asked of reminders too they have the first claim."""
        chances = self._acts().chances(_FOLLOWUPS, text)
        return max(chance for name, chance in chances.items() if not (on_top and name in _ALSO_OF_REMINDERS))

    @staticmethod
    def _fills(said: Said, wants: tuple[Want, ...], chances: dict[str, float], missing: Missing) -> bool:
        """Whether a message says what is missing, and is no wish or question of its own."""
        if said.talk and any(want.about for want in wants) and not said.says("wrong"):
            return False
        doubted = chances[_OTHER] > _OTHERWISE
        if missing == "deadline":  # 我是单位人事 is one in answer to who one is
            doubted = len(bared(said.left.replace(BLANK, ""))) > _FEW
        if doubted or sum(chances[name] for name in _STOPS) > _OTHERWISE:
            return False
        if may_ask(said.lower) and not said.talk:
            return False
        if missing == "deadline" and said.says("deadline") and not (said.talk or said.leads):
            return False
        fits = {
            "day": said.days or said.leads or said.ranges or said.rhythms or said.stretches or said.shifts,
            "hour": said.hours or any(one.timed for one in said.days),
            "lead": said.leads or said.amounts or said.days,
            "deadline": said.deadlines,
            "moment": said.hours or said.days,
            "rhythm": said.rhythms or said.days or said.ranges,
        }
        return bool(fits.get(missing) or said.says("whichever"))


def _weighed(
    said: Said, wants: tuple[Want, ...], chances: dict[str, float], expected: Expected
) -> dict[Act, float]:
    """How much speaks for each act here."""
    weights: dict[Act, float] = {name: chances.get(name, 0.0) for acts in _GROUPS for name in acts}
    weights["change"] = sum(chances[name] for name in _CHANGES)
    if said.every_deadline_at:
        weights["set"] += chances[_PIECE]
    when = said.when or bool(said.deadlines)
    if expected.on_top and expected.touched and (said.when or said.amounts):
        weights["change"] += chances[_PIECE]
    elif expected.on_top and said.deadlines:
        weights["set"] += chances[_PIECE]
    if not (when or said.amounts) or _own_words(said, wants):
        weights["change"] *= _UNLIKELY
    if not (said.talk or said.every_deadline_at or expected.on_top):
        weights["set"] *= _UNLIKELY
    if _prohibits(said):
        weights["set"] *= _UNLIKELY
        weights["add"] *= _UNLIKELY
    if said.rhythms or said.places or said.days or any(not one.every for one in said.deadlines):
        weights["cancel"] += weights["cancel_all"]
        weights["cancel_all"] = 0.0
    if not expected.wishes:
        for name in _ON_WISHES:
            weights[name] *= _UNLIKELY
    if not (expected.wishes or expected.on_top):
        weights["add"] *= 0.5
    return weights


def _prohibits(said: Said) -> bool:
    """Whether a message says not to be reminded: 别叫我, 不用提醒; 别忘 is no such thing."""
    calls = finder("reminding", "plain", "calls", "stops")
    return any(
        calls.longest_at(said.lower, word.end)
        for word in finder("denial", "prohibition").found_in(said.lower)
        if word.end < len(said.lower)
    )


def _own_words(said: Said, wants: tuple[Want, ...]) -> bool:
    """Whether a message has words of its own to be told: then it wants another reminder, unless it speaks of changing."""
    return bool(said.talk) and any(want.about for want in wants) and not said.says("changes")


def _doubt(said: Said, expected: Expected) -> float:
    """How much more than usual speaks for something else than reminders."""
    if said.plain:
        return 0.7
    if expected.on_top:
        return 0.8
    return 1.5 if said.talk or said.every_deadline_at else 3.0


def _bar(act: Act, said: Said, expected: Expected) -> float:
    """How sure one must be."""
    if said.plain:
        return 0.4
    if expected.on_top:
        return 0.5
    if said.talk or said.every_deadline_at or (act in _ASKING and said.says("made")):
        return 0.6
    return 0.6 if expected.wishes else _NEVER


_WEAKLY = 0.3
"""How much what follows up an answer counts against a message that mentions a time or the like."""
_FEW = 4
"""How many characters an answer may hold beside what was asked for."""
_NEVER = 2.0
