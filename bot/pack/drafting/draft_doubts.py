"""What a draft cannot be certain of and says all the same: open questions that `check` lists until somebody has looked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import DraftEntry
from bot.pack.drafting.notice_points import NoticePoint
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.point_sentences import PointSentence
from bot.pack.drafting.signs import sign, wording_of

_QUOTE = 24
_MOST = 4
"""Questions of one kind: more would not be read."""
_COUNTED = ("number", "number_paren", "han_paren", "han")
"""Kinds of numbers that count on without a gap."""


def cutting_doubts(clauses: Sequence[CutClause]) -> list[str]:
    """Where clauses may have been cut wrongly: a number is missing, or one begins a line that is no clause."""
    return [*_gaps(clauses)][:_MOST] + [*_inside(clauses)][:_MOST]


def _gaps(clauses: Sequence[CutClause]) -> Iterator[str]:
    """The clauses before which a number is missing."""
    last: dict[tuple[str, ...], int] = {}
    for clause in clauses:
        marker = marker_of(clause.lines[0].text)
        if marker is None or marker.kind not in _COUNTED:
            continue
        place = (clause.zone, clause.parent, *clause.above, marker.kind)
        before = last.get(place, 0)
        if before and marker.number > before + 1:
            yield wording_of("gap", "undecided").replace("{clause}", clause.shown)
        last[place] = marker.number


def _inside(clauses: Sequence[CutClause]) -> Iterator[str]:
    """The lines inside a clause that begin with a number with a point."""
    for clause in clauses:
        for line in clause.lines[1:] if clause.id else ():
            if not line.table and sign("marker_words", "doubtful").match(one_width(line.text)):
                question = wording_of("inside", "undecided").replace("{clause}", clause.shown)
                yield question.replace("{words}", line.text[:_QUOTE])


def by_the_way(point: NoticePoint, found: Sequence[PointSentence]) -> bool:
    """Whether the sentences that answer a shared point only mention it: behind a comma, or in brackets."""
    if not point.shared or any(one.headed for one in found):
        return False
    return all(_is_mentioned(point, one_width(one.text)) for one in found)


def _is_mentioned(point: NoticePoint, text: str) -> bool:
    match = re.search(point.says, text)
    if match is None:
        return False
    before = text[: match.start()]
    return before.count("(") > before.count(")") or bool(sign("values", "segment").search(before))


def point_doubts(found: Sequence[tuple[str, DraftEntry]]) -> list[str]:
    """The open question about the points that were found by the way: the topic of each, and the entry that answers it."""
    named = [f"{topic}（{entry.id}）" for topic, entry in found]
    between = wording_of("between")
    return [wording_of("by_the_way", "undecided").replace("{points}", between.join(named))] if named else []
