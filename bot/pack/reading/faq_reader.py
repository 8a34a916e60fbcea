"""Reads faq.yaml: the entries, what people ask for most, and what belongs together."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import cast, get_args

from bot.pack.faults import Fault
from bot.pack.layout import FAQ, NOTICE, PHRASINGS
from bot.pack.model import CRAFT, Craft, Entry, EntryKind, Facts
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.phrasing_reader import Phrasings
from bot.pack.spoken import PLACEHOLDER

ACTIONS = ("interview", "remind", "handoff")
KINDS = (*get_args(EntryKind), CRAFT)
MIN_VARIANTS = 6
_KEYS = {"id", "title", "kind", "clauses", "answer", "answer_until", "answer_unlisted"}
_KEYS |= {"quote", "follow_ups", "needs", "look", "action", "offers"}


class FaqReader:
    """Reads the parts of faq.yaml, each entry with its phrasings; faults go to the shared list."""

    def __init__(
        self,
        root: LocatedMapping,
        phrasings: Mapping[str, Phrasings],
        concepts: Collection[str],
        faults: list[Fault],
    ) -> None:
        self.top = Fields(FAQ, root, faults, FAQ)
        self.top.only({"looks", "most_asked", "together", "entries"})
        self.craft_template: Entry | None = None
        self._phrasings = phrasings
        self._concepts = concepts

    def most_asked(self, entries: Collection[str]) -> tuple[str, ...]:
        """The entries that a page offers to everybody, in their order."""
        asked = self.top.texts("most_asked", ())
        for id in asked:
            if id not in entries:
                self.top.fault(
                    self.top.line_of("most_asked"), f"most_asked 有不存在的条目 {id}", "请改成条目的 id"
                )
        return asked

    def entries(self, crafts: tuple[Craft, ...], facts: Facts, clauses: Collection[str]) -> dict[str, Entry]:
        """All entries by id, the craft template replaced by one entry a craft."""
        looks = self._looks()
        entries: dict[str, Entry] = {}
        unique = True
        for fields in self.top.each("entries", "条目"):
            fields.where = f"条目 {fields.text('id')} "
            for entry in self._read(fields, crafts, looks):
                if entry.id in entries:
                    fields.fault(fields.line, f"条目 {entry.id} 重复", f"第 {entries[entry.id].line} 行已有")
                    unique = False
                    continue
                entries[entry.id] = entry
                _check_names(fields, entry, facts, clauses)
        self._check_references(entries)
        self._join(entries)
        if not entries:
            self.top.fault(self.top.line, "没有任何条目", "请写 entries: 列表")
        elif unique:
            self._check_phrasings(entries)
        return entries

    def _join(self, entries: dict[str, Entry]) -> None:
        """Let the entries of each group of `together` cover one another."""
        for name, group in self.top.word_groups("together").items():
            for id in group:
                if id not in entries:
                    self.top.fault(
                        self.top.line_of("together"),
                        f"together 的 {name} 有不存在的 {id}",
                        "请改成条目的 id",
                    )
                    continue
                others = (other for other in group if other != id)
                covers = tuple(dict.fromkeys((*entries[id].covers, *others)))
                entries[id] = replace(entries[id], covers=covers)

    def _looks(self) -> dict[str, str]:
        section = self.top.fields("looks", required=False)
        return {name: section.text(name) for name in section.names()} if section else {}

    def _read(self, fields: Fields, crafts: tuple[Craft, ...], looks: dict[str, str]) -> list[Entry]:
        fields.only(_KEYS)
        kind = fields.choice("kind", KINDS, "answer")
        if fields.text("kind", kind) != kind:
            kind = "smalltalk"  # one fault is enough: it asks least of the other fields
        speaks_of_notice = kind in ("answer", "not_said", "action", CRAFT)
        entry = Entry(
            id=fields.text("id"),
            title=fields.text("title"),
            kind=cast("EntryKind", "answer" if kind == CRAFT else kind),
            answer=fields.text("answer"),
            clauses=fields.texts("clauses", None if speaks_of_notice else ()),
            answer_until=self._until(fields),
            quote=fields.text("quote", None if kind in ("answer", CRAFT) else ""),
            follow_ups=fields.texts("follow_ups", ()),
            needs=self._needs(fields),
            look=fields.text("look", None if kind == "not_said" else ""),
            action=fields.choice("action", ("", *ACTIONS), ""),
            offers=fields.choice("offers", ("", *ACTIONS), ""),
            line=fields.line,
        )
        entry = self._with_phrasings(entry)
        if kind == "not_said":
            entry = self._with_look(fields, entry, looks)
        if kind == CRAFT:
            self.craft_template = entry
            return _by_craft(entry, fields.text("answer_unlisted", entry.answer), crafts)
        return [entry]

    def _with_phrasings(self, entry: Entry) -> Entry:
        """The entry with the phrasings that stand under its id."""
        found = self._phrasings.get(entry.id)
        return replace(
            entry,
            variants=tuple(text for _, text in found.lines) if found else (),
            variant_lines=tuple(line for line, _ in found.lines) if found else (),
            phrasings_file=found.file if found else "",
        )

    def _needs(self, fields: Fields) -> tuple[str, ...]:
        needs = fields.texts("needs", ())
        for name in needs:
            if name not in self._concepts:
                fields.fault(
                    fields.line_of("needs"),
                    f"{fields.where}的 needs 有不存在的概念 {name}",
                    "请用 concepts 里的名字",
                )
        return needs

    def _until(self, fields: Fields) -> tuple[tuple[str, str], ...]:
        section = fields.fields("answer_until", required=False)
        return tuple((name, section.text(name)) for name in section.names()) if section else ()

    def _with_look(self, fields: Fields, entry: Entry, looks: dict[str, str]) -> Entry:
        if entry.look not in looks:
            fields.fault(
                fields.line_of("look"),
                f"{fields.where}的 look 不能是 {entry.look}",
                f"只能是：{'、'.join(looks)}",
            )
        return replace(entry, answer=entry.answer + looks.get(entry.look, ""))

    def _check_references(self, entries: dict[str, Entry]) -> None:
        """Follow-ups and headed phrasings must name entries that exist."""
        for entry in entries.values():
            for other in entry.follow_ups:
                if other not in entries and other != CRAFT:
                    wrong = f"条目 {entry.id} 的 follow_ups 有不存在的 {other}"
                    self.top.fault(entry.line, wrong, "请改成条目的 id")

    def _check_phrasings(self, entries: Mapping[str, Entry]) -> None:
        """Every heading names an entry, and every entry has phrasings enough; a mistyped heading is told once."""
        asked = {entry.id: entry for entry in entries.values() if not entry.craft}
        if self.craft_template:
            asked[self.craft_template.id] = self.craft_template
        meant: set[str] = set()
        for id, phrasings in self._phrasings.items():
            if id not in asked:
                near = difflib.get_close_matches(id, asked.keys() - self._phrasings.keys(), 1)
                meant |= set(near)
                mend = f"是不是 {near[0]}？" if near else f"请改成 {FAQ} 里条目的 id"
                wrong = f"{FAQ} 里没有条目 {id}"
                self.top.faults.append(Fault(phrasings.file, phrasings.line, wrong, mend))
        for id, entry in asked.items():
            if len(entry.variants) < MIN_VARIANTS and id not in meant:
                found = self._phrasings.get(id)
                place = f"{found.file} 第 {found.line} 行" if found else f"{PHRASINGS}/ 里的 [{id}] "
                wrong, mend = (
                    f"条目 {id} 只有 {len(entry.variants)} 个问法",
                    f"请在{place}下写到 {MIN_VARIANTS} 个",
                )
                self.top.fault(entry.line, wrong, mend)


def _by_craft(template: Entry, unlisted: str, crafts: tuple[Craft, ...]) -> list[Entry]:
    """One entry for each craft that the template answers for."""
    return [
        replace(
            template,
            id=craft.entry,
            title=template.title.replace("{craft}", craft.name),
            answer=(template.answer if craft.listed else unlisted).replace("{craft}", craft.name),
            craft=craft.id,
            variants=(),
            variant_lines=(),
        )
        for craft in crafts
        if craft.entry == f"{CRAFT}_{craft.id}"
    ]


def _check_names(fields: Fields, entry: Entry, facts: Facts, clauses: Collection[str]) -> None:
    """Unknown clauses, placeholders and milestones are faults at their own line."""
    for clause in entry.clauses:
        if clause not in clauses:
            fields.fault(
                fields.line_of("clauses"), f"{fields.where}的条款 {clause} 不存在", "请用 notice.md 里的编号"
            )
    known = set(facts.substitutions) | {f"state.{id}" for id in facts.milestones} | {"word"}
    for template in (entry.answer, *(text for _, text in entry.answer_until)):
        for match in PLACEHOLDER.finditer(template):
            if match.group(1) not in known:
                fields.fault(
                    fields.line_of("answer"),
                    f"{fields.where}用了不存在的占位符 {match.group()}",
                    f"请查 {NOTICE} 里的名字",
                )
    for milestone, _ in entry.answer_until:
        if milestone not in facts.milestones:
            fields.fault(
                fields.line_of("answer_until"),
                f"{fields.where}的时间节点 {milestone} 不存在",
                f"请查 {NOTICE}",
            )
