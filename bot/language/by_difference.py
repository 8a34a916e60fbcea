"""By how much what was told differs from what is so: 多报了十年, 少算6个; or what comes on top of it: 又翻出来一年，给我加上."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.amounts import amounts_in
from bot.language.clauses import clauses
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.word_finder import finder

_KINDS = (("difference_more", -1), ("difference_less", 1), ("difference_found", 1))


def difference(text: str, unit: str) -> int | None:
    """What is to be added to a number that was told, in that unit, or taken from it; None if a text tells no such thing."""
    found = {by for part in clauses(normalize(text)) if not signs(part) for by in _differences(part, unit)}
    by = found.pop() if len(found) == 1 else None
    alone = by is not None and {*amounts_in(text, unit)} <= {float(abs(by))}  # 又登了6个，现在是96
    return by if alone else None


def _differences(part: str, unit: str) -> Iterator[int]:
    """The one number of a clause behind a word that tells in which direction one was wrong."""
    for name, sign in _KINDS:
        word = next(finder("correction", name).found_in(part), None)
        amounts = amounts_in(part[word.end :] if word is not None else "", unit)
        if len(amounts) == 1 and amounts[0] == int(amounts[0]) > 0:
            yield sign * int(amounts[0])
            return
