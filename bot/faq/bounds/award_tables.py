"""The tables of points that a notice gives: 大专5分，本科10分; 每满50小时2分，最高6分; each line with what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.faq.bounds.bound_patterns import bound_pattern
from bot.faq.bounds.measures import in_kind, kind_of_unit, plain_unit
from bot.faq.entry_texts import sentences
from bot.language.normalize import normalize
from bot.pack.model import Clause, Pack

_LONGEST_LABEL = 14


@dataclass(frozen=True)
class Award:
    """What a clause gives: `points` of a `measure` , once, or for `each` so much of a `kind` in its `unit` up to `most`.

    `label` is what the whole clause is for, `name` what this line of it is for. `highest` tells that only the best line of
    its clause counts, `highest_with` names that clause beside which only the better one does.
    """

    clause: str
    label: str
    name: str
    points: float
    measure: str
    each: float = 0.0
    kind: str = ""
    unit: str = ""
    most: float | None = None
    highest: bool = False
    highest_with: str = ""


def awards_of(pack: Pack) -> list[Award]:
    """The awards of all clauses of a pack that are in force."""
    return [
        award for clause in pack.clauses.values() if not clause.changed_by for award in _in_clause(clause)
    ]


def _in_clause(clause: Clause) -> Iterator[Award]:
    text = bound_pattern("listed", "beside").sub("", normalize(clause.text))
    label, colon, _ = text.partition(":")
    label = label if colon and len(label) <= _LONGEST_LABEL else normalize(clause.name)
    beside = bound_pattern("awards", "highest_with").search(text)
    highest = not beside and bool(bound_pattern("awards", "highest").search(text))
    found: list[Award] = []
    for sentence in sentences(text):
        for segment in bound_pattern("stated", "segment").split(sentence):
            cap = bound_pattern("awards", "cap").search(segment)
            if cap and found and found[-1].each:
                found[-1] = replace(found[-1], most=float(cap["n"]))
            elif not cap:
                award = _award(clause.id, label, segment)
                found += [award] if award else []
    for award in found:
        yield replace(award, highest=highest, highest_with=beside["with"] if beside else "")


def _award(clause: str, label: str, segment: str) -> Award | None:
    """The award that a part of a sentence tells; None if it tells none."""
    match = bound_pattern("awards", "each").search(segment)
    if match:
        unit = plain_unit(match["unit"])
        each = in_kind(float(match["each"] or 1), unit)
        return Award(
            clause,
            label,
            match["name"] or label,
            float(match["n"]),
            match["measure"],
            each,
            kind_of_unit(unit),
            unit,
        )
    match = bound_pattern("awards", "once").search(segment)
    return Award(clause, label, match["name"], float(match["n"]), match["measure"]) if match else None
