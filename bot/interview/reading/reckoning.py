"""Reckons with the numbers that a question tells: 学时总共84个够不够."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from bot.interview.engine.full_amounts import reckoned
from bot.interview.reading.free_reply import ReplyReader
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.words import words
from bot.pack.interview_model import Interview

TOLD = 0.4
"""The chance from which a number in a question is taken for that of a fact."""


class Reckoning:
    """Reckons by the rules of one interview; `reader` gives what reads its answers when it is first needed."""

    def __init__(self, interview: Interview, reader: Callable[[], ReplyReader]) -> None:
        self._interview = interview
        self._reader = reader

    def __call__(self, question: str, facts: Collection[str], now: datetime) -> str:
        """What is missing of those of `facts` whose numbers a question asked at `now` (aware) tells; empty if it tells none."""
        said = normalize(question)
        if not any(map(str.isdigit, said)):
            return ""
        told = self._reader().told(",".join(map(_statement, clauses(said))), now, TOLD)
        values = {id: told[id].value for id in facts if id in told and isinstance(told[id].value, int)}
        return reckoned(self._interview, values, values)


def _statement(clause: str) -> str:
    """A clause without the words at its end that ask whether that is enough: 总共84个够不够."""
    ending = max(filter(clause.endswith, words("question", "enough")), key=len, default="")
    return clause.removesuffix(ending)
