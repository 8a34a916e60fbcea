"""A message and the topic that it may lean on → how likely each entry is what it asks for.

What the message says by itself counts, and beside it how near an entry is to what was just spoken of: a short message after
an answer mostly goes on about the same thing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from heapq import nlargest

from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.index import Index
from bot.faq.ranking import Evidence, Ranker
from bot.faq.topic import Topic
from bot.language.clauses import clauses
from bot.language.negation import set_aside
from bot.pack.model import Entry, Facts, Pack

# The weights are fitted: to the follow-ups of written conversations, and to questions that stand on their own after any topic.
OWN, MORE, ENOUGH = 1.3, 0.37, 5.5
"""For each point of the score that the message's own words give an entry, up to ENOUGH; for each point beyond."""
RELATED, BRIEF, BRIEFEST = -2.1, 5.5, 16
"""For an entry near the topic; what is added for a message without a character, less for each one up to BRIEFEST."""
CORRECTING = 4.0
"""The least that is added for it if the message says that it was misunderstood: it means the topic still."""
SAME, CLAUSE, TOGETHER, FOLLOWS = 1.1, 2.8, 0.3, 0.3
"""For the entry just said itself; for the share of common clauses; for one whose facts it holds too; for one that the pack
names as its follow-up."""
INSTEAD = 2.0
"""For such a follow-up where the message says that it is not about the thing just spoken of: 不是高校的呢."""
STATES, SAME_STATES = 3.8, 6.5
"""For an entry that states the aspect that is asked for, and for the one just said if it does."""
WORDS = 2.7
"""For the share of the message's pairs of characters that stand in an entry's own text."""
SILENT = 1.4
"""For an entry that says what the notice does not: after an answer people ask for more than it has."""
UNSAID_AGAIN = -3.3
"""For what the notice does not say, once it was told, unless that very aspect is asked for."""
SAID_BEFORE = 1.2
"""For what was said already, but not just now."""
TAKEN_OVER = 0.35
"""For each point of the score that the question before gives another entry, up to ENOUGH, where the same is asked of another
thing: 项目的呢 after 论文要传哪几页."""
SET_ASIDE = -8.0
"""For an entry about the very thing that the message says it is not about."""
NAMED_MEMBER = 1.8
"""For the entry of a member that the message names."""
LEAST = 0.5
"""What the message's own words must give an entry that is not near the topic."""
KEPT_NEAR = 20
"""How many of the likeliest entries are told of."""
OFF = ""
"""Stands among the candidates for whatever is off the subject."""


@dataclass(frozen=True)
class Near:
    """An entry that may be meant: its chance (0–1), and what speaks for it.

    `own` is the score of the message's own words, `stated` the chance that the aspect asked for is one that it states,
    `worded` the share of the message that stands in its text, `related` whether it is near the topic and `close` whether the
    pack names it beside the topic. `member` is the member that the message names, as it was typed, if the entry answers for it.
    """

    entry: str
    chance: float
    own: float = 0.0
    stated: float = 0.0
    worded: float = 0.0
    related: bool = False
    close: bool = False
    member: str = ""


@dataclass(frozen=True)
class _Said:
    """A message with its pairs of characters, how much it leans on what was spoken of, what speaks for what by itself, and what
    was spoken of: just now, as the ground, and before.

    `taken_over` are the scores of the question before, where the same is asked of another thing.
    `near` gives how near each entry is to the ground, `beside` those that the pack names beside it, `near_before` those that
    are near to what was said earlier.
    """

    text: str
    pairs: frozenset[str]
    leaning: float
    evidence: Evidence
    chances: Mapping[str, float]
    denied: frozenset[str]
    last: frozenset[str]
    near: Mapping[str, float]
    beside: frozenset[str]
    near_before: frozenset[str]
    before: frozenset[str]
    taken_over: Mapping[str, float]


@dataclass(frozen=True)
class _Spoken:
    """What was said just now, the ground on which the talk stands, what was said earlier, and all that was said before."""

    last: tuple[Entry, ...]
    ground: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    before: frozenset[str]


class Nearness:
    """Weighs the entries of one pack."""

    def __init__(self, pack: Pack, index: Index, ranker: Ranker) -> None:
        self._entries = {id: _grounded(entry, pack.facts) for id, entry in pack.entries.items()}
        self._texts = EntryTexts(pack, index)
        self._index = index
        self._ranker = ranker
        self._entry_of_member = {member.id: member.entry for member in pack.members}
        self._near_to = cache(self._find_near)

    def ranked(
        self,
        text: str,
        topics: Sequence[Topic],
        chances: Mapping[str, float],
        barred: Collection[str] = (),
        *,
        taken_over: str = "",
    ) -> tuple[Near, ...]:
        """The entries that a text (as `Index.read` gives it) may ask for after `topics`, the likeliest first.

        The first topic is the one that the message leans on. `chances` are those of each act of a follow-up, `barred` is
        left out. `taken_over` is the question before, if the message asks the same of another thing.
        OFF is among the entries if something speaks for it.
        """
        aside = [set_aside(part) for part in clauses(text)]
        denied = frozenset(name for part in aside for name in self._index.lexicon.concepts(part))
        for part in filter(None, aside):
            text = text.replace(part, "")
        leaning = max(BRIEF * (1 - len(text) / BRIEFEST), CORRECTING if barred else 0.0)
        spoken = self._spoken(topics)
        said = _Said(
            text,
            pairs(text),
            leaning,
            self._ranker.evidence(text),
            chances,
            denied,
            frozenset(one.id for one in spoken.last),
            self._near_ground(spoken.ground, INSTEAD if denied else 0.0),
            frozenset(id for one in spoken.ground for id in _named_beside(one)),
            frozenset(id for one in spoken.earlier for id in self._near_to(one.id)),
            spoken.before,
            self._ranker.evidence(taken_over).scores if taken_over else {},
        )
        candidates = self._candidates(said, spoken.ground)
        weights = {entry.id: self._weight(entry, said) for entry in candidates if entry.id not in barred}
        if said.evidence.off:
            weights[OFF] = _own(said.evidence.off)
        return tuple(self._near(id, chance, said) for id, chance in _likeliest(weights))

    def _spoken(self, topics: Sequence[Topic]) -> _Spoken:
        """What was just said, the ground on which the talk stands, and all that was said before.

        What the notice does not say is no ground: that is what was answered before it.
        """
        known = [tuple(self._known(topic)) for topic in topics]
        ground = known[0]
        if all(entry.kind == "not_said" for entry in ground):
            answered = (one for one in known[1:] if any(entry.kind != "not_said" for entry in one))
            ground = (*ground, *next(answered, ()))
        earlier = tuple(entry for one in known[1:3] for entry in one if entry.kind != "not_said")
        return _Spoken(known[0], ground, earlier, frozenset(entry.id for one in known[1:] for entry in one))

    def _near_ground(self, ground: Sequence[Entry], instead: float) -> Mapping[str, float]:
        """How near each entry is to the ground, `instead` added for what follows on it."""
        near: dict[str, float] = {}
        for one in ground:
            for id, (closeness, follows) in self._near_to(one.id).items():
                closeness = closeness + instead * follows
                near[id] = max(near.get(id, closeness), closeness)
        return near

    def _find_near(self, id: str) -> Mapping[str, tuple[float, bool]]:
        """The entries near an entry, with how near and whether the pack names them beside it."""
        one = self._entries[id]
        found = ((other.id, _between(one, other)) for other in self._entries.values())
        return {other: between for other, between in found if between is not None}

    def _known(self, topic: Topic) -> list[Entry]:
        """The entries of a topic, or those of the list that it shows."""
        return [self._entries[id] for id in topic.entries or topic.items if id in self._entries]

    def _candidates(self, said: _Said, ground: Sequence[Entry]) -> list[Entry]:
        near: set[str] = set()
        for entry in ground:
            near.update((entry.id, *entry.covers, *entry.follow_ups, *entry.items))
            near.update(id for clause in entry.clauses for id in self._by_clause.get(clause, ()))
        named = {self._entry_of_member[member.member] for member in said.evidence.features.members}
        return [
            entry
            for id, entry in self._on_subject.items()
            if (id in near or said.evidence.scores.get(id, 0.0) >= LEAST)
            and (not named or not entry.member or id in named)
        ]

    def _weight(self, entry: Entry, said: _Said) -> float:
        """How strongly everything speaks for an entry."""
        silent = entry.kind == "not_said"
        stated = _stated(entry, said)
        weight = _own(said.evidence.scores.get(entry.id, 0.0)) + WORDS * self._worded(entry, said)
        weight += SILENT * silent + NAMED_MEMBER * bool(self._member(entry, said))
        if said.denied:
            weight += SET_ASIDE * (not said.denied.isdisjoint(entry.needs))
        closeness = said.near.get(entry.id)
        if closeness is not None:
            weight += closeness + RELATED + said.leaning
        elif entry.id in said.near_before:
            weight += max(0.0, RELATED + said.leaning)
        if entry.id not in said.last and not silent:
            weight += TAKEN_OVER * min(said.taken_over.get(entry.id, 0.0), ENOUGH)
        if entry.id in said.last:
            return weight + SAME + SAME_STATES * stated + UNSAID_AGAIN * silent * (1 - stated)
        return weight + STATES * stated + SAID_BEFORE * (entry.id in said.before)

    def _near(self, id: str, chance: float, said: _Said) -> Near:
        if id == OFF:
            return Near(OFF, chance, own=said.evidence.off)
        entry = self._entries[id]
        return Near(
            id,
            chance,
            said.evidence.scores.get(id, 0.0),
            _stated(entry, said),
            self._worded(entry, said),
            id in said.near or id in said.near_before,
            id in said.beside,
            self._member(entry, said),
        )

    def _member(self, entry: Entry, said: _Said) -> str:
        """The member that a text names, as it was typed, if the entry answers for it."""
        members = said.evidence.features.members
        return next((one.word for one in members if self._entry_of_member[one.member] == entry.id), "")

    @cached_property
    def _on_subject(self) -> Mapping[str, Entry]:
        talk = ("off_topic", "smalltalk")
        return {id: entry for id, entry in self._entries.items() if entry.kind not in talk}

    @cached_property
    def _by_clause(self) -> Mapping[str, Collection[str]]:
        table: dict[str, list[str]] = {}
        for entry in self._entries.values():
            for clause in entry.clauses:
                table.setdefault(clause, []).append(entry.id)
        return table

    def _worded(self, entry: Entry, said: _Said) -> float:
        """The share of a text's pairs of characters that stand in what an entry says."""
        return len(said.pairs & self._texts.pairs(entry)) / len(said.pairs) if said.pairs else 0.0


def _grounded(entry: Entry, facts: Facts) -> Entry:
    """An entry with the clauses that it is about: what every notice leaves open has none if it only says whom to ask."""
    whom_to_ask = entry.shared and entry.clauses == facts.hand_off.clauses
    return replace(entry, clauses=()) if whom_to_ask else entry


def _own(score: float) -> float:
    """The weight of the score that the message's own words give."""
    return OWN * min(score, ENOUGH) + MORE * max(0.0, score - ENOUGH)


def _between(one: Entry, other: Entry) -> tuple[float, bool] | None:
    """How near one entry is to another, and whether the pack names the other beside it; None if it is not near."""
    if one.id == other.id:
        return 0.0, False
    shared = {*one.clauses} & {*other.clauses}
    together, follows = other.id in one.covers, other.id in _named_beside(one)
    if not shared and not together and not follows:
        return None
    share = len(shared) / len({*one.clauses} | {*other.clauses})
    return CLAUSE * share + TOGETHER * together + FOLLOWS * follows, follows


def _named_beside(one: Entry) -> tuple[str, ...]:
    """The entries that the pack names as what follows on one, or as its parts."""
    return (*one.follow_ups, *one.items, one.then)


def _stated(entry: Entry, said: _Said) -> float:
    """The chance that the aspect asked for is one that the entry states."""
    return max((said.chances.get(aspect, 0.0) for aspect in entry.aspects), default=0.0)


def _likeliest(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """The entries of most weight with their chances, the likeliest first."""
    most = max(weights.values(), default=0.0)
    powers = {id: math.exp(weight - most) for id, weight in weights.items()}
    total = sum(powers.values())
    best = nlargest(KEPT_NEAR, powers.items(), key=lambda found: found[1])
    return [(id, power / total) for id, power in best]
