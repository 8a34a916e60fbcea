"""What a text only sets against what is so: how it was before, how it is with others, what it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.language.clauses import clauses
from bot.language.negation import denies_of_self
from bot.language.persons import calls_by_name, speaks_of_self
from bot.language.word_finder import finder

_BESIDE_DENIAL = 1
"""Characters that may stand before a denial with which a text opens: 我不是."""
_AHEAD_OF_FIRST = 2
"""Characters that may stand before a word for how it was at first."""
_AROUND_NAME = 6
"""Characters of a clause in which those stand of whom it tells: 隔壁办公室老徐."""


By = Literal["time", "turn", "person", "unit", "denial"]


@dataclass(frozen=True)
class Contrast:
    """One side of a text that is set aside, and the side that counts. `by`: what sets them apart, a `turn` without saying
    that what stands before it was so at another time."""

    aside: str
    counts: str
    by: By


def contrasts(said: str) -> Iterator[Contrast]:
    """The ways in which a normalised text may be divided so, the likeliest first; none if it sets nothing against another."""
    parts = clauses(said)
    if len(parts) > 1:
        yield from _of_persons(parts)
        yield from _of_unit(parts)
        yield from _of_times(parts)
        if not said[len(parts[0]) : len(parts[0]) + 1].isalnum():  # 不是甲是乙 in one breath leaves both open
            yield from _of_denial(parts)


def begins_at_first(said: str) -> bool:
    """Whether a text begins with how it was at first: 原先在找, 我们原来是企业."""
    first = next(finder("contrast", "at_first").found_in(said), None)
    return first is not None and first.start <= _AHEAD_OF_FIRST


def _divided(parts: list[str], place: int, by: By) -> Contrast:
    return Contrast(",".join(parts[:place]), ",".join(parts[place:]), by)


def _of_times(parts: list[str]) -> Iterator[Contrast]:
    """去年交过，今年没; 起先不肯，后来松口了; 原稿写了一条，给删掉了."""
    turned, later, dated = (
        finder("contrast", "turned"),
        finder("contrast", "turned", "later"),
        finder("contrast", "turned", "later", "dated"),
    )
    begun, before = finder("contrast", "at_first"), finder("contrast", "at_first", "last_time")
    first = next((place for place, part in enumerate(parts) if begins_at_first(part)), None)
    earlier = next((place for place, part in enumerate(parts) if before.stands_in(part)), None)
    for place, part in enumerate(parts[1:], 1):
        was = earlier is not None and earlier < place
        of_now = dated if first is not None and first < place else later if was else turned
        if of_now.stands_in(part) and not begun.stands_in(part):
            yield _divided(parts, place, "time" if was else "turn")
            break
    if first is not None and first < len(parts) - 1:
        yield _divided(parts, len(parts) - 1, "time")
        if first + 1 < len(parts) - 1:
            yield _divided(parts, first + 1, "time")


def _of_persons(parts: list[str]) -> Iterator[Contrast]:
    """同事的没有，我的有; 单位里有合同工，我不是，我是编内的: what is denied of oneself first says only what one is not."""
    others = [_tells_of_others(part) for part in parts]
    own = next((place for place, part in enumerate(parts) if not others[place] and _is_own(part)), 0)
    if not own:
        return
    if denies_of_self(parts[own]) and speaks_of_self("".join(parts[own + 1 : own + 2])):
        yield _divided(parts, own + 1, "person")
    elif any(others[:own]):
        yield _divided(parts, own, "person")
        called = finder("contrast", "own").longest_at(parts[own], 0)
        rest = parts[own][len(called) :]
        if called and rest:
            yield Contrast(",".join(parts[:own]), ",".join((rest, *parts[own + 1 :])), "person")


def _of_unit(parts: list[str]) -> Iterator[Contrast]:
    """我们所是参公，我没进那个编: what the whole of a unit is need not be so of each who works there."""
    whole = finder("contrast", "unit")
    for place, part in enumerate(parts[1:], 1):
        before = parts[place - 1]
        if (
            whole.stands_in(before[:_AROUND_NAME])
            and speaks_of_self(part)
            and not whole.stands_in(part[:_AROUND_NAME])
        ):
            yield _divided(parts, place, "unit")
            return


def _is_own(part: str) -> bool:
    return speaks_of_self(part) or bool(finder("contrast", "own").longest_at(part, 0))


def _tells_of_others(part: str) -> bool:
    """Whether a clause begins with somebody else: 人家小周的, 别的同事."""
    found = next(finder("contrast", "others").found_in(part[:_AROUND_NAME]), None)
    return found is not None or calls_by_name(part[:_AROUND_NAME])


def _of_denial(parts: list[str]) -> Iterator[Contrast]:
    """不是在职，是退了又聘的."""
    denies = finder("contrast", "denies")
    start = next((found for found in denies.found_in(parts[0]) if found.start <= _BESIDE_DENIAL), None)
    inner = parts[0][start.end :] if start is not None else ""
    if inner:
        yield Contrast(inner, ",".join(parts[1:]), "denial")
