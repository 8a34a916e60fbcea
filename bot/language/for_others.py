"""What of a text may be shown to somebody else than its writer: without numbers and addresses that name a person.

Names of people cannot be told from other words for certain, so they may stay.
"""

from __future__ import annotations

import re
import unicodedata

from bot.language.private_numbers import MARK, PrivateNumbers

_FEWEST_DIGITS = 7
"""Digits side by side from which a number may be somebody's: of a telephone at home, of an account."""
_AT = "@\uff20\ufe6b"
_DASHES = "-‐‑–—－"
_OF_NAME, _DOTS = r"[a-z0-9_+.-]", "[.。｡]"
_LABEL = r"(?:(?:[a-z0-9] )+[a-z0-9](?![a-z0-9-])|[a-z0-9-]+)"
# Whoever types in full width, or a blank behind each letter, gives an address all the same; a name in Chinese before it stays.
_MAIL_ADDRESS = re.compile(
    rf"(?:{_OF_NAME}+|(?:(?<![a-z0-9]){_OF_NAME} )+)? ?@ ?{_LABEL}(?: ?{_DOTS} ?{_LABEL})*", re.IGNORECASE
)
_WHOLE_ADDRESS = re.compile(
    rf"(?<![a-z0-9_+.-]){_OF_NAME}+ ?@ ?{_LABEL}(?: ?{_DOTS} ?{_LABEL})+", re.IGNORECASE
)
MAIL_MARK = "▇@▇"
"""What stands in place of an address in what is remembered of somebody."""
_SPELT = re.compile(r"(?<!\d)\d(?:([ ./-])\d(?!\d))(?:\1\d(?!\d)){5,}")
"""A long number, digit by digit."""


def shown_to_others(text: str, numbers: PrivateNumbers) -> str:
    """`text` in one line, with a mark for each private number, each other long number, and each e-mail address."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return _without_long_numbers(_marked(_SPELT, _marked(_MAIL_ADDRESS, numbers.masked(line))))


def without_addresses(text: str, public: str = "") -> str:
    """`text` with a mark for each e-mail address that does not stand in the text `public`."""
    if not any(sign in text for sign in _AT):
        return text
    known = _narrow(public).lower()
    narrow = _narrow(text)
    for found in reversed(list(_WHOLE_ADDRESS.finditer(narrow))):
        if found.group().lower() not in known:
            text = text[: found.start()] + MAIL_MARK + text[found.end() :]
    return text


def _narrow(text: str) -> str:
    return "".join(map(narrow_character, text))


def _marked(pattern: re.Pattern[str], text: str) -> str:
    """`text` with a mark for each find of a pattern, whatever width it is written in."""
    for found in reversed(list(pattern.finditer(_narrow(text)))):
        text = text[: found.start()] + MARK + text[found.end() :]
    return text


def narrow_character(character: str) -> str:
    """A character in the common width; one that is several then stays."""
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def _without_long_numbers(text: str) -> str:
    parts: list[str] = []
    digits = ""
    for character in [*text, ""]:
        if character.isdigit() or (character and character in _DASHES and digits):
            digits += character
            continue
        long = sum(map(str.isdigit, digits)) >= _FEWEST_DIGITS
        parts += [MARK if long and not _is_day(digits) else digits, character]
        digits = ""
    return "".join(parts)


def _is_day(digits: str) -> bool:
    """Whether digits are a day, as 2022-11-15 or 20221115: people ask about days."""
    bare = "".join(filter(str.isdigit, digits))
    return (
        len(bare) == 8
        and bare.startswith(("19", "20"))
        and 1 <= int(bare[4:6]) <= 12
        and 1 <= int(bare[6:]) <= 31
    )
