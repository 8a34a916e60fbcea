"""Reads the phrasings: one a line, under the id of their entry in square brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from bot.pack.faults import Fault, PackError, fault_of
from bot.pack.layout import PHRASINGS
from bot.pack.model import ENOUGH_PHRASINGS, Entry
from bot.pack.reading.located import read_text
from bot.pack.reading.older_names import in_names_of_today


@dataclass(frozen=True)
class Phrasings:
    """The phrasings of one entry: the file (as faults name it), the line of its heading, each with its line."""

    file: str
    line: int
    lines: tuple[tuple[int, str], ...]


MANY = 50
"""Phrasings of an entry, half of the entries having more, in which people's words for things are told."""
_NOTICE_YEAR = re.compile(r"\{notice\.year(?P<by>[+-]\d)?\}")


def is_thin(phrasings: Iterable[Phrasings]) -> bool:
    """Whether a pack has so few phrasings that they leave out how people call things every day."""
    counts = [len(one.lines) for one in phrasings]
    return not counts or (median(counts) < MANY and sum(counts) < ENOUGH_PHRASINGS)


def in_year(text: str, year: int) -> str:
    """A phrasing with the year of the notice, or one near it, where it stands for that: {notice.year}, {notice.year-1}."""
    return _NOTICE_YEAR.sub(lambda match: str(year + int(match["by"] or 0)), text)


def of_year(phrasings: Mapping[str, Phrasings], year: int) -> dict[str, Phrasings]:
    """Phrasings as they are said of a notice of this year."""
    return {
        id: replace(one, lines=tuple((number, in_year(text, year)) for number, text in one.lines))
        for id, one in phrasings.items()
    }


def with_phrasings(entry: Entry, phrasings: Mapping[str, Phrasings]) -> Entry:
    """An entry with the phrasings under its id added to those that it has."""
    found = phrasings.get(entry.id)
    if found is None:
        return entry
    lines, texts = zip(*found.lines, strict=True) if found.lines else ((), ())
    return replace(
        entry,
        variants=(*entry.variants, *texts),
        variant_lines=(*entry.variant_lines, *lines),
        phrasings_file=found.file,
    )


def read_phrasings(
    files: Iterable[Path], faults: list[Fault], folder: str = PHRASINGS
) -> dict[str, Phrasings]:
    """The phrasings by entry id. Each entry stands in one place; `#` begins a line that is a remark.

    Raises PackError if a file cannot be read: that its entries have no phrasings would only follow from it.
    """
    found: dict[str, Phrasings] = {}
    unread: list[Fault] = []
    for path in files:
        name = f"{folder}/{path.name}"
        try:
            text = in_names_of_today(name, read_text(path))
        except PackError as error:
            unread += [Fault(name, fault.line, fault.wrong, fault.mend) for fault in error.faults]
            continue
        for id, phrasings in _groups(name, text, faults):
            before = found.setdefault(id, phrasings)
            if before is not phrasings:
                faults.append(
                    fault_of(
                        name,
                        phrasings.line,
                        "phrasings_in_two_places",
                        id=id,
                        file=before.file,
                        line=before.line,
                    )
                )
    if unread:
        raise PackError(unread)
    return found


def _groups(file: str, text: str, faults: list[Fault]) -> list[tuple[str, Phrasings]]:
    groups: list[tuple[str, int, list[tuple[int, str]]]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            groups.append((line[1:-1].strip(), number, []))
        elif groups:
            groups[-1][2].append((number, line))
        else:
            faults.append(fault_of(file, number, "phrasing_before_headings"))
    return [(id, Phrasings(file, number, tuple(lines))) for id, number, lines in groups]
