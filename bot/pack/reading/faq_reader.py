"""Reads faq.yaml: the entries, what people ask for most, and what belongs together."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import cast, get_args

from bot.pack.faults import Fault, fault_of, listed, wording
from bot.pack.layout import FAQ, PHRASINGS
from bot.pack.model import (
    EACH,
    OTHER_YEAR,
    UNLIKE,
    UNLISTED,
    Aspect,
    Entry,
    EntryKind,
    Facts,
    Judged,
    KindList,
    Member,
)
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.phrasing_reader import Phrasings, with_phrasings
from bot.pack.reading.shared_reader import shared_for, shared_points, with_questions_of_point
from bot.pack.reading.shared_talk import talk_for, with_shared_phrasings
from bot.pack.spoken import MEMBER, OF_THE_DAY, PLACEHOLDER

ACTIONS = ("interview", "remind", "handoff")
KINDS = (*get_args(EntryKind), EACH)
MIN_VARIANTS = 6
MOST_EXAMPLES = 5
ROLES = (OTHER_YEAR, UNLISTED, UNLIKE)
"""What an entry may be for besides its phrasings."""
_KEYS = {"id", "title", "kind", "clauses", "answer", "answer_until", "answer_unlisted"}
_KEYS |= {
    "quote",
    "follow_ups",
    "needs",
    "unless",
    "only_for",
    "tells",
    "instead_for",
    "reckons",
    "judged",
    "until",
    "role",
    "of",
    "look",
    "action",
    "offers",
    "topic",
    "aspects",
    "items",
    "then",
    "short",
}


class FaqReader:
    """Reads the parts of faq.yaml, each entry with its phrasings; faults go to the shared list."""

    def __init__(
        self,
        root: LocatedMapping,
        phrasings: Mapping[str, Phrasings],
        concepts: Collection[str],
        faults: list[Fault],
        *,
        interview: bool = False,
    ) -> None:
        self._interview = interview
        self.top = Fields(FAQ, root, faults, FAQ)
        self.top.only({"looks", "most_asked", "examples", "together", "without", "entries"})
        self.kinds: dict[str, KindList] = {}
        self.members: tuple[Member, ...] = ()
        self._phrasings = phrasings
        self._concepts = concepts

    def most_asked(self, entries: Collection[str]) -> tuple[str, ...]:
        """The entries that the page offers to everybody, in order."""
        asked = self.top.texts("most_asked", ())
        for id in asked:
            if id not in entries:
                self.top.fault(self.top.line_of("most_asked"), "unknown_most_asked", id=id)
        return asked

    def examples(self, entries: Mapping[str, Entry]) -> tuple[str, ...]:
        """Questions as people put them: those of `examples`, or else the titles of what is asked most, or of any answers."""
        asked = [id for id in self.top.texts("most_asked", ()) if id in entries]
        answers = [id for id, entry in entries.items() if entry.kind == "answer" and not entry.member]
        return self.top.texts("examples", tuple(entries[id].title for id in asked or answers[:MOST_EXAMPLES]))

    def entries(
        self,
        kinds: Mapping[str, KindList],
        members: tuple[Member, ...],
        facts: Facts,
        clauses: Collection[str],
    ) -> dict[str, Entry]:
        """All entries by id, then those that all packs share; a template is replaced by one entry for each member of its kind.

        `kinds` and `members` of this reader are afterwards those that are given, with their entries.
        """
        self.kinds, self.members = dict(kinds), members
        looks = self._looks()
        entries: dict[str, Entry] = {}
        unique = True
        for fields in self.top.each("entries", wording("entry")):
            fields.where = wording("where_entry", id=fields.text("id"))
            for entry in self._read(fields, looks):
                if entry.id in entries:
                    fields.fault(fields.line, "duplicate_entry", entry=entry.id, line=entries[entry.id].line)
                    unique = False
                    continue
                entries[entry.id] = entry
                _check_names(fields, entry, facts, clauses)
        if not entries:
            self.top.fault(self.top.line, "no_entries")
            return {}
        line = self.top.line_of("looks")
        for entry in shared_for(facts, looks, dict(entries), self._without()):
            entries[entry.id] = replace(with_phrasings(entry, self._phrasings), line=line)
        for entry in talk_for(facts, tuple(entries.values()), interview=self._interview):
            entries[entry.id] = replace(with_phrasings(entry, self._phrasings), line=line)
        self._check_references(entries)
        self._join(entries)
        if unique:
            self._check_phrasings(entries)
        return entries

    def _without(self) -> tuple[str, ...]:
        """The shared entries that this pack does without, since its notice says what they are about."""
        known = [point.entry.id for point in shared_points()]
        without = self.top.texts("without", ())
        for id in without:
            if id not in known:
                self.top.fault(self.top.line_of("without"), "unknown_without", id=id, known=listed(known))
        return without

    def _join(self, entries: dict[str, Entry]) -> None:
        """Make the entries of each group of `together` cover one another."""
        for name, group in self.top.word_groups("together").items():
            for id in group:
                if id not in entries:
                    self.top.fault(
                        self.top.line_of("together"),
                        "unknown_in_together",
                        group=name,
                        entry=id,
                    )
                    continue
                others = (other for other in group if other != id)
                covers = tuple(dict.fromkeys((*entries[id].covers, *others)))
                entries[id] = replace(entries[id], covers=covers)

    def _looks(self) -> dict[str, str]:
        section = self.top.fields("looks", required=False)
        return {name: section.text(name) for name in section.names()} if section else {}

    def _read(self, fields: Fields, looks: dict[str, str]) -> list[Entry]:
        fields.only(_KEYS)
        kind = fields.choice("kind", KINDS, "answer")
        if fields.text("kind", kind) != kind:
            kind = "smalltalk"  # one fault is enough: this kind has the fewest required fields
        speaks_of_notice = kind in ("answer", "not_said", "action", EACH)
        entry = Entry(
            id=fields.text("id"),
            title=fields.text("title"),
            kind=cast("EntryKind", "answer" if kind == EACH else kind),
            answer=fields.text("answer"),
            clauses=fields.texts("clauses", None if speaks_of_notice else ()),
            answer_until=self._until(fields),
            quote=fields.text("quote", None if kind in ("answer", EACH) else ""),
            follow_ups=fields.texts("follow_ups", ()),
            needs=self._concepts_in(fields, "needs"),
            unless=self._concepts_in(fields, "unless"),
            only_for=self._concepts_in(fields, "only_for"),
            tells=self._concepts_in(fields, "tells"),
            instead_for=self._concepts_in(fields, "instead_for"),
            reckons=fields.texts("reckons", ()),
            judged=self._judged(fields),
            until=fields.text("until", ""),
            role=fields.choice("role", ("", *ROLES), ""),
            of=fields.text("of", ""),
            look=fields.text("look", None if kind == "not_said" else ""),
            action=fields.choice("action", ("", *ACTIONS), ""),
            offers=fields.choice("offers", ("", *ACTIONS), ""),
            topic=fields.text("topic", ""),
            aspects=self._aspects(fields),
            items=fields.texts("items", ()),
            then=fields.text("then", ""),
            short=fields.text("short", ""),
            line=fields.line,
        )
        entry = with_phrasings(entry, self._phrasings)
        entry = with_questions_of_point(with_shared_phrasings(entry))
        if kind == "not_said":
            entry = self._with_look(fields, entry, looks)
        of = self._kind_of(fields, entry, kind)
        if of is None:
            return [] if kind == EACH else [entry]
        if kind == EACH:
            self._take_template(fields, of, entry)
            return _by_member(entry, fields.text("answer_unlisted", entry.answer), self._spoken_by(of))
        self.kinds[of.id] = (
            replace(of, unlisted=entry.id) if entry.role == UNLISTED else replace(of, unlike=entry.id)
        )
        return [entry]

    def _kind_of(self, fields: Fields, entry: Entry, kind: str) -> KindList | None:
        """The list that an entry speaks for: the one that it names, or the only one there is; None if it speaks for none."""
        if kind != EACH and entry.role not in (UNLISTED, UNLIKE):
            return None
        id = entry.of or (next(iter(self.kinds)) if len(self.kinds) == 1 else "")
        if id not in self.kinds:
            # Without any list an entry for what is on none is an answer like others.
            if kind == EACH and (self.kinds or entry.of):
                where = {"where": fields.where, "key": "of", "id": id, "known": listed(self.kinds)}
                fields.fault(fields.line_of("of"), "unknown_kind", **where)
            return None
        return self.kinds[id]

    def _take_template(self, fields: Fields, of: KindList, template: Entry) -> None:
        if of.template is not None:
            fields.fault(fields.line, "two_templates", kind=of.id, first=of.template.id)
        self.kinds[of.id] = replace(of, template=template)
        self.members = tuple(
            replace(one, entry=one.entry or f"{template.id}_{one.id}") if one.kind == of.id else one
            for one in self.members
        )

    def _spoken_by(self, of: KindList) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.kind == of.id)

    def _concepts_in(self, fields: Fields, key: str) -> tuple[str, ...]:
        names = fields.texts(key, ())
        for name in names:
            if name not in self._concepts:
                fields.fault(
                    fields.line_of(key), "unknown_concept", where=fields.where, key=key, concept=name
                )
        return names

    def _aspects(self, fields: Fields) -> tuple[Aspect, ...]:
        aspects = fields.texts("aspects", ())
        for name in aspects:
            if name not in get_args(Aspect):
                fields.fault(
                    fields.line_of("aspects"),
                    "value_not_in_list",
                    where=fields.where,
                    key="aspects",
                    value=name,
                    known=listed(get_args(Aspect)),
                )
        return cast("tuple[Aspect, ...]", aspects)

    def _until(self, fields: Fields) -> tuple[tuple[str, str], ...]:
        section = fields.fields("answer_until", required=False)
        return tuple((name, section.text(name)) for name in section.names()) if section else ()

    def _judged(self, fields: Fields) -> Judged | None:
        section = fields.fields("judged", required=False)
        if section is None:
            return None
        section.only({"rule", "facts", "given", "days"})
        given = section.fields("given", required=False)
        told = {name: given.text(name) for name in given.names()} if given else {}
        return Judged(section.text("rule"), section.texts("facts"), told, section.text("days", ""))

    def _with_look(self, fields: Fields, entry: Entry, looks: dict[str, str]) -> Entry:
        if entry.look not in looks:
            fields.fault(
                fields.line_of("look"),
                "unknown_look",
                where=fields.where,
                value=entry.look,
                known=listed(looks),
            )
        return replace(entry, answer=entry.answer + looks.get(entry.look, ""))

    def _check_references(self, entries: dict[str, Entry]) -> None:
        """What an entry refers to must exist."""
        templates = self._templates()
        for entry in entries.values():
            then = (entry.then,) if entry.then else ()
            for key, others in (("follow_ups", entry.follow_ups), ("items", entry.items), ("then", then)):
                for other in others:
                    if other not in entries and other not in templates:
                        self.top.fault(entry.line, "unknown_follow_up", entry=entry.id, key=key, other=other)

    def _templates(self) -> dict[str, Entry]:
        return {kind.template.id: kind.template for kind in self.kinds.values() if kind.template is not None}

    def _check_phrasings(self, entries: Mapping[str, Entry]) -> None:
        """Check that every heading names an entry, and that every entry has enough phrasings; a mistyped heading is one fault.

        An entry that is reached as an item of another needs none.
        """
        asked = {entry.id: entry for entry in entries.values() if not entry.member} | self._templates()
        meant: set[str] = set()
        for id, phrasings in self._phrasings.items():
            if id not in asked:
                near = difflib.get_close_matches(id, asked.keys() - self._phrasings.keys(), 1)
                meant |= set(near)
                name = "heading_of_unknown_entry_near" if near else "heading_of_unknown_entry"
                where = (phrasings.file, phrasings.line)
                self.top.faults.append(fault_of(*where, name, id=id, near=near[0] if near else ""))
        items = {id for entry in entries.values() for id in entry.items}
        for id, entry in asked.items():
            if not entry.variants and id in items:
                continue
            if len(entry.variants) < MIN_VARIANTS and id not in meant:
                found = self._phrasings.get(id)
                place = f"{found.file}:{found.line}" if found else f"{PHRASINGS}/"
                counts = {"count": len(entry.variants), "least": MIN_VARIANTS}
                self.top.fault(entry.line, "too_few_phrasings", id=id, place=place, **counts)


def _by_member(template: Entry, unlisted: str, members: tuple[Member, ...]) -> list[Entry]:
    """One entry for each member that the template answers for."""
    return [
        replace(
            template,
            id=member.entry,
            title=template.title.replace(MEMBER, member.name),
            answer=(template.answer if member.listed else unlisted).replace(MEMBER, member.name),
            member=member.id,
            variants=(),
            variant_lines=(),
        )
        for member in members
        if member.entry == f"{template.id}_{member.id}"
    ]


def placeholders_of(facts: Facts) -> Collection[str]:
    """The names that may stand between braces in an answer."""
    return set(facts.substitutions) | {f"state.{id}" for id in facts.milestones} | {"word", *OF_THE_DAY}


def _check_names(fields: Fields, entry: Entry, facts: Facts, clauses: Collection[str]) -> None:
    """Unknown clauses, placeholders and milestones are faults at their own line."""
    for clause in entry.clauses:
        if clause not in clauses:
            fields.fault(fields.line_of("clauses"), "unknown_clause", where=fields.where, clause=clause)
    known = placeholders_of(facts)
    for template in (entry.answer, entry.short, *(text for _, text in entry.answer_until)):
        for match in PLACEHOLDER.finditer(template):
            if match.group(1) not in known:
                fields.fault(
                    fields.line_of("answer"),
                    "unknown_placeholder",
                    where=fields.where,
                    placeholder=match.group(),
                )
    named = [("answer_until", milestone) for milestone, _ in entry.answer_until]
    for key, milestone in (*named, *((("until", entry.until),) if entry.until else ())):
        if milestone not in facts.milestones:
            fields.fault(
                fields.line_of(key),
                "unknown_milestone",
                where=fields.where,
                milestone=milestone,
            )
