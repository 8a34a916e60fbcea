"""The old notice as its pack holds it, the new one as its file gives it, and how their clauses belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.cutting.clause_cutter import cut_notice
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.writing.pack_files import plain_line
from bot.pack.model import Clause, NoticeLine
from bot.pack.renewal.next_year.alignment import paired
from bot.pack.renewal.next_year.renewal_words import worded
from bot.pack.renewal.next_year.span_map import recut


@dataclass(frozen=True)
class NewLine:
    """A line of the new notice with the clause that the cutter put it in (empty: a heading), and its new owner's id."""

    text: str
    cut: CutClause
    clause: str


@dataclass
class Correspondence:
    """How two notices belong together.

    `ids` gives for each old clause the ids of what it became, the main one first; none if it is gone. `shown` and `names` are
    those of the new clauses by id; `added` are the ids of new clauses in order. `behind` gives the old lines of each new line.
    """

    old: Mapping[str, Clause]
    old_lines: Sequence[NoticeLine]
    lines: list[NewLine] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    """For each id that was given out, what it was given to."""

    @property
    def gone(self) -> list[str]:
        """The old clauses of which nothing is left."""
        return [id for id in self.old if not self.ids.get(id)]

    def text(self, id: str) -> str:
        """The words of a new clause."""
        return "\n".join(line.text for line in self.lines if line.clause == id)

    @property
    def whole(self) -> str:
        """All words of the new notice."""
        return "\n".join(line.text for line in self.lines)

    @property
    def old_whole(self) -> str:
        """All words of the old notice."""
        return "\n".join(line.text for line in self.old_lines)

    def recut(self, quote: str, clauses: Sequence[str]) -> tuple[str, str]:
        """What stands in the place of a quote from old `clauses`, and the new clause that it stands in; both empty if gone."""
        if "\n" in quote.strip():
            parts = [self.recut(one, clauses) for one in quote.split("\n") if one.strip()]
            whole = all(text for text, _ in parts) and len({owner for _, owner in parts}) == 1
            return ("\n".join(text for text, _ in parts), parts[0][1]) if whole else ("", "")
        wanted = squeeze(quote)
        for place, line in enumerate(self.old_lines):
            if line.clause not in clauses or wanted not in squeeze(line.text):
                continue
            new = [self.lines[b] for a, b in self.pairs if a == place]
            found = recut(quote, line.text, [one.text for one in new])
            owner = next((one.clause for one in new if found and found in squeeze(one.text)), "")
            if owner:
                return found, owner
        now = {id for old in clauses for id in self.ids.get(old, ())}
        for id in sorted(now, key=list(self.shown).index):
            if wanted and wanted in squeeze(self.text(id)):
                return wanted, id
        return "", ""


def corresponding(
    old: Mapping[str, Clause], old_lines: Sequence[NoticeLine], new: NoticeText
) -> Correspondence:
    """How the clauses of an old notice and the text of a new one belong together."""
    result = Correspondence(old, old_lines)
    cut = [(clause, line) for clause in cut_notice(new) for line in clause.lines]
    result.pairs = paired([line.text for line in old_lines], [line.text for _, line in cut])
    was_cut = _cut_again(old_lines)
    owners = _owners(result, [clause for clause, _ in cut])
    main = _main_cuts(owners, cut)
    for (clause, line), owner in zip(cut, owners, strict=True):
        id = ""
        if clause.id:
            id = _id(result, clause, owner, was_cut.get(owner), main)
        result.lines.append(NewLine(line.text, clause, id))
    for owner, id in _owned_by_pairs(result):
        if id not in result.ids.setdefault(owner, []):
            result.ids[owner].append(id)
    return result


def _cut_again(lines: Sequence[NoticeLine]) -> dict[str, CutClause]:
    """What the cutter calls the clauses of the old notice, by their ids in the pack."""
    whole = NoticeText(tuple(TextLine(line.text) for line in lines), whole=True)
    by_text: dict[str, CutClause] = {}
    for clause in cut_notice(whole):
        for line in clause.lines:
            by_text.setdefault(squeeze(line.text), clause)
    found: dict[str, CutClause] = {}
    for printed in lines:
        cut = by_text.get(squeeze(printed.text))
        if printed.clause and cut is not None and cut.id:
            found.setdefault(printed.clause, cut)
    return found


def _owners(result: Correspondence, cuts: Sequence[CutClause]) -> list[str]:
    """The old clause of each new line; empty for what is new."""
    first: dict[int, str] = {}
    for a, b in result.pairs:
        if result.old_lines[a].clause:
            first.setdefault(b, result.old_lines[a].clause)
    owners: list[str] = []
    for place, cut in enumerate(cuts):
        owner = first.get(place, "")
        if not owner and place and cut is cuts[place - 1]:
            owner = owners[-1]  # a new paragraph of a clause that was there
        owners.append(owner if cut.id else "")
    return owners


def _main_cuts(owners: Sequence[str], cut: Sequence[tuple[CutClause, TextLine]]) -> dict[str, str]:
    """For each old clause the new cut that holds most of it."""
    sizes: dict[str, dict[str, int]] = {}
    for owner, (clause, line) in zip(owners, cut, strict=True):
        if owner:
            held = sizes.setdefault(owner, {})
            held[clause.id] = held.get(clause.id, 0) + len(line.text)
    return {owner: max(held, key=lambda id: held[id]) for owner, held in sizes.items()}


def _id(
    result: Correspondence, cut: CutClause, owner: str, was: CutClause | None, main: Mapping[str, str]
) -> str:
    """The id of the clause that a new line belongs to, noted with its names."""
    if owner and (main[owner] == cut.id or _has_letters(owner) or not cut.depth):
        id, shown, name = *_renamed(result.old[owner], was, cut), result.old[owner].name
    else:
        id, shown, name = cut.id, cut.shown, cut.name
    id = _unique_id(result, id, owner or cut.id)
    if id not in result.shown:
        result.shown[id], result.names[id] = shown.replace("|", " "), name.replace("|", " ").strip() or id
        if not owner:
            result.added.append(id)
    if owner and id not in result.ids.setdefault(owner, []):
        result.ids[owner].append(id)
        result.ids[owner].sort(key=lambda one: one != id or main[owner] != cut.id)
    return id


def _has_letters(id: str) -> bool:
    """Whether an id is the pack author's own name for a part of a clause."""
    return not any(character.isdigit() for character in id) and "." not in id


def _renamed(old: Clause, was: CutClause | None, now: CutClause) -> tuple[str, str]:
    """The id and the shown form of an old clause under its new number."""
    if was is None or was.id == now.id or (not now.depth and not was.depth):
        return old.id, old.shown
    if old.id == was.id:
        return now.id, now.shown
    first_was, first_now = was.id.partition(".")[0], now.id.partition(".")[0]
    head, dot, rest = old.id.partition(".")
    if head != first_was or not dot:
        return now.id, now.shown
    shown_was, shown_now = _shown_head(first_was), _shown_head(first_now)
    shown = shown_now + old.shown.removeprefix(shown_was) if old.shown.startswith(shown_was) else now.shown
    return f"{first_now}.{rest}", shown


def _shown_head(first: str) -> str:
    short = worded("read", "annex_short")
    return worded("read", "annex_printed") + first.removeprefix(short) if first.startswith(short) else first


def _unique_id(result: Correspondence, id: str, of: str) -> str:
    """An id that no other clause has."""
    own, count = id, 2
    while result.owners.setdefault(own, of) != of:
        own, count = f"{id}_{count}", count + 1
    return own


def _owned_by_pairs(result: Correspondence) -> list[tuple[str, str]]:
    """The old clauses that were joined to others, with the new clause they went to."""
    return [
        (result.old_lines[a].clause, result.lines[b].clause)
        for a, b in result.pairs
        if result.old_lines[a].clause and result.lines[b].clause
    ]


def clause_file(found: Correspondence, remark: str) -> str:
    """The text of notice.md of the new notice."""
    lines = [remark, ""]
    current = ""
    for line in found.lines:
        if not line.clause:
            lines += [f"# {plain_line(line.text)}", ""]
            current = ""
            continue
        if line.clause != current:
            current = line.clause
            lines += [f"## {current} | {found.shown[current]} | {found.names[current]}", ""]
        lines += [plain_line(line.text), ""]
    return "\n".join(lines)
