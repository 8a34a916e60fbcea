"""The features by which sayings are compared: characters, pairs and threes, sounds, what is denied, what is named."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.language.negation import beyond_denial, signs
from bot.language.normalize import normalize
from bot.language.pinyin import blurred
from bot.language.question_words import may_ask
from bot.language.remembered import remembered

BIAS = ""
"""The feature that every text has."""
PAIR = "b"
"""What the names of pairs of letters begin with."""
_START, _END, _BREAK = "^", "$", "|"


def features(text: str, named: Iterable[str] = ()) -> dict[str, float]:
    """The features of a text as it was typed, with their values: all alike, so that long texts weigh no more than short ones.

    `named` are the things that it names, such as members and places: features of their own.
    """
    names = {*_of_text(text), *(f"k{name}" for name in named)}
    value = 1 / math.sqrt(len(names) + 1)
    return dict.fromkeys([*sorted(names), BIAS], value)


@remembered(512)
def _of_text(text: str) -> frozenset[str]:
    return frozenset(_names(normalize(text)))


def _names(said: str) -> Iterator[str]:
    """Signs of any kind only divide; digits count like letters. What a denial reaches is marked as denied beside."""
    plain = letters(said)
    if not plain:
        return
    framed = f"{_START}{plain}{_END}"
    sounds = blurred()
    heard = [sounds.get(character, character) for character in plain]
    yield from (f"u{character}" for character in plain if character != _BREAK)
    yield from (f"{PAIR}{pair}" for pair in map("".join, pairwise(framed)))
    yield from (f"t{framed[place : place + 3]}" for place in range(len(framed) - 2))
    yield from (f"p{first} {second}" for first, second in pairwise(heard))
    yield f"n{signs(plain) % 2}"
    for clause in plain.split(_BREAK):
        count, reached = beyond_denial(clause)
        sign = "-" if count % 2 else "="
        yield from (f"{sign}{character}" for character in reached)
        yield from (f"{sign}{pair}" for pair in map("".join, pairwise(reached)))
    if may_ask(said):
        yield "q"


def letters(said: str) -> str:
    """Letters and digits, with one mark wherever something else stood between them."""
    marked = "".join(character if character.isalnum() else _BREAK for character in said)
    return _BREAK.join(part for part in marked.split(_BREAK) if part)
