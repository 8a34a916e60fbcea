"""Makes notice.yaml out of the rules.yaml of format 1: the same, with what a milestone closes and whom to phone."""

from __future__ import annotations

import re
from datetime import date

from bot.language.words import one_of
from bot.pack.layout import FORMAT
from bot.pack.reading.located import Located, Mapping, Scalar, Sequence

_OPENS = one_of("milestone", "opens", "beside")
"""A day of this name ends no application, even if it is the first."""
Note = tuple[str, str]
"""A guess for the author to check: the key, and what it was set to."""


def notice_file(text: str, root: Mapping) -> tuple[str, list[Note]]:
    """The text of notice.yaml, and what was guessed in it: format 1 went by the order of days and contacts."""
    lines = text.split("\n")
    notes: list[Note] = []
    for line, key, value, where in sorted(_missing(root), reverse=True):
        lines[line - 1 : line] = _beside(lines[line - 1], f"{key}: {value}")
        notes.insert(0, (key, f"{value}（{where}）"))
    first = min(root.key_lines.values(), default=1) - 1
    while first > 0 and lines[first - 1].startswith("#"):
        first -= 1
    blank = [""] if first < len(lines) and lines[first] else []
    lines[first:first] = [f"format: {FORMAT}", *blank]
    return "\n".join(lines), notes


def _missing(root: Mapping) -> list[tuple[int, str, str, str]]:
    """(line beside which it goes, key, value, what it is of) for each thing that format 1 left unsaid."""
    missing: list[tuple[int, str, str, str]] = []
    days = [one for one in _mappings(root.items.get("milestones")) if "derived" not in one.items]
    if not any("closes" in one.items for one in days):
        days.sort(key=lambda one: _text(one, "date"))
        closing = [one for one in days if not re.search(_OPENS, _text(one, "name"))]
        for one in days:
            closes = "submit" if one is (closing or days)[0] else "other"
            missing.append((one.key_lines.get("date", one.line), "closes", closes, _text(one, "id")))
    contacts = _mappings(root.items.get("contacts"))
    notice = root.items.get("notice")
    if len(contacts) > 1 and isinstance(notice, Mapping) and "phone" not in notice.items:
        line = max(notice.key_lines.values())
        missing.append((line, "phone", _text(contacts[0], "id"), "notice"))
    return missing


def _beside(line: str, words: str) -> list[str]:
    """A line with `words` below it at the same depth; inside the braces if it is written in them."""
    if re.match(r"\s*(- |\w+: )?\{", line):
        return [line.replace("{", f"{{{words}, ", 1)]
    indent = re.match(r"[\s-]*", line)
    return [line, " " * (indent.end() if indent else 0) + words]


def _mappings(node: Located | None) -> list[Mapping]:
    items = node.items if isinstance(node, Sequence) else ()
    return [item for item in items if isinstance(item, Mapping)]


def _text(mapping: Mapping, key: str) -> str:
    node = mapping.items.get(key)
    text = node.text if isinstance(node, Scalar) else ""
    return text if key != "date" or _is_day(text) else date.max.isoformat()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
