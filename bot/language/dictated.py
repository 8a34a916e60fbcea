"""Cuts what was dictated without any sign into clauses: 我是开车的然后小学毕业也没有老板这样子能报吗."""

from __future__ import annotations

from bot.language.normalize import normalize
from bot.language.word_finder import finder

_UNSIGNED = 18
"""Characters from which a message without any sign is taken to be several clauses."""
_LEAST_PIECE = 3
"""Characters of the shortest of them."""


def with_clauses(text: str) -> str:
    """A text that has no sign, normalised and with a comma before each word that begins what is told or asked next; any other
    text as it is."""
    if len(text) < _UNSIGNED or not all(map(str.isalnum, text.rstrip("?？。 "))):
        return text
    said = normalize(text)
    parts, start = [], 0
    for found in finder("linking", "dictated").found_in(said):
        if found.start - start >= _LEAST_PIECE:
            parts.append(said[start : found.start])
            start = found.start
    return ",".join((*parts, said[start:]))
