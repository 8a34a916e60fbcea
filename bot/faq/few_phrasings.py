"""The decision on a message in a pack with few phrasings: one entry that is likely enough, two or three that are it together,
else choices.

A draft's answers are clauses of a notice; of two or three clauses shown side by side an asker sees which one is his. They are
told as what is nearest, never as the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts
from bot.faq.likelihood import Chances, Likelihood
from bot.faq.match import Match, Unsaid, doubt_of, outcome_of
from bot.faq.named_members import NamedMembers
from bot.faq.open_points import OpenPoints
from bot.faq.ranking import Ranker, Ranking
from bot.pack.model import Entry, Pack

BAR = 0.56
"""The chance that an entry must have to be told."""
BAR_TOGETHER = 0.62
"""The same of several that are told together: among them the chances are less sure."""
OPEN_BAR = 0.5
"""The same of open points, whose answer misleads less: it says whom to ask."""
ENOUGH = 0.8
"""The chance from which no other entry is told beside them."""
LEAST = 0.04
"""The chance that each must have."""
TOGETHER = 3
"""Entries that are told as the nearest."""
ROOM = 190
"""Characters in which several of them must find room."""
OPEN_POINTS, ALSO_OPEN = 2, 0.02
"""Open points that are told together, and the chance that the second must have."""
FLOOR = 0.15
"""The chance that one of the candidates answers, from which some are offered."""
HEARD = 0.55
"""The share of a message that phrasings of the best entry hold from which some are offered all the same."""
CHOICES = 3
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
        bar = OPEN_BAR if told[0].kind == "not_said" else BAR if len(told) == 1 else BAR_TOGETHER
        if chance >= bar:
            return self._told(told, chance, chances, ranking, text)
        is_off = ranking.off.score >= ranking.score
        if is_off or (1 - chances.none < FLOOR and ranking.known < HEARD):
            off = ranking.off.entry if is_off else ""
            return Match("unknown", score=self._confidence(chance), off=off, on_subject=not off)
        offered = (one for one in chances.entries if one.chance >= LEAST)
        choices = tuple(one.entry for one in offered if self._entries[one.entry].kind != "smalltalk")
        return Match(
            "choices" if choices else "unknown",
            choices=choices[:CHOICES],
            score=self._confidence(chance),
            on_subject=True,
        )

    def _nearest(self, chances: Chances, most: int) -> tuple[list[Entry], float]:
        """The likeliest entry, with the next ones that state something until they are likely enough together; and how likely.

        What one of them holds too is told with it.
        """
        first = self._entries[chances.entries[0].entry]
        told, chance = [first], chances.entries[0].chance
        if first.kind == "not_said":
            return self._open_points(chances)
        if first.kind != "answer":
            return told, chance
        room = ROOM - self._texts.length(first)
        for one in chances.entries[1:]:
            entry = self._entries[one.entry]
            length = self._texts.length(entry)
            if any(entry.id in other.covers or _are_one(entry, other) for other in told):
                chance += one.chance
                if _are_one(entry, first):
                    told.append(entry)
            elif (
                len(told) < most
                and one.chance >= LEAST
                and chance < ENOUGH
                and length <= room
                and entry.kind == "answer"
            ):
                told.append(entry)
                chance += one.chance
                room -= length
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
            gap = doubt_of(self._open.beside(text, ranking, entries[0]))
            doubt = gap or (Unsaid() if chances.none >= UNSURE or len(ids) > 1 else None)
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
        if chance < OPEN_BAR:
            return chance * self._bar / OPEN_BAR
        return self._bar + (chance - OPEN_BAR) * (1 - self._bar) / (1 - OPEN_BAR)


def _are_one(entry: Entry, other: Entry) -> bool:
    """Whether two entries are parts of one clause that was too long for one."""
    return entry.clauses == other.clauses and entry.topic == other.topic and entry.title != other.title
