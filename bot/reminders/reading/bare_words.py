"""A text without what only stands around what it says: 请帮我, 吧, 一下."""

from __future__ import annotations

from bot.language.word_finder import finder, trimmed

_NOTHING = ("nothing", "deadline", "someday", "soon", "whichever", "begins", "ends", "same")
"""Lists of words of which something may consist that says nothing of its own."""


def bared(text: str, lists: str = "") -> str:
    """A text without the words around it that are in the lists of words.toml named `lists`begins and `lists`ends."""
    bare = trimmed(text, finder("reminding", f"{lists}begins"), finder("reminding", f"{lists}ends"))
    return "" if finder("reminding", *_NOTHING).covers(bare) else bare
