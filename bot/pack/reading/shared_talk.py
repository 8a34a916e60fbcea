"""Reads what is said whatever the notice (greetings, thanks, orders, what is off the subject), which comes with the program."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from bot.pack.faults import Fault, PackError, wording
from bot.pack.layout import PHRASINGS, SHARED, TALK
from bot.pack.model import Entry, EntryKind, Facts
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import read_yaml
from bot.pack.reading.phrasing_reader import read_phrasings, with_phrasings
from bot.pack.spoken import contact_line

_ASK = "{ask}"


@dataclass(frozen=True)
class SharedTalk:
    """An entry of it; `without` is what a pack says in its place that holds no interviews, empty if it says the same."""

    entry: Entry
    without: str


@cache
def shared_talk() -> dict[str, SharedTalk]:
    """What any pack gets, by its id, with its phrasings, which have no line in the pack.

    Raises PackError if the files that came with the program are damaged.
    """
    return read_talk(SHARED)


def read_talk(folder: Path) -> dict[str, SharedTalk]:
    """What is said whatever the notice, of a folder. Raises PackError if it has faults."""
    faults: list[Fault] = []
    phrasings = read_phrasings(sorted((folder / PHRASINGS).glob("*.txt")), faults)
    name = f"{folder.name}/{TALK}"
    top = Fields(name, read_yaml(folder / TALK), faults, name)
    top.only({"entries"})
    found: dict[str, SharedTalk] = {}
    for fields in top.each("entries", wording("entry")):
        entry = with_phrasings(_talk_entry(fields), phrasings)
        entry = replace(entry, variant_lines=(0,) * len(entry.variants), phrasings_file="")
        found[entry.id] = SharedTalk(entry, fields.text("without", ""))
    if faults:
        raise PackError(faults)
    return found


def with_shared_phrasings(entry: Entry) -> Entry:
    """An entry of a pack with the phrasings of the shared one in whose place it stands."""
    shared = shared_talk().get(entry.id)
    if shared is None or shared.entry.kind != entry.kind:
        return entry
    return replace(
        entry,
        variants=(*shared.entry.variants, *entry.variants),
        variant_lines=(*shared.entry.variant_lines, *entry.variant_lines),
    )


def talk_for(facts: Facts, own: Collection[Entry], *, interview: bool) -> Iterator[Entry]:
    """What is said whatever the notice, as a pack with its `own` entries says it.

    Left out is what it has itself, by the id or by what an action does. `interview` tells whether it holds any.
    """
    ids, acts = {entry.id for entry in own}, {entry.action for entry in own if entry.action}
    submission = facts.submission
    ask = contact_line(facts.hand_off)
    for one in shared_talk().values():
        entry = one.entry
        if entry.id in ids or (entry.action and entry.action in acts):
            continue
        if one.without and not interview:
            entry = replace(entry, kind="smalltalk", action="", answer=one.without)
        clauses: tuple[str, ...] = ()
        if entry.action:
            clauses = submission.clauses if submission is not None else facts.hand_off.clauses
        yield replace(entry, answer=entry.answer.replace(_ASK, ask), clauses=clauses)


def _talk_entry(fields: Fields) -> Entry:
    fields.only({"id", "title", "kind", "answer", "action", "without"})
    return Entry(
        id=fields.text("id"),
        title=fields.text("title"),
        kind=cast("EntryKind", fields.text("kind")),
        answer=fields.text("answer"),
        action=fields.text("action", ""),
        shared=True,
    )
