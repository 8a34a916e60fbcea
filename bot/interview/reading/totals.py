"""What several numbers of a text come to as the answer to a question: sums, rows, by how much one is beyond what is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.interview.reading.answer_reading import Reading
from bot.language.all_but import all_but_named, all_but_one
from bot.language.amounts import amounts_in, read_quantity
from bot.language.beside_the_line import of_so_many_years, with_line
from bot.language.clauses import clauses
from bot.language.dates.listed_years import listed_years
from bot.language.negation import signs
from bot.language.none_lacking import beyond_lacks, none_lacks
from bot.language.normalize import normalize
from bot.language.numerals import DIGITS, counted, from_first_number
from bot.language.question_words import asks, asks_back
from bot.language.side_by_side import joined_sum, of_this_year, parallel_sum
from bot.language.side_by_side import left_out as amounts_left_out
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.interview_model import Fact

_BOTH = 2
_ROW = 3
"""As many numbers of which nothing says that they are to be added make a row."""
_LISTED = "、"
_OF_DATES = "年月日号.-/"
_LITTLE = 3
"""Characters that may stand beside a number that is the whole answer: 个课时."""
_PART, _FRACTION, _BEYOND = "part", "fraction", "beyond"
"""Why a number is not what was said: no whole year; what stands behind the point left out; no more than there can be."""
_MOST_YEARS = 60
"""More years than anybody works for: such a number is of something else."""


class Totals:
    """Reads such numbers for one interview. `full`: what is asked for; `names`: the words that numbers are of."""

    def __init__(self, facts: Mapping[str, Fact], full: Mapping[str, int], names: tuple[str, ...]) -> None:
        self._facts = facts
        self._full = full
        self._names = names

    def by_the_line(self, fact: Fact, text: str) -> str:
        """A text in which what is asked for has its number for its name: 比90多5个 for 比要求多5个, 95 for 95/90."""
        full = self._full.get(fact.id)
        if full is None or fact.unit == "year":
            return text
        said = normalize(text)
        told = with_line(said, full)
        return text if told == said else told

    def full_of(self, fact: Fact, said: str) -> Reading | None:
        """The full number, to be confirmed, of who tells no number and that not one of them lacks: 1年没漏; of years, also
        of who tells that all but one are there: 就缺前年那份,其余都齐."""
        full = self._full.get(fact.id)
        if full is None:
            return None
        if fact.unit == "year" and all_but_one(said):
            return Reading(full - 1, sure=False)
        left = all_but_named(said, full) if fact.unit == "year" else None
        if left is not None:
            return Reading(left)
        rest = beyond_lacks(said)
        whole = none_lacks(said) and not (signs(rest) or from_first_number(rest))
        return Reading(full, sure=False) if whole else None

    def listed(self, fact: Fact, said: str) -> Reading | None:
        """As many years as are told one by one: 19、20、21."""
        if fact.unit != "year":
            return None
        listed, full = listed_years(said), self._full.get(fact.id, 0)
        if listed is not None:
            return Reading(listed, sure=not signs(said)) if listed <= (full or listed) else None
        told = of_so_many_years(said, full)
        return None if told is None else Reading(told, sure=False)

    def several(self, fact: Fact, said: str, *, beside: bool) -> Reading | None:
        """What the numbers of a text come to that belong together; `beside`: one stands at the fact's own word."""
        if beside:
            return self._in_a_row(fact, said)
        told = self._restated(fact, said) or self._summed(fact, said) or self._in_a_row(fact, said)
        return told or self._side_by_side(fact, said) or self._added(fact, said)

    def _restated(self, fact: Fact, said: str) -> Reading | None:
        """The number with which a text ends, if before it that was only told roughly: 六十出头，我看看哦，64."""
        *before, last = clauses(said.replace("…", ",").replace("..", ",")) or [""]
        if not before or not is_plain(last):
            return None
        value = read_quantity(last, self._names).within(fact.unit)
        rough = any(read_quantity(part, self._names).reason for part in before)
        return self.counted(fact, value, mistyped=False, whole=False) if rough and value is not None else None

    def _summed(self, fact: Fact, said: str) -> Reading | None:
        """The number that the last clause says to be all of what those before it tell: 一天八个，合起来十六."""
        parts = clauses(said)
        if len(parts) < _BOTH or not finder("amount", "in_all").stands_in(parts[-1]) or signs(parts[-1]):
            return None
        value = read_quantity(from_first_number(parts[-1]), self._names).within(fact.unit)
        told = any(amounts_in(part) for part in parts[:-1])
        return self.counted(fact, value, mistyped=False, whole=False) if told and value is not None else None

    def _in_a_row(self, fact: Fact, said: str) -> Reading | None:
        """The sum, to be confirmed, of the numbers that a text tells in a row and says to be all: 24、24、16，就这些."""
        parts = clauses(said)
        if not any(map(finder("amount", "no_more").covers, parts[1:])) or signs(parts[0]):
            return None
        pieces = [piece for part in parts for piece in part.split(_LISTED)]
        amounts = [float(end) for piece in pieces if (end := ending(piece))]
        total = sum(amounts, 0.0)
        plain = len(amounts) >= _ROW and total.is_integer() and total <= (fact.most or total)
        return Reading(int(total), sure=False) if plain else None

    def _side_by_side(self, fact: Fact, said: str) -> Reading | None:
        """The sum, to be confirmed, of amounts that are told of things of one kind, or added; of two years that of this one."""
        if fact.unit == "year" or signs(said) or asks(said):
            return None
        this = of_this_year(said)
        total = this[0] if this is not None else parallel_sum(said)
        if total is None and not finder("amount", "yet").stands_in(said):
            total = joined_sum(said)
        within = total is not None and total.is_integer() and 0 <= total <= (fact.most or total)
        return (
            Reading(int(total), sure=this is not None and this[1]) if total is not None and within else None
        )

    def _added(self, fact: Fact, said: str) -> Reading | None:
        """The sum of two amounts of which one comes on top of the other, to be confirmed: 上了58，后来又补了8个.

        So are years that are counted apart: 四个合格一个优秀.
        """
        amounts = amounts_in(said, fact.unit)
        if len(amounts) != _BOTH or signs(said) or not all(map(float.is_integer, map(float, amounts))):
            return None
        if finder("amount", "service" if fact.unit == "year" else "yet").stands_in(said):
            return None
        adds = any(
            finder("amount", "adds").stands_in(part) and amounts_in(part) for part in clauses(said)[1:]
        )
        total, most = int(sum(amounts)), self._full.get(fact.id) if fact.unit == "year" else fact.most
        counted = fact.unit == "year" and len(clauses(said)) <= _BOTH
        return Reading(total, sure=False) if (adds or counted) and total <= (most or total) else None

    def left_out(self, fact: Fact, said: str, value: float) -> list[float]:
        """The other amounts of an answer of several clauses, if nothing says of what they are; a year counts no hours."""
        near = [word for one in self._facts.values() if one is not fact for word in (*one.near, *one.counted)]
        parts = [part for part in clauses(said) if not (signs(part) or any(word in part for word in near))]
        if fact.unit == "year" or len(clauses(said)) < _BOTH:
            return []
        told = next((part for part in parts if f"{value:g}" in part), "")
        settled = finder("contrast", "later", "turned").stands_in(told)  # 昨天又登了6个，现在是96
        if settled or finder("amount", "in_all", "whole", "short", "or").stands_in(said):
            return []
        return amounts_left_out(",".join(parts), (value, self._full.get(fact.id, value)))

    def first_alone(self, fact: Fact, said: str) -> Reading | None:
        """The bare number with which a text of several clauses begins, if every other number of it is told of something else:
        70,选修再加18; or is a part of it: 72,光1个班就占40. None if it is not so."""
        first, *rest = clauses(said) or [""]
        found = read_quantity(first, self._names)
        value = found.within(fact.unit)
        counting = [part for part in rest if from_first_number(part)]
        if value is None or not counting or not is_plain(first) or any(word in said for word in fact.near):
            return None
        part_of = [part for part in counting if finder("amount", "part_of_it").longest_at(part, 0)]
        parts = [amount for part in part_of for amount in amounts_in(part, fact.unit)]
        others = [word for one in self._facts.values() if one.type == "number" for word in one.near]
        named = [part for part in counting if part not in part_of and part.startswith(tuple(others))]
        apart = len(named) + len(part_of) == len(counting) and not (named and fact.parts)
        whole = all(amount < value for amount in parts) and (len(parts) >= len(part_of))
        return self.counted(fact, value, found.mistyped, whole=False) if apart and whole else None

    @staticmethod
    def counts_rounds(fact: Fact, said: str, value: float) -> bool:
        """Whether a number of a text that is asked for hours only counts lessons: 11门,合起来94."""
        return fact.unit != "year" and any(
            f"{number}{each}{one}" in said
            for number in (f"{value:g}", *(digit for digit in DIGITS if counted(digit) == value))
            for each in ("", *words("figures", "each"))
            for one in words("amount", "sessions")
            if one not in fact.question
        )

    def counted(self, fact: Fact, value: float, mistyped: bool, whole: bool) -> Reading:
        """A number as it is noted: whole, and of years not more than are asked about. What is not so as said is asked."""
        if value != int(value):
            if fact.unit == "year":
                return Reading(reason=_PART)
            return Reading(int(value), sure=False, reason=_FRACTION, whole=whole)
        most = self._full.get(fact.id) if fact.unit == "year" else None
        if most is not None and most < value <= _MOST_YEARS:
            return Reading(most, sure=False, reason=_BEYOND, whole=whole)
        return Reading(int(value), sure=not mistyped, whole=whole)


def ending(piece: str) -> str:
    """The figures with which a text ends; empty if it ends in none."""
    return piece[len(piece.rstrip("0123456789")) :]


def is_plain(text: str) -> bool:
    """Whether a text is a number or date and hardly anything else: 80个, 2022年, 2019.6."""
    rest = [character for character in normalize(text) if not (character.isdigit() or character in _OF_DATES)]
    return len(rest) <= _LITTLE and not asks_back(text)
