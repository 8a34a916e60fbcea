"""Fit the weights of bot/faq/likelihood.py: `python tools/calibrate_few.py FOLDER QUESTIONS [FOLDER QUESTIONS]…`.

Each folder is a pack with few phrasings (as `noticebot new` writes it, with what was added in an hour), each file holds questions
on its notice in the form of knowledge/tests/questions/dev.jsonl, which must not be among the phrasings. Prints the weights to
copy, and what each bar would give on questions that the weights have not seen.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from calibrate import NOW

from bot.evaluation.questions import Question
from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts
from bot.faq.likelihood import Likelihood, Signs
from bot.faq.parts import story_and_question
from bot.faq.ranking import Ranker
from bot.knowledge import open_knowledge
from bot.pack.spoken import answer_text
from bot.settings import read_settings

FOLDS = 5
STEPS, RATE, PULL = 300, 0.3, 0.001
UNANSWERED = 0.3
"""What a question counts that none of the entries answers and the notice leaves open: there are many in such files."""
BARS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)


@dataclass(frozen=True)
class Sample:
    """A question with the signs of each candidate and of none, and which of these answer it."""

    entries: Sequence[Signs]
    none: Signs
    right: Sequence[bool]
    answerable: bool

    @property
    def weight(self) -> float:
        """What the question counts."""
        return 1.0 if self.answerable or any(self.right[:-1]) else UNANSWERED


def samples(folder: Path, file: Path) -> list[Sample]:
    """The questions of a file, ranked by the pack of a folder."""
    knowledge = open_knowledge(folder, read_settings().cache_dir)
    pack, index = knowledge.pack, knowledge.index
    ranker = Ranker(pack, index)
    likelihood = Likelihood(pack, EntryTexts(pack, index), ranker, AskedAspects(lambda: knowledge.acts))
    names = {member.entry: member.name for member in pack.members}
    found: list[Sample] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        question = Question.read(json.loads(line))
        text = index.question(question.q)
        story, asked = story_and_question(text)
        ranking = ranker.rank(asked, story)
        if not ranking.candidates or index.exact(text):
            continue
        entries = [pack.entries[one.entry] for one in ranking.candidates]
        right = [
            question.answered_by(answer_text(entry, pack, NOW, names.get(entry.id, "")))
            if question.answerable
            else entry.kind == "not_said"
            for entry in entries
        ]
        signs = likelihood.signs(text, ranking), likelihood.signs_of_none(text, ranking)
        found.append(Sample(*signs, [*right, not any(right) or not question.answerable], question.answerable))
    return found


def chances(sample: Sample, weights: Sequence[float]) -> list[float]:
    """The chance of each candidate, and of none at the end."""
    size = len(weights) - len(sample.none)
    logits = [sum(map(float.__mul__, weights[:size], signs)) for signs in sample.entries]
    logits.append(sum(map(float.__mul__, weights[size:], sample.none)))
    most = max(logits)
    powers = [math.exp(one - most) for one in logits]
    return [power / sum(powers) for power in powers]


def fitted(found: Sequence[Sample]) -> list[float]:
    """The weights under which what answers is likeliest, by gradient descent with momentum."""
    size = len(found[0].entries[0])
    weights = [0.0] * (size + len(found[0].none))
    speed = [0.0] * len(weights)
    for _ in range(STEPS):
        slopes = [PULL * weight for weight in weights]
        for sample in found:
            told = chances(sample, weights)
            held = sum(chance for chance, right in zip(told, sample.right, strict=True) if right)
            for place, chance in enumerate(told):
                error = chance - (chance / held if sample.right[place] and held else 0.0)
                push = error * sample.weight / len(found)
                signs, start = (
                    (sample.entries[place], 0) if place < len(sample.entries) else (sample.none, size)
                )
                for number, sign in enumerate(signs, start):
                    slopes[number] += push * sign
        for number, slope in enumerate(slopes):
            speed[number] = 0.9 * speed[number] - RATE * slope
            weights[number] += speed[number]
    return weights


def main() -> None:
    """Fit and report."""
    paths = [Path(argument) for argument in sys.argv[1:]]
    found = [one for pair in zip(paths[::2], paths[1::2], strict=True) for one in samples(*pair)]
    weights = fitted(found)
    size = len(found[0].entries[0])
    print(f"FOR_ENTRY = ({', '.join(f'{weight:.2f}' for weight in weights[:size])})")
    print(f"FOR_NONE = ({', '.join(f'{weight:.2f}' for weight in weights[size:])})")
    likeliest: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = fitted([one for place, one in enumerate(found) if place % FOLDS != fold])
        for one in found[fold::FOLDS]:
            told = chances(one, others)[:-1]
            best = max(range(len(told)), key=told.__getitem__)
            if one.answerable:
                likeliest.append((told[best], one.right[best]))
    for bar in BARS:
        told_right = [right for chance, right in likeliest if chance >= bar]
        right = sum(told_right) / len(likeliest)
        wrong = (len(told_right) - sum(told_right)) / len(likeliest)
        print(f"bar {bar}: one entry told, right {right:.1%}, wrong {wrong:.1%}")


if __name__ == "__main__":
    main()
