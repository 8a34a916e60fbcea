"""Faults by what causes them: those of notice.yaml first, and under each what follows from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.pack.faults import Fault, fault_of
from bot.pack.layout import CLAUSES, FAQ, LEXICON, NOTICE, RULES

_FILE_ORDER = (CLAUSES, NOTICE, LEXICON, RULES, FAQ)
"""The files from causes to consequences; what stands in none of them (phrasings, sayings, tests) comes last."""
_FEWEST_USES = 2
"""Uses of one missing name that are told as one fault."""
_PLACEHOLDER = re.compile(r"\{(.+)\}")
_NAMED_THING = re.compile(r"(clause|fact) (.+)")
_MISSING_IN = {"clause": (CLAUSES, "clause_missing"), "fact": (RULES, "fact_missing")}


@dataclass(frozen=True)
class Cause:
    """A fault, and those that will be gone once it is mended."""

    fault: Fault
    consequences: tuple[Fault, ...] = ()


def causes_of(faults: Iterable[Fault]) -> list[Cause]:
    """The faults as causes with their consequences, in the order in which they are best mended."""
    left = sorted(dict.fromkeys(faults), key=_rank)
    causes: list[Cause] = []
    while left:
        first, *others = left
        things = set(first.about) if first.is_cause else set(first.about[:1])
        follows = [other for other in others if things & set(other.about) and not other.is_cause]
        gone = {id(other) for other in follows}
        left = [other for other in others if id(other) not in gone]
        causes.append(_missing_name(first, follows) or Cause(first, tuple(follows)))
    return sorted(causes, key=lambda cause: _rank(cause.fault))


def _rank(fault: Fault) -> tuple[int, str, int]:
    rank = _FILE_ORDER.index(fault.file) if fault.file in _FILE_ORDER else len(_FILE_ORDER)
    return _rank_in_notice(fault) or rank, fault.file, fault.line


def _rank_in_notice(fault: Fault) -> int:
    """What nothing says of a clause is told after all that may be the cause of it."""
    return len(_FILE_ORDER) if fault.file == CLAUSES and fault.about else 0


def _missing_name(first: Fault, follows: Sequence[Fault]) -> Cause | None:
    """A name that is used several times and stands nowhere: one fault where it should stand."""
    uses = (first, *follows)
    if len(uses) < _FEWEST_USES or not first.about:
        return None
    make = _maker(first.about[0], len(uses))
    return Cause(make(), uses) if make else None


def _maker(about: str, count: int) -> Callable[[], Fault] | None:
    named, placeholder = _NAMED_THING.fullmatch(about), _PLACEHOLDER.fullmatch(about)
    if placeholder:
        name = placeholder[1]
        return lambda: fault_of(NOTICE, 0, "name_missing", name=name, count=count)
    if named:
        file, fault = _MISSING_IN[named[1]]
        return lambda: fault_of(file, 0, fault, name=named[2], count=count)
    return None
