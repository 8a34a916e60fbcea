"""The parts of a notice that was cut at its markers → its clauses and headings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.pack.drafting.cutting.naming import ClauseNames, ClauseStep
from bot.pack.drafting.notice_text import TextLine
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters

_LONGEST_HEADING = 40
_LONGEST_INTRO = 16


@dataclass(frozen=True)
class CutClause:
    """A clause, or a heading of the notice (then `id` is empty and nothing but the heading is its text).

    `above` are the titles of the headings it stands under, `parent` is the id of the clause whose item it is, `depth` counts the
    numbers of its path. `lines` are its paragraphs and rows.
    """

    id: str
    shown: str
    name: str
    lines: tuple[TextLine, ...]
    above: tuple[str, ...] = ()
    parent: str = ""
    depth: int = 0
    zone: str = "body"

    @property
    def text(self) -> str:
        """The words of the clause, a paragraph a line."""
        return "\n".join(line.text for line in self.lines)


@dataclass
class NoticePart:
    """A marked line with the paragraphs behind it, while the notice is being cut."""

    steps: tuple[ClauseStep, ...]
    lines: list[TextLine]
    parent: NoticePart | None
    zone: str = "body"
    annex: str = ""
    items: list[NoticePart] = field(default_factory=list)
    begins: int = 0
    """Where the words of its first line begin, behind the marker."""


_ONE_CLAUSE = 300
"""Characters up to which the paragraphs below a heading stay one clause."""


def clauses_of(part: NoticePart, names: ClauseNames) -> list[CutClause]:
    """The clauses of a part and of its items."""
    above = tuple(title for title in _titles(part.parent) if title)
    zone = {"annex": part.annex}.get(part.zone, "")
    if not part.steps:
        id, shown, name = names.loose(part.zone, zone, part.lines)
        return [CutClause(id, shown, name, tuple(part.lines), above, zone=part.zone)]
    found: list[CutClause] = []
    own, rest, end, opened = _divided(part)
    id, shown = names.marked(part.zone, zone, part.steps)
    if _is_heading(part):
        found.append(CutClause("", "", part.steps[-1].title, tuple(own), above, zone=part.zone))
        inner = (*above, part.steps[-1].title)
        for count, lines in enumerate(rest, 1):
            below = names.below(id, shown, count, lines, bool(part.items))
            found.append(CutClause(*below, tuple(lines), inner, zone=part.zone, depth=len(part.steps)))
        parent = ""
    else:
        name = part.steps[-1].title or names.short(own[0].text[part.begins :])
        whole = (*own, *(line for group in rest for line in group))
        found.append(CutClause(id, shown, name, whole, above, "", len(part.steps), part.zone))
        parent = id
    for item in part.items:
        found += [
            replace(one, parent=one.parent or parent) if one.id and not one.parent else one
            for one in clauses_of(item, names)
        ]
    if end:
        inner = (*above, part.steps[-1].title)
        closing = CutClause(
            *names.end(id, shown, end), tuple(end), inner, zone=part.zone, depth=len(part.steps)
        )
        below_it = [one for item in opened for one in clauses_of(item, names)]
        found += [closing, *(replace(one, parent=one.parent or closing.id) for one in below_it)]
    return found


def _titles(part: NoticePart | None) -> list[str]:
    return [*_titles(part.parent), part.steps[-1].title] if part else []


def _is_heading(part: NoticePart) -> bool:
    """Whether the marked line only heads what stands below it."""
    text = part.lines[0].text
    short = (
        bool(part.steps[-1].title)
        and len(text) <= _LONGEST_HEADING
        and text[-1:] not in characters("cutting", "heading_never_ends")
    )
    below = part.lines[1:]
    long = sum(len(line.text) for line in part.lines) > _ONE_CLAUSE
    return short and ((bool(part.items) and not _is_intro(text)) or (long and len(below) > 1))


def _is_intro(text: str) -> bool:
    """Whether a line opens a list as a sentence, and is no mere heading."""
    return one_width(text).rstrip()[-1:] in ":," and len(text) > _LONGEST_INTRO


def _divided(
    part: NoticePart,
) -> tuple[list[TextLine], list[list[TextLine]], list[TextLine], list[NoticePart]]:
    """The marked line; the paragraphs below it, each by itself, but a table whole; what ends the section, with its items."""
    rest: list[list[TextLine]] = []
    for line in part.lines[1:]:
        if line.table and rest and rest[-1][-1].table == line.table:
            rest[-1].append(line)
        else:
            rest.append([line])
    return part.lines[:1], rest, *_section_end(part)


def _section_end(part: NoticePart) -> tuple[list[TextLine], list[NoticePart]]:
    """The paragraph without a number that ends a list whose other items have one paragraph each; it is taken off the last one.

    With it go the items that it opens: 有下列情形之一的，不得…：1.… 2.…
    """
    items = part.items
    if len(items) < 2 or any(len(item.lines) > 1 or item.items for item in items[:-1]):
        return [], []
    last = items[-1]
    if len(last.lines) < 2 or last.lines[1].table:
        return [], []
    opens = one_width(last.lines[-1].text).rstrip().endswith(":")
    if last.items and (not opens or one_width(last.lines[0].text).rstrip().endswith(":")):
        return [], []
    end, opened = last.lines[1:], last.items
    del last.lines[1:]
    last.items = []
    for item in opened:
        item.parent = part
        _stand_below(item, part.steps)
    return end, opened


def _stand_below(part: NoticePart, above: tuple[ClauseStep, ...]) -> None:
    """Give a part and its items the numbers of what it stands below."""
    part.steps = (*above, part.steps[-1])
    for item in part.items:
        _stand_below(item, part.steps)
