"""Questions grouped by likeness, so that the office sees what is asked most and not each way of asking it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.language.asked_matter import asked_matter, signs_of
from bot.language.normalize import normalize
from bot.store.model.asked_question import GapKind, KeptQuestion

_ALIKE = 62.0
"""Shares of characters in common (percent) from which two questions are one; lower ones join words that share one character."""
_LIKE = 0.6
"""Likeness by traits (0–1) from which two questions are one: measured in tests/channels/desk/test_question_likeness.py."""
_LEAST_OF_MATTER = 0.05
"""That of what they are about must be so much: 停车场在哪里 and 食堂在哪里 are asked alike, and about other things."""
_OF_OTHER_WORDS = 0.17
"""The same where they have no word of it in common."""
_FEWEST_SIGNS, _SHARE_OF_LONGER = 2, 0.3
"""What one is about is all in the other: so many characters at least, and such a share of all."""
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
    """The first questions of groups, by their traits, by those of what they are about, and by its characters."""

    def __init__(self, traits: Traits | None) -> None:
        self._traits = traits
        self._looked_at = 0
        self._by_all = _Known()
        self._by_matter = _Known()
        self._by_sign: dict[str, list[str]] = defaultdict(list)
        self._signs: dict[str, frozenset[str]] = {}

    def nearest(self, text: str, asked: str) -> str:
        """The leader that is most like a question; the question itself, from now on one, if none is like it."""
        if self._traits is None or self._looked_at >= _MOST_LOOKED_AT:
            return text
        self._looked_at += 1
        matter = asked_matter(asked)
        signs = signs_of(matter)
        held = self._holding(signs)
        if held:
            return held
        traits = self._traits(asked)
        of_matter = self._traits(matter) if matter else {}
        likeness, about = self._by_all.likeness(traits), self._by_matter.likeness(of_matter)
        alike = [
            one
            for one in likeness
            if likeness[one] >= _LIKE
            and about.get(one, 0.0) >= (_LEAST_OF_MATTER if signs & self._signs[one] else _OF_OTHER_WORDS)
        ]
        if alike:
            return max(alike, key=likeness.__getitem__)
        self._by_all.add(text, traits)
        self._by_matter.add(text, of_matter)
        self._signs[text] = signs
        for sign in signs:
            self._by_sign[sign].append(text)
        return text

    def _holding(self, signs: frozenset[str]) -> str:
        """The leader which is about all that these signs are about, or the other way round; empty if there is none."""
        common = Counter(leader for sign in signs for leader in self._by_sign.get(sign, ()))
        best, share = "", 0.0
        for leader, count in common.items():
            theirs = self._signs[leader]
            shorter, of_all = min(len(signs), len(theirs)), count / len(signs | theirs)
            whole = count == shorter and sum(map(len, signs & theirs)) >= _FEWEST_SIGNS
            if whole and of_all >= _SHARE_OF_LONGER and of_all > share:
                best, share = leader, of_all
        return best


class _Known:
    """Questions by their traits."""

    def __init__(self) -> None:
        self._with: dict[str, list[tuple[str, float]]] = {}

    def add(self, text: str, traits: Mapping[str, float]) -> None:
        """Know a question from now on."""
        for name, weight in traits.items():
            self._with.setdefault(name, []).append((text, weight))

    def likeness(self, traits: Mapping[str, float]) -> dict[str, float]:
        """How like (0–1) those that are known are to a question, if they are at all."""
        found = defaultdict[str, float](float)
        for name, weight in traits.items():
            for text, theirs in self._with.get(name, ()):
                found[text] += weight * theirs
        return found
