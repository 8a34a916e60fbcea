"""The bounds that the clauses of a notice set: 满2年, 不超过60日, 男性未满60周岁, 2021年7月1日以后.

A bound is compared with what an asker tells; whether it is a condition, or leads to something (2000人以上的可报50件), the words
behind it say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf

from bot.faq.bounds.bound_patterns import bound_pattern, bound_word, lengths_of_time, parts_of, scales
from bot.faq.bounds.compound_figures import in_one_figure
from bot.faq.bounds.eased_bounds import eased_ends, eased_in, excepted_in
from bot.faq.bounds.measures import (
    DAY,
    Range,
    days_of,
    endless,
    in_kind,
    kind_of_unit,
    minute_of,
    plain_unit,
)
from bot.faq.bounds.whose_value import APPLICANT, person_of_bound
from bot.faq.entry_texts import pairs, sentences
from bot.language.normalize import normalize
from bot.pack.model import Clause, Pack

_REACH = 6
"""Characters between the two ends of one bound."""
_SEX_BEFORE = 5
_BEHIND = 10
_UNTIL_MIDNIGHT = 0.9999


@dataclass(frozen=True)
class Bound:
    """One bound of a clause.

    `shown` are its words (满2年), `said` the sentence it stands in, as printed. `segment` and `rest` are the parts of the
    text beside it, in its part of the sentence and in the others, `before` and `behind` those right beside it, `excepted`
    those of exceptions. `kind` is what is measured, `unit` the word for it. `bad` tells that what lies within it is
    refused, `leads` that it only leads to something, `cap` that what lies beyond counts no further. `late` and `early` are
    two events between which the time is measured (入职 and 毕业 of 入职时毕业未满5年). `hours` are the minutes of a day
    between which it holds, `others` further numbers of its unit in the sentence, `person` of whom it speaks, `figures`
    those that name what it is about (800米跑), `eased` to what exceptions of the clause ease it.
    """

    clause: str
    said: str
    shown: str
    kind: str
    unit: str
    range: Range
    strict_least: bool = False
    strict_most: bool = False
    per: str = ""
    sex: str = ""
    as_of: date | None = None
    bad: bool = False
    leads: bool = False
    cap: bool = False
    late: str = ""
    early: str = ""
    segment: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    excepted: frozenset[str] = frozenset()
    hours: tuple[tuple[int, int], ...] = ()
    others: tuple[float, ...] = ()
    person: str = APPLICANT
    figures: frozenset[str] = frozenset()
    eased: tuple[float, ...] = ()
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def bounds_of(pack: Pack) -> list[Bound]:
    """All bounds of the clauses of a pack that are in force.

    The one day on which the conditions of a section must be met holds for those of its clauses that name none.
    """
    year = pack.facts.year
    clauses = [clause for clause in pack.clauses.values() if not clause.changed_by]
    found = [bound for clause in clauses for bound in _in_clause(clause, year)]
    days: dict[str, set[date]] = {}
    for bound in found:
        days.setdefault(_section(bound), set()).update({bound.as_of} - {None})  # type: ignore[arg-type]
    return [
        replace(bound, as_of=min(named)) if bound.as_of is None and len(named) == 1 else bound
        for bound in found
        for named in (days[_section(bound)],)
    ]


def _section(bound: Bound) -> str:
    return bound.clause.partition(".")[0]


def _in_clause(clause: Clause, year: int) -> Iterator[Bound]:
    said = [one.strip() for one in sentences(clause.text)]
    as_of: date | None = None
    ages: Bound | None = None
    whole = in_one_figure(normalize(clause.text))
    excepted, eased = excepted_in(whole), eased_in(whole)
    for sentence in filter(None, said):
        text = in_one_figure(normalize(sentence))
        as_of = _as_of(text, year) or as_of
        found = [*_amounts(text, clause.id, sentence), *_day_bounds(text, clause.id, sentence, year)]
        for bound in _merged(found):
            own = frozenset() if bound.leads else excepted - bound.segment
            ages = bound if bound.kind == bound_word("age") else ages
            most = ages.range.most if ages else inf
            ends = eased_ends(bound.kind, bound.range.least, most, eased)
            yield replace(bound, as_of=as_of, excepted=own, eased=tuple(ends))


def _as_of(text: str, year: int) -> date | None:
    """The day on which what a sentence asks for must be so."""
    match = bound_pattern("stated", "as_of").search(text)
    written = match and (match["day"] or match["day2"])
    days = _written_days(written, year) if written else None
    return date.fromordinal(int(days.most)) if days else None


def _written_days(written: str, year: int) -> Range | None:
    """The days of a date as notices write them, in the notice's year if they name none; None if there is no such day."""
    match = bound_pattern("stated", "date").fullmatch(written)
    if match is None:
        return None
    if match["only_year"]:
        return days_of(match["only_year"])
    value = f"{int(match['year'] or year):04}-{int(match['month']):02}"
    value += f"-{int(match['number']):02}" if match["number"] else ""
    timed = bool(match["number"] and match["clock"])
    value += f" {match['clock']}" if timed else ""
    with suppress(ValueError):
        days = days_of(value)
        return days if timed else Range(days.least, days.most + _UNTIL_MIDNIGHT)
    return None


def _amounts(text: str, clause: str, sentence: str) -> Iterator[Bound]:
    """The bounds of numbers in a normalised sentence; its dates are no numbers."""
    plain = bound_pattern("stated", "any_day").sub(lambda match: " " * len(match[0]), text)
    for match in bound_pattern("stated", "amount").finditer(plain):
        if match["low"]:
            low, high, unit = float(match["low"]), float(match["high"]), plain_unit(match["unit3"])
            bound = Bound(clause, sentence, match[0], kind_of_unit(unit), unit, Range(low, high))
            yield _beside(bound, text, match.start(), match.end())
            continue
        one = next(place for place in "124" if match[f"n{place}"])
        named = match.groupdict()
        unit = plain_unit(match[f"unit{one}"])
        if one == "4" and (measure := bound_pattern("stated", "measure").search(unit)):
            unit = measure[0]
        if bound_pattern("stated", "barred").match(plain, match.end()):
            continue  # for how long something is refused is no bound
        scale = scales().get(named.get(f"scale{one}") or "", 1.0)
        found = _of_words(
            Bound(clause, sentence, match[0], kind_of_unit(unit), unit, Range(-inf, inf)),
            match["before"] if one == "1" else "",
            match[f"behind{one}"] or "",
            in_kind(float(match[f"n{one}"]) * scale, unit),
        )
        if found is not None:
            yield _beside(found, text, match.start(), match.end())


def _of_words(bound: Bound, before: str, behind: str, value: float) -> Bound | None:
    """A bound with the end that the words around its number set."""
    if bound_pattern("stated", "below").fullmatch(before):
        return replace(bound, range=endless(None, value), strict_most=True)
    if bound_pattern("stated", "above").fullmatch(before):
        return replace(bound, range=endless(value, None), strict_least=True)
    if bound_pattern("stated", "at_most").search(behind):
        return replace(bound, range=endless(None, value))
    if bound_pattern("stated", "at_least").search(behind):
        return replace(bound, range=endless(value, None))
    if bound_pattern("stated", "at_most").fullmatch(before):
        is_cap = bool(bound_pattern("stated", "cap").fullmatch(before))
        return replace(bound, range=endless(None, value), cap=is_cap)
    if bound_pattern("stated", "at_least").fullmatch(before):
        return replace(bound, range=endless(value, None))
    return None


def _day_bounds(text: str, clause: str, sentence: str, year: int) -> Iterator[Bound]:
    """The bounds of days in a normalised sentence."""
    taken: list[tuple[int, int]] = []
    for name in ("day_span", "day_after", "day_before"):
        for match in bound_pattern("stated", name).finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            if name == "day_span":
                first = _written_days(match["first"], year)
                last = _written_days(_completed(match["first"], match["last"]), year)
                found = Range(first.least, last.most) if first and last else None
            else:
                days = _written_days(bound_pattern("stated", "any_day").search(match[0])[0], year)  # type: ignore[index]
                found = days and (
                    endless(days.least, None) if name == "day_after" else endless(None, days.most)
                )
            if found:
                taken.append((match.start(), match.end()))
                bound = Bound(clause, sentence, match[0], DAY, DAY, found)
                yield _beside(bound, text, match.start(), match.end())


def _completed(first: str, last: str) -> str:
    """The last day of a span with the year of its first one, if it names none itself."""
    year = bound_pattern("stated", "year").match(first)
    return (
        last
        if bound_pattern("stated", "year").match(last) or year is None
        else f"{first[: year.end() + 1]}{last}"
    )


def _beside(bound: Bound, text: str, start: int, end: int) -> Bound:
    """A bound with what stands around it in its sentence."""
    cuts = [0, *(match.end() for match in bound_pattern("stated", "segment").finditer(text)), len(text)]
    first = max(cut for cut in cuts if cut <= start)
    last = min(cut for cut in cuts if cut >= end)
    is_least = bound.range.most == inf and bound.kind != DAY
    if is_least and first and bound_pattern("stated", "alone").fullmatch(text[first:start] + text[end:last]):
        first = max(cut for cut in cuts if cut < first)  # 持有效居住证,连续满6个月 is of what stands before
    segment, behind = text[first:last], text[end:]
    per = bound_pattern("stated", "per").search(segment)
    event = bound_pattern("stated", "event").search(text[first:start])
    near = text[max(first, start - _SEX_BEFORE) : start]
    sexes = [name for name in ("men", "women") if bound_pattern("stated", name).search(near)]
    headed = None if sexes else bound_pattern("stated", "heading_of_sex").search(text[:start])
    if headed:
        sexes = [name for name in ("men", "women") if bound_pattern("stated", name).search(headed["who"])]
    parts = bound_pattern("stated", "segment").split(text[:first] + "," + text[last:])
    hours = [
        (minute_of(match["from"]), minute_of(match["to"]))
        for match in bound_pattern("stated", "hours").finditer(text)
    ]
    others = _of_same_unit(bound, text[:start], text[end:])
    leads = bool(bound_pattern("stated", "leads").match(behind))
    refused = bound_pattern("stated", "refuses").search(behind)
    return replace(
        bound,
        per=per[0] if per else "",
        sex=sexes[0] if len(sexes) == 1 else "",
        bad=leads and bool(refused),
        leads=leads,
        late=event["late"] if event else "",
        early=event["early"] if event else "",
        segment=parts_of(segment[: start - first] + " " + segment[end - first :]),
        before=pairs(text[max(first, start - _BEHIND) : start]),
        behind=pairs(behind[:_BEHIND]),
        rest=parts_of(" ".join(parts)),
        hours=tuple(hours),
        others=tuple(others),
        person=person_of_bound(text[:start]),
        figures=figures_in(f"{text[first:start]} {text[end:last]}"),
        start=start,
        end=end,
    )


def figures_in(text: str) -> frozenset[str]:
    """The figures of a normalised text, each with the character behind it."""
    return frozenset(bound_pattern("stated", "figure").findall(text))


def _of_same_unit(bound: Bound, *texts: str) -> Iterator[float]:
    """The other numbers of a sentence that count what a bound does, but times and ages: 50 of 不超过30件，大校可报50件."""
    if bound.kind in (DAY, bound_word("age"), *lengths_of_time()):
        return
    for text in texts:
        for match in bound_pattern("stated", "same_unit").finditer(text):
            is_cap = bound_pattern("stated", "capped").search(text[: match.start()])
            if text[match.end() :].startswith(bound.unit) and not is_cap:
                yield float(match["n"])


def _merged(found: list[Bound]) -> Iterator[Bound]:
    """The bounds of a sentence, of which two ends of one range are one: 18周岁以上、45周岁以下."""
    held: Bound | None = None
    for bound in sorted(found, key=lambda one: one.start):
        if held and _is_rest_of(held, bound):
            held = replace(
                held,
                shown=f"{held.shown}{bound.shown}",
                range=Range(max(held.range.least, bound.range.least), min(held.range.most, bound.range.most)),
                strict_least=held.strict_least or bound.strict_least,
                strict_most=held.strict_most or bound.strict_most,
                end=bound.end,
            )
            continue
        if held:
            yield held
        held = bound
    if held:
        yield held


def _is_rest_of(held: Bound, bound: Bound) -> bool:
    """Whether a bound is the other end of the one before it."""
    alike = held.kind == bound.kind and held.sex == bound.sex and bound.start - held.end <= _REACH
    return alike and not bound.cap and held.range.most == inf and bound.range.least == -inf
