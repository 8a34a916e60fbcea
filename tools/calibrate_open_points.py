"""Fit the weights of bot/faq/open_points.py: `python tools/calibrate_open_points.py [FOLDER…] FILE…`.

The files are question files in the form of knowledge/tests/questions/dev.jsonl; their questions must not be among the
phrasings. The folders are packs of the same notice beside the shipped one: without its silent entries, more open points reach
an entry next door. Prints the weights to copy, and what each bar would give on files that the weights have not seen.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calibrate import NOW, confidence, fit

from bot.evaluation.questions import Question
from bot.faq.asked_aspects import AskedAspects
from bot.faq.by_confidence import BAR
from bot.faq.entry_texts import EntryTexts
from bot.faq.open_points import OpenPoints
from bot.faq.parts import parts, story_and_question
from bot.faq.ranking import Ranker
from bot.knowledge import open_knowledge
from bot.pack.spoken import answer_text
from bot.settings import read_settings, shipped_knowledge

SAYS_SO = re.compile(r"[没未](?:有|作)?(?:单|细|明|另)?[写说作定提]|推算|按字面|理解")
"""An answer says itself what the notice leaves open."""
BARS = (0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Sample:
    """A question of a file with its signs, and whether the notice leaves open what it asks."""

    file: str
    q: str
    signs: tuple[float, ...]
    open: bool


def samples(folder: Path, files: list[str]) -> Iterator[Sample]:
    """The questions to which the likeliest entry of a pack is an answer: the right one, or one next door to an open point."""
    knowledge = open_knowledge(folder, read_settings().cache_dir)
    pack = knowledge.pack
    names = {member.entry: member.name for member in pack.members}
    ranker = Ranker(pack, knowledge.index)
    points = OpenPoints(pack, EntryTexts(pack, knowledge.index), ranker, AskedAspects(lambda: knowledge.acts))
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            question = Question.read(json.loads(line))
            text = knowledge.index.question(question.q)
            story, asked = story_and_question(text)
            ranking = ranker.rank(asked, story)
            if parts(text) or ranking.off.score >= ranking.score or ranking.confidence() < BAR:
                continue
            entry = pack.entries[ranking.candidates[0].entry]
            answer = answer_text(entry, pack, NOW, names.get(entry.id, ""))
            told = question.answered_by(answer) if question.answerable else not SAYS_SO.search(answer)
            if entry.kind == "answer" and told:
                yield Sample(file, question.q, points.signs(text, ranking, entry), not question.answerable)


def fitted(found: list[Sample]) -> list[float]:
    """The weights, the intercept first."""
    return fit([(one.signs, one.open, None, "") for one in found])


def main() -> None:
    """Fit and report."""
    folders = [Path(name) for name in sys.argv[1:] if Path(name).is_dir()]
    files = [name for name in sys.argv[1:] if not Path(name).is_dir()]
    found = [one for folder in (shipped_knowledge(), *folders) for one in samples(folder, files)]
    weights = fitted(found)
    print(f"INTERCEPT = {weights[0]:.2f}")
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights[1:])})")
    chances: list[tuple[float, Sample]] = []
    for file in files:
        others = fitted([one for one in found if one.file != file])
        chances += [(confidence(one.signs, others), one) for one in found if one.file == file]
    is_open = [chance for chance, one in chances if one.open]
    is_told = [chance for chance, one in chances if not one.open]
    print(f"{len(is_open)} open, {len(is_told)} told")
    for bar in BARS:
        heard = sum(chance >= bar for chance in is_open) / len(is_open)
        alarms = sum(chance >= bar for chance in is_told) / len(is_told)
        print(f"bar {bar}: {heard:.1%} of the open ones heard, {alarms:.1%} false alarms")


if __name__ == "__main__":
    main()
