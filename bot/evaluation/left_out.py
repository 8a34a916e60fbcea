"""Which entries are easily taken for others: each phrasing is left out once and asked, as if somebody else had thought of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.faq.index import build_index
from bot.faq.ranking import Ranker
from bot.pack.faults import Fault, fault_of
from bot.pack.layout import FAQ
from bot.pack.model import Entry, Pack

_FOLDS = 5
_SMALL_PACK = 4000
"""Phrasings up to which each is left out; of a larger pack every fifth stands for all."""
_OFTEN = 0.2
"""The share of an entry's phrasings that must be missed for it to be listed."""
_FEWEST_MISSED = 2
_MOST_LISTED = 12


@dataclass
class _Tried:
    """The phrasings of an entry that were asked, and what the missed ones were taken for."""

    asked: int = 0
    taken_for: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def missed(self) -> int:
        return self.taken_for.total()


def often_missed(pack: Pack) -> tuple[Fault, ...]:
    """The entries whose phrasings are most often taken for another entry's when they are left out, the worst first."""
    tried: dict[str, _Tried] = {}
    count = sum(len(entry.variants) for entry in _asked_entries(pack))
    for fold in range(_FOLDS if count <= _SMALL_PACK else 1):
        _try_fold(pack, fold, tried)
    worst = sorted(
        (
            id
            for id, one in tried.items()
            if one.missed >= _FEWEST_MISSED and one.missed >= _OFTEN * one.asked
        ),
        key=lambda id: -tried[id].missed,
    )
    return tuple(_as_advice(pack.entries[id], tried[id]) for id in worst[:_MOST_LISTED])


def _as_advice(entry: Entry, tried: _Tried) -> Fault:
    ((other, _),) = tried.taken_for.most_common(1)
    return fault_of(
        FAQ,
        entry.line,
        "advice_often_missed",
        entry=entry.id,
        count=tried.asked,
        missed=tried.missed,
        other=other,
        example=tried.examples[other],
    )


def _asked_entries(pack: Pack) -> Iterator[Entry]:
    return (entry for entry in pack.own_entries if entry.kind in ("answer", "not_said") and entry.variants)


def _try_fold(pack: Pack, fold: int, tried: dict[str, _Tried]) -> None:
    """Ask the phrasings of one fold of a pack that has all but them."""
    kept, asked = dict(pack.entries), []
    for entry in _asked_entries(pack):
        places = [place for place in range(len(entry.variants)) if place % _FOLDS != fold]
        asked += [(entry, text) for place, text in enumerate(entry.variants) if place % _FOLDS == fold]
        kept[entry.id] = replace(
            entry,
            variants=tuple(entry.variants[place] for place in places),
            variant_lines=tuple(entry.variant_lines[place] for place in places),
        )
    reduced = replace(pack, entries=kept)
    index = build_index(reduced)
    ranker = Ranker(reduced, index)
    for entry, text in asked:
        one = tried.setdefault(entry.id, _Tried())
        one.asked += 1
        found = ranker.rank(index.question(text)).candidates
        first = found[0].entry if found else ""
        if first and first != entry.id and first not in entry.covers:
            one.taken_for[first] += 1
            one.examples.setdefault(first, text)
