"""The sentences of a notice that answer a point, each whole: with its title, and with all that its colon opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_topics import named_of
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.naming import title_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.finding.address_finder import links_in
from bot.pack.drafting.notice_points import NoticePoint
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import sign

_SHORTEST_SENTENCE = 4
_COLONS = "：:"
_SPARE = 5
"""Characters of an answer that stay free."""
_LIST_SIGNS = "；;"


@dataclass(frozen=True)
class PointSentence:
    """A sentence with the clauses it stands in; `headed`: the heading or title above it names the point."""

    clauses: tuple[str, ...]
    text: str
    headed: bool
    best: bool = False
    """The heading above it is the very name of the point."""


def sentences_on(point: NoticePoint, clauses: Sequence[CutClause]) -> list[PointSentence]:
    """The sentences that answer a point, those below a heading that names it first.

    Where a section bears the very name of the point, what other sections say beside does not count.
    """
    named = [clause for clause in clauses if clause.id and clause.zone in ("body", "annex")]
    found: list[PointSentence] = []
    told: set[str] = set()
    for clause in named:
        if clause.id not in told:
            for one in _in_clause(point, clause, named):
                told.update(one.clauses[1:])
                found.append(one)
    best = [one for one in found if one.best]
    return best or sorted(found, key=lambda one: not one.headed)


def whole_sentences(text: str) -> Iterator[str]:
    """The sentences of a line: a title stays with what follows it, a list behind a colon stays whole if an answer holds it."""
    held = ""
    for match in sign("parts", "sentences").finditer(text):
        piece = match[0]
        if held and not _goes_on(held, piece):
            yield held.strip()
            held = ""
        held += piece
    if held.strip():
        yield held.strip()


def _goes_on(before: str, piece: str) -> bool:
    """Whether a piece goes on with what stands before it."""
    if is_only_link(piece):
        return True
    if len(before) + len(piece) > MAX_ANSWER:
        return False
    if is_only_title(before):
        return True
    opened = any(colon in before.rstrip()[:-1] for colon in _COLONS)
    return opened and before.rstrip()[-1:] in _LIST_SIGNS and not any(colon in piece for colon in _COLONS)


def is_only_link(text: str) -> bool:
    """Whether a text is a link and nothing else: （http://example.com）。"""
    rest = text
    for start, end in reversed(list(links_in(text))):
        rest = rest[:start] + rest[end:]
    return rest != text and not any(map(str.isalnum, rest))


def is_only_title(text: str) -> bool:
    """Whether a text is a title behind its sign, and nothing else: （二）补贴领域。"""
    marker = marker_of(text)
    if marker is None or marker.title:
        return False
    words = text[marker.end :].strip()
    return bool(words) and title_of(words) == words.rstrip("。：: ")


def _in_clause(point: NoticePoint, clause: CutClause, named: Sequence[CutClause]) -> Iterator[PointSentence]:
    titles = [title for title in (*clause.above[-1:], named_of(clause)) if title]
    headed = _heads(point.heads, titles, point.never_heads)
    best = _heads(point.best, titles, point.never_heads)
    items = [one for one in named if one.parent == clause.id]
    for line in clause.lines:
        if line.table:
            continue
        for text in whole_sentences(line.text):
            plain = one_width(text)
            says = re.search(point.says, plain) and not (point.never and re.search(point.never, plain))
            if not says and not (headed and len(text) > _SHORTEST_SENTENCE):
                continue
            if point.never_here and re.search(point.never_here, plain):
                continue
            if items and plain.endswith(":"):  # what it opens belongs to it
                fitting = _that_fit(text, items)
                whole = "\n".join((text, *(one.text for one in fitting)))
                yield PointSentence((clause.id, *(one.id for one in fitting)), whole, headed, best)
            elif not is_only_title(text) or not items:
                yield PointSentence((clause.id,), text, headed, best)


def _that_fit(text: str, items: Sequence[CutClause]) -> list[CutClause]:
    """The items of a list that an answer holds behind the words that open it; all if it does not even hold the first."""
    fitting: list[CutClause] = []
    length = len(text)
    for one in items:
        length += len(one.text) + 1
        if length > MAX_ANSWER - _SPARE:
            break
        fitting.append(one)
    return fitting or list(items)


def _heads(pattern: str, titles: Sequence[str], never: str) -> bool:
    """Whether one of the titles names a point."""
    return bool(pattern) and any(
        re.search(pattern, title) and not (never and re.search(never, title)) for title in titles
    )
