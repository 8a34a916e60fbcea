"""Says that others tell two things of which both cannot be so: 一个说走一个说不走, 会计讲登过，老板讲没登过, 各说各的."""

from __future__ import annotations

from itertools import pairwise

from bot.language.clauses import clauses
from bot.language.word_finder import finder
from bot.language.words import words

_AT_LEAST = 2


def told_differently(said: str) -> bool:
    """Whether a normalised text says that others do not agree about something."""
    if finder("doubt", "at_odds").stands_in(said):
        return True
    if len(list(finder("doubt", "some_say").found_in(said))) >= _AT_LEAST:
        return True
    reports = [report for part in clauses(said) if (report := _report(part))]
    return any(_contrary(one, other) for one, other in pairwise(reports))


def _report(part: str) -> str:
    """What a clause says that somebody says; empty if it is no such clause."""
    found = next(finder("doubt", "says").found_in(part), None)
    return part[found.end :] if found is not None and found.start else ""


def _contrary(one: str, other: str) -> bool:
    """Whether of two short statements the one denies what the other states: 登过 and 没登过, 算参公 and 不算."""
    for stated, denied in ((one, other), (other, one)):
        for sign in words("denial", "plain", "absent"):
            rest = denied.removeprefix(sign)
            if rest != denied and rest and stated.startswith(rest):
                return True
    return False
