"""Reads notice.md: the notice's own words, cut at its clauses.

A line `## id | shown as | name` starts a clause; one `# ` heading belongs to the notice but to no clause; the rest
is the notice's text. A clause may come in several parts.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.pack.faults import Fault, PackError, fault_of
from bot.pack.model import Clause, NoticeLine
from bot.pack.reading.located import read_text

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_clauses(path: Path, name: str = "") -> tuple[dict[str, Clause], tuple[NoticeLine, ...]]:
    """The clauses by id in order, and the lines of the whole notice. `name` is what faults call the file; else its own name.

    Raises PackError for a heading that is not `## id | shown | name`, or text before the first clause.
    """
    name = name or path.name
    raw = read_text(path, name)
    # A comment is blanked line by line so that the line numbers in faults stay right.
    text = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), raw)
    faults: list[Fault] = []
    heads: dict[str, tuple[str, str]] = {}
    bodies: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    lines: list[NoticeLine] = []
    current = ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("## "):
            current = _open_clause(name, number, stripped, heads, faults) or current
            places.setdefault(current, number)
        elif stripped.startswith("# "):
            lines.append(NoticeLine("", stripped[2:], number))
        elif stripped and not current:
            faults.append(fault_of(name, number, "text_before_clauses"))
        elif stripped:
            lines.append(NoticeLine(current, stripped, number))
            bodies.setdefault(current, []).append(stripped)
    faults += [fault_of(name, places[id], "clause_without_text", id=id) for id in heads if id not in bodies]
    if not heads:
        faults.append(fault_of(name, 0, "no_clauses"))
    if faults:
        raise PackError(faults)
    clauses = {id: Clause(id, shown, name, "\n".join(bodies[id])) for id, (shown, name) in heads.items()}
    return clauses, tuple(lines)


def _open_clause(
    file: str, line: int, heading: str, heads: dict[str, tuple[str, str]], faults: list[Fault]
) -> str | None:
    parts = [part.strip() for part in heading[3:].split("|")]
    if len(parts) != 3 or not all(parts):
        faults.append(fault_of(file, line, "bad_clause_heading"))
        return None
    id, shown, name = parts
    if heads.setdefault(id, (shown, name)) != (shown, name):
        faults.append(fault_of(file, line, "clause_shown_in_two_ways", id=id))
    return id
