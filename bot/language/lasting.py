"""What was and is no more, and what is now: 以前是公务员，现在在企业, 我是公务员不过已经辞职了."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.language.clauses import clauses
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.word_finder import finder

_AHEAD = 4
"""Characters before the end of something in which it may stand that it is yet to come: 准备辞职."""


@dataclass(frozen=True)
class Change:
    """What a text tells of before and of now, each empty if it tells none. `ended`: it says that what was has ended."""

    was: str = ""
    now: str = ""
    ended: bool = False


def change_in(text: str) -> Change:
    """The change that a text tells of; an empty one if it tells of none."""
    parts = list(_parts(normalize(text)))
    for place, part in enumerate(parts):
        end = _end(part)
        if end is None:
            continue
        was, now = (*parts[:place], part[:end]), (part[end:], *parts[place + 1 :])
        if any(was):
            return Change(_as_text(was), _as_text(now), ended=True)
    for place, part in enumerate(parts[:-1]):
        if finder("state", "former").stands_in(part):
            return Change(_as_text(parts[: place + 1]), _as_text(parts[place + 1 :]))
    return Change()


def _parts(said: str) -> list[str]:
    """The clauses of a text, divided before 不过 and 现在 as well."""
    turns = finder("state", "turns", "no_turn")
    no_turn = finder("state", "no_turn")
    parts: list[str] = []
    for clause in clauses(said):
        places = [
            found.start for found in turns.found_in(clause) if found.start and not no_turn.covers(found.word)
        ]
        ends = [0, *places, len(clause)]
        parts += [clause[start:end] for start, end in pairwise(ends)]
    return parts


def _end(part: str) -> int | None:
    """Where a clause begins to say that something has ended, unless it denies that or it is yet to come."""
    for found in finder("state", "ended").found_in(part):
        before = part[: found.start]
        ahead = finder("state", "ahead").stands_in(before[-_AHEAD:])
        if not (ahead or signs(before)):
            return found.start
    return None


def _as_text(parts: tuple[str, ...] | list[str]) -> str:
    return ",".join(part for part in parts if part)
