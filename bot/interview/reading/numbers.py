"""A number in words as the answer to a question: the one that is meant, whole, and no more than there can be."""

from __future__ import annotations

from bot.interview.engine.full_amounts import full_amounts
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.totals import Totals, ending, is_plain
from bot.language.all_but import behind_all, without_all
from bot.language.amounts import AmountReading, amounts_in, read_quantity, tells_every
from bot.language.clauses import clauses
from bot.language.exchanging import finds_fault, orders_a_change
from bot.language.multiplied import multiplied
from bot.language.negation import nothing_of_it, opens_with_no, signs
from bot.language.none_lacking import beyond_lacks
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number
from bot.language.question_words import asks
from bot.language.script import with_everyday_numerals
from bot.language.side_by_side import left_out
from bot.language.word_finder import WordFinder, finder, trimmed
from bot.pack.interview_model import Fact, Interview

_NOTHING = WordFinder(())


class NumberReader:
    """Reads numbers for one interview."""

    def __init__(self, interview: Interview) -> None:
        self._facts = interview.facts
        self._full = full_amounts(interview)
        # What numbers are of may stand beside any of them.
        self._names = tuple(
            dict.fromkeys(
                word
                for one in self._facts.values()
                if one.type == "number"
                for word in (*one.near, *one.counted)
            )
        )
        self._totals = Totals(self._facts, self._full, self._names)

    def read(self, fact: Fact, text: str, said: str) -> Reading:
        """A number: the one beside the fact's own word, else the only one that no other fact claims."""
        exactly = finder("amount", "exactly")
        text, said = (self._totals.by_the_line(fact, with_everyday_numerals(one)) for one in (text, said))
        text, said = beyond_lacks(exactly.sub(text)), exactly.sub(said)
        whole = self._totals.full_of(fact, said)
        if whole is not None:
            return whole
        said = beyond_lacks(said)
        counted = (
            self._totals.listed(fact, said) or self._product(fact, said) or self._alone_first(fact, said)
        )
        if counted is not None:
            return counted
        if fact.unit == "year" and fact.id in self._full:
            text, said = (without_all(one, self._full[fact.id]) for one in (text, said))
        beside = self._quantity_beside(fact, said)
        if beside is None and (whole := self._of_parts(fact, said)):
            return whole
        if beside is None and any(
            self._quantity_beside(other, said) is not None
            for other in self._facts.values()
            if other.type == "number" and other is not fact
        ):
            return self._among_others(fact, said)
        told = self._totals.several(fact, said, beside=beside is not None)
        if told is not None:
            return told
        if fact.least == 0 and nothing_of_it(said):
            return Reading(0, sure=False)
        return self._alone(fact, text, said, beside)

    def _alone(self, fact: Fact, text: str, said: str, beside: AmountReading | None) -> Reading:
        """The one number of a text; `beside` is that at the fact's own word."""
        found = beside or read_quantity(text, self._names)
        value = found.within(fact.unit)
        if value and found.denied and beside is None:  # 没有5年
            value = None
        if value is not None and self._totals.counts_rounds(fact, said, value):
            value = None
        if value is None and not found.ambiguous and found.beyond is None:
            value = self._amount_of_a_clause(fact, said)
        if value is None:
            doubtful = tuple(f"{value:g}" for value in found.ambiguous)
            reckoned = self._reckoned(fact, text, found)
            return reckoned or Reading(doubtful=doubtful, reason="" if doubtful else found.reason)
        others = self._totals.left_out(fact, said, value) if beside is None and not finds_fault(said) else []
        if others:
            return Reading(doubtful=tuple(f"{one:g}" for one in (value, *others)))
        return self._totals.counted(fact, value, found.mistyped, beside is None and is_plain(text))

    def _of_parts(self, fact: Fact, said: str) -> Reading | None:
        """The sum, to be confirmed, of all parts of a number if they are added, or said to be all: 必修70加选修20,正好."""
        adds = finder("amount", "plus", "no_more", "exact_sum").stands_in(said)
        values = [self.near(self._facts[part], said) for part in fact.parts] if adds else []
        told = [value for value in values if value is not None]
        if not told or len(told) < len(fact.parts) or left_out(said, told):
            return None
        return Reading(sum(told), sure=False)

    def _product(self, fact: Fact, said: str) -> Reading | None:
        """What so many of as much each come to, to be confirmed: 3门,每门6个."""
        own = self._own_part(fact, said) if fact.unit != "year" else ""
        product = multiplied(own) if not signs(own) else None
        within = product is not None and product <= (fact.most or product)
        return Reading(product, sure=False) if within else None

    def _alone_first(self, fact: Fact, said: str) -> Reading | None:
        """The number with which a text begins that finds nothing wrong: 70,选修再加18."""
        return (
            None if finds_fault(said) or signs(said) or asks(said) else self._totals.first_alone(fact, said)
        )

    def _among_others(self, fact: Fact, said: str) -> Reading:
        """The number of a text that tells those of other facts beside their words."""
        counted = self._counted_of(fact, said)
        if counted is not None and counted.value is not None:
            return self._totals.counted(fact, counted.value, counted.mistyped, False)
        left = self._left_of(fact, said)
        if left is not None:
            return left
        rest = self._beside_others(fact, said)
        return self.read(fact, rest, rest) if rest else Reading()

    def _left_of(self, fact: Fact, said: str) -> Reading | None:
        """What the other parts leave of the whole, to be confirmed, of who says so: 一共92，选修占18，剩下全是必修."""
        whole = next((one for one in self._facts.values() if fact.id in one.parts), None)
        if whole is None or not finder("amount", "the_others", "are_all").stands_in(said):
            return None
        parts = {part: self._facts[part] for part in whole.parts}
        names = [word for part in parts.values() for word in part.near]
        of_all = [
            from_first_number(clause)
            for clause in clauses(said)
            if finder("amount", "in_all").stands_in(clause) and not any(name in clause for name in names)
        ]
        others = [self.near(part, said) for id, part in parts.items() if id != fact.id]
        told = sum(other for other in others if other is not None)
        found = read_quantity(of_all[0]) if len(of_all) == 1 else self._whole_of(whole, said)
        total = found.within(whole.unit) if found is not None else None
        return Reading(int(total) - told, sure=False) if total is not None and 0 < told < total else None

    def last(self, fact: Fact, said: str) -> Reading:
        """The number from which on a clause tells nothing else; nothing if the clause denies, or names what a number is of."""
        told = from_first_number(said)
        if signs(said) or any(name in said for name in self._names):
            return Reading()
        found = read_quantity(told)
        value = found.within(fact.unit)
        return (
            Reading()
            if value is None or found.denied
            else self._totals.counted(fact, value, found.mistyped, False)
        )

    def _beside_others(self, fact: Fact, said: str) -> str:
        """The only clause with an amount that names no other number: 选修18,另外72都是; of 最底下一行104 what it ends with."""
        near = [word for other in self._facts.values() if other.type == "number" for word in other.near]
        own = [part for part in clauses(said) if not any(word in part for word in near)]
        told = [part for part in own if read_quantity(part, self._names).within(fact.unit)]
        if len(told) == 1 and told[0] != said and not is_plain(told[0]):
            return told[0]
        ends = [end for part in own if not signs(part) and (end := ending(part)) and end != part]
        return ends[0] if not told and len(ends) == 1 else ""

    def _reckoned(self, fact: Fact, text: str, found: AmountReading) -> Reading | None:
        """The number of one who tells by how much it differs from what is asked for: 超了6个, 缺一年, 年年都有."""
        full = self._full.get(fact.id)
        if full is None:
            return None
        if finder("amount", "on_the_line").stands_in(normalize(text)):
            return Reading(full, sure=False)
        if fact.unit == "year" and tells_every(behind_all(text, full)):  # 五年一年没缺
            return Reading(full, sure=False)
        least = fact.least or 0
        beyond = found.beyond
        return Reading(full + beyond, sure=False) if beyond is not None and full + beyond >= least else None

    def near(self, fact: Fact, said: str) -> int | None:
        """The whole number that stands beside one of the words of a fact in a longer sentence; None if there is none."""
        found = self._quantity_beside(fact, said) or self._counted_of(fact, said)
        value = found.within(fact.unit) if found is not None else None
        return int(value) if value is not None and value == int(value) else None

    def _counted_of(self, fact: Fact, said: str) -> AmountReading | None:
        """The amount of what a fact is the number of, told before any other number is named: 73课,必修60."""
        piece = self._piece(fact, said)
        others = (word for one in self._facts.values() if one is not fact for word in one.near)
        if not any(word in piece for word in fact.counted) or piece.startswith(tuple(others)) or asks(piece):
            return None
        if orders_a_change(said) or finder("amount", "nothing_else").stands_in(from_first_number(piece)):
            return None  # 课改成86 leaves open which, and 90节全是必修 tells of a part
        found = read_quantity(piece, fact.counted)
        return None if found.value is None or found.denied or found.unit else found

    def _amount_of_a_clause(self, fact: Fact, said: str) -> float | None:
        """The amount in the only clause that tells one, if the others are no part of it: 考核表数好了，四份."""
        parts = [part for part in clauses(said) if not opens_with_no(part) and not signs(part)]
        each = ((part, read_quantity(part, self._names).within(fact.unit)) for part in parts)
        told = {
            value
            for part, value in each
            if value is not None and not self._totals.counts_rounds(fact, part, value)
        }
        value = told.pop() if len(told) == 1 else None
        too_many = value is not None and fact.unit == "year" and value > self._full.get(fact.id, value)
        return None if too_many else value  # 少一年，就19年那份丢了

    def _quantity_beside(self, fact: Fact, said: str) -> AmountReading | None:
        """The amount in the piece of a sentence that begins with one of the words of a fact, or of which its parts are told;
        None if there is none."""
        for word in fact.near:
            place = said.find(word)
            if place >= 0:
                piece = trimmed(self._piece(fact, said[place:]), _NOTHING, finder("amount", "joins"))
                shared = self._shared(fact, word, piece, said[place + len(piece) :])
                found = read_quantity(shared or piece, self._names)
                within = found.within(fact.unit)
                if found.value is not None and (
                    within is None or self._totals.counts_rounds(fact, piece, within)
                ):
                    continue  # 一共五年 is no total of hours, and neither is 一共11门
                if found.value is not None or found.reason or found.ambiguous:
                    return found
        return self._whole_of(fact, said) if fact.parts else self._before_its_word(fact, said)

    def _before_its_word(self, fact: Fact, said: str) -> AmountReading | None:
        """The only amount of a clause that ends with what it is of, and names no other: 62节是必修课."""
        others = [word for one in self._facts.values() if one is not fact for word in one.near]
        for part in clauses(said):
            places = [place for word in fact.near if (place := part.find(word)) > 0]
            before, behind = part[: min(places, default=0)], part[min(places, default=0) :]
            if not before or signs(part) or asks(part) or from_first_number(behind):
                continue
            amounts = amounts_in(before, fact.unit)
            if (
                len(amounts) == 1
                and from_first_number(before) == before
                and not any(w in part for w in others)
            ):
                return AmountReading(part, amounts[0])
        return None

    def _shared(self, fact: Fact, word: str, piece: str, rest: str) -> str:
        """The piece of another number that is told of this one too if this has none: 必修和选修都是40."""
        if piece != word:
            return ""
        for other in self._facts.values():
            for near in other.near if other is not fact and other.type == "number" else ():
                behind = trimmed(rest, finder("amount", "joins"), _NOTHING)
                shared = self._piece(other, behind) if behind.startswith(near) else ""
                if finder("amount", "each").stands_in(shared[len(near) :]):
                    return shared
        return ""

    def _whole_of(self, fact: Fact, said: str) -> AmountReading | None:
        """The amount of which a text tells parts: 96 of 九十六个里必修占了六十."""
        places = [said.find(word) for part in fact.parts for word in self._facts[part].near]
        first = min((place for place in places if place > 0), default=0)
        before = said[:first]
        rest = trimmed(before, _NOTHING, finder("amount", "joins"))
        if not finder("amount", "whole").stands_in(before[len(rest) :]):
            return None
        found = read_quantity(rest, self._names)
        return found if found.value is not None else None

    def _own_part(self, fact: Fact, said: str) -> str:
        """What stands behind the first word of a fact and before that of another number; all of what names none, nothing of
        what names only others."""
        others = [word for one in self._facts.values() if one is not fact for word in one.near]
        start = min((place for word in fact.near if (place := said.find(word)) >= 0), default=0)
        if not start and not said.startswith(fact.near):
            return "" if any(word in said for word in others) else said
        ends = [place for word in others if (place := said.find(word, start + 1)) > 0]
        return said[start : min(ends, default=len(said))]

    def _piece(self, fact: Fact, said: str) -> str:
        """What stands before the next clause, and before the word of another number."""
        others = [word for other in self._facts.values() if other is not fact for word in other.near]
        piece = clauses(said)[0] if clauses(said) else said
        ends = [place for word in others if (place := piece.find(word, 1)) > 0]
        return piece[: min(ends, default=len(piece))]
