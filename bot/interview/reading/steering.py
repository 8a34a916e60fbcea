"""The words with which a person steers the interview, by likeness to how people do: 为什么问, 上一步, 改课时, 重来, 还有几题.

The sayings stand in `bot/hearing/sayings/steps.txt`; whether such a message is meant as a step is decided by whoever knows what
else it could be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.hearing.learned_acts import LearnedActs
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.ordinals import chosen, ordinal

_STEPS, _CHANGE = "steps", "change"
_ONE = "那一项"
"""What the sayings have where people name what they want to change."""
_MISTAKEN = "mistaken"
_ANSWERS = ("yes", "no", "unsure", "confirm", "reject", _MISTAKEN, "other")
"""What is no step: it answers something, or it is for somebody else."""
_KEEPS = ("keep", "no", "confirm", "yes", "pause", "go_on", "skip")
"""What somebody says to a list of answers of whom none is to be changed."""
_ANEW, _NOT_ANEW = ("again", "yes", "confirm"), ("keep", "no", "reject", "undo", "pause", "go_on")
"""What somebody says who was asked whether to begin anew, and does or does not want it."""
_WRONG = ("reject", _MISTAKEN)
"""What somebody says who finds that something was noted wrongly."""
_LIKELY = 0.5
_BELOW_CERTAIN = 0.01
_SHORTEST = 2
"""Characters that a message must share with a name to mean it."""


@dataclass(frozen=True)
class Asked:
    """What a message asks for, and how likely (0–1) that is among all that is said in interviews."""

    step: str
    chance: float


class Steering:
    """Reads steps; `acts` gives what was learned of them, asked for at the first."""

    def __init__(self, acts: Callable[[], LearnedActs]) -> None:
        self._given = acts

    @cached_property
    def _acts(self) -> LearnedActs:
        return self._given()

    def asked_for(self, text: str, names: Iterable[str] = ()) -> Asked:
        """The likeliest step that a message asks for; for certain, if people say it so word for word.

        `names` are those of the answers that it may want to change: 改在职情况 is said like 改那一项.
        """
        said = self._acts.said(_STEPS, text)
        if said == _MISTAKEN or (said and said not in _ANSWERS):
            return Asked(said, 1.0)
        chances = self._acts.chances(_STEPS, text)
        step = max((act for act in chances if act not in _ANSWERS), key=lambda act: chances[act])
        without = _without_names(text, names)
        changes = self._acts.chances(_STEPS, without)[_CHANGE] if without else 0.0
        return Asked(step, chances[step]) if chances[step] >= changes else Asked(_CHANGE, changes)

    def finds_wrong(self, text: str) -> float:
        """The chance that a message says that what was just noted is wrong; 1 if people say that so word for word: 我记错了."""
        if self._acts.said(_STEPS, text) in _WRONG:
            return 1.0
        parts = clauses(normalize(text))  # 看错了，是92 says more
        return min((self._chance(part, _WRONG) for part in parts), default=0.0) - _BELOW_CERTAIN

    def keeps(self, text: str) -> bool:
        """Whether a message, said to the list of answers, wants none of them changed: 不改了, 没有, 都对, 算了."""
        return self._chance(text, _KEEPS) >= _LIKELY

    def begins_anew(self, text: str) -> bool | None:
        """Whether a message, said to the question whether to begin anew, says yes; None if it says neither yes nor no."""
        yes, no = self._chance(text, _ANEW), self._chance(text, _NOT_ANEW)
        return yes > no if max(yes, no) >= _LIKELY else None

    def _chance(self, text: str, acts: Collection[str]) -> float:
        chances = self._acts.chances(_STEPS, text)
        return sum(chance for act, chance in chances.items() if act in acts)


def named(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the answers that a message names, by what it shares with their names; the best ones alone."""
    said = normalize(text)
    shared = {id: _shared(said, normalize(name)) for id, name in names.items()}
    most = max(shared.values(), default=0)
    return tuple(id for id, length in shared.items() if length == most) if most >= _SHORTEST else ()


def placed(text: str, ids: Iterable[str]) -> str:
    """The id at the place that ends a message: 改第2项, 改最后一个; empty if it ends in none, or there is no such place."""
    said = normalize(text)
    for start in range(1, len(said)):
        place = ordinal(said[start:])
        if place is not None:
            return chosen(tuple(ids), place) or ""
    return ""


def _without_names(text: str, names: Iterable[str]) -> str:
    """A message with what it shares most with a name put in one form; empty if it names nothing."""
    said = normalize(text)
    piece = max((_piece(said, normalize(name)) for name in names), key=len, default="")
    return said.replace(piece, _ONE) if len(piece) >= _SHORTEST else ""


def _shared(said: str, name: str) -> int:
    return len(_piece(said, name))


def _piece(said: str, name: str) -> str:
    """The longest piece of `name` that stands in `said`."""
    for length in range(len(name), 0, -1):
        for start in range(len(name) - length + 1):
            if name[start : start + length] in said:
                return name[start : start + length]
    return ""
