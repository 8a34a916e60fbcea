"""The items of a list that somebody numbered in one message: 1、成绩单哪里导？2、申请表几份？"""

from __future__ import annotations

from bot.language.numerals import counted

_MARKS = "、.．)）:：,，"
"""Signs of which one stands behind the number of an item."""
_SHORTEST = 2
"""Letters that an item has at least."""


def numbered_items(text: str) -> tuple[str, tuple[str, ...]]:
    """What stands before the first number, and the items as they were written: none unless there are two or more.

    They count from 1 on. 12月1、3、5日 and 1、2、3号 are no such lists: an item has words.
    """
    begin, end = _mark(text, 0, 1)
    head = text[:begin].strip()
    items: list[str] = []
    while end:
        number = len(items) + 2
        after, behind = _mark(text, end, number)
        items.append(text[end : after if behind else len(text)].strip())
        end = behind
    listed = len(items) > 1 and all(sum(map(str.isalpha, item)) >= _SHORTEST for item in items)
    return (head, tuple(items)) if listed else (text, ())


def _mark(text: str, start: int, number: int) -> tuple[int, int]:
    """Where from `start` on an item of this number is marked, and where its words begin; (0, 0) if none is."""
    for place in range(start, len(text) - 2):
        if place and text[place - 1].isalnum():
            continue  # the number of a day or an amount
        sign = next((at for at in (place + 1, place + 2) if text[at : at + 1] in _MARKS), len(text) - 1)
        if counted(text[place:sign]) == number:
            return place, sign + 1
    return 0, 0
