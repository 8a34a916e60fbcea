"""Thin the phrasings of a pack: `python tools/thin_phrasings.py FOLDER [--share 0.7] [--silent 0.55] [--write]`.

Of each entry those phrasings are chosen that together speak for it as all of them did: one after another, always the one that
brings the weights of the index nearest to what they were, where too much weight counts less than too little. What is left
out says little that the others do not say. What is left out and would then be answered otherwise is put back, in a few rounds
(--rounds). Without --write it only tells how many would be kept, and how well they do on
every fifth phrasing, of which the choice knew nothing. Kept are also: talk, wishes and what is off the subject; the questions
asked of each member of a kind; phrasings of at most six letters, which tell little but as a whole; and those that the pack's
own tests say to the letter.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # this tree, wherever another one is installed

from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts
from bot.faq.features import WEIGHTS, of_phrasing
from bot.faq.index import FEWEST, RARITY, SATURATION, Index, bare, build_index
from bot.faq.lexicon import Lexicon
from bot.faq.matcher import Matcher
from bot.faq.ranking import Ranker
from bot.hearing.learned_acts import LearnedActs
from bot.knowledge import open_knowledge
from bot.language.normalize import normalize
from bot.pack.layout import PHRASINGS
from bot.pack.loader import load_pack
from bot.pack.model import Entry, Pack

THINNED = ("answer", "not_said")
SHARE, SILENT = 0.7, 0.55
ENGLISH = 0.5
"""The share of the English phrasings: there are few of them, and each word stands in few."""
LEAST, LEAST_ENGLISH = 12, 5
TOO_MUCH = 0.3
"""How much a weight counts that is too large, beside one that is too small."""
SHORT = 6
"""Letters up to which a phrasing is kept."""
ROUNDS = 2
FOLDS = 5

Kept = Mapping[str, Sequence[int]]
"""The places of the phrasings that are kept, by entry; those of an entry that is not named are all kept."""


@dataclass(frozen=True)
class Shares:
    """The shares of phrasings that are kept: of answers, and of silent points, which are asked for less often."""

    answers: float
    silent: float

    def count(self, entry: Entry, total: int, english: bool) -> int:
        """How many of so many phrasings in one language are kept."""
        if english:
            return max(LEAST_ENGLISH, round(ENGLISH * total))
        return max(LEAST, round((self.silent if entry.kind == "not_said" else self.answers) * total))


class Choice:
    """Chooses phrasings of the entries of one pack."""

    def __init__(self, pack: Pack, lexicon: Lexicon, asked: frozenset[str]) -> None:
        self._asked = asked
        self._entries = [entry for entry in pack.own_entries if entry.kind in THINNED and entry.variants]
        self._features = {
            entry.id: [of_phrasing(text, lexicon).names for text in entry.variants] for entry in self._entries
        }
        templates = [
            set(chain.from_iterable(of_phrasing(text, lexicon, kind).names for text in template.variants))
            for kind, template in pack.templates.items()
        ]
        own = [set(chain.from_iterable(held)) for held in self._features.values()]
        spread = Counter(chain.from_iterable((*own, *templates)))
        targets = len(own) + len(templates)
        self._rarity: dict[str, float] = {
            name: WEIGHTS[name[0]] * pow(log((targets + 1) / (count + 0.5)), RARITY)
            for name, count in spread.items()
        }

    def kept(self, shares: Shares, is_open: Callable[[int], bool] = lambda place: True) -> Kept:
        """The places kept of each entry, of those that are open to the choice."""
        return {entry.id: sorted(self._of_entry(entry, shares, is_open)) for entry in self._entries}

    def _of_entry(self, entry: Entry, shares: Shares, is_open: Callable[[int], bool]) -> Iterator[int]:
        open_places = [place for place in range(len(entry.variants)) if is_open(place)]
        yield from (place for place in open_places if not entry.variant_lines[place])
        own = [place for place in open_places if entry.variant_lines[place]]
        for english in (False, True):
            places = [place for place in own if entry.variants[place].isascii() == english]
            first = [place for place in places if self._is_needed(entry.variants[place])]
            count = shares.count(entry, len(places), english)
            yield from self._nearest(self._features[entry.id], places, first, count)

    def _is_needed(self, text: str) -> bool:
        """Whether a phrasing is kept whatever the others say."""
        letters = bare(normalize(text))
        return letters in self._asked or (len(letters) <= SHORT and not letters.isascii())

    def _nearest(
        self, features: Sequence[frozenset[str]], places: Sequence[int], first: Sequence[int], count: int
    ) -> Sequence[int]:
        """So many of the places, `first` among them, whose features weigh most nearly as those of all places."""
        if len(places) <= count:
            return places
        total = Counter(chain.from_iterable(features[place] for place in places))
        wanted = {name: _weight(held, max(len(places), FEWEST)) for name, held in total.items()}
        chosen = list(first)
        held = Counter(chain.from_iterable(features[place] for place in chosen))
        left = [place for place in places if place not in set(first)]

        def off(name: str, times: int) -> float:
            """How far a feature is from its weight if so many of the chosen hold it."""
            apart = _weight(times, max(count, FEWEST)) - wanted[name]
            return self._rarity[name] * (apart * TOO_MUCH if apart > 0 else -apart)

        def gain(place: int) -> float:
            return sum(off(name, held[name]) - off(name, held[name] + 1) for name in sorted(features[place]))

        while len(chosen) < count:
            best = max(left, key=gain)
            chosen.append(best)
            left.remove(best)
            held.update(features[best])
        return chosen


def _weight(count: int, total: int) -> float:
    """The weight of a feature that so many of all phrasings hold, as the index has it."""
    share = count / total
    return share / (share + SATURATION)


def thinned(pack: Pack, kept: Kept) -> Pack:
    """A pack with the phrasings that are kept."""
    entries = {
        id: replace(
            entry,
            variants=tuple(entry.variants[place] for place in kept[id]),
            variant_lines=tuple(entry.variant_lines[place] for place in kept[id]),
        )
        if id in kept
        else entry
        for id, entry in pack.entries.items()
    }
    return replace(pack, entries=entries)


def mended(pack: Pack, acts: LearnedActs, kept: Kept, rounds: int) -> Kept:
    """The places kept, and in each round those whose phrasing the pack so thinned would not answer by their entry."""
    for _ in range(rounds):
        reduced = thinned(pack, kept)
        index = build_index(reduced)
        texts, asked = EntryTexts(reduced, index), AskedAspects(lambda: acts)
        matcher = Matcher(reduced, index, Ranker(reduced, index), asked, texts)
        kept = {
            id: sorted({*places, *_lost(pack.entries[id], places, matcher)}) for id, places in kept.items()
        }
    return kept


def _lost(entry: Entry, kept: Sequence[int], matcher: Matcher) -> Iterator[int]:
    """The places of an entry whose phrasing is not answered by it now."""
    for place in sorted(set(range(len(entry.variants))) - set(kept)):
        match = matcher.match(entry.variants[place])
        if match.outcome != entry.kind or match.entries[0] not in (entry.id, *entry.covers):
            yield place


def size(pack: Pack) -> int:
    """The phrasings of a pack that are its own."""
    asked = (*pack.entries.values(), *pack.templates.values())
    return sum(sum(map(bool, entry.variant_lines)) for entry in asked)


def asked_by_tests(folder: Path) -> frozenset[str]:
    """What the pack's own tests say, letters alone."""
    return frozenset(
        bare(normalize(text))
        for path in sorted((folder / "tests").rglob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
        for text in _texts(json.loads(line))
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def found_of(pack: Pack, kept: Kept, asked: Sequence[tuple[Entry, str]]) -> float:
    """The share of phrasings whose entry, or one that says the same as well, comes first in a pack so thinned."""
    reduced = thinned(pack, kept)
    index = build_index(reduced)
    ranker = Ranker(reduced, index)
    right = 0
    for entry, text in asked:
        candidates = ranker.rank(index.question(text)).candidates
        right += bool(candidates) and candidates[0].entry in (entry.id, *entry.covers)
    return right / max(1, len(asked))


def check(pack: Pack, choice: Choice, shares: Shares) -> None:
    """Print how every fifth phrasing fares with all the others, with those chosen among them, and with as many at random."""

    def is_open(place: int) -> bool:
        return bool(place % FOLDS)

    everything = choice.kept(Shares(1.0, 1.0), is_open)
    chosen = choice.kept(shares, is_open)
    anyhow = random.Random(0)
    at_random = {id: sorted(anyhow.sample(everything[id], len(places))) for id, places in chosen.items()}
    asked = [
        (pack.entries[id], pack.entries[id].variants[place])
        for id in everything
        for place in range(0, len(pack.entries[id].variants), FOLDS)
    ]
    for name, kept in (("all others", everything), ("those chosen", chosen), ("at random", at_random)):
        lines = size(thinned(pack, kept))
        print(
            f"{name:<13} {lines:>6} phrasings: {found_of(pack, kept, asked):.1%} of {len(asked)} left out found"
        )


def write(folder: Path, pack: Pack, kept: Kept) -> None:
    """Take the lines that are not kept out of the files of phrasings."""
    dropped: dict[str, set[int]] = {}
    for id, places in kept.items():
        entry = pack.entries[id]
        gone = {line for place, line in enumerate(entry.variant_lines) if place not in set(places)}
        dropped.setdefault(entry.phrasings_file, set()).update(gone)
    for name in filter(None, dropped):
        path = folder / name
        lines = path.read_text(encoding="utf-8").split("\n")
        rest = [line for number, line in enumerate(lines, 1) if number not in dropped[name]]
        path.write_text("\n".join(rest), encoding="utf-8")


def main() -> None:
    """Choose, report, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=SHARE, help="share kept of the phrasings of answers")
    parser.add_argument(
        "--silent", type=float, default=SILENT, help="the same of what the notice leaves open"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of putting back")
    parser.add_argument("--write", action="store_true", help=f"change the files in {PHRASINGS}/")
    given = parser.parse_args()
    pack = load_pack(given.folder)
    index: Index = build_index(pack)
    choice = Choice(pack, index.lexicon, asked_by_tests(given.folder))
    shares = Shares(given.share, given.silent)
    chosen = choice.kept(shares)
    kept = mended(pack, open_knowledge(given.folder).acts, chosen, given.rounds)
    put_back = size(thinned(pack, kept)) - size(thinned(pack, chosen))
    print(f"{size(pack)} phrasings, {size(thinned(pack, kept))} kept, {put_back} of them put back")
    if given.write:
        write(given.folder, pack, kept)
    else:
        check(pack, choice, shares)


if __name__ == "__main__":
    main()
