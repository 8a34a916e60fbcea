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

_SHOWN_OF_LINE = 24
_MOST_OF_KIND = 4
"""Questions of one kind: more would not be read."""
_WITHOUT_GAPS = ("number", "number_paren", "han_paren", "han")
"""Kinds of numbers that count on without a gap."""


def cutting_doubts(clauses: Sequence[CutClause]) -> list[str]:
    """Where clauses may have been cut wrongly: a number is missing, or one begins a line that is no clause."""
    return [*_gaps(clauses)][:_MOST_OF_KIND] + [*_inside(clauses)][:_MOST_OF_KIND]


def _gaps(clauses: Sequence[CutClause]) -> Iterator[str]:
    """The clauses before which a number is missing."""
    last: dict[tuple[str, ...], int] = {}
    for clause in clauses:
        marker = marker_of(clause.lines[0].text)
        if marker is None or marker.kind not in _WITHOUT_GAPS:
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
                yield question.replace("{words}", line.text[:_SHOWN_OF_LINE])


def is_unsure(point: NoticePoint, found: Sequence[PointSentence]) -> bool:
    """Whether all sentences that answer a point do so by signs alone that may speak of something else."""
    if not point.unsure or any(one.headed for one in found):
        return False
    return not any(re.search(point.says, re.sub(point.unsure, " ", one_width(one.text))) for one in found)


def point_doubts(found: Sequence[tuple[str, DraftEntry]]) -> list[str]:
    """The open question about the points of which the signs are unsure: the topic of each, and the entry that answers it."""
    named = [f"{topic}（{entry.id}）" for topic, entry in found]
    between = wording_of("between")
    return (
        [wording_of("unsure_points", "undecided").replace("{points}", between.join(named))] if named else []
    )
