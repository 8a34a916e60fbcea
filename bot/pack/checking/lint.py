"""Further checks of a pack's content: uncovered clauses, near-duplicate phrasings, answers that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.pack.checking.likeness import near_pairs
from bot.pack.checking.quotes import squeeze
from bot.pack.faults import Fault, fault_of, wording
from bot.pack.layout import CLAUSES, FAQ
from bot.pack.model import Pack
from bot.pack.spoken import fill

MAX_ANSWER = 200
"""Characters of an answer without its clause line and without a URL: what a phone shows at a glance."""
_DATE_AND_HOUR = re.compile(wording("date_and_hour"))
TWIN = 94.0
"""Likeness (0–100) from which two phrasings of different entries are one question with two answers."""


def lint(pack: Pack) -> Iterator[Fault]:
    """Find every fault of content other than drift."""
    yield from _uncovered(pack)
    yield from _long(pack)
    yield from _hours_twice(pack)
    yield from _twins(pack)


def _uncovered(pack: Pack) -> Iterator[Fault]:
    covered = {
        clause for entry in pack.entries.values() if entry.kind == "answer" for clause in entry.clauses
    }
    for clause, named in pack.clauses.items():
        # What a later document says besides (its head, that all else stands) needs no entry.
        if clause not in covered and not named.document:
            yield fault_of(CLAUSES, pack.line_of(clause), "uncovered_clause", clause=clause)


def _long(pack: Pack) -> Iterator[Fault]:
    links = [text for name, text in pack.facts.substitutions.items() if name.startswith("link.")]
    for entry in pack.entries.values():
        text = fill(entry.answer, pack.facts.substitutions)
        for link in links:
            text = text.replace(link, "")
        if len(text) > MAX_ANSWER and not entry.shared:
            yield fault_of(
                FAQ,
                entry.line,
                "answer_too_long",
                entry=entry.id,
                count=len(text),
                most=MAX_ANSWER,
            )


def _hours_twice(pack: Pack) -> Iterator[Fault]:
    """Find answers that write an hour behind a day that says its own: 6月10日17:0017:00."""
    for entry in pack.entries.values():
        for match in _DATE_AND_HOUR.finditer(entry.answer):
            milestone = pack.facts.milestones.get(match["id"])
            if milestone is not None and milestone.hour and not entry.shared:
                yield fault_of(
                    FAQ, entry.line, "hour_twice", entry=entry.id, id=match["id"], hour=milestone.hour
                )


@dataclass(frozen=True)
class _Phrasing:
    entry: str
    file: str
    line: int
    text: str


def _phrasings(pack: Pack) -> Iterator[_Phrasing]:
    named = list(pack.entries.items())
    named += [(template.id, template) for template in pack.templates.values()]
    for id, entry in named:
        for line, variant in zip(entry.variant_lines, entry.variants, strict=True):
            if line:  # what came with the program is nobody's to mend
                yield _Phrasing(id, entry.phrasings_file, line, _bare(variant))


def _bare(phrasing: str) -> str:
    """A phrasing without spaces and punctuation: a question mark makes no difference."""
    return "".join(
        character for character in squeeze(phrasing).lower() if character.isalnum() or character in "{}"
    )


def _twins(pack: Pack) -> Iterator[Fault]:
    """Find phrasings that are nearly the same and point to different entries."""
    phrasings = list(_phrasings(pack))
    for numbers in near_pairs([one.text for one in phrasings], TWIN):
        first, second = sorted(
            (phrasings[number] for number in numbers), key=lambda one: (one.file, one.line)
        )
        if first.entry != second.entry:
            yield fault_of(
                second.file,
                second.line,
                "twin_phrasings",
                text=second.text[:20],
                entry=second.entry,
                other=first.entry,
                file=first.file,
                line=first.line,
            )
