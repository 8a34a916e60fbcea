"""Of answers that are too long together, the sentences that say most of what was asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.faq.entry_texts import pairs, sentences
from bot.language.normalize import normalize

IN_ALL = 300
"""Characters that sentences picked from several answers may have together with all that stands beside them."""
USUAL = 40
"""Characters of a sentence beyond which what it holds counts for less: a long one holds something of everything."""


def picked(answers: Sequence[str], telling: Mapping[str, float], most: int) -> str:
    """Several answers one below the other, in about `most` characters; a sentence that two of them hold stands once.

    Where they are longer, the best sentence of each is told, and then the next best ones. `telling` is how much each pair of
    characters of the question tells.
    """
    lines: list[list[str]] = []
    told: set[str] = set()
    for answer in dict.fromkeys(answers):
        lines.append([one for one in sentences(answer) if one.strip() not in told])
        told.update(one.strip() for one in lines[-1])
    places = [(line, place) for line, said in enumerate(lines) for place in range(len(said))]
    if sum(len(lines[line][place]) for line, place in places) > most:
        places = _best(lines, places, telling, most)
    kept = (
        "".join(said[place] for place in range(len(said)) if (line, place) in places).strip()
        for line, said in enumerate(lines)
    )
    return "\n".join(filter(None, kept))


def _best(
    lines: Sequence[Sequence[str]],
    places: Sequence[tuple[int, int]],
    telling: Mapping[str, float],
    most: int,
) -> list[tuple[int, int]]:
    """The places of the best sentences: the first of each answer before the second of any."""
    worth = {(line, place): _worth(lines[line][place], telling) for line, place in places}
    ranked = sorted(places, key=lambda one: -worth[one])
    firsts = [next(one for one in ranked if one[0] == line) for line, said in enumerate(lines) if said]
    kept: list[tuple[int, int]] = []
    for line, place in dict.fromkeys((*firsts, *ranked)):
        length = len(lines[line][place])
        if not kept or length <= most:
            kept.append((line, place))
            most -= length
    return kept


def _worth(sentence: str, telling: Mapping[str, float]) -> float:
    """How much of what was asked a sentence says."""
    held = pairs(normalize(sentence))
    found = sum(weight for pair, weight in telling.items() if pair in held)
    return found / math.sqrt(max(len(sentence), USUAL))
