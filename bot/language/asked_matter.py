"""What a question is about, without the words that any question is asked with: 带, 狗 of 请问可以带狗进去吗."""

from __future__ import annotations

from bot.language.normalize import normalize
from bot.language.word_finder import finder


def asked_matter(text: str) -> str:
    """What is left of a text, normalised, with a blank where something stood; empty if it only asks."""
    said, beside = normalize(text), finder("matter", "beside")
    left, end = "", 0
    for found in beside.found_in(said):
        left += said[end : found.start] + " "
        end = found.end
    left += said[end:]
    return " ".join("".join(one if one.isalnum() else " " for one in left).split())


def signs_of(matter: str) -> frozenset[str]:
    """By what two matters are compared: the characters of Chinese, other words whole."""
    signs: set[str] = set()
    for piece in matter.split():
        signs |= {piece} if piece.isascii() else {*piece}
    return frozenset(signs)
