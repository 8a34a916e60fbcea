"""The texts by which a target is found: its phrasings, and the words of its answer where it has few."""

from __future__ import annotations

import math
import re
from statistics import median

from bot.language.normalize import normalize
from bot.pack.model import ENOUGH_PHRASINGS, Pack
from bot.pack.spoken import PLACEHOLDER

WIDE = 60
"""Phrasings beyond this number widen an entry's ground instead of thinning it: 与通知无关 has hundreds."""
SHORTEST_CLAUSE = 4
"""Characters of a clause of an answer that tells what it is about."""
_CLAUSE_ENDS = re.compile(r"[^\w()\s]+|\n")
_LONG_NUMBER = re.compile(r"[0-9][0-9-]{6,}")
"""A telephone number, whose figures are no amount that anybody asks for."""


def phrasings(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The phrasings by target, each with its title and topic; those of a template have `{kind}` in the place of a member."""
    table = {
        entry.id: (*entry.variants, *dict.fromkeys(filter(None, (entry.title, entry.topic))))
        for entry in pack.entries.values()
        if entry.variants
    }
    table.update({template.id: template.variants for template in pack.templates.values()})
    return table


def own_words(pack: Pack, target: str) -> tuple[str, ...]:
    """What an answer says, clause by clause, where an entry has few phrasings: its words are what people ask for."""
    entry = pack.entries.get(target)
    if entry is None or entry.kind != "answer" or entry.shared or entry.member or len(entry.variants) >= WIDE:
        return ()
    said = _LONG_NUMBER.sub("", normalize(PLACEHOLDER.sub("\n", entry.answer)))
    return tuple(one for part in _CLAUSE_ENDS.split(said) if len(one := part.strip()) >= SHORTEST_CLAUSE)


def thinness(pack: Pack) -> float:
    """How few phrasings the answers of a pack have: 1 for one that needs no help, 2 where they are a quarter as many.

    Thousands of phrasings together need none, however few of them each answer has: they were written for many more.
    """
    if sum(sum(map(bool, entry.variant_lines)) for entry in pack.entries.values()) >= ENOUGH_PHRASINGS:
        return 1.0
    own = [
        len(entry.variants)
        for entry in pack.own_entries
        if entry.kind == "answer" and entry.variants and not entry.member
    ]
    return max(1.0, math.sqrt(WIDE / max(median(own), 1))) if own else 1.0


def shared_in(pack: Pack, target: str) -> int:
    """How many of the first phrasings of a target came with the program."""
    entry = pack.entries.get(target)
    return sum(1 for line in entry.variant_lines if not line) if entry else 0
