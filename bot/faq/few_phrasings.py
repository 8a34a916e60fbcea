"""The decision on a message in a pack with few phrasings: one entry that is likely enough, two or three that are it together,
else choices.

A draft's answers are clauses of a notice; of two or three clauses shown side by side an asker sees which one is his. They are
told as what is nearest, never as the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.faq.asked_aspects import AskedAspects
from bot.faq.done_elsewhere import of_another_place
from bot.faq.entry_texts import EntryTexts
from bot.faq.likelihood import Chances, Likelihood, Likely
from bot.faq.match import Match, Unsaid, doubt_of, outcome_of
from bot.faq.named_members import NamedMembers
from bot.faq.open_points import OpenPoints
from bot.faq.ranking import HANDICAP, Ranker, Ranking
from bot.faq.told_figures import figures_asked
from bot.language.question_words import asks, may_ask
from bot.pack.model import Entry, Pack

BAR = 0.5
"""The chance that an entry must have to be told."""
BAR_TOGETHER = 0.45
"""The same of several that are told together: among them the chances are less sure."""
OPEN_BAR = 0.7
"""The same of open points, where the notice may well say it, and of small talk."""
SURE_FROM = 0.7
"""The chance that counts as the confidence from which the rest of the program takes an answer for sure, and a part of a message
is answered by itself."""
WITH_OPEN = 0.5
"""What the chance of an open point counts beside an answer that is told with the word that the notice may not say it."""
BESIDE_OPEN = 0.12
"""The chance that an answer must have to be told in the place of an open point that is not likely enough."""
ENOUGH = 0.9
"""The chance from which no other entry is told beside them."""
LEAST = 0.03
"""The chance that each must have."""
TOGETHER = 3
"""Entries that are told as the nearest."""
OPEN_POINTS, ALSO_OPEN = 2, 0.02
"""Open points that are told together, and the chance that the second must have."""
FLOOR = 0.15
"""The chance that one of the candidates answers, from which some are offered."""
HEARD = 0.55
"""The share of a message that phrasings of the best entry hold from which some are offered all the same."""
CHOICES = 3
FAINT, WEAK = 4.5, 8.0
"""Scores below which a text speaks for nothing here, and below which it does not where other talk pulls nearly as much."""
PULLED = 0.6
"""The share of the score that this pull then has."""
STRANGE = 0.2
"""The share of a text that nothing in the pack holds, from which it may be about something else altogether."""
SHORT, ROOM = 60, 120
"""Characters of a clause that those beside it may belong to, and of those."""
BOUNDED = frozenset({"age", "area", "clock", "money", "weekday"})
"""Kinds of figures to which notices set bounds, and few of their clauses."""
MOST_BOUNDING, BOUNDING = 6, 2
"""Entries that may state such a kind, and of which that are told."""
FOREIGN = 0.5
"""The share of a text that nothing in the pack holds, from which its figures are none of this notice."""
UNSURE = 0.05
"""The chance that none answers from which the reply says that the notice may not state it."""


class FewPhrasings:
    """Decides on messages of one pack. `bar` is the confidence from which the rest of the program takes an answer for sure."""

    def __init__(
        self,
        pack: Pack,
        texts: EntryTexts,
        ranker: Ranker,
        asked: AskedAspects,
        open_points: OpenPoints,
        members: NamedMembers,
        in_its_place: Callable[[Ranking, str, Entry], Entry],
        bar: float,
    ) -> None:
        self._entries: Mapping[str, Entry] = pack.entries
        self._texts = texts
        self._ranker = ranker
        self._likelihood = Likelihood(pack, texts, ranker, asked)
        self._open = open_points
        self._members = members
        self._in_its_place = in_its_place
        self._bar = bar

    def decide(self, ranking: Ranking, text: str, most: int = TOGETHER) -> Match:
        """The decision on a normalised text by its ranking, telling `most` entries at the most."""
        if not ranking.candidates:
            return Match("unknown", off=ranking.off.entry)
        chances = self._likelihood.chances(text, ranking)
        told, chance = self._nearest(chances, most)
        strange = self._likelihood.strange(ranking)
        is_faint = told[0].kind != "action" and self._is_faint(text, ranking)
        is_likely = chance >= _bar_of(told)
        bounding = self._bounding(text)[:most] if (is_faint or not is_likely) and strange < FOREIGN else []
        if bounding:
            return self._told(bounding, max(chance, BAR_TOGETHER), chances, ranking, text)
        if is_faint and strange >= STRANGE:  # about something else altogether
            off = ranking.off.entry if ranking.off.score >= ranking.score else ""
            return Match("unknown", score=self._confidence(chance), off=off)
        if is_likely:
            return self._told([*told, *self._beside(told)][:most], chance, chances, ranking, text)
        return self._offered(chances, ranking, self._confidence(chance))

    def weighed(self, ranking: Ranking, text: str) -> tuple[Likely, ...]:
        """The candidates of a ranking by how likely each answers a normalised text, the likeliest first."""
        return self._likelihood.chances(text, ranking).entries

    def _offered(self, chances: Chances, ranking: Ranking, confidence: float) -> Match:
        """Choices among the entries that may answer, if one of them may at all."""
        is_off = ranking.off.score >= ranking.score
        if is_off or (1 - chances.none < FLOOR and ranking.known < HEARD):
            off = ranking.off.entry if is_off else ""
            return Match("unknown", score=confidence, off=off, on_subject=not off)
        offered = (one for one in chances.entries if one.chance >= LEAST)
        choices = tuple(one.entry for one in offered if self._entries[one.entry].kind != "smalltalk")
        if not choices:
            return Match("unknown", score=confidence, on_subject=True)
        return Match("choices", choices=choices[:CHOICES], score=confidence, on_subject=True)

    def _is_faint(self, text: str, ranking: Ranking) -> bool:
        """Whether next to nothing speaks for any entry. In English few phrasings speak for anything."""
        first = self._entries[ranking.candidates[0].entry]
        score = ranking.score + (HANDICAP if first.kind == "not_said" else 0.0)
        return not text.isascii() and score < (WEAK if ranking.off.score >= PULLED * score else FAINT)

    def _bounding(self, text: str) -> list[Entry]:
        """The entries that set a bound to what a text tells of the asker's own (我38能报吗), the likeliest first.

        Of several such kinds of figures the one that fewest entries state; none of what nearly all of them do.
        """
        if not (may_ask(text) or asks(text)):
            return []
        own = [one for one in self._entries.values() if one.kind == "answer" and not one.shared]
        stating = [
            [one for one in own if kind in self._texts.figures(one)]
            for kind in sorted(BOUNDED & figures_asked(text))
        ]
        fewest = min((one for one in stating if one), key=len, default=[])
        if len(fewest) > MOST_BOUNDING:
            return []
        scores = self._ranker.evidence(text).scores
        ranked = sorted(fewest, key=lambda one: (-scores.get(one.id, 0.0), self._texts.length(one)))
        return ranked[:BOUNDING]

    def _beside(self, told: Sequence[Entry]) -> Iterator[Entry]:
        """The clauses beside a short one that is told alone, which set bounds or amounts of the same kind for other cases."""
        if len(told) > 1 or told[0].kind != "answer" or self._texts.length(told[0]) > SHORT:
            return
        kinds, place, room = BOUNDED & self._texts.figures(told[0]), _group(told[0]), ROOM
        for one in self._entries.values():
            is_beside = one.kind == "answer" and one is not told[0] and _group(one) == place
            length = self._texts.length(one)
            if place and is_beside and kinds & self._texts.figures(one) and length <= room:
                yield one
                room -= length

    def _nearest(self, chances: Chances, most: int) -> tuple[list[Entry], float]:
        """The likeliest entry, with the next ones that state something until they are likely enough together; and how likely.

        What one of them holds too is told with it.
        """
        first = self._entries[chances.entries[0].entry]
        silent = sum(one.chance for one in chances.entries if self._entries[one.entry].kind == "not_said")
        if first.kind == "not_said":
            stating = [one for one in chances.entries if self._entries[one.entry].kind == "answer"]
            if silent >= OPEN_BAR or not stating or stating[0].chance < BESIDE_OPEN:
                return self._open_points(chances)
            first = self._entries[stating[0].entry]
        told, chance = [first], next(one.chance for one in chances.entries if one.entry == first.id)
        if first.kind != "answer":
            return told, chance
        chance += WITH_OPEN * silent
        for one in chances.entries:
            entry = self._entries[one.entry]
            if entry is first:
                continue
            if any(entry.id in other.covers or _are_one(entry, other) for other in told):
                chance += one.chance
                if _are_one(entry, first):
                    told.append(entry)
            elif len(told) < most and one.chance >= LEAST and chance < ENOUGH and entry.kind == "answer":
                told.append(entry)
                chance += one.chance
        return told, chance

    def _open_points(self, chances: Chances) -> tuple[list[Entry], float]:
        """The likeliest open points, and how likely it is one: whichever it is, the notice does not say."""
        silent = [one for one in chances.entries if self._entries[one.entry].kind == "not_said"]
        told = [silent[0], *(one for one in silent[1:OPEN_POINTS] if one.chance >= ALSO_OPEN)]
        return [self._entries[one.entry] for one in told], sum(one.chance for one in silent)

    def _told(
        self, told: Sequence[Entry], chance: float, chances: Chances, ranking: Ranking, text: str
    ) -> Match:
        """The entries told, with the doubt whether the notice states what is asked."""
        entries = [self._in_its_place(ranking, text, entry) for entry in told]
        ids = tuple(dict.fromkeys(entry.id for entry in entries))
        stated = any(entry.kind == "answer" for entry in entries)
        kind = "answer" if stated else outcome_of(entries[0].kind)
        doubt = None
        if stated:
            open_points = sum(
                one.chance for one in chances.entries if self._entries[one.entry].kind == "not_said"
            )
            gap = doubt_of(self._open.beside(text, ranking, entries[0]))
            # Of several that lie nearest, nobody knows which one leaves something open.
            away = of_another_place(text, " ".join(map(self._texts.text, entries)), entries[0].title)
            doubt = away or (
                Unsaid()
                if len(ids) > 1
                else gap or (Unsaid() if chances.none >= UNSURE or open_points >= UNSURE else None)
            )
        named, words = self._members.listed(text, ranking.features.members)
        if ranking.member and entries[0].member:
            ids = named
        confidence = self._confidence(chance)
        return Match(
            kind,
            ids,
            (),
            confidence,
            words,
            True,
            doubt=doubt,
            nearest=stated and len(told) > 1,
            telling=self._likelihood.telling(text),
        )

    def _confidence(self, chance: float) -> float:
        """A chance as a confidence by which other packs are measured too."""
        if chance < SURE_FROM:
            return chance * self._bar / SURE_FROM
        return self._bar + (chance - SURE_FROM) * (1 - self._bar) / (1 - SURE_FROM)


def _bar_of(told: Sequence[Entry]) -> float:
    """The chance that what is told must have."""
    if told[0].kind in ("not_said", "smalltalk"):
        return OPEN_BAR
    return BAR if len(told) == 1 else BAR_TOGETHER


def _group(entry: Entry) -> str:
    """The part of the notice of whose numbered clauses an entry is one; empty if it is none, or of several."""
    return entry.clauses[0].rpartition(".")[0] if len(entry.clauses) == 1 else ""


def _are_one(entry: Entry, other: Entry) -> bool:
    """Whether two entries are parts of one clause that was too long for one."""
    return entry.clauses == other.clauses and entry.topic == other.topic and entry.title != other.title
