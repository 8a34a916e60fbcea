"""Entries for what people ask of any notice (条件, 材料, 费用, 名额 …): the sentences of this one that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import DraftEntry
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.finding.address_finder import links_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.phrasing_frames import aspects_in
from bot.pack.drafting.signs import listing, sign
from bot.pack.reading.shared_reader import shared_points

_ANSWER = MAX_ANSWER - 5
_MOST_SENTENCES = 4
_OWN = 0.45
"""The share of an entry's words that must answer a point for the entry to stand for it."""
_QUOTE = 40
_SHORTEST_SENTENCE = 4


@dataclass(frozen=True)
class _Sentence:
    """A sentence with the clauses it stands in; `headed`: the heading or title above it names the point."""

    clauses: tuple[str, ...]
    text: str
    headed: bool


@dataclass(frozen=True)
class NoticePoint:
    """A point that people ask about: what it is called, which sentences say something of it, how people ask."""

    id: str
    topic: str
    aspects: tuple[str, ...]
    says: str
    heads: str = ""
    never: str = ""
    never_heads: str = ""
    shared: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()


def points() -> list[NoticePoint]:
    """The points of points.toml."""
    return [
        NoticePoint(
            id=name,
            topic=one["topic"],
            aspects=tuple(one["aspects"]),
            says=one["says"],
            heads=one.get("heads", ""),
            never=one.get("never", ""),
            never_heads=one.get("never_heads", ""),
            shared=tuple(one.get("shared", ())),
            phrasings=tuple(one.get("phrasings", ())),
        )
        for name, one in listing("points").items()
    ]


def point_entries(
    clauses: Sequence[CutClause], parts: Sequence[DraftEntry], act: str, ids: OwnIds
) -> tuple[list[DraftEntry], dict[str, list[str]], list[str]]:
    """An entry for each point that the notice answers, which entries say the same as it, and the shared points it stands for.

    Where one part of a clause answers it by itself, that part is the entry and takes its phrasings.
    """
    made: list[DraftEntry] = []
    together: dict[str, list[str]] = {}
    answered: list[str] = []
    for point in points():
        found = list(_sentences(point, clauses))
        if not found:
            continue
        answered += point.shared
        topic = point.topic.replace("{act}", act)
        phrasings = [one.replace("{act}", act) for one in (*point.phrasings, *_shared(point))]
        alone = _alone(found, parts)
        if alone is not None:
            alone.phrasings = [*phrasings, *alone.phrasings]
            if alone.unnamed:
                alone.title, alone.topic, alone.unnamed = topic, topic, False
            alone.aspects = tuple(dict.fromkeys((*alone.aspects, *point.aspects)))
            continue
        entry = _entry(point, topic, found, ids)
        entry.phrasings = [topic, *phrasings]
        made.append(entry)
        near = [one.id for one in parts if _holds(one, found)]
        if near:
            together[topic] = [entry.id, *near]
    return made, together, answered


def _sentences(point: NoticePoint, clauses: Sequence[CutClause]) -> Iterator[_Sentence]:
    """The sentences that answer a point, those below a heading that names it first."""
    named = [clause for clause in clauses if clause.id and clause.zone in ("body", "annex")]
    found: list[_Sentence] = []
    told: set[str] = set()
    for clause in named:
        if clause.id not in told:
            for one in _in(point, clause, named):
                told.update(one.clauses[1:])
                found.append(one)
    yield from sorted(found, key=lambda one: not one.headed)


def _in(point: NoticePoint, clause: CutClause, named: Sequence[CutClause]) -> Iterator[_Sentence]:
    titles = [title for title in (*clause.above[-1:], clause.name) if title]
    headed = bool(point.heads) and any(
        re.search(point.heads, title) and not (point.never_heads and re.search(point.never_heads, title))
        for title in titles
    )
    items = [one for one in named if one.parent == clause.id]
    for line in clause.lines:
        if line.table:
            continue
        for match in sign("parts", "sentences").finditer(line.text):
            text = match[0].strip()
            plain = one_width(text)
            says = re.search(point.says, plain) and not (point.never and re.search(point.never, plain))
            if not says and not (headed and len(text) > _SHORTEST_SENTENCE):
                continue
            if items and plain.endswith(":"):  # what it opens belongs to it
                whole = "\n".join((text, *(one.text for one in items)))
                yield _Sentence((clause.id, *(one.id for one in items)), whole, headed)
            else:
                yield _Sentence((clause.id,), text, headed)


def _shared(point: NoticePoint) -> list[str]:
    known = _shared_phrasings()
    return [one for id in point.shared for one in known.get(id, ())]


@cache
def _shared_phrasings() -> dict[str, tuple[str, ...]]:
    return {one.entry.id: one.entry.variants for one in shared_points()}


def _alone(found: Sequence[_Sentence], parts: Sequence[DraftEntry]) -> DraftEntry | None:
    """The one part of a clause that holds all sentences, if they are much of it."""
    holding = [part for part in parts if all(_within(one, part) for one in found)]
    for part in holding:
        if sum(len(one.text) for one in found) >= _OWN * len(part.answer):
            return part
    return None


def _within(sentence: _Sentence, part: DraftEntry) -> bool:
    return sentence.clauses[0] in part.clauses and safe(sentence.text) in part.answer


def _holds(part: DraftEntry, found: Sequence[_Sentence]) -> bool:
    return any(_within(one, part) for one in found[:_MOST_SENTENCES])


def _entry(point: NoticePoint, topic: str, found: Sequence[_Sentence], ids: OwnIds) -> DraftEntry:
    """An entry of its own with as many sentences as an answer holds."""
    kept: list[_Sentence] = []
    for one in found:
        text = "\n".join(each.text for each in (*kept, one))
        if (
            len(kept) < _MOST_SENTENCES
            and _length(text) <= _ANSWER
            and one.text not in {each.text for each in kept}
        ):
            kept.append(one)
    if not kept:
        kept = [_Sentence(found[0].clauses[:1], found[0].text.split("\n")[0][:_ANSWER], found[0].headed)]
    answer = safe("\n".join(one.text for one in kept))
    stated = aspects_in(answer)
    return DraftEntry(
        id=ids.of(point.shared[0] if point.shared else point.id),
        title=topic,
        answer=answer,
        clauses=tuple(dict.fromkeys(id for one in kept for id in one.clauses)),
        quote=kept[0].text.split("\n")[0][:_QUOTE],
        topic=topic,
        aspects=tuple(dict.fromkeys((*point.aspects, *stated))),
    )


def _length(text: str) -> int:
    return len(text) - sum(end - start for start, end in links_in(text))
