"""A message → the decision: answer, offer choices, say that the notice does not say, act, or say that it was not understood.

Better no answer than a wrong one: an answer needs a confidence above the bar; choices are offered down to the floor;
below that the bot says that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.faq.index import Index
from bot.faq.lexicon import CRAFT_MARK
from bot.faq.parts import parts, story_and_question
from bot.faq.ranking import Ranker, Ranking
from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder
from bot.pack.model import Entry, EntryKind, Pack

AnswerOutcome = Literal["answer", "choices", "not_said", "action", "unknown", "smalltalk"]

BAR = 0.68
"""Confidence from which an entry is given."""
BAR_TWO = 0.70
"""Confidence that each of two questions in one message needs."""
FLOOR = 0.30
"""Confidence from which choices are offered."""
CHOICES = 3
_LETTER = re.compile(r"[^\W\d_]")
SURE = 0.95
"""The confidence of what follows by rule and not by likeness."""


@dataclass(frozen=True)
class Match:
    """The decision on a message.

    `entries` are to be said (for outcome choices: none); `choices` are offered; `score` is the confidence (0–1);
    `word` is the craft as the asker called it; `on_subject` tells an unknown question about the notice from talk
    about other things; `off` names the entry that speaks for the latter.
    """

    outcome: AnswerOutcome
    entries: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    score: float = 0.0
    word: str = ""
    on_subject: bool = False
    off: str = ""


def outcome_of(kind: EntryKind) -> AnswerOutcome:
    """The outcome of saying an entry of this kind."""
    return "unknown" if kind == "off_topic" else kind


class Matcher:
    """Matches messages against one pack. Pure: the same message gives the same match."""

    def __init__(self, pack: Pack, index: Index, ranker: Ranker) -> None:
        self._entries: Mapping[str, Entry] = pack.entries
        self._entry_of_craft = {craft.id: craft.entry for craft in pack.crafts}
        self._beside_craft = WordFinder(normalize(word) for word in pack.beside_craft)
        self._ranker = ranker
        self._index = index

    def match(self, message: str) -> Match:
        """Match a message as typed, by itself."""
        text = self._index.read(message)
        if not _LETTER.search(text):
            return Match("unknown")
        return (
            self._exact(text)
            or self._bare_craft(text)
            or self._two(text)
            or self._decide(self._heard_out(text))
        )

    def _heard_out(self, text: str) -> Ranking:
        """A story counts for half beside the question at its end: a craft named in passing is not what is asked."""
        story, question = story_and_question(text)
        return self._ranker.rank(question, story)

    def _exact(self, text: str) -> Match | None:
        """A match for a message that is exactly a phrasing."""
        entry = self._index.exact(text)
        kind = self._entries[entry].kind if entry else "off_topic"
        if entry is None or kind == "off_topic":
            return None
        return Match(kind, (entry,), score=SURE, on_subject=True)

    def _bare_craft(self, text: str) -> Match | None:
        """A craft's name and nothing else asks whether the craft is covered."""
        rest, crafts = self._index.lexicon.crafts(text)
        if not crafts or not self._beside_craft.covers(rest.replace(CRAFT_MARK, " ")):
            return None
        entry = self._entry_of_craft[crafts[0].craft]
        kind = self._entries[entry].kind
        return (
            Match(kind, (entry,), score=SURE, word=crafts[0].word, on_subject=True)
            if kind != "off_topic"
            else None
        )

    def _two(self, text: str) -> Match | None:
        """Two questions in one message, each sure of its answer; the second may lean on the first."""
        asked = parts(text)
        found: list[Match] = []
        for number, part in enumerate(asked):
            ranking = self._ranker.rank(part)
            if number and ranking.confidence() < BAR_TWO:
                ranking = self._ranker.rank(part, asked[number - 1])
            match = self._decide(ranking)
            if match.outcome not in ("answer", "not_said") or match.score < BAR_TWO:
                return None
            if all(match.entries != other.entries for other in found):
                found.append(match)
        if len(found) < 2 or not any(match.outcome == "answer" for match in found):
            return None
        entries = tuple(entry for match in found for entry in match.entries)[:2]
        word = next((match.word for match in found if match.word), "")
        return Match("answer", entries, score=min(match.score for match in found), word=word, on_subject=True)

    def _decide(self, ranking: Ranking) -> Match:
        if not ranking.candidates:
            return Match("unknown", off=ranking.off.entry)
        best, confidence = ranking.candidates[0], ranking.confidence()
        if self._is_thin(ranking):
            confidence = min(confidence, FLOOR)
        word = ranking.features.crafts[0].word if ranking.features.crafts else ""
        if ranking.off.score >= ranking.score:
            return Match("unknown", score=1 - confidence, off=ranking.off.entry)
        if confidence >= BAR:
            outcome = outcome_of(self._entries[best.entry].kind)
            return Match(outcome, (best.entry,), score=confidence, word=word, on_subject=True)
        choices = self._choices(ranking)
        if confidence >= FLOOR and choices:
            return Match("choices", choices=choices, score=confidence, word=word, on_subject=True)
        return Match("unknown", score=confidence, on_subject=ranking.score >= _SUBJECT)

    def _is_thin(self, ranking: Ranking) -> bool:
        """Whether several foreign words were said of which at most one is known: '; DROP TABLE."""
        words = [name for name in ranking.features.names if name[0] == "w"]
        is_foreign = len(words) > 1 and not any(name[0] in "ubp" for name in ranking.features.names)
        return is_foreign and sum(name in self._index.postings for name in words) < 2

    def _choices(self, ranking: Ranking) -> tuple[str, ...]:
        """The entries to offer: those that could be meant, no small talk."""
        near = [candidate for candidate in ranking.candidates if candidate.score >= 0.5 * ranking.score]
        return tuple(
            candidate.entry for candidate in near if self._entries[candidate.entry].kind != "smalltalk"
        )[:CHOICES]


_SUBJECT = 6.0
"""Score from which an unknown question is taken to be about the notice."""
