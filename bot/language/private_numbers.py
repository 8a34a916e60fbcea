"""Numbers that nobody should send: of an identity card, a bank card, a mobile phone. Found in a text, and replaced by a mark.

An identity number has 18 characters, the last of which checks the others and may be X, or the 15 digits of the old form; that of
a bank card has 16 to 19 digits, the last of which checks the others (Luhn); that of a mobile phone has 11.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.language.found import Found
from bot.language.normalize import normalize
from bot.language.spoken_parts import SIGNS, message_parts
from bot.language.word_finder import WordFinder, finder, trimmed

MARK = "▇▇▇"
"""What stands in place of a number: no text that is matched, and nobody types it."""
_ROOM = "private_number"
_JOINTS = " \u3000\t-‐‑–—－_."
"""What people write between the groups of a long number, one character at a time."""
_LAYOUTS = frozenset(
    {(3, 4, 4), (6, 8, 4), (6, 4, 4, 4), (6, 6, 3), (4, 4, 4, 4), (6, 10), (6, 12), (6, 13)}
    | {(4, 4, 4, 4, last) for last in (1, 2, 3)}
)
"""The lengths of the groups in which long numbers are written; two days side by side are none of them."""
_IDENTITY, _OLD_IDENTITY, _PHONE = 18, 15, 11
_CARD = range(16, 20)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DIGITS = range(10)
_COUNTRY = ("0086", "86")
_SHORTEST_NAMED = 8
"""Digits from which a number is private that is named as that of a card or paper: 2022 behind 账号 is none."""
_NEAR = 12
"""So many characters before a number the word may stand by which it is one to call: 打给张老师 13800138000."""


@dataclass(frozen=True)
class DigitGroup(Found):
    """Digits side by side, as Arabic ones; an X that ends them is part of it."""

    digits: str


class PrivateNumbers:
    """Finds and masks private numbers. `public` are those that anybody may name, such as the phones of a notice."""

    def __init__(self, public: Collection[str] = ()) -> None:
        self._public = frozenset("".join(filter(str.isdigit, number)) for number in public)

    def masked(self, text: str, *, but_to_call: bool = False) -> str:
        """`text` with a mark for each private number; `but_to_call`: phones stay that somebody is to call: 打13800138000."""
        for found in reversed(list(self._found_in(text))):
            if not (but_to_call and _is_to_call(text, found)):
                text = text[: found.start] + MARK + text[found.end :]
        return text

    def _found_in(self, text: str) -> Iterator[Found]:
        """Where private numbers stand, from left to right."""
        groups = list(digit_groups(text))
        place = 0
        while place < len(groups):
            many = next(
                (many for many in (5, 4, 3, 2, 1) if self._is_private(groups[place:][:many], many, text)), 0
            )
            if many:
                yield Found(groups[place].start, groups[place + many - 1].end)
            place += many or 1

    def _is_private(self, groups: Sequence[DigitGroup], many: int, text: str) -> bool:
        if len(groups) < many or not _belong_together(groups, text):
            return False
        number = "".join(group.digits for group in groups)
        for prefix in _COUNTRY:
            bare = number.removeprefix(prefix)
            if bare != number and many == 1 and len(bare) == _PHONE and _is_phone(bare):
                return bare not in self._public
        if any(public.endswith(number) for public in self._public):
            return False
        named = len(number) >= _SHORTEST_NAMED and _is_named(text[: groups[0].start])
        return named or _is_identity(number) or _is_card(number) or _is_phone(number)


def _is_named(before: str) -> bool:
    """Whether the words before a number say that it is that of a card or paper: mistyped, it is as private."""
    last = message_parts(trimmed(before.rstrip(_JOINTS), WordFinder(()), finder(_ROOM, "says")))
    return bool(last) and finder(_ROOM, "papers").stands_in(normalize(last[-1][-_NEAR:]))


def beside_numbers(masked: str) -> str:
    """What a text in which numbers are masked says beside them: without the parts that only name the number; empty if nothing."""
    covers = finder(_ROOM, "names").covers
    parts = message_parts(masked)
    rest = "".join(part for part in parts if not covers(normalize(part.replace(MARK, " "))))
    return rest.lstrip(SIGNS).rstrip()


def _is_to_call(text: str, found: Found) -> bool:
    """Whether a number is that of a phone, and called: in one part of a message with a word for calling, or named behind it."""
    if not _is_phone("".join(group.digits for group in digit_groups(text[found.start : found.end]))):
        return False
    behind = text[found.end :].strip(_JOINTS)
    if behind and finder(_ROOM, "calls_behind").longest_at(normalize(behind), 0):
        return True
    parts = message_parts(text[: found.start].rstrip(_JOINTS), at_blanks=False)
    named = len(parts) > 1 and finder(_ROOM, "its").covers(normalize(parts[-1]))  # 打给李工，电话是
    before = parts[-2] if named else parts[-1]
    return finder(_ROOM, "calls").stands_in(normalize(before[-_NEAR:]))


def digit_groups(text: str) -> Iterator[DigitGroup]:
    """The groups of digits in a text; those spelt in Chinese too."""
    start, digits = 0, ""
    for place, character in enumerate([*text, ""]):
        digit = _digit(character)
        if digit:
            start, digits = (start if digits else place), digits + digit
        elif digits and character and unicodedata.category(character) == "Cf":
            continue  # invisible, between the digits
        elif digits:
            after = text[place + 1 : place + 2]
            ends = character.upper() in ("X", "Ｘ") and not (after.isascii() and after.isalnum())
            yield DigitGroup(start, place + ends, digits + "X" * ends)
            digits = ""


def _digit(character: str) -> str:
    """The digit that a character is, in any script and in Chinese; empty if it is none."""
    value = unicodedata.numeric(character, -1.0) if character else -1.0
    return str(int(value)) if value in _DIGITS else ""


def _belong_together(groups: Sequence[DigitGroup], text: str) -> bool:
    """Whether groups are one number: one group, or groups as people write long numbers, with the same sign between each."""
    if len(groups) == 1:
        return True
    between = {text[one.end : other.start] for one, other in pairwise(groups)}
    lengths = tuple(len(group.digits) for group in groups)
    return lengths in _LAYOUTS and len(between) == 1 and len(joint := between.pop()) == 1 and joint in _JOINTS


def _is_phone(number: str) -> bool:
    return len(number) == _PHONE and number.isdigit() and number[0] == "1" and number[1] in "3456789"


def _is_identity(number: str) -> bool:
    """Whether a number is that of an identity card. One with a slip in it, whose day of birth can be, is one all the same."""
    if len(number) == _IDENTITY and number[:-1].isdigit():
        check = _CHECKS[sum(int(one) * weight for one, weight in zip(number, _WEIGHTS, strict=False)) % 11]
        return number[-1] == check or (number[6:8] in ("19", "20") and _is_day(number[6:14]))
    return len(number) == _OLD_IDENTITY and number.isdigit() and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_card(number: str) -> bool:
    """Whether a number is that of a bank card: every second digit from the right doubled, the sum is a multiple of ten."""
    if len(number) not in _CARD or not number.isdigit() or not number.strip("0"):
        return False
    doubled = (sum(divmod(2 * int(one), 10)) for one in number[-2::-2])
    return (sum(doubled) + sum(map(int, number[-1::-2]))) % 10 == 0
