"""Reckons with the numbers and dates that a question tells: 学时总共84个够不够, 高级是2020年11月评的，破格够不够."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.interview.engine.assessment import Assessor
from bot.interview.engine.full_amounts import reckoned
from bot.interview.engine.texts import filled
from bot.interview.reading.free_reply import ReplyReader
from bot.language.clauses import clauses
from bot.language.dates import find_dates
from bot.language.normalize import normalize
from bot.language.words import words
from bot.messages import message
from bot.pack.interview_model import Interview
from bot.pack.model import Entry, Judged

TOLD = 0.4
"""The chance from which a number in a question is taken for that of a fact."""
_TO_THE_MONTH = len("2020-11")


class Reckoning:
    """Reckons by the rules of one interview; `reader` gives what reads its answers when it is first needed."""

    def __init__(self, interview: Interview, reader: Callable[[], ReplyReader]) -> None:
        self._interview = interview
        self._reader = reader

    def __call__(self, question: str, entries: Sequence[Entry], now: datetime) -> str:
        """What the numbers and dates that a question asked at `now` (aware) tells come to for the entries that answer it.

        Empty if it tells none.
        """
        said = normalize(question)
        if not any(map(str.isdigit, said)):
            return ""
        lines = [self._missing([fact for entry in entries for fact in entry.reckons], said, now)]
        lines += [self._judged(entry.judged, said, now) for entry in entries if entry.judged]
        return "\n".join(filter(None, lines))

    def _missing(self, facts: Sequence[str], said: str, now: datetime) -> str:
        """What is missing of the numbers of some facts."""
        if not facts:
            return ""
        told = self._reader().told(",".join(map(_statement, clauses(said))), now, TOLD)
        values = {id: told[id].value for id in facts if id in told and isinstance(told[id].value, int)}
        return reckoned(self._interview, values, values)

    def _judged(self, judged: Judged, said: str, now: datetime) -> str:
        """What a rule says of the dates that a text tells, one for each fact, in their order."""
        past = all(self._interview.facts[fact].past for fact in judged.facts)
        found = find_dates(said, now, "past" if past else "future")
        values = [one.reading.value for one in found if len(one.reading.value or "") >= _TO_THE_MONTH]
        if len(values) != len(judged.facts):
            return ""
        answers = {**judged.given, **dict(zip(judged.facts, values, strict=True))}
        reasons = Assessor(filled(self._interview)).reasons(answers, now.date())
        decided = next((one for one in reasons if one.rule == judged.rule and not one.open), None)
        if decided is None:
            return ""
        # What was computed from the answers says by itself that it was.
        computed = decided.plain not in ("", decided.text)
        return decided.text if computed else message("reckoned_by_rule", text=decided.text)


def _statement(clause: str) -> str:
    """A clause without the words at its end that ask whether that is enough: 总共84个够不够."""
    ending = max(filter(clause.endswith, words("question", "enough")), key=len, default="")
    return clause.removesuffix(ending)
