"""Measures the answers to questions whose right answer is known. Regular expressions decide what is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from bot.faq.answer import Answer, Answerer

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Question:
    """One question of an evaluation file: `must` and `must_not` are patterns for the answer's text.

    `clauses`: one of them should be cited. `partial`: the outcome not_said is right too, if the text matches all of `must`.
    `choices_ok`: the question is so short that choices are right too. `kind` is the difficulty for which it stands, if any.
    """

    id: str
    q: str
    cat: str
    answerable: bool
    must: tuple[re.Pattern[str], ...] = ()
    must_not: tuple[re.Pattern[str], ...] = ()
    clauses: tuple[str, ...] = ()
    partial: bool = False
    choices_ok: bool = False
    kind: str = ""

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Question:
        """Parse a question from a JSON object. Raises KeyError, TypeError or re.error if it is invalid."""
        return cls(
            id=str(record["id"]),
            q=str(record["q"]),
            cat=str(record.get("cat", "")),
            answerable=bool(record["answerable"]),
            must=tuple(re.compile(pattern) for pattern in record.get("must", ())),
            must_not=tuple(re.compile(pattern) for pattern in record.get("must_not", ())),
            clauses=tuple(filter(None, str(record.get("clause", "")).split("、"))),
            partial=bool(record.get("partial", False)),
            choices_ok=bool(record.get("choices_ok", False)),
            kind=str(record.get("kind", "")),
        )

    def answered_by(self, text: str) -> bool:
        """Whether `text` matches all of `must`, and its first sentence none of `must_not`."""
        first = _SENTENCE_END.split(text, maxsplit=1)[0]
        return all(pattern.search(text) for pattern in self.must) and not any(
            pattern.search(first) for pattern in self.must_not
        )


@dataclass(frozen=True)
class Judged:
    """A question with its answer and the judgement: right, wrong, missed; false or ok if nothing answers it."""

    question: Question
    answer: Answer
    verdict: str
    hit: bool
    handled: bool


@dataclass
class Report:
    """The judgements of one run and the figures drawn from them."""

    judged: list[Judged] = field(default_factory=list)

    def answerable(self) -> list[Judged]:
        return [one for one in self.judged if one.question.answerable]

    def count(self, verdict: str) -> int:
        return sum(one.verdict == verdict for one in self.judged)

    def figures(self) -> dict[str, Any]:
        """All figures of the report, in a form that JSON can encode."""
        return {
            "overall": _figures(self.judged),
            "categories": {
                category: _figures([one for one in self.judged if one.question.cat == category])
                for category in dict.fromkeys(one.question.cat for one in self.judged)
            },
            "kinds": {
                kind: _figures([one for one in self.judged if one.question.kind == kind])
                for kind in dict.fromkeys(one.question.kind for one in self.judged if one.question.kind)
            },
            "clause": _share([one for one in self.judged if _cites(one)], _has_clause),
            "handled": {
                category: _share(chosen, lambda one: one.handled)
                for category in ("near", "smalltalk")
                if (chosen := [one for one in self.judged if one.question.cat == category])
            },
            "choices_share": _share(self.answerable(), lambda one: one.answer.outcome == "choices"),
            "length": _lengths([one for one in self.judged if one.answer.outcome == "answer"]),
            "calibration": self.calibration(),
            "confusions": self.confusions(),
            "mistakes": [_mistake(one) for one in self.judged if one.verdict in ("wrong", "missed", "false")],
        }

    def calibration(self) -> list[dict[str, Any]]:
        """For each band of confidence: the number of answers, and the share of right ones."""
        rows = []
        for low, high in pairwise(_BINS):
            band = [one for one in self.judged if low <= one.answer.score < high and one.answer.entries]
            told = [one for one in band if one.answer.outcome == "answer"]
            if told:
                right = sum(one.verdict == "right" for one in told)
                rows.append({"from": low, "to": min(high, 1.0), "answers": len(told), "right": right})
        return rows

    def confusions(self) -> list[dict[str, Any]]:
        """The entries given wrongly most often, with their questions."""
        counts = Counter(one.answer.entries[0] for one in self.judged if _mistaken(one))
        return [
            {
                "entry": entry,
                "times": times,
                "questions": [
                    one.question.q for one in self.judged if _mistaken(one) and one.answer.entries[0] == entry
                ][:3],
            }
            for entry, times in counts.most_common(10)
        ]


def evaluate(questions: Iterable[Question], answerer: Answerer, now: datetime) -> Report:
    """Ask every question at `now` and judge the answers."""
    return Report(
        [_judge(question, answerer.answer(question.q, now), answerer, now) for question in questions]
    )


def _judge(question: Question, answer: Answer, answerer: Answerer, now: datetime) -> Judged:
    offered = [answerer.entry(choice.id, now) for choice in answer.choices]
    if not question.answerable:
        verdict = "false" if answer.outcome == "answer" and not answer.limited else "ok"
        return Judged(question, answer, verdict, False, _handled(question, answer, offered))
    if answer.outcome == "choices" and question.choices_ok:
        return Judged(question, answer, "right", True, False)
    if answer.outcome != "answer" and not (answer.outcome == "not_said" and question.partial):
        hit = any(other.outcome == "answer" and question.answered_by(other.text) for other in offered)
        return Judged(question, answer, "missed", hit, False)
    right = question.answered_by(answer.text)
    return Judged(question, answer, "right" if right else "wrong", right, False)


def _handled(question: Question, answer: Answer, offered: list[Answer]) -> bool:
    """Whether a near question was handled: the bot said that the notice does not say, or offered to say so."""
    if question.cat == "smalltalk":
        return answer.outcome == "smalltalk"
    return answer.outcome == "not_said" or any(other.outcome == "not_said" for other in offered)


def _mistaken(one: Judged) -> bool:
    return one.verdict in ("wrong", "missed", "false") and bool(one.answer.entries)


def _cites(one: Judged) -> bool:
    """Whether the answer is right and should cite a clause."""
    return one.verdict == "right" and bool(one.question.clauses) and one.answer.outcome != "choices"


def _has_clause(one: Judged) -> bool:
    return not set(one.question.clauses).isdisjoint(one.answer.clauses)


def _share(chosen: list[Judged], holds: Callable[[Judged], bool]) -> float:
    return round(sum(holds(one) for one in chosen) / len(chosen), 4) if chosen else 1.0


def _figures(judged: list[Judged]) -> dict[str, Any]:
    answerable = [one for one in judged if one.question.answerable]
    others = len(judged) - len(answerable)
    counts = Counter(one.verdict for one in judged)
    return {
        "answerable": len(answerable),
        "right": counts["right"],
        "wrong": counts["wrong"],
        "missed": counts["missed"],
        "hit@3": sum(one.hit for one in answerable),
        "others": others,
        "false": counts["false"],
    }


def _lengths(told: list[Judged]) -> dict[str, int]:
    lengths = sorted(len(one.answer.text) for one in told)
    if not lengths:
        return {"median": 0, "p95": 0}
    return {
        "median": lengths[len(lengths) // 2],
        "p95": lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))],
    }


def _mistake(one: Judged) -> dict[str, Any]:
    return {
        "id": one.question.id,
        "q": one.question.q,
        "verdict": one.verdict,
        "outcome": one.answer.outcome,
        "entries": list(one.answer.entries) or [choice.id for choice in one.answer.choices],
        "score": one.answer.score,
    }
