"""Questions grouped by likeness, so that the office sees what is asked most and not each way of asking it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.language.normalize import normalize
from bot.store.model.asked_question import GapKind, KeptQuestion

_ALIKE = 62.0
"""Shares of characters in common (percent) from which two questions are one; lower ones join words that share one character."""
_LIKE = 0.6
"""Likeness by traits (0–1) from which two questions are one: measured in tests/channels/desk/test_question_likeness.py."""
_MOST_GROUPS = 2000
_MOST_LOOKED_AT = 3000
"""Texts of which the traits are looked at: that takes up to a millisecond each."""
Traits = Callable[[str], Mapping[str, float]]


@dataclass
class QuestionGroup:
    """Questions that are alike: the first words seen, all of them, and how they were not answered."""

    leader: str
    questions: list[KeptQuestion] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it was asked; a question that refused three choices was asked once."""
        return len({(one.asked_at, one.text) for one in self.questions})

    @property
    def id(self) -> int:
        """Names the group as long as its first question is kept."""
        return min(one.id for one in self.questions)

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of its questions."""
        return tuple(one.id for one in self.questions)

    @property
    def last(self) -> datetime:
        """When it was asked last."""
        return max(one.asked_at for one in self.questions)

    @property
    def texts(self) -> tuple[str, ...]:
        """The ways in which it was asked, the most frequent first."""
        return tuple(text for text, _ in Counter(one.text for one in self.questions).most_common())

    @property
    def kinds(self) -> tuple[GapKind, ...]:
        """How it was not answered, the most frequent first."""
        return tuple(kind for kind, _ in Counter(one.kind for one in self.questions).most_common())

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries that did not answer it, the most frequent first."""
        return tuple(id for id, _ in Counter(one.entry for one in self.questions if one.entry).most_common())


def grouped(questions: Iterable[KeptQuestion], traits: Traits | None = None) -> list[QuestionGroup]:
    """The groups, that asked most first, then the latest.

    `traits` tells what a question is like by what the bot knows; without it, and beyond thousands, its characters alone tell.
    """
    found: dict[str, QuestionGroup] = {}
    by_text: dict[str, QuestionGroup] = {}
    leaders = _Leaders(traits)
    for question in sorted(questions, key=lambda one: one.id):
        text = normalize(question.text)
        group = by_text.get(text)
        if group is None:
            near = process.extractOne(text, found.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            key = near[0] if near else leaders.nearest(text, question.text)
            group = by_text[text] = found.setdefault(key, QuestionGroup(question.text))
            if len(found) > _MOST_GROUPS:
                break
        group.questions.append(question)
    return sorted(found.values(), key=lambda group: (-group.count, -group.last.timestamp()))


class _Leaders:
    """The first questions of groups by their traits."""

    def __init__(self, traits: Traits | None) -> None:
        self._traits = traits
        self._looked_at = 0
        self._with: dict[str, list[tuple[str, float]]] = {}

    def nearest(self, text: str, asked: str) -> str:
        """The leader that is most like a question; the question itself, from now on one, if none is like it."""
        if self._traits is None or self._looked_at >= _MOST_LOOKED_AT:
            return text
        self._looked_at += 1
        traits, likeness = self._traits(asked), defaultdict[str, float](float)
        for name, weight in traits.items():
            for leader, theirs in self._with.get(name, ()):
                likeness[leader] += weight * theirs
        best = max(likeness, key=likeness.__getitem__, default=text)
        if likeness[best] >= _LIKE:
            return best
        for name, weight in traits.items():
            self._with.setdefault(name, []).append((text, weight))
        return text
