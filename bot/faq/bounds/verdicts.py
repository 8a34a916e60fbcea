"""What comes of an asker's own numbers and days: the one bound of the notice that they are about, and on which side they lie.

Only where one bound fits clearly better than any other. What an exception of the same clause may change is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import inf

from bot.faq.bounds.asked_whether import asks_whether
from bot.faq.bounds.award_sums import AwardSums
from bot.faq.bounds.bound_patterns import bound_pattern, bound_word, lengths_of_time, parts_of
from bot.faq.bounds.comparing import Comparison, summed
from bot.faq.bounds.compound_figures import in_minutes
from bot.faq.bounds.fitting_bounds import DIFFERS, LEAST, Fit, FittingBounds, OtherAnswers, is_other_end
from bot.faq.bounds.measures import DAY
from bot.faq.bounds.not_added import NotAdded
from bot.faq.bounds.notice_bounds import Bound
from bot.faq.bounds.one_of_groups import of_its_group
from bot.faq.bounds.opening_hours import OfficeHours
from bot.faq.bounds.rate_sums import Rate, rates_of, sum_of
from bot.faq.bounds.refused_lists import RefusedLists
from bot.faq.bounds.told_values import ToldValues, told_in
from bot.faq.entry_texts import pairs, sentences
from bot.language.normalize import normalize
from bot.messages import message
from bot.pack.model import Pack

MOST_OF_CLAUSE = 150
"""Characters of a clause that is told as a whole."""
STATED = 8.0
"""How much speaks for what is not weighed: a question tells it in the notice's own words."""


@dataclass(frozen=True)
class Verdict:
    """What is said of a bound: the words of the judgment (empty if nothing is judged), the clause, what is
    quoted of it, how much speaks for it, and whether the very measure is told (`near`), and a day without a time (`of_day`).

    `beside` are further clauses that it is reckoned by.
    """

    words: str
    clause: str
    quoted: str
    worth: float = 0.0
    near: bool = False
    of_day: bool = False
    beside: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The judgment above the clause's own words."""
        return f"{self.words}\n{self.quoted}".strip()


class Verdicts:
    """Judges by the bounds of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._fitting = FittingBounds(pack)

    @cached_property
    def _groups(self) -> Mapping[str, frozenset[str]]:
        """For each word of a concept the pairs of characters of all its words."""
        groups = [[normalize(word) for word in words] for words in self._pack.concepts.values()]
        return {word: pairs(" ".join(words)) for words in groups for word in words if len(word) > 1}

    @cached_property
    def _refused(self) -> RefusedLists:
        return RefusedLists(self._pack)

    @cached_property
    def _awards(self) -> AwardSums:
        return AwardSums(self._pack, self._fitting.all)

    @cached_property
    def _not_added(self) -> NotAdded:
        return NotAdded(self._pack, self._fitting.sum)

    @cached_property
    def _hours(self) -> OfficeHours:
        return OfficeHours(self._pack, self._fitting.sum)

    @cached_property
    def _rates(self) -> list[Rate]:
        return rates_of(self._pack)

    def verdict(self, question: str, answers: OtherAnswers, now: datetime) -> Verdict | None:
        """What the only bound that a question asked at `now` (aware) is about makes of what it tells; None if there is none.

        Else the clause that refuses what somebody says he is. `answers` are those that the question has otherwise.
        """
        told = told_in(question, now)
        counted = self._counted(told, answers)
        if counted is not None:
            return counted
        judged = self._judged(told, answers, now) if told.numbers or told.days else None
        return judged or self._listed(told)

    def _counted(self, told: ToldValues, answers: OtherAnswers) -> Verdict | None:
        """What the notice's table of points gives for what somebody has, or why he may not add it up."""
        entries = (self._pack.entries[id] for id in answers.ids)
        answered = frozenset(id for entry in entries for id in entry.clauses)
        only = self._not_added.asked(told, answered)
        if only is not None and asks_whether(told.text):
            quoted = only.whole if len(only.whole) <= MOST_OF_CLAUSE else only.said
            return Verdict(message("not_added"), only.clause, quoted, STATED)
        closed = self._hours.closed(told, answered)
        if closed is not None:
            hours, when = closed
            return Verdict(message("bound_out_of_hours", told=when), hours.clause, hours.said, STATED)
        given = self._awards.told(told)
        if given is None:
            return None
        first, *beside = given.clauses
        return Verdict(given.words, first, given.quoted, STATED, beside=tuple(beside))

    def _listed(self, told: ToldValues) -> Verdict | None:
        """The clause that refuses what somebody says he is, who asks whether he may."""
        if not asks_whether(told.text):
            return None
        named, worth = self._refused.named_in(told.text), LEAST
        if named is None:
            named, worth = self._refused.case_in(told.text), STATED
        if named is None:
            return None
        item, clause = named
        quoted = self._refused.quoted(clause)
        words = message("bound_listed", item=item)
        return Verdict(words, clause, quoted, worth) if len(quoted) <= MOST_OF_CLAUSE else None

    def _judged(self, told: ToldValues, answers: OtherAnswers, now: datetime) -> Verdict | None:
        """A sum by a rate, or else the judgment by a bound; without words if nothing is certain."""
        summed_up = sum_of(self._rates, told)
        if summed_up is not None:
            rate, words = summed_up
            return Verdict(words, rate.clause, rate.said, LEAST)
        fit = self._fitting.best(told, answers, now) if asks_whether(told.text) else None
        if fit is None:
            return None
        beside = self._fitting.beside(fit, told, now)
        of_group = of_its_group(fit, told, beside, self._meant(told.text), self._fitting.sum)
        fit, is_open = of_group or fit, of_group is None
        clause = fit.bound.clause
        near = self._fitting.is_told_of(clause, told, now)
        words = self._words(told, fit, answers, is_open=is_open)
        return Verdict(
            words,
            clause,
            self._quoted(fit.bound, told),
            fit.worth,
            near=near,
            of_day=_is_whole_day(fit.judged),
        )

    def _words(self, told: ToldValues, fit: Fit, answers: OtherAnswers, *, is_open: bool = False) -> str:
        """What is said of the side of a bound on which it lies; empty if that is not certain.

        `is_open` tells that it differs between groups of which the question names none.
        """
        bound, judged = fit.bound, fit.judged
        ends = [one for one in self._fitting.all if is_other_end(bound, one)]
        caps = [one for one in ends if one.cap and not bound.cap]
        together = summed(told, bound, caps[0]) if caps else None
        if len(caps) < len(ends) and not bound.sex and len(told.numbers) > 1:  # a whole and parts of it
            return ""
        is_open = is_open and together is None
        if _is_eased(judged) and not is_open and not self._is_denied(told, bound):
            return _eased(judged) if self._fitting.is_asked(told, fit, answers) else ""
        if is_open:
            return message("bound_of_groups") if self._fitting.is_answered(bound, answers) else ""
        if self._is_excepted(told, bound) or (together is None and _is_open(judged, ends)):
            return message("bound_not_judged") if self._fitting.is_answered(bound, answers) else ""
        if together is not None:
            return _judgment(together) if together.within is not None else ""
        if _is_of_another_time(told, bound):
            return ""
        near = {one.within for worth, one in fit.found if worth >= DIFFERS * fit.found[0][0]}
        if judged.within is None or len(near) > 1 or not fit.leads:
            return ""
        return _judgment(judged) if self._fitting.is_asked(told, fit, answers) else ""

    def _is_excepted(self, told: ToldValues, bound: Bound) -> bool:
        """Whether a question names what an exception beside a bound is about, and does not deny it."""
        return self._names(bound_pattern("told", "denied_word").sub("", told.text), bound)

    def _is_denied(self, told: ToldValues, bound: Bound) -> bool:
        """Whether a question denies what an exception beside a bound is about."""
        denied = " ".join(bound_pattern("told", "denied_word").findall(told.text))
        return self._names(denied, bound) and not self._is_excepted(told, bound)

    def _names(self, text: str, bound: Bound) -> bool:
        """Whether a text names what an exception beside a bound is about."""
        return self._fitting.sum(self._meant(text) & bound.excepted) > 0

    def _meant(self, text: str) -> frozenset[str]:
        """The pairs of characters of a text, and of all words for what it names."""
        return pairs(text).union(*(self._groups[word] for word in self._groups if word in text))

    def _quoted(self, bound: Bound, told: ToldValues) -> str:
        """The clause of a bound in its own words; of a long one its sentence, and what else fits best to the question."""
        text = self._pack.clauses[bound.clause].text
        if len(text) <= MOST_OF_CLAUSE:
            return text
        said = [one.strip() for one in sentences(text)]
        asked = parts_of(told.text)
        ranked = sorted(said, key=lambda one: -self._fitting.sum(parts_of(normalize(one)) & asked))
        kept = {bound.said}
        for one in ranked:
            if sum(map(len, kept)) + len(one) <= MOST_OF_CLAUSE:
                kept.add(one)
        return "".join(one for one in said if one in kept)


def _judgment(judged: Comparison) -> str:
    """The words for the side on which something lies."""
    within, bound = judged.within, judged.bound
    if bound.kind == DAY and not within and judged.value.side_of(bound.range):
        name = "bound_out_of_hours"
    elif bound.bad:
        name = "bound_refused" if within else "bound_not_reached"
    elif bound.kind == DAY and not judged.born and bound.range.most != inf:
        early = judged.value.most < bound.range.least
        name = "bound_in_time" if within else "bound_early" if early else "bound_over"
    elif bound.kind in (DAY, bound_word("age")):
        name = "bound_fits" if within else "bound_unfit"
    elif bound.range.most == inf:
        name = "bound_enough" if within else "bound_short"
    else:
        name = "bound_kept" if within else "bound_capped" if bound.cap else "bound_beyond"
    more = message("bound_others") if within and not bound.bad else ""
    return message(name, told=in_minutes(judged.shown), bound=in_minutes(bound.shown), more=more)


def _is_eased(judged: Comparison) -> bool:
    """Whether what lies beyond a bound is kept by one to which some are eased."""
    if judged.within is not False:
        return False
    value, bound = judged.value, judged.bound.range
    above = any(bound.most < value.most and value.least <= end for end in judged.bound.eased)
    return above or any(bound.least > value.least and value.most >= end for end in judged.bound.eased)


def _eased(judged: Comparison) -> str:
    """The words for what only they keep to whom a bound is eased."""
    return message("bound_eased", told=in_minutes(judged.shown), bound=in_minutes(judged.bound.shown))


def _is_of_another_time(told: ToldValues, bound: Bound) -> bool:
    """Whether a question speaks of once more (还能再补一次), or counts what lies in another year."""
    if bound.kind == "times":
        return bool(bound_pattern("told", "again").search(told.text))
    is_count = bound.kind not in (DAY, bound_word("age"), *lengths_of_time())
    return is_count and bool(bound_pattern("told", "earlier").search(told.text))


def _is_whole_day(judged: Comparison) -> bool:
    """Whether a day is told without a time of day."""
    return judged.bound.kind == DAY and float(judged.value.least).is_integer()


def _is_open(one: Comparison, ends: Sequence[Bound]) -> bool:
    """Whether another number of the sentence, which may hold for some, would be kept otherwise; not one of another bound."""
    value, own = one.value, (one.bound.range.least, one.bound.range.most)
    if one.bound.cap or inf not in map(abs, own):
        return False
    bounds = {end for beside in ends for end in (beside.range.least, beside.range.most)}
    numbers = set(one.bound.others) - bounds
    sides = {value.least >= number if own[1] == inf else value.most <= number for number in numbers}
    return bool(sides - {one.within})
