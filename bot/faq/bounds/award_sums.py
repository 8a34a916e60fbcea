"""What somebody gets by a table of points, of who tells what he has: 居住证4年，大专，一共多少分."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.faq.bounds.award_tables import Award, awards_of
from bot.faq.bounds.bound_patterns import bound_pattern
from bot.faq.bounds.notice_bounds import Bound
from bot.faq.bounds.told_values import ToldNumber, ToldValues, all_numbers
from bot.language.normalize import normalize
from bot.messages import message
from bot.pack.model import Pack

_LEAST_NAMED = 2
"""Characters of a name that a question must hold."""
_MANY = 3
"""Awards of one measure from which a notice gives a table of them."""


@dataclass(frozen=True)
class AwardSum:
    """What an asker's things come to: the words for it, the clauses that it is reckoned by, and what is quoted of them."""

    words: str
    clauses: tuple[str, ...]
    quoted: str = ""


@dataclass(frozen=True)
class _Given:
    """An award with how much of it there is, and what that comes to."""

    award: Award
    shown: str
    points: float


class AwardSums:
    """Reckons by the tables of one pack."""

    def __init__(self, pack: Pack, bounds: Iterable[Bound]) -> None:
        awards = awards_of(pack)
        counts: dict[str, int] = {}
        for award in awards:
            counts[award.measure] = counts.get(award.measure, 0) + 1
        self._awards = [award for award in awards if counts[award.measure] >= _MANY]
        self._groups = [tuple(map(normalize, words)) for words in pack.concepts.values()]
        self._measures = {award.measure for award in self._awards}
        self._texts = {id: clause.text for id, clause in pack.clauses.items()}
        inner = {award.clause for award in self._awards}
        self._floors = [
            one for one in bounds if one.clause not in inner and one.unit in self._measures and _is_floor(one)
        ]

    def told(self, told: ToldValues) -> AwardSum | None:
        """What comes of a question by the tables; None if it asks for no sum, or tells what they do not give."""
        whole = self._whole(told)
        if whole is not None:
            return whole
        if not self._awards or not bound_pattern("awards", "asks_sum").search(told.text):
            return None
        given = self._given(told)
        asks = bool(bound_pattern("awards", "asks_enough").search(told.text))
        return self._sum(given, is_enough=asks) if given else None

    def _whole(self, told: ToldValues) -> AwardSum | None:
        """Whether the points that a question tells are enough, if it tells nothing else and the notice sets one least number."""
        if len(self._floors) != 1 or len(told.numbers) != 1 or told.days:
            return None
        floor, number = self._floors[0], told.numbers[0]
        asks = bound_pattern("awards", "asks_enough").search(told.text)
        if not asks or not number.run.startswith(floor.unit) or self._named(told.text):
            return None
        name = "bound_enough" if number.low >= floor.range.least else "bound_short"
        if number.low < floor.range.least <= number.high:
            return None
        more = message("bound_others") if name == "bound_enough" else ""
        words = message(name, told=number.shown(floor.unit), bound=floor.shown, more=more)
        return AwardSum(words, (floor.clause,), floor.said)

    def _named(self, text: str) -> list[Award]:
        return [award for award in self._awards if self._weight(award, text)]

    def _given(self, told: ToldValues) -> list[_Given]:
        """What each part of a question tells of the tables; empty if a number in it is of none."""
        found: list[_Given] = []
        for piece in bound_pattern("awards", "between").split(told.text):
            numbers = list(all_numbers(piece))
            one = self._of_piece(piece, numbers)
            if one is not None:
                found.append(one)
            elif numbers:
                return []
        return [] if told.days else found

    def _of_piece(self, piece: str, numbers: Sequence[ToldNumber]) -> _Given | None:
        """The one award that a part of a question tells, with what it comes to."""
        if len(numbers) > 1:
            return None
        fits: dict[Award, float] = {}
        for award in self._awards:
            fitting = bool(numbers) == bool(award.each) and (
                not numbers or _times(award, numbers[0]) is not None
            )
            weight = self._weight(award, piece) if fitting else 0.0
            if weight:
                fits[award] = weight
        best = max(fits.values(), default=0.0)
        named = [award for award, weight in fits.items() if weight == best]
        if len(named) != 1:
            return None
        award = named[0]
        if not numbers:
            return _Given(award, f"{award.name}{award.points:g}{award.measure}", award.points)
        times = _times(award, numbers[0]) or 0
        points = min(times * award.points, award.most if award.most is not None else float("inf"))
        told = numbers[0].shown(award.unit)
        shown = message("award_line", name=award.name, told=told, sum=f"{points:g}", measure=award.measure)
        return _Given(award, shown, points)

    def _weight(self, award: Award, text: str) -> float:
        """How much of what an award is for a text names: its line above its clause."""
        own = max(map(len, _shared(award.name, text)), default=0)
        label = self._label_weight(award.label, text)
        if award.each:
            return own + label if max(own, label) >= _LEAST_NAMED else 0
        core = bound_pattern("awards", "and_above").sub("", award.name)
        if core not in text and own < len(core) - 1:
            return 0
        return own + label if own >= _LEAST_NAMED else 0

    def _label_weight(self, label: str, text: str) -> int:
        """The characters of a label that a text names, in other words that mean the same too."""
        words = [
            word
            for group in self._groups
            if any(len(one) >= _LEAST_NAMED and one in label for one in group)
            for word in group
            if word in text
        ]
        return max(map(len, chain(_shared(label, text), words)), default=0)

    def _sum(self, given: Sequence[_Given], *, is_enough: bool) -> AwardSum | None:
        """What all of it comes to; with `is_enough`, whether that reaches the one least number that the notice sets."""
        measures = {one.award.measure for one in given}
        if len(measures) != 1:
            return None
        kept = _best_of(given)
        total = sum(one.points for one in kept)
        measure = measures.pop()
        lines = message("between_words").join(one.shown for one in kept)
        words = message("award_sum", lines=lines, sum=f"{total:g}", measure=measure)
        if len(given) == 1:
            words = message("award_one", lines=lines)
        left = [one.award.name for one in given if one not in kept]
        if left:
            words += message("award_left", names=message("between_words").join(left))
        clauses = dict.fromkeys(one.award.clause for one in given)
        floors = [one for one in self._floors if one.unit == measure]
        if len(floors) == 1 and len(given) > 1 and is_enough:
            name = "award_enough" if total >= floors[0].range.least else "award_short"
            words += "\n" + message(name, bound=floors[0].shown)
            clauses[floors[0].clause] = None
        quoted = self._texts[given[0].award.clause] if len(clauses) == 1 else ""
        return AwardSum(words, tuple(clauses), quoted)


def _is_floor(bound: Bound) -> bool:
    """Whether a bound sets a least number that a whole must reach."""
    least, most = bound.range.least, bound.range.most
    return least > 0 and most == float("inf") and not bound.per and not bound.cap


def _times(award: Award, number: ToldNumber) -> int | None:
    """How many times somebody has what an award is given for; None if that counts something else, or is not certain."""
    value = number.of_unit(award.unit, award.kind)
    if value is None or number.age or number.missing:
        return None
    low, high = int(value.least // award.each), int(value.most // award.each)
    return low if low == high else None


def _best_of(given: Sequence[_Given]) -> list[_Given]:
    """What counts of it: of lines of which only the best does, that one."""
    kept = list(given)
    by_clause: Mapping[str, list[_Given]] = {
        clause: [one for one in given if one.award.clause == clause]
        for clause in {one.award.clause for one in given}
    }
    for lines in by_clause.values():
        if len(lines) > 1 and lines[0].award.highest:
            best = max(lines, key=lambda one: one.points)
            kept = [one for one in kept if one not in lines or one is best]
    for one in list(kept):
        beside = [
            other
            for other in kept
            if other is not one and one.award.highest_with and one.award.highest_with in other.award.label
        ]
        if beside:
            worst = min([one, *beside], key=lambda each: each.points)
            kept = [each for each in kept if each is not worst]
    return kept


def _shared(name: str, text: str) -> set[str]:
    """The longest runs of a name, of two characters at least, that stand in a text."""
    runs = {
        name[first:last]
        for first in range(len(name))
        for last in range(first + _LEAST_NAMED, len(name) + 1)
        if name[first:last] in text
    }
    return {run for run in runs if run.isalpha() and not any(run != other and run in other for other in runs)}
