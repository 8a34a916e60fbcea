"""The conditions of an interview as data: a closed list of operators, none of it code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Answer = str | bool | int
"""What an answer may be compared with: a choice, 是/否, a number."""

KnowledgeOf = Literal["known", "unknown", "invalid", "applicable", "a_date"]
Comparison = Literal[
    "below", "at_most", "above", "at_least", "before", "on_or_before", "after", "on_or_after"
]


@dataclass(frozen=True)
class Operand:
    """The right side of a comparison: another fact, a day (that of a milestone), or a number."""

    fact: str = ""
    day: date | None = None
    milestone: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Condition:
    """One node. `operator` is one of:

    - always; all, any, not (over `parts`);
    - equals (the fact is one of `values`), is_not (it is not *known* to be one of them), said (the same of what was
      given, even if the question does not apply);
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

    @property
    def is_always(self) -> bool:
        """Whether it holds whatever is answered."""
        return self.operator == "always"

    def names(self) -> Iterator[str]:
        """Every fact that the condition reads, with repetitions."""
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
