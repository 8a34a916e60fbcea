"""Reads the silent points that all notices share (费用, 地址, 办公时间 …), which come with the program."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from bot.messages import message
from bot.pack.faults import Fault, PackError, wording
from bot.pack.layout import FAQ, PHRASINGS, SHARED
from bot.pack.model import Aspect, Entry, Facts
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import read_yaml
from bot.pack.reading.phrasing_reader import Phrasings, read_phrasings, with_phrasings
from bot.pack.spoken import contact_line

PHONE = "phone"
"""The name under which the packs say whom to phone, among their `looks`."""

_ENOUGH_OF_ITS_OWN = 12
"""Phrasings from which on those for any notice are left out."""


@dataclass(frozen=True)
class SharedPoint:
    """A silent point; the words of `yields_to` in a title or topic show that a notice says something of it after all."""

    entry: Entry
    yields_to: tuple[str, ...]


@cache
def shared_points() -> tuple[SharedPoint, ...]:
    """The silent points that any pack gets, with their phrasings, which have no line in it.

    Raises PackError if the files that came with the program are damaged.
    """
    return read_shared(SHARED)


def read_shared(folder: Path) -> tuple[SharedPoint, ...]:
    """The silent points of a folder. Raises PackError if it has faults."""
    faults: list[Fault] = []
    phrasings = read_phrasings(sorted((folder / PHRASINGS).glob("*.txt")), faults)
    name = f"{folder.name}/{FAQ}"
    top = Fields(name, read_yaml(folder / FAQ), faults, name)
    top.only({"entries"})
    points = [_point(fields, phrasings) for fields in top.each("entries", wording("entry"))]
    if faults:
        raise PackError(faults)
    return tuple(points)


def with_questions_of_point(entry: Entry) -> Entry:
    """An answer of a pack that stands in the place of a silent point, with its phrasings where the pack wrote few of its own."""
    if entry.kind != "answer" or len(entry.variants) >= _ENOUGH_OF_ITS_OWN:
        return entry
    asked = next((one.entry.variants for one in shared_points() if one.entry.id == entry.id), ())
    asked = tuple(text for text in asked if text not in entry.variants)
    return replace(
        entry, variants=(*asked, *entry.variants), variant_lines=((0,) * len(asked) + entry.variant_lines)
    )


def shared_for(
    facts: Facts, looks: Mapping[str, str], own: Mapping[str, Entry], without: Collection[str]
) -> Iterator[Entry]:
    """The silent points as a pack with its `own` entries tells them: with whom to ask by its `looks`, or its phone.

    Left out are those `without` which it does, those that it has itself, and those of which it says something.
    """
    contact = facts.contacts.get(facts.phone)
    phone = message("ask_by_phone", phone=contact_line(contact)) if contact else ""
    said = [f"{entry.title} {entry.topic}" for entry in own.values() if entry.kind == "answer"]
    for point in shared_points():
        entry = point.entry
        is_said = any(word in about for word in point.yields_to for about in said)
        if not is_said and entry.id not in own and entry.id not in without:
            look = entry.look if entry.look in looks else PHONE
            answer = entry.answer + looks.get(look, phone)
            yield replace(entry, answer=answer, look=look, clauses=contact.clauses if contact else ())


def _point(fields: Fields, phrasings: Mapping[str, Phrasings]) -> SharedPoint:
    entry = with_phrasings(_entry(fields), phrasings)
    entry = replace(entry, variant_lines=(0,) * len(entry.variants), phrasings_file="")
    return SharedPoint(entry, fields.texts("yields_to"))


def _entry(fields: Fields) -> Entry:
    fields.only({"id", "title", "topic", "yields_to", "aspects", "answer", "look"})
    return Entry(
        id=fields.text("id"),
        title=fields.text("title"),
        kind="not_said",
        answer=fields.text("answer"),
        look=fields.text("look", PHONE),
        topic=fields.text("topic"),
        aspects=cast("tuple[Aspect, ...]", fields.texts("aspects")),
        shared=True,
    )
