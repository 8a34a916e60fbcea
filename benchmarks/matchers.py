"""Other matchers over the same phrasings: what a reader would reach for first."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process

from bot.evaluation.questions import Question
from bot.faq.asked_texts import phrasings
from bot.faq.index import Index, build_index
from bot.faq.ranking import Ranker
from bot.language.remembered import forget_texts
from bot.pack.model import Pack
from bot.pack.spoken import MEMBER

Matcher = Callable[[str], str]
"""A question → the target whose phrasing fits best, by force: these matchers never abstain."""


def pairs_of(text: str) -> list[str]:
    """Character pairs of a text."""
    return [text[index : index + 2] for index in range(max(len(text) - 1, 1))]


def wratio(lines: list[tuple[str, str]]) -> Matcher:
    """rapidfuzz `process.extractOne` with WRatio."""
    texts = [text for _, text in lines]

    def match(question: str) -> str:
        found = process.extract(question, texts, scorer=fuzz.WRatio, limit=1)
        return lines[found[0][2]][0] if found else ""

    return match


def tf_idf(lines: list[tuple[str, str]]) -> Matcher:
    """Cosine of character-pair TF-IDF, over an inverted index."""
    rarity = _rarity(lines)
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, (_, text) in enumerate(lines):
        weights = {pair: count * rarity[pair] for pair, count in Counter(pairs_of(text)).items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for pair, weight in weights.items():
            postings.setdefault(pair, []).append((number, weight / length))
    return _best_line(lines, lambda pair, count: count * rarity.get(pair, 0.0), postings)


def bm25(lines: list[tuple[str, str]]) -> Matcher:
    """BM25 on character pairs (k1 1.5, b 0.75), over an inverted index."""
    rarity = _rarity(lines)
    mean = sum(len(text) for _, text in lines) / len(lines)
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, (_, text) in enumerate(lines):
        norm = 1.5 * (0.25 + 0.75 * len(text) / mean)
        for pair, count in Counter(pairs_of(text)).items():
            postings.setdefault(pair, []).append((number, count * 2.5 / (count + norm)))
    return _best_line(lines, lambda pair, _: rarity.get(pair, 0.0), postings)


def ours(pack: Pack) -> tuple[Matcher, Index]:
    """The bot's own ranking, forced to answer, and its index."""
    index = build_index(pack)
    ranker = Ranker(pack, index)

    def match(question: str) -> str:
        candidates = ranker.rank(index.read(question)).candidates
        return candidates[0].entry if candidates else ""

    return match, index


def lines_of(pack: Pack) -> list[tuple[str, str]]:
    """Every phrasing with its target; a template's `{kind}` filled with each member's name."""
    lines = []
    kind_of = {template.id: kind for kind, template in pack.templates.items()}
    for target, variants in phrasings(pack).items():
        for variant in variants:
            if target in kind_of:
                members = [member for member in pack.members if member.kind == kind_of[target]]
                lines += [(member.entry, variant.replace(MEMBER, member.words[0])) for member in members[:1]]
            else:
                lines.append((target, variant))
    return lines


def timed(match: Matcher, asked: Sequence[Question], rounds: int = 1) -> tuple[list[str], list[float]]:
    """The target for each question, and the milliseconds that each took, the shortest of so many rounds, in order of size."""
    for question in asked[:10]:
        match(question.q)
    found, took = [], []
    for question in asked:
        best = math.inf
        for _ in range(rounds):
            forget_texts()  # nobody gains by having read the question before
            start = time.perf_counter()
            target = match(question.q)
            best = min(best, time.perf_counter() - start)
        found.append(target)
        took.append(best * 1000)
    return found, sorted(took)


def _rarity(lines: Iterable[tuple[str, str]]) -> dict[str, float]:
    texts = [set(pairs_of(text)) for _, text in lines]
    spread = Counter(pair for pairs in texts for pair in pairs)
    return {pair: math.log(1 + len(texts) / count) for pair, count in spread.items()}


def _best_line(
    lines: list[tuple[str, str]],
    weigh: Callable[[str, int], float],
    postings: dict[str, list[tuple[int, float]]],
) -> Matcher:
    def match(question: str) -> str:
        scores: dict[int, float] = {}
        for pair, count in Counter(pairs_of(question)).items():
            weight = weigh(pair, count)
            for number, share in postings.get(pair, ()):
                scores[number] = scores.get(number, 0.0) + weight * share
        return lines[max(scores, key=lambda number: scores[number])][0] if scores else ""

    return match
