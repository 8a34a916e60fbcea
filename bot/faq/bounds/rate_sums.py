"""Sums by a rate that a notice sets for each of its kinds: 三级每月350元, of who tells 三级 and 11个月."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.faq.bounds.bound_patterns import bound_pattern
from bot.faq.bounds.measures import plain_unit
from bot.faq.bounds.told_values import ToldValues
from bot.faq.entry_texts import sentences
from bot.language.normalize import normalize
from bot.messages import message
from bot.pack.model import Clause, Pack

_SHORTEST_KIND = 2
_STOPS = "。；;"


@dataclass(frozen=True)
class Rate:
    """What a sentence sets for each of something: `names` are what it is for, `per` that of which there may be `most`; `also` is
    what another clause of the section adds to it for some."""

    clause: str
    said: str
    names: tuple[str, ...]
    per: str
    sum: float
    most: float | None
    also: str = ""


def rates_of(pack: Pack) -> list[Rate]:
    """The rates of all clauses of a pack that are in force."""
    clauses = [clause for clause in pack.clauses.values() if not clause.changed_by]
    return [replace(rate, also=_added(clauses, rate)) for clause in clauses for rate in _rates(clause)]


def _added(clauses: list[Clause], rate: Rate) -> str:
    """The sentence of the same section that raises a rate for some."""
    section = rate.clause.rpartition(".")[0]
    beside = (one for one in clauses if section and one.id.rpartition(".")[0] == section)
    said = (sentence for one in beside for sentence in sentences(one.text))
    found = next((one for one in said if bound_pattern("stated", "raised").search(normalize(one))), "")
    return found.rstrip(_STOPS)


def _rates(clause: Clause) -> Iterator[Rate]:
    text = normalize(clause.text)
    caps = {match["per"]: float(match["n"]) for match in bound_pattern("stated", "rate_cap").finditer(text)}
    for sentence in sentences(clause.text):
        for match in bound_pattern("stated", "rate").finditer(normalize(sentence)):
            names = tuple(filter(None, bound_pattern("stated", "brackets").split(match["label"])))
            yield Rate(clause.id, clause.text, names, match["per"], float(match["n"]), caps.get(match["per"]))


def sum_of(rates: list[Rate], told: ToldValues) -> tuple[Rate, str] | None:
    """The rate of the only kind that a question names, and what it comes to for the only number of times that it tells."""
    named = _rates_named(rates, told.text)
    if len(named) != 1 or not bound_pattern("told", "money").search(told.text):
        return None
    rate = named[0]
    numbers = {
        one.low for one in told.numbers if one.low == one.high and _counts(one.run, one.measure, rate.per)
    }
    if len(numbers) != 1:
        return None
    number = min(numbers.pop(), rate.most or float("inf"))
    unit = bound_unit(rate.per)
    raised = bound_pattern("stated", "raised").search(normalize(rate.also))
    more = ""
    if raised and raised["n"]:
        whole = rate.sum * number * (1 + float(raised["n"]) / 100)
        more = message("rate_also", also=rate.also, sum=f"{whole:g}")
    words = message(
        "rate_sum",
        each=f"{rate.sum:g}",
        number=f"{number:g}",
        unit=unit,
        sum=f"{rate.sum * number:g}",
        more=more,
    )
    return rate, words


def bound_unit(per: str) -> str:
    """A unit as it stands behind a number: 个月."""
    return message("rate_months") if plain_unit(message("rate_months")) == per else per


def _counts(run: str, measure: str, per: str) -> bool:
    return measure == per or run.startswith(per)


def _rates_named(rates: list[Rate], text: str) -> list[Rate]:
    """The rates whose kind a text names, by the longest of their names; by the beginnings of those where it names none whole."""
    for cut in (None, -1):
        lengths = {
            place: max((len(name[:cut]) for name in rate.names if name[:cut] in text), default=0)
            for place, rate in enumerate(rates)
        }
        longest = max(lengths.values(), default=0)
        if longest >= _SHORTEST_KIND:
            return [rates[place] for place, length in lengths.items() if length == longest]
    return []
