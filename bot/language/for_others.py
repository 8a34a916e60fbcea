"""What of a text may be shown to somebody else than its writer: without numbers and addresses that name a person.

Names of people cannot be told from other words for certain, so they may stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from bot.language.found import Found
from bot.language.private_numbers import MARK, DigitGroup, PrivateNumbers, digit_groups
from bot.language.words import one_of

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
_AT_SAID, _DOT_SAID = one_of("private_number", "at"), one_of("private_number", "dot")
_BRACKET, _BRACKET_END = r" ?[(\[（【]? ?", r" ?[)\]）】]? ?"
_SPOKEN_ADDRESS = re.compile(
    rf"(?:{_OF_NAME}+|(?:(?<![a-z0-9]){_OF_NAME} )+){_BRACKET}(?:{_AT_SAID}|@){_BRACKET_END}{_LABEL}"
    rf"(?:{_BRACKET}(?:{_DOT_SAID}|{_DOTS}){_BRACKET_END}{_LABEL})+",
    re.IGNORECASE,
)
"""An address whose signs are written in words: abc艾特163点com."""
_JOINTS = " ./·"
"""What may stand between the groups of a long number beside dashes, the same between all."""
_CENTURIES = ("19", "20")
_SHORTEST_GROUP = 3
_FEW_PAIRS = 5
"""Pairs of digits from which they are one number: fewer may be amounts side by side."""
_LONGEST_PART = 40
"""Groups of digits that are looked at together."""


def shown_to_others(text: str, numbers: PrivateNumbers) -> str:
    """`text` in one line, with a mark for each private number, each other long number, and each e-mail address."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return _without_long_numbers(_marked(_MAIL_ADDRESS, _marked(_SPOKEN_ADDRESS, numbers.masked(line))))


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
    """`text` with a mark for each number of so many digits, in one piece or in groups, in any script and in Chinese."""
    groups = list(digit_groups(text))
    found: list[Found] = []
    place = 0
    while place < len(groups):
        there = groups[place : place + _LONGEST_PART]
        many = next((many for many in range(len(there), 0, -1) if _is_long(there[:many], text)), 0)
        if many:
            found.append(Found(there[0].start, there[many - 1].end))
        place += many or 1
    for one in reversed(found):
        text = text[: one.start] + MARK + text[one.end :]
    return text


def _is_long(groups: Sequence[DigitGroup], text: str) -> bool:
    """Whether groups of digits are one long number, as people write such; days are none."""
    lengths = [len(one.digits) for one in groups]
    if sum(lengths) < _FEWEST_DIGITS or _is_day([one.digits for one in groups]):
        return False
    between = [text[one.end : other.start] for one, other in pairwise(groups)]
    if all(one and not one.strip(_DASHES) for one in between):
        return True
    if len({*between}) > 1 or between[0] not in tuple(_JOINTS):
        return False
    *first, last = lengths
    if all(map(_is_year, (one.digits for one in groups))):
        return False
    singly, in_pairs = {*lengths} == {1}, {*first} == {2} and last <= 2 and len(lengths) >= _FEW_PAIRS
    return singly or in_pairs or min(first) >= _SHORTEST_GROUP


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.startswith(_CENTURIES)


def _is_day(groups: Sequence[str]) -> bool:
    """Whether digits are a day, as 2022-11-15 or 20221115: people ask about days."""
    bare = "".join(groups)
    if len(groups) < 3:
        groups = (bare[:4], bare[4:6], bare[6:]) if len(bare) == 8 else ()
    if len(groups) != 3 or not bare.isdigit() or not _is_year(groups[0]):
        return False
    return 1 <= int(groups[1]) <= 12 and 1 <= int(groups[2]) <= 31
