"""Characters → syllables, and the same blurred as a southern ear hears them, so that homophones meet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("pinyin.txt")
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


def blur(syllable: str) -> str:
    """A syllable with the differences dropped that many speakers and input methods do not make."""
    for sharp, plain in _INITIALS:
        if syllable.startswith(sharp):
            syllable = plain + syllable[2:]
            break
    for sharp, plain in _FINALS:
        if syllable.endswith(sharp):
            return syllable[: -len(sharp)] + plain
    return syllable


@cache
def syllables() -> dict[str, str]:
    """Each common simplified character with its plainest syllable, without tone."""
    table: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split(" ")
        table.update(dict.fromkeys(characters, syllable))
    return table


def respelt(text: str, word: str, follows: Callable[[str, int], bool]) -> str:
    """`text` with `word` wherever others of its sound stand: 题醒我 as 提醒我.

    `follows` tells whether what stands behind, at a place of a text, may do so.
    """
    sounds = blurred()
    wanted = [sounds.get(character) for character in word]
    place = 0
    while place + len(word) <= len(text):
        heard = [sounds.get(character) for character in text[place : place + len(word)]]
        if heard == wanted and follows(text, place + len(word)):
            text = f"{text[:place]}{word}{text[place + len(word) :]}"
            place += len(word)
        else:
            place += 1
    return text


@cache
def blurred() -> dict[str, str]:
    """Each common simplified character with its blurred syllable."""
    blurs = {syllable: blur(syllable) for syllable in set(syllables().values())}
    return {character: blurs[syllable] for character, syllable in syllables().items()}
