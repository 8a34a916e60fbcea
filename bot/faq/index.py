"""The index: how strongly each feature speaks for each entry.

A feature that most phrasings of an entry hold, and few other entries hold at all, speaks strongly. The share is
saturated, so that one phrasing in ten already counts for half: people's words differ more than an author thinks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.faq.asked_texts import WIDE, own_words, phrasings, shared_in, thinness
from bot.faq.features import WEIGHTS, named_signs, of_phrasing
from bot.faq.lexicon import MARKS, Lexicon, normalized_groups, normalized_members
from bot.faq.member_likeness import learn_likeness
from bot.language.normalize import normalize
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.word_finder import WordFinder
from bot.language.words import words
from bot.pack.model import Pack

SATURATION = 0.1
"""The share of an entry's phrasings at which a feature reaches half its weight."""
WIDE_MEMBERS = 100
"""The same for the questions in which a member of a kind is named: they come inside stories of every kind."""
FEWEST = 6
"""Phrasings that a language is taken to have at the least, so that a single one does not speak for all."""
RARITY = 0.8
"""Exponent of the rarity among entries."""
FOR_MEANING, MOST_FOR_MEANING = 2.0, 2.2
"""How much more a concept counts the fewer phrasings there are to tell the same in words: the exponent, and the most."""
FAINT = 150
"""Weights (thousandths) up to this say nothing that a better one does not; without them ranking is twice as fast."""
_SCALE = 1000
_SAME = tuple(pair.split() for pair in words("writing", "same"))
_MEMBER_SIGNS = frozenset({*named_signs(MARKS), *(f"u{mark}" for mark in MARKS)})
_HIGHEST = 0xD7FF


@dataclass(frozen=True)
class Tables:
    """What an index holds. `postings[feature]` is a packed string: see `pack_posting`.

    `targets` are numbered by their place; `exact` gives the number of each phrasing to the letter. `members` (word →
    member of a kind), `names` and `concepts` are normalised; `kinds` are the members of each kind; `years` are the forms of
    the notice's own year, `telling` those concepts that only questions know, `done` words for what is
    done; `few` tells that the answers have few phrasings; `likeness` tells by kind how much the characters of a name speak for a
    member of it (see `member_likeness`).
    """

    targets: list[str]
    off_topic: list[str]
    exact: dict[str, int]
    postings: dict[str, str]
    members: dict[str, str]
    names: dict[str, list[str]]
    concepts: dict[str, list[str]]
    years: list[str] = field(default_factory=list)
    telling: list[str] = field(default_factory=list)
    kinds: dict[str, list[str]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    few: bool = False
    likeness: dict[str, dict[str, int]] = field(default_factory=dict)


class Index:
    """Weights by feature, and how a message is read."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.targets = tables.targets
        self.postings = tables.postings
        self.lexicon = Lexicon(tables.members, tables.names, tables.concepts, tables.kinds, tables.done)
        self._years = WordFinder(tables.years)
        self._asked = remembered(TEXTS_KEPT)(self._question)
        off_topic = frozenset(tables.off_topic)
        self._off = frozenset(
            chr(number) for number, target in enumerate(self.targets) if target in off_topic
        )

    def exact(self, text: str) -> str | None:
        """The target that has exactly this text (as returned by `read`) as a phrasing; None if there is none."""
        number = self.tables.exact.get(bare(text), self.tables.exact.get(plainest(text)))
        return None if number is None else self.targets[number]

    def read(self, message: str, is_familiar: Callable[[str], bool] | None = None) -> str:
        """Convert a message to the form in which it is matched. `is_familiar` stands for that of the index."""
        return self.lexicon.mend(normalize(message), is_familiar or self.is_familiar)

    def question(self, message: str) -> str:
        """Convert a question to the form in which it is matched: as read, without the notice's own year."""
        return self._asked(message)

    def _question(self, message: str) -> str:
        return self.lexicon.mend(_without(normalize(message), self._years), self.is_familiar)

    def is_strange(self, word: str) -> bool:
        """Whether at most half of the pairs of characters of a word stand in any phrasing on the subject."""
        familiar = [self.is_familiar(first + second) for first, second in pairwise(word)]
        return 2 * sum(familiar) <= len(familiar)

    def familiarity(self, message: str) -> int:
        """How many pairs of neighbouring characters of a message stand in phrasings on the subject."""
        text = _without(normalize(message), self._years)
        return sum(self.is_familiar(first + second) for first, second in pairwise(text))

    def members_in(self, message: str, is_familiar: Callable[[str], bool] | None = None) -> tuple[str, ...]:
        """The members of kinds that a message names, in order; for `is_familiar` see `read`."""
        _, found = self.lexicon.members(self.read(message, is_familiar))
        return tuple(member.member for member in found)

    def is_familiar(self, pair: str) -> bool:
        """Whether a pair of characters stands in any phrasing on the subject."""
        packed = self.postings.get(f"b{pair}", "")
        return bool(packed) and (packed[0] not in self._off or any(n not in self._off for n in packed[2::2]))


def pack_posting(pairs: Iterable[int]) -> str:
    """A feature's (entry, weight) pairs, one character each.

    A string is read forty times as fast as as many numbers, and most features are never asked for. Weights stay
    far below the surrogates (0xD800), which no UTF-8 could carry.
    """
    return "".join(chr(min(number, _HIGHEST)) for number in pairs)


def build_index(pack: Pack) -> Index:
    """The index of a pack's phrasings."""
    members = normalized_members({word: member.id for member in pack.members for word in member.words})
    names = normalized_groups(pack.names)
    concepts = normalized_groups({**pack.concepts, **pack.telling})
    kinds = {id: [one.id for one in pack.members if one.kind == id] for id in pack.kinds}
    done = [normalize(word) for word in pack.facts.words.get("done", ())]
    lexicon = Lexicon(members, names, concepts, kinds, done)
    entry_of = {member.id: member.entry for member in pack.members}
    kind_of = {template.id: kind for kind, template in pack.templates.items()}
    off_topic = {entry.id for entry in pack.entries.values() if entry.kind == "off_topic"}
    years = _own_years(pack)
    finder = WordFinder(years)
    asked = {
        target: [_without(normalize(variant), finder) for variant in variants]
        for target, variants in phrasings(pack).items()
    }
    thin = thinness(pack)
    # Else the hundreds of phrasings that lie off the subject would pull away most questions of a thin pack.
    wide = WIDE * thin
    spoken_of = of_phrasing(pack.notice, lexicon).names if thin > 1 else frozenset[str]()
    shares = {
        target: _shares(
            _Asked(
                target, kind_of.get(target), target in off_topic, wide, spoken_of, shared_in(pack, target)
            ),
            (*variants, *(own_words(pack, target) if thin > 1 else ())),
            lexicon,
            entry_of,
        )
        for target, variants in asked.items()
    }
    meaning = min(MOST_FOR_MEANING, thin**FOR_MEANING)
    # What came with the program, in a pack's own entry too, has phrasings enough.
    answers = {id for id, entry in pack.entries.items() if entry.kind == "answer" and not entry.shared}
    postings = _weigh(shares, {target: meaning if target in answers else 1.0 for target in shares})
    # To the letter too, a silent point that came with the program gives way to an entry of the pack.
    silent = {id for id, entry in pack.entries.items() if entry.shared and entry.kind == "not_said"}
    own = {target: [] if target in silent else variants for target, variants in asked.items()}
    exact = _exact(sorted(shares), own, lexicon, kind_of)
    return Index(
        Tables(
            sorted(shares),
            sorted(off_topic),
            exact,
            postings,
            members,
            names,
            concepts,
            years,
            sorted(pack.telling),
            kinds,
            done,
            thin > 1,
            {kind: dict(sorted(weights.items())) for kind, weights in learn_likeness(pack, asked).items()},
        )
    )


def _own_years(pack: Pack) -> list[str]:
    """How people write the year of which all of a notice speaks: it tells one question from another as little as 这份通知."""
    own = [f"{pack.facts.year}{ending}" for ending in words("calendar", "year")]
    this = [
        f"{before}{year}" for before in words("calendar", "this_year") for year in (pack.facts.year, *own)
    ]
    return [*own, *this]


def _without(text: str, finder: WordFinder) -> str:
    """A text without the words of a list."""
    for found in reversed(list(finder.found_in(text))):
        text = text[: found.start] + text[found.end :]
    return text


def bare(text: str) -> str:
    """A text without blanks and punctuation."""
    return "".join(filter(str.isalnum, text))


def plainest(text: str) -> str:
    """A text without blanks and punctuation, in which what is said in two ways is said in one: 要交啥 as 要交什么."""
    said = bare(text)
    for written, spoken in _SAME:
        said = said.replace(spoken, written)
    return said


def _exact(
    targets: list[str], variants: Mapping[str, Iterable[str]], lexicon: Lexicon, templates: Collection[str]
) -> dict[str, int]:
    """Every phrasing of no template, but for what says the same in speech, with the number of its target."""
    said = [
        (lexicon.shorten(normalize(variant)), number)
        for number, target in enumerate(targets)
        if target not in templates
        for variant in variants[target]
    ]
    # What is said so to the letter comes before what only says the same.
    return {plainest(text): number for text, number in said} | {bare(text): number for text, number in said}


@dataclass(frozen=True)
class _Asked:
    """What phrasings ask for: the target, the kind for whose members it is a template, whether it is off the subject.

    `wide` is beyond how many phrasings it is wider, and not thinner, if it is; `spoken_of` are the features of the notice:
    its words speak for nothing off the subject where one of the first `shared` phrasings, made for any notice, holds them.
    """

    target: str
    kind: str | None
    is_off: bool
    wide: float = WIDE
    spoken_of: frozenset[str] = frozenset()
    shared: int = 0


def _shares(
    asked: _Asked, variants: Iterable[str], lexicon: Lexicon, entry_of: Mapping[str, str]
) -> dict[str, float]:
    """The share of a target's phrasings that hold each feature, in the language where it is the larger.

    Phrasings of an entry that a member points to leave out that member's mark: the member named picks the entry, the
    phrasing must not compete for it.
    """
    template = asked.kind is not None
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    totals: Counter[bool] = Counter()
    for place, variant in enumerate(variants):
        found = of_phrasing(variant, lexicon, asked.kind or "")
        if not template and any(entry_of[member.member] == asked.target for member in found.members):
            continue
        # Every entry has far fewer English phrasings; their words must not count for less because of it.
        english = variant.isascii()
        # That a member of a kind is named speaks for no talk off the subject: most of ours name one.
        names = found.names - _MEMBER_SIGNS if asked.is_off else found.names
        counts[english].update(names - asked.spoken_of if asked.is_off and place < asked.shared else names)
        totals[english] += 1
    widest = (
        asked.wide if asked.is_off else WIDE_MEMBERS if template else max(totals.values(), default=FEWEST)
    )
    shares: dict[str, float] = {}
    for english, counted in counts.items():
        total = max(totals[english], FEWEST)
        for name, count in counted.items():
            shares[name] = max(shares.get(name, 0.0), min(1.0, count / min(total, max(widest, FEWEST))))
    return shares


def _weigh(shares: Mapping[str, Mapping[str, float]], meaning: Mapping[str, float]) -> dict[str, str]:
    """The packed posting of each feature; targets are numbered in alphabetical order.

    `meaning` is how much more concepts count for each target.
    """
    targets = sorted(shares)
    spread: Counter[str] = Counter()
    for held in shares.values():
        spread.update(held.keys())
    rarities = {
        name: round(_SCALE * WEIGHTS[name[0]] * math.log((len(targets) + 1) / (count + 0.5)) ** RARITY)
        for name, count in spread.items()
    }
    weights: dict[str, list[int]] = {}
    for number, target in enumerate(targets):
        for name, share in shares[target].items():
            more = meaning[target] if name[0] == "c" else 1.0
            weight = round(rarities[name] * more * share / (share + SATURATION))
            if weight > FAINT:
                weights.setdefault(name, []).extend((number, weight))
    return {name: pack_posting(weights[name]) for name in sorted(weights)}  # the same, built anywhere
