"""How likely each entry near a question answers it, in a pack whose phrasings are few.

There the score of the best entry tells little: one word of the question that happens to stand in a phrasing lifts it above the
entry that is meant. So several witnesses are heard on each entry (its phrasings, the words of its answer, the concepts of both,
the aspect that is asked for), and what speaks for none of them. The weights are fitted once, over several packs: see
tools/calibrate_few.py.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.open_points import asking_clauses
from bot.faq.ranking import Candidate, Ranker, Ranking
from bot.faq.told_figures import figures_asked
from bot.language.question_words import asks, claims, may_ask
from bot.pack.model import Entry, Pack

FOR_ENTRY = (
    2.37,
    1.19,
    0.46,
    1.14,
    1.41,
    1.31,
    -1.99,
    -0.68,
    -0.25,
    -1.49,
    -0.54,
    1.59,
    0.74,
    0.69,
    0.30,
    0.87,
)
"""For the signs of an entry, in their order."""
FOR_NONE = (2.67, 2.06, 1.22, -0.03, -0.42, -1.15, 0.56)
"""For the signs that none of the entries answers."""
SOME = 4.0
"""Weight of words taken to have been left unsaid: a single pair that fits does not mean that all is understood."""
NOT_NAMED = 0.5
"""What counts for the concepts of a text that names none."""
LONG = 4.0
"""By what the logarithm of a text's length is divided."""

Signs = tuple[float, ...]


@dataclass(frozen=True)
class Likely:
    """An entry that may answer, and the chance of it (0–1)."""

    entry: str
    chance: float


@dataclass(frozen=True)
class Chances:
    """The entries that may answer, the likeliest first, and the chance that none does."""

    entries: tuple[Likely, ...]
    none: float


class Likelihood:
    """Weighs the candidates of rankings of one pack."""

    def __init__(self, pack: Pack, texts: EntryTexts, ranker: Ranker, asked: AskedAspects) -> None:
        self._entries = pack.entries
        self._texts = texts
        self._ranker = ranker
        self._asked = asked

    def chances(self, text: str, ranking: Ranking) -> Chances:
        """How likely each candidate of a ranking answers a normalised text, which speaks for one at least."""
        signs = self.signs(text, ranking)
        weights = [_weighed(FOR_ENTRY, one) for one in signs]
        none = _weighed(FOR_NONE, self.signs_of_none(text, ranking))
        most = max(none, *weights)
        powers = [math.exp(weight - most) for weight in weights]
        total = math.exp(none - most) + sum(powers)
        likely = (
            Likely(one.entry, power / total) for one, power in zip(ranking.candidates, powers, strict=True)
        )
        return Chances(tuple(sorted(likely, key=lambda one: -one.chance)), math.exp(none - most) / total)

    def signs(self, text: str, ranking: Ranking) -> list[Signs]:
        """What speaks for each candidate of a ranking, in the order of FOR_ENTRY.

        Its score, by itself and beside the best; the share of the text that its phrasings hold, that its answer holds, that
        either does, and the share of the concepts; an aspect asked for that it does not state; what kind of entry it is; the
        share that its phrasings hold once more, if it came with the program and has many; whether its answer, both, and its
        concepts hold most of all candidates.
        """
        said = self._weights(ranking, "bw")
        meant = self._weights(ranking, "cndm")
        asking = asking_clauses(text)
        found = [self._shares(one, said, meant) for one in ranking.candidates]
        figures = self._weighed_figures(text, ranking)
        most = [max(column) for column in zip(*found, strict=True)]
        return [
            (
                math.log(one.score),
                one.score / ranking.score,
                *shares,
                self._asked.beyond(asking, self._entries[one.entry]).chance,
                *_kind(self._entries[one.entry]),
                shares[0] if self._entries[one.entry].shared else 0.0,
                *(float(share == best) for share, best in zip(shares[1:], most[1:], strict=True)),
                _share(figures, self._texts.figures(self._entries[one.entry]), 1.0),
            )
            for one, shares in zip(ranking.candidates, found, strict=True)
        ]

    def telling(self, text: str) -> dict[str, float]:
        """How much each pair of characters of a normalised text tells."""
        return {pair: self._ranker.rarity(f"b{pair}") for pair in sorted(pairs(text))}

    def strange(self, ranking: Ranking, unsaid: float = 0.0) -> float:
        """The share of a text that nothing in the pack holds, what is off the subject included; its figures are its own."""
        weights = self._weights(ranking, "bw").items()
        said = {name: weight for name, weight in weights if not any(map(str.isdigit, name))}
        known = {name for name in said if name in self._ranker.index.postings}
        return 1.0 - _share(said, known, unsaid) if said else 0.0

    def signs_of_none(self, text: str, ranking: Ranking) -> Signs:
        """What speaks for none of the candidates, in the order of FOR_NONE.

        A constant; the best score; the pull of what is off the subject; how much of the text nothing in the pack holds; how long
        the text is; whether it claims something; whether it asks.
        """
        return (
            1.0,
            math.log(ranking.score),
            ranking.off.score / ranking.score,
            self.strange(ranking, SOME),
            math.log(1 + len(text)) / LONG,
            float(claims(text)),
            float(may_ask(text) or asks(text)),
        )

    def _shares(self, one: Candidate, said: Mapping[str, float], meant: Mapping[str, float]) -> Signs:
        """The shares of a text that speak for a candidate."""
        heard = self._ranker.held_by(one.target, said)
        worded = {f"b{pair}" for pair in self._texts.pairs(self._entries[one.entry])}
        meaning = _share(meant, self._ranker.held_by(one.target, meant)) if meant else NOT_NAMED
        return _share(said, heard), _share(said, worded), _share(said, heard | worded), meaning

    def _weighed_figures(self, text: str, ranking: Ranking) -> dict[str, float]:
        """How much each kind of figures that a text tells tells one candidate from another."""
        stating = [self._texts.figures(self._entries[one.entry]) for one in ranking.candidates]
        return {
            kind: math.log((len(stating) + 1) / (sum(kind in one for one in stating) + 0.5))
            for kind in sorted(figures_asked(text))
        }

    def _weights(self, ranking: Ranking, kinds: str) -> dict[str, float]:
        """How much each feature of some kinds tells, in an order that is always the same."""
        names = sorted(name for name in ranking.features.names if name[0] in kinds)
        return {name: self._ranker.rarity(name) for name in names}


def _share(weights: Mapping[str, float], held: Collection[str], unsaid: float = SOME) -> float:
    """The share of what a text tells that is held; `unsaid` is the weight of what it left unsaid."""
    return sum(weight for name, weight in weights.items() if name in held) / (sum(weights.values()) + unsaid)


def _kind(entry: Entry) -> Signs:
    """What kind of entry one is: a point left open by most notices or by this one, an action, small talk."""
    silent = entry.kind == "not_said"
    return (
        float(silent and entry.shared),
        float(silent and not entry.shared),
        float(entry.kind == "action"),
        float(entry.kind == "smalltalk"),
    )


def _weighed(weights: Signs, signs: Signs) -> float:
    return sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
