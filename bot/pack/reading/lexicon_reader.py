"""Reads lexicon.yaml: the kinds of craft, long names and their short ones, concepts (words that mean the same)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.pack.faults import Fault, wording
from bot.pack.layout import LEXICON
from bot.pack.model import CRAFT, Craft, Facts, Term
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping
from bot.pack.spoken import PLACEHOLDER, fill


class LexiconReader:
    """Reads the parts of lexicon.yaml; faults go to the shared list."""

    def __init__(self, root: Mapping, faults: list[Fault]) -> None:
        self._top = Fields(LEXICON, root, faults, LEXICON)
        self._top.only({"crafts", "beside_craft", "names", "concepts", "telling", "terms"})

    def crafts(self) -> tuple[Craft, ...]:
        """The specialties with their words."""
        crafts: list[Craft] = []
        owners: dict[str, str] = {}
        for fields in self._top.each("crafts", wording("craft")):
            fields.only({"id", "name", "words", "entry", "listed"})
            id = fields.text("id")
            # A word is one word of the list; `_` stands for the blank inside an English one.
            words = tuple(word.replace("_", " ") for text in fields.texts("words") for word in text.split())
            if not words:
                fields.fault(fields.line_of("words"), "craft_without_words", id=id)
            if any(craft.id == id for craft in crafts):
                fields.fault(fields.line, "duplicate_craft", id=id)
                continue
            for word in words:
                if owners.setdefault(word, id) != id:
                    fields.fault(fields.line_of("words"), "craft_word_taken", word=word, owner=owners[word])
            listed = fields.choice("listed", ("true", "false"), "true") == "true"
            entry = fields.text("entry", f"{CRAFT}_{id}")
            crafts.append(Craft(id, fields.text("name"), words, entry, listed, fields.line))
        return tuple(crafts)

    def beside_craft(self) -> tuple[str, ...]:
        """The words that beside a craft's name still only ask whether it is covered."""
        return tuple(word.strip() for word in self._top.text("beside_craft", "").split("、") if word.strip())

    def names(self) -> dict[str, tuple[str, ...]]:
        """Long names by their short one."""
        return self._top.word_groups("names")

    def concepts(self) -> dict[str, tuple[str, ...]]:
        """Words that mean the same here, by the name of what they mean."""
        return self._top.word_groups("concepts")

    def telling(self) -> dict[str, tuple[str, ...]]:
        """Words that change what a question is answered with, by the name of what they mean."""
        return self._top.word_groups("telling")

    def terms(self, facts: Facts, clauses: Collection[str]) -> Iterator[Term]:
        """The words that are explained where they stand, with the placeholders of their meanings filled."""
        for word, fields in self._top.named("terms", wording("term")):
            fields.only({"means", "clauses"})
            meaning, named = fields.text("means"), fields.texts("clauses")
            for clause in named:
                if clause not in clauses:
                    fields.fault(
                        fields.line_of("clauses"), "term_of_unknown_clause", term=word, clause=clause
                    )
            for name in PLACEHOLDER.findall(meaning):
                if name not in facts.substitutions:
                    line = fields.line_of("means")
                    fields.fault(line, "term_with_unknown_placeholder", term=word, placeholder=name)
            yield Term(word, fill(meaning, facts.substitutions), named, fields.line)

    def check_entries(self, crafts: tuple[Craft, ...], entries: Collection[str]) -> None:
        """Every craft must be answered for by an entry that exists."""
        for craft in crafts:
            if craft.entry not in entries:
                self._top.fault(craft.line, "craft_of_unknown_entry", craft=craft.id, entry=craft.entry)
