"""The entry that any pack has whose notice was changed: what came later, and what it says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from bot.messages import message
from bot.pack.faults import Fault, PackError
from bot.pack.layout import PHRASINGS, SHARED
from bot.pack.model import Clause, Entry, Facts
from bot.pack.reading.phrasing_reader import read_phrasings, with_phrasings
from bot.pack.spoken import spoken_date

ID = "amendments"
"""The id of the entry, under which stand its phrasings, and which a pack may use for one of its own."""


def amendments_entry(facts: Facts, clauses: Mapping[str, Clause], own: Collection[str]) -> dict[str, Entry]:
    """The entry by its id; nothing if the notice was not changed, or the pack has one itself."""
    documents = facts.amended.documents
    if not documents or ID in own:
        return {}
    faults: list[Fault] = []
    phrasings = read_phrasings([SHARED / PHRASINGS / f"{ID}.txt"], faults)
    if faults:
        raise PackError(faults)
    cited = tuple(dict.fromkeys(own for one in reversed(documents) for own in one.changes.values()))
    entry = Entry(
        id=ID,
        title=message("amendments_title"),
        kind="answer",
        answer="\n".join(
            (message("amendments_answer", count=len(documents)), *_document_rows(facts, clauses))
        ),
        clauses=cited,
        topic=message("amendments_topic"),
        aspects=("when", "which", "deadline", "why"),
        shared=True,
    )
    entry = with_phrasings(entry, phrasings)
    return {ID: replace(entry, variant_lines=(0,) * len(entry.variants), phrasings_file="")}


def _document_rows(facts: Facts, clauses: Mapping[str, Clause]) -> Iterator[str]:
    """Each document, the latest first, with what it says in place of the notice."""
    for one in reversed(facts.amended.documents):
        texts = dict.fromkeys(clauses[own].text.replace("\n", "") for own in one.changes.values())
        heads = {"number": one.number, "date": spoken_date(one.day), "title": one.title}
        yield message("amendments_row", **heads, text="\n".join(texts))
