"""Reads lexicon.yaml: the kinds and their members, long names and their short ones, concepts (words that mean the same)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from bot.pack.faults import Fault, PackError, listed, wording
from bot.pack.layout import LEXICON, SHARED
from bot.pack.model import Facts, KindList, Member, Term
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping, read_yaml
from bot.pack.spoken import PLACEHOLDER, fill


def shared_concepts() -> dict[str, tuple[str, ...]]:
    """Words that mean the same whatever the notice, which come with the program. Raises PackError if they are damaged."""
    return _shared_groups("concepts")


def everyday_concepts() -> dict[str, tuple[str, ...]]:
    """How people call what many notices speak of. Raises PackError if the file that came with the program is damaged."""
    return _shared_groups("everyday")


@cache
def _shared_groups(key: str) -> dict[str, tuple[str, ...]]:
    faults: list[Fault] = []
    name = f"{SHARED.name}/{LEXICON}"
    groups = Fields(name, read_yaml(SHARED / LEXICON), faults, name).word_groups(key)
    if faults:
        raise PackError(faults)
    return groups


IN_COMMON = 1
"""Words that a group of a pack may share with everyday ones beside which it stands."""
TOP = ("kinds", "names", "concepts", "details", "telling", "terms", "words")


class LexiconReader:
    """Reads the parts of lexicon.yaml; faults go to the shared list."""

    def __init__(self, root: Mapping, faults: list[Fault]) -> None:
        self._top = Fields(LEXICON, root, faults, LEXICON)
        self._top.only(TOP)

    def kinds(self) -> tuple[dict[str, KindList], tuple[Member, ...]]:
        """The kinds by id, and the members of all of them, which have no entry yet unless they name one."""
        kinds: dict[str, KindList] = {}
        members: list[Member] = []
        owners: dict[str, str] = {}
        for id, fields in self._top.named("kinds", wording("kind")):
            fields.only({"name", "beside", "apart", "outside", "members"})
            beside, apart, outside = (
                tuple(word.strip() for word in said.split(wording("between_words")) if word.strip())
                for said in (fields.text("beside", ""), fields.text("apart", ""), fields.text("outside", ""))
            )
            kinds[id] = KindList(
                id, fields.text("name"), beside, apart=apart, outside=outside, line=fields.line
            )
            for member in self._members(id, fields, owners):
                if any(other.id == member.id for other in members):
                    fields.fault(member.line, "duplicate_member", id=member.id)
                    continue
                members.append(member)
        return kinds, tuple(members)

    def _members(self, kind: str, of: Fields, owners: dict[str, str]) -> Iterator[Member]:
        for fields in of.each("members", wording("member")):
            fields.only({"id", "name", "words", "entry", "listed"})
            id = fields.text("id")
            # A word is one word of the list; `_` stands for the blank inside an English one.
            words = tuple(word.replace("_", " ") for text in fields.texts("words") for word in text.split())
            if not words:
                fields.fault(fields.line_of("words"), "member_without_words", id=id)
            for word in words:
                if owners.setdefault(word, id) != id:
                    fields.fault(fields.line_of("words"), "member_word_taken", word=word, owner=owners[word])
            is_listed = fields.choice("listed", ("true", "false"), "true") == "true"
            yield Member(
                id, fields.text("name"), words, fields.text("entry", ""), is_listed, fields.line, kind
            )

    def names(self) -> dict[str, tuple[str, ...]]:
        """Long names by their short one."""
        return self._top.word_groups("names")

    def concepts(self, notice: str, *, thin: bool) -> dict[str, tuple[str, ...]]:
        """Words that mean the same here, by the name of what they mean: those of any notice, and those of the pack instead.

        In a pack that is `thin` in phrasings, everyday words count where the notice speaks of what they mean, and the pack tells
        next to nothing of it by itself: one word in common is no group of its own.
        """
        own = self._top.word_groups("concepts")
        told = {
            word
            for group in (own, self._top.word_groups("telling"))
            for words in group.values()
            for word in words
        }
        everyday = {
            name: words
            for name, words in (everyday_concepts().items() if thin else ())
            if len(told.intersection(words)) <= IN_COMMON and any(word in notice for word in words)
        }
        return {**everyday, **shared_concepts(), **own}

    def details(self) -> dict[str, tuple[str, ...]]:
        """What people ask for beyond what notices write, each with its words: of any notice, and those of the pack instead."""
        groups = {**_shared_groups("details"), **self._top.word_groups("details")}
        return {name: words for name, words in groups.items() if words}

    def telling(self) -> dict[str, tuple[str, ...]]:
        """Words that change what a question is answered with, by the name of what they mean."""
        return self._top.word_groups("telling")

    def words(self, lists: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The pack's own words for the `lists` that the program has of what any notice may speak of."""
        groups = self._top.word_groups("words")
        for name in groups.keys() - set(lists):
            self._top.fault(self._top.line_of("words"), "unknown_word_list", name=name, known=listed(lists))
        return groups

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

    def check_entries(self, members: Iterable[Member], entries: Collection[str]) -> None:
        """Every member must be answered for by an entry that exists."""
        for member in members:
            if member.entry not in entries:
                self._top.fault(
                    member.line,
                    "member_of_unknown_entry",
                    member=member.id,
                    entry=member.entry,
                    kind=member.kind,
                )
