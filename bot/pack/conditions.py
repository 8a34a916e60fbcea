"""The conditions of an interview as data: a closed list of operators, none of it code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Answer = str | bool | int
"""What an answer may be compared with: a choice, 是/否, a number."""

KnowledgeOf = Literal["known", "unknown", "invalid", "applicable", "a_date"]
Comparison = Literal[
    "below", "at_most", "above", "at_least", "before", "on_or_before", "after", "on_or_after"
]


@dataclass(frozen=True)
class Operand:
    """What is compared with: another fact, a day, or a number."""

    fact: str = ""
    day: date | None = None
    number: int | None = None


@dataclass(frozen=True)
class Condition:
    """One node. `operator` is one of:

    - always; all, any, not (over `parts`);
    - equals (the fact is one of `values`), is_not (it is not *known* to be one of them), said (the same of what was
      given, even where the question does not apply);
    - is (known, unknown, invalid, applicable, a_date);
    - compare (`facts` added up, or one date moved by `years` and `months`, or the working days from it `until`
      another day, against `operand`).
    """

    operator: str = "always"
    parts: tuple[Condition, ...] = ()
    facts: tuple[str, ...] = ()
    values: tuple[Answer, ...] = ()
    comparison: str = ""
    operand: Operand | None = None
    years: int = 0
    months: int = 0
    until: Operand | None = None
    first_day_counts: bool = True

    def names(self) -> Iterator[str]:
        """Every fact that is read, with repetitions."""
        yield from self.facts
        for operand in (self.operand, self.until):
            if operand is not None and operand.fact:
                yield operand.fact
        for part in self.parts:
            yield from part.names()

    def nodes(self) -> Iterator[Condition]:
        """This node and all below it."""
        yield self
        for part in self.parts:
            yield from part.nodes()


ALWAYS = Condition()


def condition_to_plain(condition: Condition) -> dict[str, Any]:
    """As JSON can hold it; what is at its default is left out."""
    plain: dict[str, Any] = {"operator": condition.operator}
    if condition.parts:
        plain["parts"] = [condition_to_plain(part) for part in condition.parts]
    for key in ("facts", "values"):
        if getattr(condition, key):
            plain[key] = list(getattr(condition, key))
    for key in ("comparison", "years", "months"):
        if getattr(condition, key):
            plain[key] = getattr(condition, key)
    for key in ("operand", "until"):
        if getattr(condition, key) is not None:
            plain[key] = _operand_to_plain(getattr(condition, key))
    if not condition.first_day_counts:
        plain["first_day_counts"] = False
    return plain


def condition_from_plain(plain: Mapping[str, Any]) -> Condition:
    """A condition out of what `condition_to_plain` gave."""
    if plain["operator"] == ALWAYS.operator:
        return ALWAYS
    return Condition(
        operator=plain["operator"],
        parts=tuple(condition_from_plain(part) for part in plain.get("parts", ())),
        facts=tuple(plain.get("facts", ())),
        values=tuple(plain.get("values", ())),
        comparison=plain.get("comparison", ""),
        operand=_operand_from_plain(plain.get("operand")),
        years=plain.get("years", 0),
        months=plain.get("months", 0),
        until=_operand_from_plain(plain.get("until")),
        first_day_counts=plain.get("first_day_counts", True),
    )


def _operand_to_plain(operand: Operand) -> dict[str, Any]:
    if operand.day is not None:
        return {"day": operand.day.isoformat()}
    return {"fact": operand.fact} if operand.fact else {"number": operand.number}


def _operand_from_plain(plain: Mapping[str, Any] | None) -> Operand | None:
    if plain is None:
        return None
    day = date.fromisoformat(plain["day"]) if "day" in plain else None
    return Operand(plain.get("fact", ""), day, plain.get("number"))
