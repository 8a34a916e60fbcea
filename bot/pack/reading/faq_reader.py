"""Reads faq.yaml: crafts, concepts (synonyms) and entries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import cast, get_args

from bot.pack.faults import Fault
from bot.pack.model import CRAFT, Craft, Entry, EntryKind, Facts
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping
from bot.pack.spoken import PLACEHOLDER

FILE = "faq.yaml"
ACTIONS = ("interview", "remind", "handoff")
KINDS = (*get_args(EntryKind), CRAFT)
MIN_VARIANTS = 6
_KEYS = {"id", "title", "kind", "clauses", "answer", "answer_until", "answer_unlisted"}
_KEYS |= {"quote", "variants", "follow_ups", "needs", "look", "action", "offers"}


class FaqReader:
    """Reads the parts of faq.yaml; faults go to the shared list."""

    def __init__(self, root: Mapping, faults: list[Fault]) -> None:
        self.top = Fields(FILE, root, faults, FILE)
        self.top.only(
            {"looks", "names", "crafts", "beside_craft", "most_asked", "concepts", "together", "entries"}
        )
        self.craft_template: Entry | None = None
        self._concepts = frozenset(self.groups("concepts"))

    def crafts(self) -> tuple[Craft, ...]:
        """The specialties with their words."""
        crafts: list[Craft] = []
        owners: dict[str, str] = {}
        for fields in self.top.each("crafts", "手艺"):
            fields.only({"id", "name", "words", "entry", "listed"})
            id = fields.text("id")
            # A word is one word of the list; `_` stands for the blank inside an English one.
            words = tuple(word.replace("_", " ") for text in fields.texts("words") for word in text.split())
            if not words:
                fields.fault(fields.line_of("words"), f"手艺 {id} 没有名字（words）", "请写上人们叫它的词")
            if any(craft.id == id for craft in crafts):
                fields.fault(fields.line, f"手艺 {id} 重复", "请改名或删去一个")
                continue
            for word in words:
                if owners.setdefault(word, id) != id:
                    fields.fault(
                        fields.line_of("words"), f"手艺名 {word} 已归 {owners[word]}", "一个名字只能归一类"
                    )
            listed = fields.choice("listed", ("true", "false"), "true") == "true"
            crafts.append(Craft(id, fields.text("name"), words, fields.text("entry", f"craft_{id}"), listed))
        return tuple(crafts)

    def beside_craft(self) -> tuple[str, ...]:
        """The words that beside a craft's name still only ask whether it is covered."""
        return tuple(word.strip() for word in self.top.text("beside_craft", "").split("、") if word.strip())

    def most_asked(self, entries: Collection[str]) -> tuple[str, ...]:
        """The entries that a page offers to everybody, in their order."""
        asked = self.top.texts("most_asked", ())
        for id in asked:
            if id not in entries:
                self.top.fault(
                    self.top.line_of("most_asked"), f"most_asked 有不存在的条目 {id}", "请改成条目的 id"
                )
        return asked

    def groups(self, section: str) -> dict[str, tuple[str, ...]]:
        """A section of `name: word、word、…` lines: `names` (long names by their short one) or `concepts`."""
        groups: dict[str, tuple[str, ...]] = {}
        fields = self.top.fields(section, required=False)
        for name in fields.names() if fields else ():
            assert fields is not None
            words = (word.strip() for word in fields.text(name).split("、"))
            groups[name] = tuple(word for word in words if word)
        return groups

    def entries(self, crafts: tuple[Craft, ...], facts: Facts, clauses: Collection[str]) -> dict[str, Entry]:
        """All entries by id, the craft template replaced by one entry a craft."""
        looks = self._looks()
        entries: dict[str, Entry] = {}
        for fields in self.top.each("entries", "条目"):
            fields.where = f"条目 {fields.text('id')} "
            for entry in self._read(fields, crafts, looks):
                if entry.id in entries:
                    fields.fault(fields.line, f"条目 {entry.id} 重复", f"第 {entries[entry.id].line} 行已有")
                    continue
                entries[entry.id] = entry
                _check_names(fields, entry, facts, clauses)
        self._check_references(entries, crafts)
        self._join(entries)
        if not entries:
            self.top.fault(self.top.line, "没有任何条目", "请写 entries: 列表")
        return entries

    def _join(self, entries: dict[str, Entry]) -> None:
        """Let the entries of each group of `together` cover one another."""
        for name, group in self.groups("together").items():
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
        variants = fields.located_texts("variants")
        speaks_of_notice = kind in ("answer", "not_said", "action", CRAFT)
        entry = Entry(
            id=fields.text("id"),
            title=fields.text("title"),
            kind=cast("EntryKind", "answer" if kind == CRAFT else kind),
            answer=fields.text("answer"),
            clauses=fields.texts("clauses", None if speaks_of_notice else ()),
            answer_until=self._until(fields),
            quote=fields.text("quote", None if kind in ("answer", CRAFT) else ""),
            variants=tuple(text for _, text in variants),
            follow_ups=fields.texts("follow_ups", ()),
            needs=self._needs(fields),
            look=fields.text("look", None if kind == "not_said" else ""),
            action=fields.choice("action", ("", *ACTIONS), ""),
            offers=fields.choice("offers", ("", *ACTIONS), ""),
            line=fields.line,
            variant_lines=tuple(line for line, _ in variants),
        )
        if len(variants) < MIN_VARIANTS:
            fields.fault(
                fields.line_of("variants"),
                f"{fields.where}只有 {len(variants)} 个问法",
                f"至少写 {MIN_VARIANTS} 个",
            )
        if kind == "not_said":
            entry = self._with_look(fields, entry, looks)
        if kind == CRAFT:
            self.craft_template = entry
            return _by_craft(entry, fields.text("answer_unlisted", entry.answer), crafts)
        return [entry]

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

    def _check_references(self, entries: dict[str, Entry], crafts: tuple[Craft, ...]) -> None:
        for entry in entries.values():
            for other in entry.follow_ups:
                if other not in entries and other != CRAFT:
                    self.top.fault(
                        entry.line, f"条目 {entry.id} 的 follow_ups 有不存在的 {other}", "请改成条目的 id"
                    )
        for craft in crafts:
            if craft.entry not in entries:
                self.top.fault(
                    self.top.line_of("crafts"),
                    f"手艺 {craft.id} 指向不存在的条目 {craft.entry}",
                    "请改正 entry",
                )


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
                    "请查 rules.yaml 里的名字",
                )
    for milestone, _ in entry.answer_until:
        if milestone not in facts.milestones:
            fields.fault(
                fields.line_of("answer_until"),
                f"{fields.where}的时间节点 {milestone} 不存在",
                "请查 rules.yaml",
            )
