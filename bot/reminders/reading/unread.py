"""A message under reading: what one reader has read is blank for the next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.normalize import readable
from bot.language.pinyin import respelt
from bot.language.words import one_of

BLANK = "□"
"""What stands where something was read."""
_LONGEST = 300
_WHOM = re.compile(rf"{one_of('reminding', 'whom')}|[吧了]|\W|$")
_ANYTHING = re.compile("")


@dataclass
class Unread:
    """The words of a message, and in `left` those in lower case that nobody read yet, character by character the same."""

    words: str
    left: str

    @classmethod
    def of(cls, text: str) -> Unread:
        """The words of `text` as they were said, with 提醒 and 闹钟 where other words of that sound stand for them."""
        words = respelt(respelt(readable(text[:_LONGEST]), "提醒", _WHOM), "闹钟", _ANYTHING)
        return cls(words, "".join(_lower(character) for character in words))

    def take(self, start: int, end: int) -> None:
        """What stands from `start` to `end` (exclusive) is read."""
        self.left = f"{self.left[:start]}{BLANK * (end - start)}{self.left[end:]}"


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
