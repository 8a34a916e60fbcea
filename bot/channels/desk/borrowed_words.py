"""Whether staff take over what somebody wrote: no sentence of a person goes into the pack, nor with a sign or a word more.

A sentence may hold a name that nobody masked, and its writer would find it in the folder of the pack, word for word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from bot.language.normalize import normalize

_SHORTEST_OWN = 6
"""Characters from which a sentence is somebody's own; of shorter ones (停车) there are not many, and only the same is theirs."""
_LONG_TITLE = 10
"""The same for titles, which say what a question is about: 停车场在哪里 is one."""
_OWN, _ONE_OF = 8, 5
"""From so many characters on one of so many may differ, and it is still the same sentence. 停车场在哪 is anybody's."""


class BorrowedWords:
    """The sentences of people."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._sentences = tuple(dict.fromkeys(filter(None, map(_letters_of, sentences))))

    def among(self, lines: Sequence[str], title: str = "") -> list[str]:
        """Those of the lines, and the title, that are nearly what somebody wrote, or hold it."""
        found = [one for one in lines if self._is_one(_letters_of(one), _SHORTEST_OWN)]
        return [*found, *([title] if title and self._is_one(_letters_of(title), _LONG_TITLE) else [])]

    def _is_one(self, typed: str, fewest: int) -> bool:
        return any(_is_nearly(typed, one, fewest) for one in self._sentences)


def _is_nearly(typed: str, sentence: str, fewest: int) -> bool:
    if len(sentence) < fewest:
        return typed == sentence and fewest == _SHORTEST_OWN
    if sentence in typed:
        return True
    most = len(sentence) // _ONE_OF if len(sentence) >= _OWN else 0
    return Levenshtein.distance(typed, sentence, score_cutoff=most) <= most


def _letters_of(text: str) -> str:
    """A text as it is compared: without signs and blanks."""
    return "".join(filter(str.isalnum, normalize(text)))
