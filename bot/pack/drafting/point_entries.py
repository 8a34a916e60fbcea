"""Entries for what people ask of any notice (条件, 材料, 费用, 名额 …): the sentences of this one that answer it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_doubts import is_unsure, point_doubts
from bot.pack.drafting.draft_model import DraftEntry
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.finding.address_finder import links_in
from bot.pack.drafting.notice_points import NoticePoint, notice_points, shared_phrasings
from bot.pack.drafting.phrasing_frames import aspects_in
from bot.pack.drafting.point_sentences import PointSentence, is_only_title, sentences_on

_ANSWER = MAX_ANSWER - 5
_MOST_SENTENCES = 8
_OWN = 0.45
"""The share of an entry's words that must answer a point for the entry to stand for it."""
_QUOTE = 40


def point_entries(
    clauses: Sequence[CutClause], parts: Sequence[DraftEntry], act: str, ids: OwnIds
) -> tuple[list[DraftEntry], dict[str, list[str]], list[str], list[str]]:
    """An entry for each point that the notice answers, what says the same, the shared points it stands for, and doubts.

    Where one part of a clause answers it by itself, that part is the entry and takes its phrasings.
    """
    made: list[DraftEntry] = []
    together: dict[str, list[str]] = {}
    answered: list[str] = []
    doubted: list[tuple[str, DraftEntry]] = []
    sentences = {point.id: sentences_on(point, clauses) for point in notice_points()}
    asked = _asked(sentences, act)
    for point in notice_points():
        found = sentences[point.id]
        if not found:
            continue
        answered += point.shared
        topic, phrasings = point.topic.replace("{act}", act), asked[point.id]
        alone = _alone(found, parts)
        if alone is not None:
            alone.phrasings = [*phrasings, *alone.phrasings]
            if alone.unnamed:
                alone.title, alone.topic, alone.unnamed = topic, topic, False
            alone.aspects = tuple(dict.fromkeys((*alone.aspects, *point.aspects)))
            doubted += [(topic, alone)] if is_unsure(point, found) else []
            continue
        entry = _entry(point, topic, found, ids)
        entry.answer += _lacking(point, clauses)
        entry.phrasings = [topic, *phrasings]
        made.append(entry)
        doubted += [(topic, entry)] if is_unsure(point, found) else []
        near = [one.id for one in parts if _holds(one, found)]
        if near:
            together[topic] = [entry.id, *near]
    return made, together, answered, point_doubts(doubted)


def _asked(sentences: Mapping[str, Sequence[PointSentence]], act: str) -> dict[str, list[str]]:
    """How people ask for each point; one of which the notice says nothing leaves its phrasings to the point in its place."""
    asked: dict[str, list[str]] = {point.id: [] for point in notice_points()}
    for point in notice_points():
        own = [one.replace("{act}", act) for one in (*point.phrasings, *shared_phrasings(point.shared))]
        place = point.id if sentences[point.id] or not point.otherwise else point.otherwise
        asked[place] += own
    return asked


def _lacking(point: NoticePoint, clauses: Sequence[CutClause]) -> str:
    """What of a point the notice does not hold, though its phrasings ask for it."""
    pattern, said = point.lacks
    if not pattern or any(re.search(pattern, clause.text) for clause in clauses):
        return ""
    return f"\n{said}"


def _alone(found: Sequence[PointSentence], parts: Sequence[DraftEntry]) -> DraftEntry | None:
    """The one part of a clause that holds all sentences, or all below a heading that names the point, if they are much of it."""
    headed = [one for one in found if one.headed]
    for wanted in (headed, found) if headed else (found,):
        for part in sorted(parts, key=lambda one: len(one.answer)):
            much = sum(len(one.text) for one in wanted) >= _OWN * len(part.answer)
            if much and all(_within(one, part) for one in wanted):
                return part
    return None


def _within(sentence: PointSentence, part: DraftEntry) -> bool:
    return sentence.clauses[0] in part.clauses and safe(sentence.text) in part.answer


def _holds(part: DraftEntry, found: Sequence[PointSentence]) -> bool:
    return any(_within(one, part) for one in found[:_MOST_SENTENCES])


def _entry(point: NoticePoint, topic: str, found: Sequence[PointSentence], ids: OwnIds) -> DraftEntry:
    """An entry of its own with as many sentences as an answer holds."""
    kept: list[PointSentence] = []
    for one in found:
        text = "\n".join(each.text for each in (*kept, one))
        if (
            len(kept) < _MOST_SENTENCES
            and _length(text) <= _ANSWER
            and one.text not in {each.text for each in kept}
        ):
            kept.append(one)
    if not kept:
        kept = [PointSentence(found[0].clauses[:1], found[0].text.split("\n")[0][:_ANSWER], found[0].headed)]
    while len(kept) > 1 and is_only_title(kept[-1].text):
        kept.pop()
    answer = safe("\n".join(one.text.rstrip("；;") for one in kept))
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
