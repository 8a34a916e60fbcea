"""Says that nobody told one, or that others know: 用没用过也没交代, 核没核的我问谁去, 我哪看得到, 不跟我们通气."""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.doubt import doubts
from bot.language.negation import signs
from bot.language.question_words import asks, may_ask
from bot.language.word_finder import finder
from bot.language.words import words

_LONGEST_SAYING = 45
"""Characters of what only says so; who tells more than that wants to know what to do."""
_LONGEST_TWICE = 3
"""Characters of what stands on both sides of a denial."""


def not_known(said: str) -> bool:
    """Whether a normalised text that asks nothing says that something is not known to the writer, for others tell or do not."""
    if (
        len(said) > _LONGEST_SAYING
        or "?" in said[-2:]
        or said.rstrip(" 。").endswith(words("question", "particle"))
    ):
        return False
    return any(_cannot_know(part) for part in clauses(said)) or bool(left_open(said))


def left_open(said: str) -> list[str]:
    """The clauses in which a text leaves something open, with those that say that it is not known; none if it does not."""
    parts = clauses(said)
    open_ones = [part for part in parts if _leaves_open(part)]
    unknown = [part for part in parts if _untold(part)]
    beside = bool(open_ones and unknown) and max(map(parts.index, unknown)) + 1 >= min(
        map(parts.index, open_ones)
    )
    return [*open_ones, *unknown] if beside else []


def _cannot_know(part: str) -> bool:
    told = finder("doubt", "lets_know").stands_in(part) and signs(part) % 2 == 1
    return told or finder("doubt", "cannot_know").stands_in(part)


def _leaves_open(part: str) -> bool:
    """Whether a clause holds a question, or two sides of one thing."""
    asking = may_ask(part) or asks(part) or finder("doubt", "either").stands_in(part)
    return asking or _either_way(part)


def _either_way(part: str) -> bool:
    """Whether the same stands on both sides of a denial: 用没用过, 弄不弄, 代理不代理的."""
    nots = (one for one in finder("question", "not").found_in(part))
    return any(
        part[max(0, one.start - length) : one.start] == part[one.end : one.end + length] != ""
        for one in nots
        for length in range(1, _LONGEST_TWICE + 1)
        if one.start >= length
    )


def _untold(part: str) -> bool:
    return doubts(part) or finder("doubt", "untold", "to_be_asked", "passes_on").stands_in(part)
