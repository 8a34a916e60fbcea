"""A text → the entries it may ask for, with their scores."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.faq.features import Features, features
from bot.faq.index import Index
from bot.faq.lexicon import MARKS
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.pack.model import Pack

_KEPT = 8
_MEMBER_MARKS = frozenset(MARKS)
_LONG = 80
_UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


@dataclass(frozen=True)
class Candidate:
    """An entry and how strongly the text speaks for it (0 and up; about 3 for each telling word)."""

    entry: str
    score: float
    target: int = -1


@dataclass(frozen=True)
class Evidence:
    """How strongly a text speaks for each entry for which anything speaks, and for what is off the subject."""

    scores: Mapping[str, float]
    off: float
    features: Features


@dataclass(frozen=True)
class Ranking:
    """The best entries, best first, and what speaks against them.

    `off` is the pull of what is off the subject; `member` tells that the best entry is that of a member the text names;
    `covered` are the entries that would say nothing which the best one does not say as well; `known` is the share of
    the text's pairs and words that some phrasing of the best entry holds.
    """

    candidates: tuple[Candidate, ...]
    off: Candidate
    member: bool
    features: Features
    covered: frozenset[str] = frozenset()
    known: float = 1.0

    @property
    def score(self) -> float:
        """The best score; 0 if nothing speaks for any entry."""
        return self.candidates[0].score if self.candidates else 0.0

    def share_of(self, entry: str) -> float:
        """The score of an entry as a share (0–1) of the best; 0 if it is not among the candidates."""
        return next((one.score / self.score for one in self.candidates if one.entry == entry), 0.0)

    @property
    def margin(self) -> float:
        """The lead of the best over the next that says something else, as a share of the best (0–1)."""
        if not self.candidates:
            return 0.0
        rivals = [other.score for other in self.candidates[1:] if other.entry not in self.covered]
        if not rivals and len(self.candidates) == _KEPT:
            rivals = [self.candidates[-1].score]
        return 1.0 - rivals[0] / self.score if rivals else 1.0

    def confidence(self) -> float:
        """The chance that the best entry is the right one (0–1), by the calibration of tools/calibrate.py."""
        if not self.candidates:
            return 0.0
        logit = INTERCEPT + sum(
            weight * sign for weight, sign in zip(COEFFICIENTS, self.signs(), strict=True)
        )
        return 1.0 / (1.0 + math.exp(-logit))

    def signs(self) -> tuple[float, ...]:
        """What tells a sure ranking from a doubtful one; in the order of COEFFICIENTS."""
        return (
            math.log(self.score),
            self.margin,
            self.off.score / self.score,
            float(self.member),
            self.known,
        )


INTERCEPT = -0.9
COEFFICIENTS = (1.01, 2.80, -3.11, 0.61, 3.30)
"""For: logarithm of the score, margin, pull of what is off the subject, a member is named and meant, share known."""


UNHEARD = 2
"""Words taken to have been left unsaid: a single word that fits does not mean that all is understood."""
LACK = 0.7
"""What is left of the score of an entry whose need (高校, 外省 …) the text does not name."""
DESPITE = 0.5
"""The same if the text names what rules the entry out: 没退休 beside 退休."""
NOT_SO = 0.5
"""The same if the text says that what the entry is about is not so: 不是公务员."""
ASKED_OF_MEMBER = 1.5
"""What must speak for the question that members are asked about, beside the name of one of them."""
SAID_BESIDE = 3
"""Pairs of characters beside the names of members from which a message may name one in passing."""
IN_PASSING = 0.0
"""What is left of the score of a member's entry where nothing does: it is named in passing."""
HANDICAP = 1.5
"""What an entry for a silent point must lead by: each is asked far less often than a thing that the notice says."""

_Conditions = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]
"""The features that a target needs, those without one of which it is out, those that deny what it is about, and those that
rule it out."""


class Ranker:
    """Ranks texts against one pack."""

    def __init__(self, pack: Pack, index: Index) -> None:
        self.index = index
        # The parts of one message are read several times: with and without what they lean on.
        self._ranked = remembered(TEXTS_KEPT)(self._rank)
        self._features = remembered(TEXTS_KEPT)(lambda text: features(text, index.lexicon))
        self._evidence = remembered(TEXTS_KEPT)(self._evidence_of)
        entries = pack.entries.values()
        self._entry_of_member = {member.id: member.entry for member in pack.members}
        self._members = frozenset(self._entry_of_member.values())
        self._not_members = frozenset(id for id in self._members if not pack.entries[id].member)
        self._kind_of_template = {template.id: kind for kind, template in pack.templates.items()}
        self._unlisted = {id: kind.unlisted for id, kind in pack.kinds.items() if kind.unlisted}
        self._entries = pack.entries
        self._covers = {entry.id: frozenset(entry.covers) for entry in entries if entry.covers}
        self._targets = index.targets
        self._numbers = {target: number for number, target in enumerate(index.targets)}
        silent = frozenset(entry.id for entry in entries if entry.kind == "not_said")
        self._off_topic = frozenset(entry.id for entry in entries if entry.kind == "off_topic")
        self._conditions = [self._conditions_of(target) for target in self._targets]
        self._handicaps = [HANDICAP if target in silent else 0.0 for target in self._targets]

    def _conditions_of(self, target: str) -> _Conditions | None:
        """What a text must name or must not name for a target; None if that is all the same."""
        entry = self._entries.get(target)
        if entry is None:
            return None
        needs, only_for, unless = (
            frozenset(f"c{name}" for name in names) for names in (entry.needs, entry.only_for, entry.unless)
        )
        about = frozenset(f"d{name}" for name in (*entry.needs, *entry.tells))
        return (needs, only_for, about, unless) if needs or only_for or about or unless else None

    def rank(self, text: str, context: str = "") -> Ranking:
        """Rank a text as `Index.read` gives it; `context`, which it leans on, is read along at half weight."""
        return self._ranked(text, context)

    def _rank(self, text: str, context: str) -> Ranking:
        found = self._features(text)
        scores = [0.0] * len(self._targets)
        self._add(found, 1.0, scores)
        if context:
            before = self._features(context)
            rest = Features(before.names - found.names, before.members)
            self._add(rest, 0.5, scores)
            found = Features(found.names | rest.names, found.members or before.members)
        return self._ranking(scores, found)

    def unspoken(self, found: Features, entry: str) -> str:
        """The concept of which a text says that there is none, while no phrasing of an entry does; empty if there is none."""
        if entry not in self._numbers:
            return ""
        sign, postings = chr(self._numbers[entry]), self.index.postings
        lacking = (name for name in sorted(found.names) if name[0] == "n")
        return next((name[1:] for name in lacking if sign not in postings.get(name, "")[::2]), "")

    def unheard(self, pairs: Iterable[str], entry: str) -> set[str]:
        """Those pairs of characters that no phrasing of an entry holds."""
        if entry not in self._numbers:
            return set(pairs)
        sign, postings = chr(self._numbers[entry]), self.index.postings
        return {pair for pair in pairs if sign not in postings.get(f"b{pair}", "")[::2]}

    def held_by(self, target: int, names: Iterable[str]) -> set[str]:
        """Those features that speak for a target at all."""
        sign, postings = chr(target), self.index.postings
        return {name for name in names if sign in postings.get(name, "")[::2]}

    def rarity(self, name: str) -> float:
        """How much a feature tells by being rare among the targets."""
        return math.log((len(self._targets) + 1) / (len(self.index.postings.get(name, "")) / 2 + 1.0))

    def lacks_as(self, found: Features, entry: str) -> bool:
        """Whether a text says that there is none of a thing, and phrasings of an entry do so too."""
        return any(name[0] == "n" for name in found.names) and not self.unspoken(found, entry)

    def evidence(self, text: str) -> Evidence:
        """How strongly a text (as `Index.read` gives it) speaks for each entry by itself."""
        return self._evidence(text)

    def _evidence_of(self, text: str) -> Evidence:
        found = self._features(text)
        scores = [0.0] * len(self._targets)
        self._add(found, 1.0, scores)
        off, held = 0.0, dict[str, float]()
        for number, score in enumerate(scores):
            if not score:  # nothing speaks for most
                continue
            target, total = self._targets[number], self._total(number, score / 1000, found)
            if target in self._off_topic:
                off = max(off, total)
            elif total > 0 and (entry := self._entry(target, found)) is not None:
                held[entry] = max(held.get(entry, 0.0), total)
        return Evidence(held, off, found)

    def _add(self, found: Features, weight: float, scores: list[float]) -> None:
        """Add the postings of `found` to `scores`."""
        postings = self.index.postings
        # In a long message single characters are noise beside the pairs, and they are the longest postings.
        names = [name for name in found.names if name[0] != "u"] if len(found.names) > _LONG else found.names
        packed = "".join([postings[name] for name in names if name in postings])
        # UTF-16 gives the packed pairs as flat numbers, without an object for each; all at once, since most postings are short.
        numbers = iter(memoryview(packed.encode(_UTF16)).cast("H"))
        if weight == 1.0:
            for number, share in zip(numbers, numbers, strict=True):
                scores[number] += share
        else:
            for number, share in zip(numbers, numbers, strict=True):
                scores[number] += share * weight

    def _ranking(self, scores: list[float], found: Features) -> Ranking:
        off = Candidate("", 0.0)
        candidates: dict[str, Candidate] = {}
        first = -1
        # What has less than a third of the best before the leads and cuts cannot come out among the first.
        floor = max(scores) / 3
        totals = [
            (self._total(number, score / 1000, found), number)
            for number, score in enumerate(scores)
            if score > floor
        ]
        for score, number in sorted(totals, reverse=True):
            if score <= 0:
                break
            target = self._targets[number]
            if target in self._off_topic:
                off = max(off, Candidate(target, score), key=lambda candidate: candidate.score)
                continue
            entry = self._entry(target, found)
            if entry is None or entry in candidates:
                continue
            first = number if first < 0 else first
            candidates[entry] = Candidate(entry, score, number)
        best = tuple(candidates.values())[:_KEPT]
        member = bool(best and found.members and best[0].entry in self._members)
        covered = self._covers.get(best[0].entry, frozenset()) if best else frozenset()
        return Ranking(best, off, member, found, covered, self._known(first, found))

    def _marked(self, number: int, found: Features) -> float:
        """The part of a template's score that it has for the mark of a member alone."""
        sign, total = chr(number), 0
        for name in found.names:
            if name[0] in "ku" and (name[0] == "k" or name[1:] in MARKS):
                packed = self.index.postings.get(name, "")
                place = packed[::2].find(sign)
                total += ord(packed[2 * place + 1]) if place >= 0 else 0
        return total / 1000

    def _known(self, number: int, found: Features) -> float:
        """The share of a text's pairs and words that speak for a target at all, a few unheard ones added."""
        names = [name for name in found.names if name[0] in "bw"]
        sign = chr(max(number, 0))
        held = sum(sign in self.index.postings.get(name, "")[::2] for name in names)
        return held / (len(names) + UNHEARD) if names else 1.0

    def _total(self, number: int, score: float, found: Features) -> float:
        """A score less what its entry must lead by, and cut if the text lacks what the entry needs, or has what rules it out."""
        conditions = self._conditions[number]
        if conditions is not None:  # most targets have none
            needs, only_for, about, unless = conditions
            if needs and needs.isdisjoint(found.names):
                score *= LACK
            if only_for and only_for.isdisjoint(found.names):
                return 0.0
            if about and not about.isdisjoint(found.names):
                score *= NOT_SO
            if unless and not unless.isdisjoint(found.names):
                score *= DESPITE
        score -= self._handicaps[number]
        if (
            found.members
            and self._targets[number] in self._kind_of_template
            and _beside_marks(found) >= SAID_BESIDE
        ):
            # 农家乐厨师哪里招 names a member and asks for something else.
            is_asked = score - self._marked(number, found) >= ASKED_OF_MEMBER
            return score if is_asked else score * IN_PASSING
        return score

    def _entry(self, target: str, found: Features) -> str | None:
        """The entry behind a target: a member's own if one is named, which then stands for all its kind."""
        kind = self._kind_of_template.get(target)
        if kind is not None:
            named = next((one for one in found.members if one.kind == kind), None)
            if named is not None:
                return self._entry_of_member[named.member]
            unlisted = self._unlisted.get(kind)
            return unlisted if unlisted in self._numbers else None
        if found.members and (target in self._not_members or target in self._replaced(found)):
            return None
        return target

    def _replaced(self, found: Features) -> Iterator[str]:
        """The entries for what is on no list, of the kinds of which a member is named after all."""
        return (self._unlisted.get(one.kind, "") for one in found.members)


def _beside_marks(found: Features) -> int:
    """The pairs of characters of a text in which no name of a member stands."""
    return sum(name[0] == "b" and _MEMBER_MARKS.isdisjoint(name) for name in found.names)
