"""Matching in the shipped pack, and in one of 1,400 entries and 100,000 phrasings made from it, beside WRatio in the same run.

    python -m benchmarks.large_pack [--entries 1400] [--phrasings 100000] [--compared 30]

The made entries are copies of the shipped ones about other things: all but the commonest characters are exchanged for one
another, differently in each copy, so that every copy asks as people ask and shares as much with the rest as entries do. Where
an entry has fewer phrasings than it needs, they are said again behind other first words.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.__main__ import questions
from benchmarks.matchers import Matcher, lines_of, ours, timed, wratio
from bot.evaluation.questions import Question
from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts
from bot.faq.index import Index
from bot.faq.matcher import Matcher as Decides
from bot.faq.ranking import Ranker
from bot.knowledge import Knowledge, open_knowledge
from bot.pack.loader import load_pack
from bot.pack.model import Entry, Pack
from bot.settings import shipped_knowledge

COMMON = 120
"""Characters that all copies have in common: those with which people ask."""
FIRST_WORDS = (
    "",
    "请问",
    "那个",
    "我想问下",
    "麻烦问一下",
    "你好，",
    "不好意思，",
    "帮我看看",
    "急，",
    "再问一句",
)
LIMITS_MS = {"shipped": 1.0, "made": 2.0}
TIMES_AS_FAST = 100.0
ROUNDS = 3
"""How often each question is asked; the shortest counts, so that what else the machine does is not measured."""


def large(pack: Pack, entries: int, phrasings: int, seed: int = 0) -> Pack:
    """A pack of so many entries and phrasings, the shipped one among them."""
    asked = [entry for entry in pack.own_entries if entry.variants and entry.kind in ("answer", "not_said")]
    counted = Counter("".join(text for entry in asked for text in entry.variants))
    rest = [character for character, _ in counted.most_common() if "\u4e00" <= character <= "\u9fff"][COMMON:]
    every = max(1, -(-phrasings // entries))
    held = {entry.id: _more(entry, every) if entry in asked else entry for entry in pack.entries.values()}
    anyhow = random.Random(seed)
    for number in itertools.count(1):
        exchanged = str.maketrans(dict(zip(rest, anyhow.sample(rest, len(rest)), strict=True)))
        for entry in asked:
            if len(held) >= entries:
                return replace(pack, entries=held)
            held[f"{entry.id}_{number}"] = _copy(entry, number, exchanged, every)
    raise AssertionError


def _copy(entry: Entry, number: int, exchanged: dict[int, str], phrasings: int) -> Entry:
    """An entry about something else, bound to no other."""
    told = replace(
        entry,
        id=f"{entry.id}_{number}",
        title=entry.title.translate(exchanged),
        topic=entry.topic.translate(exchanged),
        variants=tuple(text.translate(exchanged) for text in entry.variants),
        covers=(),
        items=(),
        then="",
    )
    return _more(told, phrasings)


def _more(entry: Entry, phrasings: int) -> Entry:
    """An entry with so many phrasings."""
    said = (first + text for first in FIRST_WORDS for text in entry.variants)
    variants = tuple(itertools.islice(said, phrasings))
    return replace(entry, variants=variants, variant_lines=tuple(range(1, len(variants) + 1)))


def deciding(pack: Pack, index: Index, knowledge: Knowledge) -> Matcher:
    """The whole decision on a message, with everything that stands between the ranking and an answer."""
    ranker = Ranker(pack, index)
    decides = Decides(pack, index, ranker, AskedAspects(lambda: knowledge.acts), EntryTexts(pack, index))

    def match(question: str) -> str:
        return next(iter(decides.match(question).entries), "")

    return match


def rows(
    name: str, pack: Pack, knowledge: Knowledge, asked: Sequence[Question], compared: int
) -> Iterator[str]:
    """What each way takes, in lines."""
    matcher, index = ours(pack)
    lines = lines_of(pack)
    ways = {
        "ranking": (matcher, asked),
        "whole decision": (deciding(pack, index, knowledge), asked),
        "WRatio process.extract": (wratio(lines), asked[:compared]),
    }
    gc.freeze()  # as the commands do, once the pack is read
    means: dict[str, float] = {}
    for way, (match, chosen) in ways.items():
        _, took = timed(match, chosen, ROUNDS)
        means[way], last = statistics.fmean(took), took[int(len(took) * 0.99)]
        ratio = means[way] / means["ranking"]
        mark = f" > {LIMITS_MS[name]} ms" if way == "ranking" and last > LIMITS_MS[name] else ""
        slow = " < 100" if way == "WRatio process.extract" and ratio < TIMES_AS_FAST else ""
        yield (
            f"{name:<8} {len(pack.entries):>6} {len(lines):>9}  {way:<23} {statistics.median(took):>8.2f}"
            f" {last:>8.2f} {ratio:>8.1f}{mark}{slow}"
        )


def main() -> None:
    """Print all, side by side."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=1400)
    parser.add_argument("--phrasings", type=int, default=100_000)
    parser.add_argument("--compared", type=int, default=30, help="questions that the slowest is asked")
    given = parser.parse_args()
    pack, knowledge, asked = load_pack(shipped_knowledge()), open_knowledge(shipped_knowledge()), questions()
    print(
        f"{'pack':<8} {'entries':>6} {'phrasings':>9}  {'way':<23} {'p50 ms':>8} {'p99 ms':>8} {'× ours':>8}"
    )
    for name, measured in (("shipped", pack), ("made", large(pack, given.entries, given.phrasings))):
        for row in rows(name, measured, knowledge, asked, given.compared):
            print(row, flush=True)


if __name__ == "__main__":
    main()
