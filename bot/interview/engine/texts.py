"""The texts of an interview with their placeholders filled, once, so that a turn has nothing to fill."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.pack.conditions import Condition
from bot.pack.interview_model import Interview
from bot.pack.spoken import fill

Part = TypeVar("Part")
_TEXTS = frozenset(["question", "help", "text", "todo", "where", "obtain", "label", "name", "again"])


def filled(interview: Interview) -> Interview:
    """`interview` with the placeholders of every text filled."""
    return _filled(interview, interview.substitutions)


def _filled(part: Part, values: dict[str, str]) -> Part:
    if isinstance(part, Condition) or not is_dataclass(part):
        return part
    changes: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str):
            changes[field.name] = fill(value, values) if field.name in _TEXTS else value
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_filled(item, values) for item in value)
        elif isinstance(value, dict):
            changes[field.name] = {key: _filled(item, values) for key, item in value.items()}
        else:
            changes[field.name] = _filled(value, values)
    return replace(part, **changes)  # type: ignore[type-var]
