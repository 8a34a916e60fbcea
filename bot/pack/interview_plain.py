"""An interview as plain data and back, for the compiled form of a pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from bot.pack.conditions import Condition, condition_from_plain, condition_to_plain
from bot.pack.interview_model import Case, Derived, Fact, Interview, Item, Option, Outcome, Rule, VerdictText

Part = TypeVar("Part")
Plain = Mapping[str, Any]


def interview_to_plain(interview: Interview) -> dict[str, Any]:
    """The interview as JSON can hold it."""
    return _to_plain(interview)  # type: ignore[no-any-return]


def _to_plain(part: Any) -> Any:
    if isinstance(part, Condition):
        return condition_to_plain(part)
    if isinstance(part, date):
        return part.isoformat()
    if isinstance(part, (tuple, list)):
        return [_to_plain(item) for item in part]
    if isinstance(part, dict):
        return {key: _to_plain(item) for key, item in part.items()}
    if hasattr(part, "__dataclass_fields__"):
        return {field.name: _to_plain(getattr(part, field.name)) for field in fields(part)}
    return part


def interview_from_plain(plain: Plain) -> Interview:
    """An interview out of what `interview_to_plain` gave. Raises KeyError, TypeError or ValueError for all else."""
    return Interview(
        facts=_named(plain["facts"], _fact),
        derived=_named(plain["derived"], _derived),
        rules=_named(plain["rules"], _rule),
        items=_named(plain["items"], _item),
        routes=_named(plain["routes"], _item),
        verdicts=_named(plain["verdicts"], lambda verdict: VerdictText(**verdict)),
        substitutions=dict(plain["substitutions"]),
        shrinks_when=_maybe(plain["shrinks_when"], condition_from_plain),
        marks=dict(plain["marks"]),
        again=plain["again"],
    )


def _named(plain: Plain, read: Callable[[Plain], Part]) -> dict[str, Part]:
    return {id: read(part) for id, part in plain.items()}


def _maybe(plain: Plain | None, read: Callable[[Plain], Part]) -> Part | None:
    return None if plain is None else read(plain)


def _fact(plain: Plain) -> Fact:
    options = tuple(
        Option(option["value"], option["label"], tuple(option["words"]), tuple(option["asked"]))
        for option in plain["options"]
    )
    changed = {
        "clauses": tuple(plain["clauses"]),
        "near": tuple(plain["near"]),
        "unsure": tuple(plain["unsure"]),
        "vague": tuple(plain["vague"]),
        "options": options,
        "asked_when": condition_from_plain(plain["asked_when"]),
    }
    return Fact(**{**plain, **changed})


def _derived(plain: Plain) -> Derived:
    changed = {
        "cases": tuple((condition_from_plain(when), value, same) for when, value, same in plain["cases"]),
        "earliest": tuple(plain["earliest"]),
        "day": None if plain["day"] is None else date.fromisoformat(plain["day"]),
    }
    return Derived(**{**plain, **changed})


def _rule(plain: Plain) -> Rule:
    changed = {
        "clauses": tuple(plain["clauses"]),
        "when": condition_from_plain(plain["when"]),
        "cases": tuple(map(_case, plain["cases"])),
        "passed": _maybe(plain["passed"], _outcome),
        "unknown": _maybe(plain["unknown"], _outcome),
        "known": _maybe(plain["known"], condition_from_plain),
        "notes": tuple(map(_case, plain["notes"])),
        "suspended_by": tuple(plain["suspended_by"]),
    }
    return Rule(**{**plain, **changed})


def _case(plain: Plain) -> Case:
    return Case(condition_from_plain(plain["condition"]), _outcome(plain["outcome"]))


def _outcome(plain: Plain) -> Outcome:
    return Outcome(**{**plain, "ask_again": tuple(plain["ask_again"])})


def _item(plain: Plain) -> Item:
    changed = {"clauses": tuple(plain["clauses"]), "when": condition_from_plain(plain["when"])}
    return Item(**{**plain, **changed})
