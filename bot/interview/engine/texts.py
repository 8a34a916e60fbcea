"""Fills the placeholders in the texts of an interview: {date.personal}, {place.phone}, {derived.recent_start}, {who}."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from bot.pack.conditions import Condition
from bot.pack.interview_model import Interview
from bot.pack.spoken import WHO, fill

Part = TypeVar("Part")
_TEXTS = frozenset(["question", "help", "text", "todo", "where", "obtain", "label", "name", "again"])


def filled(interview: Interview) -> Interview:
    """`interview` with the placeholders of every text filled."""
    return _filled(interview, interview.substitutions)


def about_another(interview: Interview) -> Interview:
    """`interview` as it is held about somebody else than who answers: `{who}` stays in its texts, for `naming` to fill."""
    values = {name: text for name, text in interview.substitutions.items() if name != WHO}
    return replace(interview, substitutions=values)


def naming(part: Part, who: str) -> Part:
    """`part` (a text, or plain data that holds texts) about somebody who is called `who`."""
    made: Any = part
    if isinstance(part, str):
        made = part.replace(f"{{{WHO}}}", who)
    elif isinstance(part, tuple):
        made = tuple(naming(item, who) for item in part)
    elif isinstance(part, Mapping):
        made = {key: naming(item, who) for key, item in part.items()}
    elif is_dataclass(part) and not isinstance(part, type):
        made = replace(part, **{field.name: naming(getattr(part, field.name), who) for field in fields(part)})
    return cast("Part", made)


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
