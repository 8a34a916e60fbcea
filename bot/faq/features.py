"""The features by which texts are compared: characters, character pairs, their sounds, English stems, concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.faq.lexicon import MARKS, Lexicon, MemberFound
from bot.language.normalize import normalize
from bot.language.pinyin import blurred
from bot.language.round_sums import sums_in
from bot.pack.spoken import MEMBER

WEIGHTS = {"u": 0.5, "b": 1.0, "p": 0.6, "w": 1.0, "x": 1.0, "c": 1.0, "n": 1.0, "d": 1.0, "k": 3.0, "m": 1.5}
"""Weight by kind: u character, b pair, p pair by sound, w English stem, x pair of stems, c concept, n a concept of which there
is none, d one that somebody is not, k a member of a kind is named, m a sum."""

_RUN = re.compile(rf"[\u3400-\u9fff{MARKS}0-9]+")
_LATIN = re.compile(r"[a-z]+")
_HISSING = ("ses", "xes", "zes", "ches", "shes")
_SUFFIXES = ("ing", "ied", "ed", "ly", "al", "ion")
_STOP_WORDS = """
the a an of to in for on at is are be do does did i my me you your it this that have has can could will would shall
should with and or if as by from what which there here am was were not no any get one please
tell us we our
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Features:
    """The features of a text, and the members of kinds that it names."""

    names: frozenset[str]
    members: tuple[MemberFound, ...]


def stem(word: str) -> str:
    """An English word without its commonest endings; a rough stemmer, the same for question and phrasing."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(_HISSING) and len(word) > 4:
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    return word.removesuffix("e") if len(word) > 3 else word


def of_phrasing(text: str, lexicon: Lexicon, kind: str = "") -> Features:
    """The features of a phrasing, in which no typos are corrected; one of a template speaks of the members of its `kind`."""
    return features(lexicon.shorten(normalize(text).replace(MEMBER, lexicon.mark(kind))), lexicon)


def named_signs(text: str) -> Iterator[str]:
    """The signs that a text names members of kinds: one for each kind, by the marks in it."""
    for mark in set(text).intersection(MARKS):
        number = MARKS.index(mark)
        yield f"k{number or ''}"


def features(text: str, lexicon: Lexicon) -> Features:
    """The features of a text that is already normalised and corrected."""
    concepts, lacking, denied = lexicon.named(text)
    text, members = lexicon.members(text)
    names = {f"c{concept}" for concept in concepts - denied}
    names.update(f"d{concept}" for concept in denied)
    names.update(f"n{concept}" for concept in lacking)
    names.update(named_signs(text))
    names.update(f"m{number}" for number in sums_in(text))
    sounds = blurred()
    for run in _RUN.findall(text):
        heard = [sounds.get(character, character) for character in run]
        names.update(f"u{character}" for character in run)
        names.update(f"b{pair}" for pair in map("".join, pairwise(run)))
        names.update(f"p{first} {second}" for first, second in pairwise(heard))
    words = _LATIN.findall(text)
    stems = [stem(word) for word in words]
    telling = [word not in _STOP for word in words]
    names.update(f"w{word}" for word, tells in zip(stems, telling, strict=True) if tells)
    for (first, second), tells in zip(pairwise(stems), map(any, pairwise(telling)), strict=True):
        if tells:
            names.add(f"x{first} {second}")
    return Features(frozenset(names), members)
