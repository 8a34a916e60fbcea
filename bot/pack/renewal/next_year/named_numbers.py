"""Numbers that the names of rules and the titles of entries spell out: 满三年 for a value that now is 4."""

from __future__ import annotations

import re

from bot.language.numerals import CHINESE
from bot.pack.layout import FAQ, RULES
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.literals import in_chinese
from bot.pack.renewal.next_year.pack_text import text_of
from bot.pack.renewal.next_year.renewal_words import reading, worded
from bot.pack.renewal.next_year.rule_limits import values_of
from bot.pack.spoken import PLACEHOLDER

_LARGEST_SPOKEN = 99
_TWO = 2
_SEVERAL_DIGITS = 10
_SPEAKING = {RULES: ("rules", ("name",)), FAQ: ("entries", ("title", "topic"))}
"""The sections whose names speak of the values that the rest of them reads, and the keys of those names."""


def rename(work: Carried) -> None:
    """Bring the numbers in names and titles to what the values are that the rule reads or the answer says."""
    for file, (section, keys) in _SPEAKING.items():
        if file not in work.pack.files:
            continue
        for _, node in list(work.pack.items(file, section)):
            moved = [
                work.moved_values[value] for value in _values_spoken(file, node) if value in work.moved_values
            ]
            for key in keys:
                text = text_of(node, key)
                new = renumbered(text, moved)
                if new != text:
                    work.pack.set(file, node, key, new)


def _values_spoken(file: str, node: Mapping) -> list[str]:
    if file == RULES:
        return values_of(node)
    named = PLACEHOLDER.findall(text_of(node, "answer"))
    return [name.removeprefix("value.") for name in named if name.startswith("value.")]


def renumbered(text: str, moved: list[tuple[int, int]]) -> str:
    """A text with each old number, in one digit or as it is counted in Chinese, changed to the new one in the same script.

    Numbers of several digits change wherever they stand, in names as elsewhere.
    """
    found = {spoken: now for old, new in moved for spoken, now in _forms(old, new)}
    if not found:
        return text
    numbers = "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
    pattern = rf"(?<![\d.{CHINESE}])(?:{numbers})(?={reading('unit_after').pattern})"
    return re.sub(pattern, lambda match: found[match[0]], text)


def _forms(old: int, new: int) -> list[tuple[str, str]]:
    forms = [(str(old), str(new))] if old < _SEVERAL_DIGITS else []
    if 0 < old <= _LARGEST_SPOKEN and 0 < new <= _LARGEST_SPOKEN:
        two = worded("read", "two_of")
        now = two if new == _TWO else in_chinese(new)
        forms += [(in_chinese(old), now), *([(two, now)] if old == _TWO else [])]
    return forms
