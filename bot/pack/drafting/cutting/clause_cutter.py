"""The lines of a notice → its clauses, each with an id, as it is shown, its name, its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.pack.drafting.cutting.line_joining import joined_lines, title_joined
from bot.pack.drafting.cutting.markers import ORDER, Marker, items_apart, marker_of
from bot.pack.drafting.cutting.naming import ClauseNames, ClauseStep, title_of
from bot.pack.drafting.cutting.notice_parts import CutClause, NoticePart, clauses_of
from bot.pack.drafting.cutting.zones import NoticeZones, zones_of
from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.one_width import one_width, visible
from bot.pack.drafting.signs import characters, sign

_GAP = 3
"""By how much the number of an item may run ahead of the one before."""
_LONGEST_HEADING = 40
_LONGEST_PLAIN = 16
_FEW_MARKERS = 2


def cut_notice(notice: NoticeText) -> tuple[CutClause, ...]:
    """The clauses and headings of a notice, in order."""
    lines = list(_cleaned(notice.lines))
    if not notice.whole:
        lines = joined_lines(lines)
    zones = zones_of(lines)
    parts = [*_front(lines, zones), *_Cutter("body", "").parts(lines[zones.front : zones.tail])]
    tail = lines[zones.tail : zones.tail_end]
    if tail:
        parts.append(NoticePart((), tail, None, "tail"))
    for count, annex in enumerate(zones.annexes, 1):
        parts += _Cutter("annex", annex.number or str(count)).parts(lines[annex.start : annex.end])
    if lines[zones.signed : zones.imprint]:
        parts.append(NoticePart((), lines[zones.signed : zones.imprint], None, "tail"))
    if lines[zones.imprint :]:
        parts.append(NoticePart((), lines[zones.imprint :], None, "imprint"))
    names = ClauseNames()
    return tuple(clause for part in parts for clause in clauses_of(part, names))


def _cleaned(lines: Sequence[TextLine]) -> list[TextLine]:
    cleaned = (replace(line, text=visible(line.text).strip()) for line in lines)
    return [
        line
        for line in cleaned
        if line.text and not sign("zones", "page_number").fullmatch(one_width(line.text).strip())
    ]


def _front(lines: Sequence[TextLine], zones: NoticeZones) -> list[NoticePart]:
    return [NoticePart((), title_joined(lines[: zones.front]), None, "front")] if zones.front else []


class _Cutter:
    """Cuts the body of a notice, or an annex, at its markers."""

    def __init__(self, zone: str, annex: str) -> None:
        self._zone = zone
        self._annex = annex
        self._open: list[tuple[Marker, NoticePart]] = []
        self._top: list[NoticePart] = []
        self._within: set[tuple[str, str]] = set()

    def parts(self, lines: Sequence[TextLine]) -> list[NoticePart]:
        """The parts of these lines that stand in no other; each holds its items."""
        apart = [
            piece
            for line in lines
            for piece in (
                [line] if line.table else [replace(line, text=one) for one in items_apart(line.text)]
            )
        ]
        markers = [None if line.table else marker_of(line.text) for line in apart]
        plain = sum(marker is not None for marker in markers) < _FEW_MARKERS
        for place, line in enumerate(apart):
            marker = markers[place]
            if (line.heading and marker is None) or (plain and _is_plain_heading(apart, place)):
                title = line.text.strip().rstrip(characters("cutting", "colons"))
                marker = Marker("plain", 0, title, len(line.text), title)
            if marker is not None and self._fits(marker, markers[place + 1 :]):
                self._begin(marker, line)
            else:
                self._add(line)
        return self._top

    def _fits(self, marker: Marker, later: Sequence[Marker | None]) -> bool:
        """Close what the marker ends; returns whether it begins a clause, by its number."""
        if marker.kind in ("bracket", "plain"):
            self._close_to(marker.kind)
            return True
        kinds = [one.kind for one, _ in self._open]
        if marker.kind in kinds:
            last = self._open[kinds.index(marker.kind)][0]
            if not _follows(marker, last):
                return False
            del self._open[kinds.index(marker.kind) :]
            return True
        before = self._last_of(marker.kind)
        if (
            marker.number != 1
            and not (before and 0 < marker.number - before <= _GAP)
            and marker.kind != "dotted"
        ):
            return marker.kind in ("chapter", "article", "han") and not before
        while self._open and not self._nests(marker, later):
            self._open.pop()
        if self._open:
            self._within.add((marker.kind, self._open[-1][0].kind))
        return True

    def _nests(self, marker: Marker, later: Sequence[Marker | None]) -> bool:
        """Whether a marker of a new kind stands within what is open: as it did before, or by its kind."""
        last = self._open[-1][0]
        return (marker.kind, last.kind) in self._within or not _is_outer(marker, last, later)

    def _close_to(self, kind: str) -> None:
        while self._open and ORDER.index(self._open[-1][0].kind) >= ORDER.index(kind):
            self._open.pop()

    def _last_of(self, kind: str) -> int:
        """The number of the last clause of a kind among the items of what is open."""
        items = self._open[-1][1].items if self._open else self._top
        return next(
            (part.steps[-1].number for part in reversed(items) if part.steps and part.steps[-1].kind == kind),
            0,
        )

    def _begin(self, marker: Marker, line: TextLine) -> None:
        parent = self._open[-1][1] if self._open else None
        above = parent.steps if parent else ()
        if marker.kind in ("article", "dotted"):
            above = ()
        title = marker.title or title_of(line.text[marker.end :])
        step = ClauseStep(marker.kind, marker.number, marker.printed, title)
        begins = 0 if marker.title else marker.end
        part = NoticePart((*above, step), [line], parent, self._zone, self._annex, begins=begins)
        (parent.items if parent else self._top).append(part)
        self._open.append((marker, part))

    def _add(self, line: TextLine) -> None:
        if self._open:
            self._open[-1][1].lines.append(line)
        elif self._top and not self._top[-1].steps and self._zone == "annex" and len(self._top) == 1:
            self._top[-1].lines.append(line) if _is_title(self._top[-1].lines, line) else self._top.append(
                self._loose(line)
            )
        elif line.table and self._top and self._top[-1].lines[-1].table == line.table:
            self._top[-1].lines.append(line)
        else:
            self._top.append(self._loose(line))

    def _loose(self, line: TextLine) -> NoticePart:
        return NoticePart((), [line], None, self._zone, self._annex)


def _is_title(lines: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line still belongs to the head of an annex."""
    return (
        not line.table
        and len(line.text) <= _LONGEST_HEADING
        and line.text[-1:] not in characters("cutting", "title_never_ends")
        and len(lines) < 4
    )


def _is_plain_heading(lines: Sequence[TextLine], place: int) -> bool:
    """Whether a short line without a number heads what follows it."""
    line, after = lines[place], lines[place + 1 : place + 2]
    text = line.text.strip()
    bare = text.rstrip(characters("cutting", "colons"))
    if line.table or not after or not 2 <= len(bare) <= _LONGEST_PLAIN or any(map(str.isdigit, bare)):
        return False
    return all(map(str.isalnum, bare.replace(characters("clause_names", "between"), ""))) and (
        after[0].table > 0 or len(after[0].text) > max(len(text), _LONGEST_PLAIN)
    )


def _follows(marker: Marker, last: Marker) -> bool:
    if marker.kind == "dotted":
        return marker.path > last.path
    return marker.number == 1 or 0 < marker.number - last.number <= _GAP


def _is_outer(marker: Marker, open_one: Marker, later: Sequence[Marker | None]) -> bool:
    """Whether a marker of a new kind stands beside or above an open one, and not within it.

    By custom 一、 stands above （一）, and that above 1.; where the open list goes on behind the new one, it is within it.
    """
    if ORDER.index(marker.kind) > ORDER.index(open_one.kind):
        return False
    following = next((one for one in later if one is not None and one.kind == open_one.kind), None)
    return following is None or following.number != open_one.number + 1
