"""A message under reading: what one reader has read is blank for the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.found import Found
from bot.language.normalize import readable
from bot.language.pinyin import respelt
from bot.language.word_finder import finder
from bot.language.words import words

BLANK = "□"
"""What stands where something was read."""
_LONGEST = 300


@dataclass
class Unread:
    """The words of a message, and in `left` those in lower case that nobody read yet, character by character the same."""

    words: str
    left: str

    @classmethod
    def of(cls, text: str) -> Unread:
        """The words of `text` as they were said, with 提醒 and 闹钟 where other words of that sound stand for them."""
        said = readable(text[:_LONGEST])
        for word in words("reminding", "heard_before_whom"):
            said = respelt(said, word, _is_whom)
        for word in words("reminding", "heard"):
            said = respelt(said, word, lambda *_: True)
        return cls(said, "".join(_lower(character) for character in said))

    def take(self, start: int, end: int) -> None:
        """What stands from `start` to `end` (exclusive) is read."""
        self.left = blanked(self.left, (Found(start, end),))


def blanked(text: str, found: Iterable[Found]) -> str:
    """A text with a blank for each character at these places."""
    for one in found:
        text = f"{text[: one.start]}{BLANK * (one.end - one.start)}{text[one.end :]}"
    return text


def _is_whom(text: str, place: int) -> bool:
    """Whether it is said at `place` who is to be reminded, or a word ends there."""
    if any(text.endswith(word, 0, place) for word in words("reminding", "misspelt")):
        return True
    if not text[place : place + 1].isalnum():
        return True
    return finder("reminding", "whom", "whom_ends").longest_at(text, place) != ""


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
