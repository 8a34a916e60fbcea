"""One form for the many ways of typing the same phrase, with the way back to the original positions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.language.numerals import with_digits
from bot.language.script import everyday, simplified

LONGEST = 4096
"""Characters that are read (a Telegram message has no more); the rest is ignored, so that time is bounded."""

_IDEOGRAPHS = "\u2e80"
_DASHES = "‐‑‒–−"
_WAVES = "—―～∼〜"
_TABLE = str.maketrans(
    "○◯，；：（）" + _DASHES + _WAVES, "〇〇,;:()" + "-" * len(_DASHES) + "~" * len(_WAVES)
)


@dataclass(frozen=True)
class PlainText:
    """The phrase in one form. `origins[i]` is where character i stood; one more entry marks the end."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of plain characters `start` to `end` (end exclusive, not empty)."""
        return self.origins[start], self.origins[end - 1] + 1


def plain(original: str) -> PlainText:
    """NFKC, Simplified, everyday numerals, spaces only where they part two words or numbers."""
    characters: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(everyday(simplified(original[:LONGEST]))):
        for piece in unicodedata.normalize("NFKC", character.translate(_TABLE)).translate(_TABLE):
            characters.append(" " if piece.isspace() else piece)
            origins.append(place)
    _mend(characters)
    kept = [place for place in range(len(characters)) if not _idle_space(characters, place)]
    text = "".join(characters[place] for place in kept)
    return PlainText(text, (*(origins[place] for place in kept), len(original)))


def _mend(characters: list[str]) -> None:
    """In place: letters that stand for digits become these; 。 and · between digits is a dot."""
    text = with_digits("".join(characters))
    characters[:] = text
    for match in re.finditer(r"(?<=[一二三四五六七八九〇])[Oo](?=[0-9〇一二三四五六七八九Oo])", text):
        characters[match.start()] = "〇"
    for match in re.finditer(r"(?<=[0-9])[。·・．](?=[0-9])", text):
        characters[match.start()] = "."


def _idle_space(characters: list[str], place: int) -> bool:
    """Whether this space parts nothing: only one between two characters of an alphabet or figures does."""
    if characters[place] != " ":
        return False
    if place == 0 or place + 1 == len(characters) or characters[place - 1] == " ":
        return True
    places = range(place, len(characters))
    following = next((characters[later] for later in places if characters[later] != " "), " ")
    return not (_parts(characters[place - 1]) and _parts(following))


def _parts(character: str) -> bool:
    return character.isalnum() and character < _IDEOGRAPHS
