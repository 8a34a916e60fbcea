"""Questions grouped by likeness, so that the office sees what is asked most and not each way of asking it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.language.normalize import normalize
from bot.store.model.asked_question import GapKind, KeptQuestion

_ALIKE = 62.0
"""Shares of characters in common (percent) from which two questions are one; lower ones join words that share one character."""
_MOST_GROUPS = 2000


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


def grouped(questions: Iterable[KeptQuestion]) -> list[QuestionGroup]:
    """The groups, that asked most first, then the latest."""
    found: dict[str, QuestionGroup] = {}
    by_text: dict[str, QuestionGroup] = {}
    for question in sorted(questions, key=lambda one: one.id):
        text = normalize(question.text)
        group = by_text.get(text)
        if group is None:
            near = process.extractOne(text, found.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            key = near[0] if near else text
            group = by_text[text] = found.setdefault(key, QuestionGroup(question.text))
            if len(found) > _MOST_GROUPS:
                break
        group.questions.append(question)
    return sorted(found.values(), key=lambda group: (-group.count, -group.last.timestamp()))
