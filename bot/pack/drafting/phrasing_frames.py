"""How people may ask for a topic: generic frames of the topic and its aspects, and the words of its clause. No two entries of a
draft are asked for alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import get_args

from bot.pack.checking.likeness import near_pairs
from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.draft_model import DraftEntry
from bot.pack.drafting.finding.address_finder import without_addresses
from bot.pack.drafting.signs import listing, sign
from bot.pack.model import Aspect
from bot.pack.reading.faq_reader import MIN_VARIANTS
from bot.pack.spoken import PLACEHOLDER

_TWIN = 93.0
"""Likeness from which two phrasings of different entries are taken for one; a little below that of the check."""
_SHORTEST_WORDS, _LONGEST_WORDS = 3, 18
_MOST_WORDS = 24
"""Phrasings of an entry that are words of its clause."""
_FRAMES_OF_ASPECT = 2
_SPARE = 6


def aspects_in(text: str) -> tuple[Aspect, ...]:
    """The aspects that a text states, as far as its words show."""
    plain = without_addresses(text)
    patterns = listing("frames")["aspects"]
    return tuple(
        aspect
        for aspect in get_args(Aspect)
        if re.search(patterns[aspect], text) or re.search(patterns[aspect], plain)
    )


def framed(topic: str, aspects: Iterable[str]) -> list[str]:
    """The frames of a topic, filled."""
    frames = listing("frames")["frames"]
    named = [*frames["any"], *(one for aspect in aspects for one in frames[aspect][:_FRAMES_OF_ASPECT])]
    return [frame.replace("{topic}", topic) for frame in named]


def words_of(text: str) -> list[str]:
    """The parts of a clause between its signs, as far as they are short, and the names in it: what people may quote of it."""
    plain = sign("phrasing", "leave_out").sub("，", without_addresses(text))
    parts = [one.strip() for one in sign("phrasing", "cut").split(plain)]
    names = [match.strip("《》“”") for match in sign("phrasing", "names").findall(text)]
    kept = [
        one
        for one in (*names, *parts)
        if _SHORTEST_WORDS <= len(one) <= _LONGEST_WORDS and any(map(str.isalpha, one))
    ]
    return list(dict.fromkeys(one for one in kept if not one.startswith(("#", "[")) and not one.isascii()))[
        :_MOST_WORDS
    ]


def settle_phrasings(entries: Sequence[DraftEntry]) -> None:
    """Take from each entry what another one before it is asked with too, and fill up those that are left with too few."""
    taken: dict[str, int] = {}
    for place, entry in enumerate(entries):
        kept = []
        for phrasing in dict.fromkeys(map(_clean, entry.phrasings)):
            bare = _letters_of(phrasing)
            if bare and taken.setdefault(bare, place) == place and not phrasing.startswith(("#", "[")):
                kept.append(phrasing)
        entry.phrasings = kept
    _without_twins(entries)
    for entry in entries:
        _fill_up(entry, _further_words(entry), taken, MIN_VARIANTS + _SPARE)
    _without_twins(entries)
    for entry in entries:
        # By the number of its clause an entry is asked for in words so short that no two are nearly the same.
        frames = listing("frames")["by_number"]["asked"]
        named = [frame.replace("{id}", id) for id in entry.clauses for frame in frames]
        _fill_up(entry, named, taken, MIN_VARIANTS)


def _clean(phrasing: str) -> str:
    return " ".join(phrasing.split())


def _without_twins(entries: Sequence[DraftEntry]) -> None:
    """Drop the later of two phrasings of different entries that are nearly the same."""
    listed = [(place, phrasing) for place, entry in enumerate(entries) for phrasing in entry.phrasings]
    dropped: set[tuple[int, str]] = set()
    for one, other in near_pairs([_letters_of(phrasing) for _, phrasing in listed], _TWIN):
        if listed[one][0] != listed[other][0]:
            dropped.add(max(listed[one], listed[other]))
    for place, entry in enumerate(entries):
        entry.phrasings = [one for one in entry.phrasings if (place, one) not in dropped]


def _further_words(entry: DraftEntry) -> list[str]:
    """More words of an answer, and phrasings that name its title."""
    pieces = [one.strip() for one in sign("phrasing", "cut").split(entry.answer)]
    words = [one for one in pieces if len(one) > 1 and not one.isascii() and not PLACEHOLDER.search(one)]
    frames = listing("frames")["frames"]
    return words + [frame.replace("{topic}", entry.title) for named in frames.values() for frame in named]


def _fill_up(entry: DraftEntry, spare: Iterable[str], taken: dict[str, int], most: int) -> None:
    """Add phrasings that no entry has, up to `most`, to an entry with too few."""
    if len(entry.phrasings) >= MIN_VARIANTS:
        return
    for phrasing in map(_clean, spare):
        bare = _letters_of(phrasing)
        if bare and bare not in taken and not phrasing.startswith(("#", "[")):
            taken[bare] = -1
            entry.phrasings.append(phrasing)
        if len(entry.phrasings) >= most:
            return


def _letters_of(phrasing: str) -> str:
    return "".join(one for one in squeeze(phrasing).lower() if one.isalnum() or one in "{}")
