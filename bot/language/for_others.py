"""What of a text may be shown to somebody else than its writer: without numbers and addresses that name a person.

Names of people cannot be told from other words for certain, so they may stay.
"""

from __future__ import annotations

from bot.language.private_numbers import MARK, PrivateNumbers

_FEWEST_DIGITS = 7
"""Digits side by side from which a number may be somebody's: of a telephone at home, of an account."""
_OF_ADDRESS = "._-+@"


def shown_to_others(text: str, numbers: PrivateNumbers) -> str:
    """`text` in one line, with a mark for each private number, each other long number, and each e-mail address."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return _without_long_numbers(_without_addresses(numbers.masked(line)))


def _without_addresses(text: str) -> str:
    parts: list[str] = []
    word = ""
    for character in [*text, ""]:
        if character and character.isascii() and (character.isalnum() or character in _OF_ADDRESS):
            word += character
            continue
        parts += [MARK if "@" in word.strip("@") else word, character]
        word = ""
    return "".join(parts)


def _without_long_numbers(text: str) -> str:
    parts: list[str] = []
    digits = ""
    for character in [*text, ""]:
        if character.isdigit() or (character == "-" and digits):
            digits += character
            continue
        long = sum(map(str.isdigit, digits)) >= _FEWEST_DIGITS
        parts += [MARK if long and not _is_day(digits) else digits, character]
        digits = ""
    return "".join(parts)


def _is_day(digits: str) -> bool:
    """Whether digits are a day, as 2022-11-15 or 20221115: people ask about days."""
    bare = digits.replace("-", "")
    return (
        len(bare) == 8
        and bare.startswith(("19", "20"))
        and 1 <= int(bare[4:6]) <= 12
        and 1 <= int(bare[6:]) <= 31
    )
