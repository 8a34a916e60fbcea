"""How like the members of a kind a thing is that nobody listed: by its characters, which stand in the names of members, or in
what else is asked about in the same words (身体不好能报吗)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder
from bot.pack.model import Pack

LIKE = 700
"""The weight (thousandths) of its characters from which a thing is rather a member than not."""
_FEWEST_SIGNS, _MOST_SIGNS = 2, 8
"""Characters of the name of a thing, at the least and at the most."""
_TELLS_NOTHING = 0.002
"""The share of all names below which a character tells nothing."""
_THOUSAND = 1000

Weights = Mapping[str, int]
"""How much each character, and each pair of them, speaks for a member, in thousandths."""


def learn_likeness(pack: Pack, asked: Mapping[str, Iterable[str]]) -> dict[str, dict[str, int]]:
    """The weights of each kind that has an entry for what is no member; `asked` are the phrasings of each target."""
    return {id: dict(_weights(pack, id, asked)) for id, kind in pack.kinds.items() if kind.unlike}


def likeness(name: str, weights: Weights) -> int:
    """How much a name speaks for a member, in thousandths; below 0 it speaks against one."""
    return sum(weights.get(sign, 0) for sign in _signs(name))


def _weights(pack: Pack, kind: str, asked: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, int]]:
    """The weight of each character and pair that the names of members, or of other things, hold."""
    of = pack.kinds[kind]
    members = [member for member in pack.members if member.kind == kind]
    covered = {member.entry for member in members if pack.entries[member.entry].member} | {of.unlisted}
    apart = {*covered, *(member.entry for member in members), *pack.templates}
    listed = [word for member in members if member.entry in covered for word in _nameable(member.words)]
    others = [word for member in members if member.entry not in covered for word in _nameable(member.words)]
    others += _nameable(of.outside)
    beside = WordFinder(map(normalize, of.beside))
    for target, variants in asked.items():
        if target not in apart:
            others += _nameable(word for variant in variants for word in beside.others(normalize(variant)))
    yield from _told_apart(listed, others)


def _told_apart(listed: Collection[str], others: Collection[str]) -> Iterator[tuple[str, int]]:
    """How much more of the listed names than of the others hold each sign."""
    here, there = _counted(listed), _counted(others)
    for sign in here.keys() | there.keys():
        share, other = (
            count[sign] / max(1, len(names)) + _TELLS_NOTHING
            for count, names in ((here, listed), (there, others))
        )
        weight = round(_THOUSAND * math.log(share / other))
        if weight:
            yield sign, weight


def _counted(names: Iterable[str]) -> Counter[str]:
    return Counter(sign for name in names for sign in _signs(name))


def _nameable(said: Iterable[str]) -> Iterator[str]:
    """Those that may be the name of a thing: none is foreign or long."""
    for name in map(normalize, said):
        if _FEWEST_SIGNS <= len(name) <= _MOST_SIGNS and not any(map(str.isascii, name)):
            yield name


def _signs(name: str) -> frozenset[str]:
    return frozenset((*name, *map("".join, pairwise(name))))
