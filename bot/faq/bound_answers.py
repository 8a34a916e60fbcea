"""Answers by the notice's own bounds to who tells numbers and days of his own: the judgment, then the clause in its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.faq.bounds.fitting_bounds import OtherAnswers
from bot.faq.bounds.verdicts import Verdict, Verdicts
from bot.faq.match import Match, Unsaid
from bot.faq.open_words import OpenWords
from bot.faq.parts import pieces
from bot.faq.picked_sentences import IN_ALL, picked
from bot.language.question_words import asks
from bot.messages import message
from bot.pack.model import Pack

LEAST_ROOM = 40
"""Of the characters of an answer, those that stay for its clause line."""
MOST_BESIDE = 2
"""Answers that are told beside the clause of a bound by which nothing is judged."""
STRONG = 5.5
"""How much must speak for a bound of a question that speaks of nothing else here."""


@dataclass(frozen=True)
class BoundAnswer:
    """What is said, by which clauses, and the entry that it stands for; `limited`: it may not be what was asked."""

    body: str
    clauses: tuple[str, ...]
    entries: tuple[str, ...]
    limited: bool = False


class BoundAnswers:
    """Answers by the bounds of one pack."""

    def __init__(self, pack: Pack, open_words: OpenWords) -> None:
        self._entries = pack.entries
        self._verdicts = Verdicts(pack)
        self._open = open_words

    def told(
        self, question: str, match: Match, now: datetime, said: Callable[[str], str]
    ) -> BoundAnswer | None:
        """The answer by a bound to a question that a match answers otherwise; None if that is better.

        `said` is what an entry says. A bound by which nothing is judged is told as one of the nearest, where no answer is sure.
        """
        if match.outcome not in ("answer", "choices", "unknown"):
            return None
        is_sure = match.outcome == "answer" and not match.nearest
        verdict = self._verdicts.verdict(question, OtherAnswers(match.entries, is_sure), now)
        if verdict is None or (not match.on_subject and verdict.worth < STRONG):
            return None
        first = self._entries[match.entries[0]] if match.entries else None
        if first is not None and first.until and verdict.of_day and verdict.clause in first.clauses:
            return None  # a day beside the last one for applying is reckoned as everywhere
        others = tuple(id for id in match.entries if verdict.clause not in self._entries[id].clauses)
        if verdict.words:
            return self._judged(question, match, verdict, others, said)
        is_new = len(others) == len(match.entries)
        return (
            None if is_sure or not verdict.near or not is_new else self._nearest(match, verdict, others, said)
        )

    def _judged(
        self,
        question: str,
        match: Match,
        verdict: Verdict,
        others: tuple[str, ...],
        said: Callable[[str], str],
    ) -> BoundAnswer:
        """A judgment above the clause's words; what else is asked is answered below it."""
        body = verdict.text
        clauses: tuple[str, ...] = (verdict.clause, *verdict.beside)
        if (
            others
            and match.outcome == "answer"
            and len([piece for piece in pieces(question) if asks(piece)]) > 1
        ):
            more = said(others[0])
            if len(body) + len(more) < IN_ALL - LEAST_ROOM:
                body = f"{body}\n{more}"
                clauses += self._entries[others[0]].clauses
        return BoundAnswer(body, tuple(dict.fromkeys(clauses)), self._entry(match, verdict))

    def _nearest(
        self, match: Match, verdict: Verdict, others: tuple[str, ...], said: Callable[[str], str]
    ) -> BoundAnswer:
        """The clause of a bound before what is nearest otherwise."""
        beside, doubt = others[:MOST_BESIDE], Unsaid()
        told = [verdict.quoted, *map(said, beside)]
        room = IN_ALL - LEAST_ROOM - self._open.room(doubt)
        words = picked(told, match.telling, room) if match.telling else verdict.quoted
        clauses = (verdict.clause, *(clause for id in beside for clause in self._entries[id].clauses))
        body = self._open.beside(f"{message('nearest')}\n{words}", doubt)
        return BoundAnswer(body, tuple(dict.fromkeys(clauses)), self._entry(match, verdict), limited=True)

    def _entry(self, match: Match, verdict: Verdict) -> tuple[str, ...]:
        """The entry for which the clause of a bound stands: one that answers the question, or that says least beside it."""
        stating = [
            one for one in self._entries.values() if verdict.clause in one.clauses and one.kind == "answer"
        ]
        ids = [one.id for one in sorted(stating, key=lambda one: len(one.clauses))]
        near = [id for id in match.entries if id in ids]
        return tuple([*near, *ids, *match.entries][:1])
