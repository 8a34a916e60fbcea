"""Numbers that a text tells as so many of as much each: 3门,每门6个 tells 18."""

from __future__ import annotations

import re

from bot.language.numerals import LESSONS, NUMERALS, counted, from_first_number
from bot.language.words import one_of, words

_FIGURES_OF = f"[{NUMERALS}]{{1,3}}"
_COUNTER, _SINGLE = f"{one_of('figures', 'each')}?", f"[{''.join(words('denial', 'one'))}]"
_SO_MANY = rf"(?<![{NUMERALS}.])(?P<many>{_FIGURES_OF}){_COUNTER}(?P<of>{one_of('amount', 'sessions')})"
_EACH_OF_THEM = rf"(?:(?:{one_of('amount', 'every_one')}{_SINGLE}?|{_SINGLE}){_COUNTER}(?P=of)|{one_of('amount', 'every_one')})"
_PRODUCT = re.compile(
    rf"{_SO_MANY}[^{NUMERALS}]{{0,8}}?{_EACH_OF_THEM}{one_of('amount', 'comes_to')}*"
    rf"(?P<much>{_FIGURES_OF})(?![{NUMERALS}.])"
)

# 8个的上了3回.
_TIMES = re.compile(
    rf"(?<![{NUMERALS}.])(?P<much>{_FIGURES_OF})(?:{LESSONS}|{one_of('figures', 'counted_in')})?{one_of('amount', 'of_each')}"
    rf"[^{NUMERALS},]{{0,4}}(?P<many>{_FIGURES_OF})(?P<of>{one_of('amount', 'times')})"
)


def multiplied(said: str) -> int | None:
    """What so many of as much each come to in a normalised text that tells no other number; None if it tells none so."""
    found = _PRODUCT.search(said) or _TIMES.search(said)
    if found is None:
        return None
    many, much = counted(found["many"]), counted(found["much"])
    again = f"{found['many']}{found['of']}"
    rest = f"{said[: found.start()]},{said[found.end() :]}".replace(again, "")  # 就这3门
    return None if many is None or much is None or from_first_number(rest) else many * much
