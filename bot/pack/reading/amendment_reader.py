"""Reads the later documents of a pack (更正, 延期) and lays their facts over those of the notice, one document after another."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.messages import message
from bot.pack.amendments import Amendment
from bot.pack.checking.quotes import squeeze
from bot.pack.checking.tokens import tokens
from bot.pack.faults import Fault, PackError, fault_of, listed, wording
from bot.pack.layout import AMENDMENTS, NOTICE, amendment_files
from bot.pack.model import Clause, NoticeLine
from bot.pack.reading.clause_reader import read_clauses
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Located, Scalar
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.located import Sequence as LocatedSequence
from bot.pack.reading.undecided import PREFIXES
from bot.pack.spoken import spoken_date

LISTED = ("milestones", "contacts")
"""Sections of notice.yaml that are lists of things with an id."""
NAMED = ("values", "dates", "documents", "links", "emails")
"""Those that are mappings of things by name."""
_FILE_NAME = re.compile(r"[\w.-]+\.md")
_Items = dict[str, LocatedMapping]


@dataclass(frozen=True)
class Paper:
    """A later document as it was read: its clauses, and its lines behind a heading."""

    amendment: Amendment
    clauses: dict[str, Clause]
    lines: tuple[NoticeLine, ...]
    facts: LocatedMapping
    """Its part of notice.yaml."""


@dataclass(frozen=True)
class Papers:
    """The later documents of a pack from the oldest to the latest.

    `stages` are the roots of notice.yaml without any of them, with the first, with the first two, and so on.
    """

    papers: tuple[Paper, ...]
    stages: tuple[LocatedMapping, ...]

    @property
    def documents(self) -> tuple[Amendment, ...]:
        """What the pack says of them."""
        return tuple(one.amendment for one in self.papers)


def read_papers(
    folder: Path, root: LocatedMapping, clauses: dict[str, Clause], faults: list[Fault]
) -> Papers:
    """The later documents that notice.yaml (`root`) lists. `clauses` are those of the notice itself."""
    top = Fields(NOTICE, root, faults, NOTICE)
    before = len(faults)
    papers: list[Paper] = []
    files: set[str] = set()
    known = set(clauses)
    for fields in top.each("amendments", wording("amendment")):
        if wording("undecided") in fields:
            files.add(fields.text("file", ""))
            continue
        paper = _paper(folder, fields, clauses, known)
        files.add(fields.text("file", ""))
        if paper is not None:
            known |= paper.clauses.keys()
            papers.append(paper)
    for path in () if len(faults) > before else amendment_files(folder):
        if path.name not in files:
            faults.append(fault_of(f"{AMENDMENTS}/{path.name}", 0, "amendment_not_listed", file=path.name))
    papers.sort(key=lambda one: one.amendment.day)
    _check_order(root, papers, top)
    stages = [root]
    for paper in papers:
        _check_facts(root, paper, faults)
        stages.append(laid_over_facts(stages[-1], paper.facts))
    return Papers(tuple(papers), tuple(stages))


def _paper(folder: Path, fields: Fields, clauses: dict[str, Clause], known: set[str]) -> Paper | None:
    """One document; None if it cannot be read, with a fault."""
    fields.only({"id", "file", "title", "number", "date", "changes", *LISTED, *NAMED})
    before = len(fields.faults)
    id, file = fields.text("id"), fields.text("file")
    title, number, day = fields.text("title"), fields.text("number"), _date(fields)
    changes = fields.fields("changes")
    pairs = {name: changes.text(name) for name in changes.names()} if changes else {}
    own, lines = _text(folder, fields, file)
    if len(fields.faults) > before or day is None or not own:
        return None
    for clause in own:
        if clause in known:
            path = f"{AMENDMENTS}/{file}"
            fields.faults.append(
                fault_of(path, _line_of(clause, lines), "amendment_clause_taken", clause=clause)
            )
    for clause, by in pairs.items():
        assert changes is not None
        if clause not in clauses:
            near = difflib.get_close_matches(clause, clauses, 1) or list(clauses)[:1]
            changes.fault(changes.line_of(clause), "amends_unknown_clause", clause=clause, near=near[0])
        if by not in own:
            known_own = listed(own)
            changes.fault(changes.line_of(clause), "amended_by_unknown_clause", clause=by, known=known_own)
    if not pairs:
        fields.fault(fields.line_of("changes"), "amendment_changes_nothing", id=id)
    amendment = Amendment(id, f"{AMENDMENTS}/{file}", title, number, day, pairs, fields.line)
    _check_head(fields, amendment, own)
    named = {
        one.id: replace(one, shown=cited(amendment, one.shown), document=amendment.id) for one in own.values()
    }
    heading = NoticeLine("", message("amendment_heading", title=title, number=number, date=spoken_date(day)))
    return Paper(amendment, named, (heading, *lines), fields.mapping)


def cited(amendment: Amendment, shown: str) -> str:
    """How a clause of a later document is shown: with number and date of the document."""
    return message("amendment_clause", number=amendment.number, date=spoken_date(amendment.day), clause=shown)


def _text(folder: Path, fields: Fields, file: str) -> tuple[dict[str, Clause], tuple[NoticeLine, ...]]:
    if not file:
        return {}, ()
    if not _FILE_NAME.fullmatch(file):
        fields.fault(fields.line_of("file"), "amendment_file_name", file=file, folder=AMENDMENTS)
        return {}, ()
    try:
        return read_clauses(folder / AMENDMENTS / file, f"{AMENDMENTS}/{file}")
    except PackError as error:
        fields.faults += error.faults
        return {}, ()


def _date(fields: Fields) -> date | None:
    text = fields.text("date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            fields.fault(fields.line_of("date"), "not_a_date", where=fields.where, key="date", text=text)
        return None


def _check_head(fields: Fields, amendment: Amendment, own: dict[str, Clause]) -> None:
    """Number, title and date must stand in the document itself."""
    whole = "\n".join(clause.text for clause in own.values())
    found = set(tokens(whole))
    for key, text in (("number", amendment.number), ("title", amendment.title)):
        if squeeze(text) not in squeeze(whole):
            fields.fault(
                fields.line_of(key), "amendment_head_not_in_it", key=key, text=text, file=amendment.file
            )
    spoken = spoken_date(amendment.day)
    if not set(tokens(spoken)) <= found:
        fields.fault(
            fields.line_of("date"), "amendment_head_not_in_it", key="date", text=spoken, file=amendment.file
        )


def _check_order(base: LocatedMapping, papers: list[Paper], top: Fields) -> None:
    """No document is older than the notice, none has the id of another, and of two that change one clause one is later."""
    came = _came_out(base)
    seen: dict[str, Amendment] = {}
    last: dict[str, Amendment] = {}
    for paper in papers:
        one = paper.amendment
        if one.id in seen:
            top.fault(one.line, "duplicate_amendment", id=one.id, line=seen[one.id].line)
        seen[one.id] = one
        if came is not None and one.day < came:
            top.fault(
                one.line,
                "amendment_before_notice",
                id=one.id,
                day=spoken_date(one.day),
                notice=spoken_date(came),
            )
        for clause in one.changes:
            other = last.get(clause)
            if other is not None and other.day == one.day:
                top.fault(one.line, "amended_twice_on_one_day", clause=clause, first=other.id, second=one.id)
            last[clause] = one


def _came_out(base: LocatedMapping) -> date | None:
    """The day of the notice itself, if notice.yaml says which of its dates that is."""
    notice, dates = base.items.get("notice"), base.items.get("dates")
    published = notice.items.get("published") if isinstance(notice, LocatedMapping) else None
    if not isinstance(published, Scalar) or not isinstance(dates, LocatedMapping):
        return None
    node = dates.items.get(published.text)
    day = node.items.get("date") if isinstance(node, LocatedMapping) else None
    try:
        return date.fromisoformat(day.text) if isinstance(day, Scalar) else None
    except ValueError:
        return None


def _check_facts(base: LocatedMapping, paper: Paper, faults: list[Fault]) -> None:
    """What a document changes of a fact stands in its own clauses, and where the notice says it is among its `changes`."""
    for section, id, node in facts_of(paper.facts):
        clauses = _texts_under(node, "clauses")
        if not clauses:
            faults.append(fault_of(NOTICE, node.line, "amended_fact_without_clauses", id=id))
        for clause in clauses:
            if clause not in paper.clauses:
                where = {"id": id, "clause": clause, "known": listed(paper.clauses)}
                line = node.key_lines["clauses"]
                faults.append(fault_of(NOTICE, line, "amended_fact_of_other_clause", **where))
        known = _items_of(base, section)
        if id not in known and section in LISTED and not {"name", "office"} & node.items.keys():
            near = (difflib.get_close_matches(id, known, 1) or list(known)[:1] or [id])[0]
            faults.append(fault_of(NOTICE, node.line, "amends_unknown_fact", id=id, near=near))
        old = _texts_under(known.get(id), "clauses")
        if old and not paper.amendment.changes.keys() & set(old):
            by = clauses[0] if clauses else ""
            where = {"id": id, "clause": old[0], "by": by}
            faults.append(fault_of(NOTICE, node.line, "amended_fact_of_unchanged_clause", **where))


def facts_of(facts: LocatedMapping) -> Iterator[tuple[str, str, LocatedMapping]]:
    """What a document says anew: section, id and fields of each thing."""
    for section in (*LISTED, *NAMED):
        for id, node in _items_of(facts, section).items():
            yield section, id, node


def clauses_of(root: LocatedMapping, placeholder: str) -> tuple[str, ...]:
    """The clauses that notice.yaml gives for what a placeholder (`date.submit`) says."""
    prefix, _, id = placeholder.partition(".")
    found = (_items_of(root, section).get(id) for section in PREFIXES if prefix in PREFIXES[section])
    return next((_texts_under(one, "clauses") for one in found if one is not None), ())


def laid_over_facts(root: LocatedMapping, facts: LocatedMapping) -> LocatedMapping:
    """notice.yaml with the facts of a document in it: keys that it names take the place of those that were there."""
    items, lines = dict(root.items), dict(root.key_lines)
    for section in (*LISTED, *NAMED):
        new = _items_of(facts, section)
        if not new:
            continue
        all_items = _items_of(root, section)
        for id, node in new.items():
            all_items[id] = _laid_over(all_items[id], node, section) if id in all_items else node
        line = lines.setdefault(section, facts.key_lines[section])
        if section in LISTED:
            items[section] = LocatedSequence(line, tuple(all_items.values()))
        else:
            old = root.items.get(section)
            at = {**(old.key_lines if isinstance(old, LocatedMapping) else {})}
            items[section] = LocatedMapping(
                line, {**all_items}, {id: at.get(id, one.line) for id, one in all_items.items()}
            )
    return replace(root, items=items, key_lines=lines)


def _laid_over(old: LocatedMapping, new: LocatedMapping, section: str) -> LocatedMapping:
    """A thing with new values: its quote goes with what it quoted, and what was derived and is now stated is so no longer.

    A contact of whom only some is new rests on the clauses of both documents.
    """
    gone = {"quote"} if "quote" not in new.items else set()
    if {"date", "value"} & new.items.keys():
        gone.add("derived")
    items = {key: value for key, value in {**old.items, **new.items}.items() if key not in gone}
    lines = {key: line for key, line in {**old.key_lines, **new.key_lines}.items() if key in items}
    both = [node.items.get("clauses") for node in (new, old)]
    if section == "contacts" and all(isinstance(one, LocatedSequence) for one in both):
        cited = tuple(item for one in both if isinstance(one, LocatedSequence) for item in one.items)
        items["clauses"] = LocatedSequence(lines["clauses"], cited)
    return LocatedMapping(new.line, items, lines)


def _items_of(root: LocatedMapping, section: str) -> _Items:
    """The things of a section by id; none if there is no such section."""
    node = root.items.get(section)
    if isinstance(node, LocatedSequence):
        found = (one for one in node.items if isinstance(one, LocatedMapping))
        return {_one_text(one, "id"): one for one in found}
    if isinstance(node, LocatedMapping):
        return {id: one for id, one in node.items.items() if isinstance(one, LocatedMapping)}
    return {}


def _one_text(node: LocatedMapping, key: str) -> str:
    held = node.items.get(key)
    return held.text.strip() if isinstance(held, Scalar) else ""


def _texts_under(node: Located | None, key: str) -> tuple[str, ...]:
    held = node.items.get(key) if isinstance(node, LocatedMapping) else None
    items = held.items if isinstance(held, LocatedSequence) else ()
    return tuple(one.text.strip() for one in items if isinstance(one, Scalar))


def _line_of(clause: str, lines: tuple[NoticeLine, ...]) -> int:
    return next((line.number for line in lines if line.clause == clause), 0)
