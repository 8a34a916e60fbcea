"""Fit the confidence of bot/faq/ranking.py: `python tools/calibrate.py FILE…`.

The files are question files in the form of knowledge/tests/questions/dev.jsonl; their questions must not be among the
phrasings, or the confidence comes out too high. Prints the coefficients to copy, and what each bar would give.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.evaluation.questions import Question
from bot.faq.ranking import Ranker
from bot.knowledge import open_knowledge
from bot.pack.model import Pack
from bot.pack.spoken import answer_text
from bot.settings import read_settings, shipped_knowledge

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
PULL = 0.02
"""Pull of each coefficient towards zero: a few hundred questions are not many."""
Sample = tuple[tuple[float, ...], bool, Question, str]
Weighed = tuple[tuple[float, ...], bool, object, object]


def is_right(question: Question, entry: str, pack: Pack, answers: dict[str, str]) -> bool:
    """Whether `entry` is what the question should get."""
    kind = pack.entries[entry].kind
    if question.answerable:
        return kind == "answer" and question.answered_by(answers[entry])
    return {"near": kind == "not_said", "smalltalk": kind == "smalltalk"}.get(question.cat, False)


def samples(files: list[str]) -> list[Sample]:
    """The signs of each question's ranking, and whether its best entry is right."""
    knowledge = open_knowledge(shipped_knowledge(), read_settings().cache_dir)
    pack = knowledge.pack
    names = {member.entry: member.name for member in pack.members}
    answers = {id: answer_text(entry, pack, NOW, names.get(id, "")) for id, entry in pack.entries.items()}
    kinds = {id: entry.kind for id, entry in pack.entries.items()}
    ranker = Ranker(pack, knowledge.index)
    found: list[Sample] = []
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            question = Question.read(json.loads(line))
            ranking = ranker.rank(knowledge.index.read(question.q))
            if ranking.candidates:
                entry = ranking.candidates[0].entry
                right = is_right(question, entry, pack, answers)
                found.append((ranking.signs(), right, question, kinds[entry]))
    return found


def confidence(signs: tuple[float, ...], weights: list[float]) -> float:
    """The chance of being right; weights[0] is the intercept."""
    logit = weights[0] + sum(weight * sign for weight, sign in zip(weights[1:], signs, strict=True))
    return 1 / (1 + math.exp(-logit))


def fit(found: Sequence[Weighed], steps: int = 4000, rate: float = 0.5) -> list[float]:
    """Logistic regression by plain gradient descent."""
    weights = [0.0] * (len(found[0][0]) + 1)
    for _ in range(steps):
        slopes = [0.0] * len(weights)
        for signs, right, _, _ in found:
            error = confidence(signs, weights) - right
            for number, sign in enumerate((1.0, *signs)):
                slopes[number] += error * sign
        for number in range(len(weights)):
            pull = PULL * weights[number] if number else 0.0
            weights[number] -= rate * (slopes[number] + pull) / len(found)
    return weights


def main() -> None:
    """Fit and report."""
    found = samples(sys.argv[1:])
    weights = fit(found)
    print(f"INTERCEPT = {weights[0]:.2f}")
    print(f"COEFFICIENTS = ({', '.join(f'{weight:.2f}' for weight in weights[1:])})")
    for bar in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        told = [sample for sample in found if confidence(sample[0], weights) >= bar]
        right = sum(ok and question.answerable for _, ok, question, _ in told)
        wrong = sum(not ok and question.answerable and kind == "answer" for _, ok, question, kind in told)
        false = sum(not question.answerable and kind == "answer" for _, _, question, kind in told)
        print(
            f"bar {bar}: right {right}, wrong {wrong}, false {false}, below the bar {len(found) - len(told)}"
        )


if __name__ == "__main__":
    main()
