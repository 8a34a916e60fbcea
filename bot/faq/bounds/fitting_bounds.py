"""Which bound of a notice the numbers and days of a question are about: by the words around both, and by its other answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from bot.faq.bounds.asked_whether import piece_asks_whether
from bot.faq.bounds.bound_patterns import bound_pattern, bound_word, lengths_of_time, parts_of
from bot.faq.bounds.comparing import Comparison, comparisons
from bot.faq.bounds.measures import DAY
from bot.faq.bounds.notice_bounds import Bound, bounds_of
from bot.faq.bounds.told_values import ToldValues
from bot.faq.entry_texts import pairs
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.word_finder import finder
from bot.pack.model import Pack

LEAST = 2.5
"""How much must speak for a bound to be the one that is meant."""
LEAD = 1.15
"""How much more than for any other."""
FIRST, OTHERS, MANY = 2.5, 1.2, 0.4
"""What it counts that the first answer, another one, or one of many clauses holds the clause."""
EXACT, ASKED, ABOVE, REST, HERE = 1.0, 1.0, 0.7, 0.4, 0.6
"""What it counts that the very measure is told, and in a part that asks; of words, that they stand above the clause, elsewhere
in its sentence, and beside the number that is told."""
BEFORE = 0.5
"""What it counts beside that of words that they stand right before the number."""
SINGLE = 0.35
"""What a single character counts beside a pair."""
ONLY, EVENT, PER = 3.0, 2.0, 2.0
"""What it counts that no other bound measures what a number tells, that the same happens on a day, and that both are for each
month."""
BETWEEN = 8.0
"""The same of the days of two events between which a bound measures."""
HAPPENS = 1.0
"""How much words must tell that the same happens on two days."""
SAME = 2.5
"""How much words must tell that a length of time is of the same thing, to say that it is enough."""
SHORT = 8
"""Characters of a part of a question that asks of what was told before it: 这个点还算按时吧."""
DIFFERS = 0.95
"""How near in worth something else that is told must be, to leave open which is meant."""
OVERRULES = 0.7
"""How near a bound that is not kept must come to one that is, to be told in its place."""
_FEW_CLAUSES = 2


@dataclass(frozen=True)
class OtherAnswers:
    """The entries that answer a question without its bounds, and whether that is sure."""

    ids: Sequence[str]
    sure: bool = True


@dataclass(frozen=True)
class Fit:
    """A bound, how much speaks for it, and what a question tells beside it, each with its worth, best first.

    `leads` tells whether it leads any other clearly.
    """

    worth: float
    bound: Bound
    found: tuple[tuple[float, Comparison], ...]
    leads: bool = True

    @property
    def judged(self) -> Comparison:
        """The best of what is told."""
        return self.found[0][1]


class FittingBounds:
    """Finds the bound that is meant among those of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @cached_property
    def all(self) -> list[Bound]:
        """All bounds of the pack."""
        return bounds_of(self._pack)

    @cached_property
    def _closing(self) -> tuple[str, ...]:
        """The clauses that set the last day for applying."""
        last = self._pack.facts.submission
        return last.clauses if last is not None else ()

    @cached_property
    def _dated(self) -> frozenset[str]:
        """The clauses that set the days of the notice."""
        return frozenset(id for one in self._pack.facts.milestones.values() for id in one.clauses)

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        """The pairs of characters in the names of each clause, and above it."""
        shown = {id: f"{clause.name} {clause.text[:40]}" for id, clause in self._pack.clauses.items()}
        parents = {id: [id.rsplit(".", end)[0] for end in range(1, id.count(".") + 1)] for id in shown}
        return {
            id: parts_of(normalize(" ".join([clause.name, *(shown.get(one, "") for one in parents[id])])))
            for id, clause in self._pack.clauses.items()
        }

    @cached_property
    def _telling(self) -> Mapping[str, float]:
        """How much each pair of characters tells one clause from others."""
        texts = [parts_of(normalize(clause.text)) for clause in self._pack.clauses.values()]
        held = Counter(pair for text in texts for pair in text)
        return {
            part: math.log((1 + len(texts)) / count) * (SINGLE if len(part) == 1 else 1.0)
            for part, count in held.items()
        }

    def best(self, told: ToldValues, answers: OtherAnswers, now: datetime) -> Fit | None:
        """The bound that a question asked at `now` (aware) is about; None if too little speaks for any.

        `answers` are those that it has otherwise.
        """
        fits = self._fits(told, answers, now)
        if not fits or fits[0].worth < LEAST:
            return None
        best = fits[0]
        if best.bound.cap:  # what is capped counts for something
            best = next((one for one in fits if is_other_end(best.bound, one.bound)), best)
        others = [
            one for one in fits if one.bound is not best.bound and not is_other_end(best.bound, one.bound)
        ]
        leads = not others or best.worth >= LEAD * others[0].worth
        is_story = len(told.numbers) + len(told.days) > 1
        if best.judged.within is False or (leads and not is_story):
            return replace(best, leads=True)
        failing = (
            one for one in others if one.worth >= OVERRULES * best.worth and one.judged.within is False
        )
        return next(failing, replace(best, leads=leads))

    def is_told_of(self, clause: str, told: ToldValues, now: datetime) -> bool:
        """Whether a question tells the very measure of a bound of a clause."""
        bounds = (bound for bound in self.all if bound.clause == clause)
        return any(_is_told(one) for bound in bounds for one in comparisons(told, bound, self._until(now)))

    def beside(self, fit: Fit, told: ToldValues, now: datetime) -> list[Comparison]:
        """What is judged of a question by a bound, beside the other bounds of its measure in its clause."""
        until, own = self._until(now), fit.judged
        others = [one for one in self.all if is_other_end(fit.bound, one)]
        compared = [one for bound in others for one in comparisons(told, bound, until)]
        return [one for one in compared if (one.shown, one.derived) == (own.shown, own.derived)]

    def is_asked(self, told: ToldValues, fit: Fit, answers: OtherAnswers) -> bool:
        """Whether a question asks if what it tells is enough: not who tells it by the way."""
        best, bound, enough = fit.judged, fit.bound, bound_pattern("told", "enough")
        if bound.kind == DAY and best.within and bound_pattern("told", "missed").search(told.text):
            return False
        if self._is_all_of(told, fit) and self.is_answered(bound, answers):
            return True
        if bound.kind == DAY:
            return best.born or piece_asks_whether(best.piece)
        if not best.within:
            return True
        if bound.kind == bound_word("age"):
            return bool(enough.search(told.text))
        asks = best.exact and bool(enough.search(best.piece))
        same = self.sum(pairs(told.text) & bound.segment)
        return asks and (bound.kind not in lengths_of_time() or same >= SAME)

    @staticmethod
    def _is_all_of(told: ToldValues, fit: Fit) -> bool:
        """Whether a question tells nothing else that might be meant, and asks if that is enough."""
        best, bound = fit.judged, fit.bound
        is_time = bound.kind == DAY or bound.kind in lengths_of_time()
        alike = not is_time and all(one.within for _, one in fit.found)
        asks = bound_pattern("told", "enough").search(told.text) or not (best.within and best.derived)
        of_it = piece_asks_whether(best.piece) or any(
            len(piece) <= SHORT and piece_asks_whether(piece) for piece in clauses(told.text)
        )
        return (
            bool(asks) and (of_it or not best.within) and (len(told.numbers) + len(told.days) == 1 or alike)
        )

    def is_answered(self, bound: Bound, answers: OtherAnswers) -> bool:
        """Whether the first answer of a question is that of the clause of a bound."""
        first = OtherAnswers(answers.ids[:1], answers.sure)
        return self._of_entries(bound, first) >= FIRST

    def sum(self, held: frozenset[str]) -> float:
        """How much some parts of a text tell."""
        return math.fsum(self._telling.get(part, 0.0) for part in held)

    def _fits(self, told: ToldValues, answers: OtherAnswers, now: datetime) -> list[Fit]:
        """All bounds of which a question tells something, the likeliest first."""
        bounds = self.all
        if self._closing and finder("question", "last_day").stands_in(told.text):
            bounds = [one for one in bounds if one.kind != DAY or one.clause in self._closing]
        compared = [(bound, list(comparisons(told, bound, self._until(now)))) for bound in bounds]
        only = _only_measure(compared)
        fits = []
        for bound, found in compared:
            is_only = (bound.clause, bound.kind) == only
            weighed = [(self._worth(told, one, answers, is_only=is_only), one) for one in found]
            held = sorted((one for one in weighed if one[0] > 0), key=lambda one: (-one[0], one[1].gap))
            if held:
                worth = held[0][0] + self._of_entries(bound, answers) + (ONLY if is_only else 0.0)
                fits.append(Fit(worth, bound, tuple(held)))
        return sorted(fits, key=lambda one: -one.worth)

    def _until(self, now: datetime) -> date:
        """The day on which what still runs is measured: the last one for handing in, or today."""
        last = self._pack.facts.submission
        return last.day if last is not None else now.date()

    def _worth(self, told: ToldValues, one: Comparison, answers: OtherAnswers, *, is_only: bool) -> float:
        """How much the words of a question speak for a comparison; 0 for a day on which something else happens."""
        text, piece = _without_asking(told.text), _without_asking(one.piece)
        asked, bound = parts_of(text), one.bound
        here = self.sum(parts_of(piece) & bound.segment)
        happens = self.sum(pairs(piece) & (bound.behind | bound.segment)) >= HAPPENS
        happens, is_answered = happens or one.born, self.is_answered(bound, answers)
        is_last = is_answered and (
            bound.clause in self._closing or (answers.sure and bound.clause in self._dated)
        )
        if bound.kind == DAY and not happens and not is_last:
            return 0.0
        is_alone = len(told.numbers) + len(told.days) == 1
        same = self.sum(pairs(text if is_alone or not one.derived else piece) & bound.segment)
        around = bound.segment | bound.rest | self._above[bound.clause]
        is_near = _is_told(one) and self.sum(asked & around) >= SAME
        is_so = one.exact and self._of_entries(bound, answers) >= OTHERS
        asks_enough = is_so and bool(bound_pattern("told", "enough").search(one.piece))
        if bound.kind in lengths_of_time() and not (
            asks_enough
            or is_near
            or same >= HAPPENS
            or bound.early
            or bound.per
            or (is_answered and answers.sure)
        ):
            return 0.0
        worth = self.sum(asked & bound.segment) + REST * self.sum(asked & (bound.rest - bound.segment))
        worth += ABOVE * self.sum(asked & self._above[bound.clause] - bound.segment) + HERE * here
        worth += BEFORE * self.sum(asked & bound.before)
        worth += ASKED if piece_asks_whether(one.piece) else 0.0
        worth += EVENT if bound.kind == DAY and happens else 0.0
        worth += BETWEEN if bound.late and bound.early else 0.0
        worth += PER if bound.per == bound_word("monthly") else 0.0
        return worth + (EXACT if one.exact else 0.0) - (EXACT if bound.cap else 0.0)

    def _of_entries(self, bound: Bound, answers: OtherAnswers) -> float:
        """What it counts that the answers of a question hold the clause of a bound."""
        worth = 0.0
        for place, id in enumerate(answers.ids):
            entry = self._pack.entries[id]
            if bound.clause in entry.clauses:
                share = FIRST if place == 0 else OTHERS
                worth = max(worth, share if len(entry.clauses) <= _FEW_CLAUSES else MANY)
        return worth


def _without_asking(text: str) -> str:
    """A text without the words that ask whether something may be: they stand in clauses too, and tell nothing."""
    return bound_pattern("told", "whether").sub(",", text)


def _only_measure(compared: Sequence[tuple[Bound, Sequence[Comparison]]]) -> tuple[str, str]:
    """The clause and the kind of the bounds that alone measure what a question tells; empty if several do.

    One that is for each month yields to none that is not.
    """
    told = [bound for bound, found in compared if bound.kind != DAY and any(map(_is_told, found))]
    monthly = {bound.kind for bound in told if bound.per == bound_word("monthly")}
    kinds = {(one.clause, one.kind) for one in told if one.kind not in monthly or one.per}
    return kinds.pop() if len(kinds) == 1 else ("", "")


def is_other_end(bound: Bound, other: Bound) -> bool:
    """Whether a bound is of the same measure in the same clause: a cap beside a least number, men beside women."""
    return bound is not other and (bound.clause, bound.kind) == (other.clause, other.kind)


def _is_told(one: Comparison) -> bool:
    """Whether the very measure is told."""
    return one.exact and not one.derived
