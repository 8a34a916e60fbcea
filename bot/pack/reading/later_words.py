"""What entries and rules say once later documents changed the notice.

Whatever cites a changed clause cites first the clause that changed it. A day that was moved is told with the one before. A
text that still says the old value by itself, or rests on a clause whose wording was changed, is told behind the words of the
later document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.messages import message
from bot.pack.amendments import Amended
from bot.pack.model import EACH, Clause, Facts
from bot.pack.outdated import Outdated, outdated_in
from bot.pack.reading.located import Located, Scalar
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.located import Sequence as LocatedSequence
from bot.pack.spoken import PLACEHOLDER

_TOLD = frozenset(("answer", "answer_unlisted", "short", "question", "text", "pass"))
"""Keys whose texts people are told."""
_SPOKEN_BY_DAY = "answer_until"
_STATING = ("answer", EACH)
_LONGEST_NOTE = 220
_SENTENCE_END, _JOINT = "\u3002", "\uff1b"
"""Where several answers are told only their first sentences are: the note is no sentence of its own."""


class LaterWords:
    """Rewrites the files of a pack whose notice was changed by later documents; without any, nothing."""

    def __init__(self, facts: Facts, clauses: Mapping[str, Clause]) -> None:
        self._facts = facts
        self._clauses = clauses
        self._amended: Amended = facts.amended
        self._by_clause = {clause: own for clause, (_, own) in facts.amended.by_clause().items()}
        self._outdated = outdated_in(facts)
        self._names = tuple(clause.shown for clause in clauses.values())

    def in_file(self, root: LocatedMapping) -> LocatedMapping:
        """A file with what later documents mean for it."""
        return self._mapping(root, ()) if self._by_clause else root

    def stale(self, node: LocatedMapping, text: str) -> tuple[str, ...]:
        """The changed clauses that `node` cites and of which its `text` may say what no longer holds.

        None of those of which it cites the later clause as well: somebody has looked at it.
        """
        cited = _clauses_cited(node)
        changed = [clause for clause in cited if clause in self._by_clause]
        unseen = [clause for clause in changed if self._by_clause[clause] not in cited]
        return tuple(clause for clause in unseen if self._is_stale(node, self._outdated[clause], text))

    def _is_stale(self, node: LocatedMapping, old: Outdated, text: str) -> bool:
        if old:
            return bool(old.found_in(text, self._names))
        kind = node.items.get("kind")
        return not isinstance(kind, Scalar) or kind.text in _STATING or "question" in node.items

    def _mapping(self, node: LocatedMapping, cites: tuple[LocatedMapping, ...]) -> LocatedMapping:
        cites = (node,) if "clauses" in node.items else cites
        items = {key: self._item(key, value, cites) for key, value in node.items.items()}
        if "clauses" in node.items:
            items["clauses"] = self._cited(items["clauses"])
        return replace(node, items=items)

    def _item(self, key: str, value: Located, cites: tuple[LocatedMapping, ...]) -> Located:
        if isinstance(value, Scalar):
            return (
                replace(value, text=self._said(key, value.text, cites)) if key in _TOLD and cites else value
            )
        if isinstance(value, LocatedMapping):
            if key == _SPOKEN_BY_DAY:
                return _each_text(value, lambda text: self._said("answer", text, cites))
            return self._mapping(value, cites)
        return replace(
            value,
            items=tuple(
                self._item(key, one, cites) if not isinstance(one, Scalar) else one for one in value.items
            ),
        )

    def _said(self, key: str, text: str, cites: tuple[LocatedMapping, ...]) -> str:
        notes = [self._note(clause) for node in cites for clause in self.stale(node, text)]
        told = self._with_moved_days(text)
        if key == "answer":
            told += self._changed_values(text)
        return "".join(dict.fromkeys(notes)) + told

    def _note(self, clause: str) -> str:
        later = self._clauses[self._by_clause[clause]]
        words = later.text.replace("\n", "")
        if len(words) > _LONGEST_NOTE:
            cut = words.rfind(_SENTENCE_END, 0, _LONGEST_NOTE)
            words = words[: cut + 1] or words[:_LONGEST_NOTE]
        return message(
            "amended_note",
            shown=later.shown,
            text=words.rstrip(_SENTENCE_END).replace(_SENTENCE_END, _JOINT),
        )

    def _with_moved_days(self, text: str) -> str:
        """The text with, behind each day that was moved, when it is told first, what it was before."""
        told: set[str] = set()

        def with_remark(match: re.Match[str]) -> str:
            prefix, _, id = match.group(1).partition(".")
            milestone = self._facts.milestones.get(id)
            if prefix != "date" or milestone is None or milestone.was is None or id in told:
                return match.group()
            told.add(id)
            return f"{match.group()}{{moved.{id}}}"

        return PLACEHOLDER.sub(with_remark, text)

    def _changed_values(self, text: str) -> str:
        """What the numbers, phones and documents of an answer were before."""
        names = dict.fromkeys(match.group(1) for match in PLACEHOLDER.finditer(text))
        changed = (
            self._amended.was[one]
            for one in names
            if one in self._amended.was and not one.startswith("date.")
        )
        documents = {one.id: one.number for one in self._amended.documents}
        remarks = (message("amended_value", number=documents[one.amendment], was=one.text) for one in changed)
        return "".join(dict.fromkeys(remarks))

    def _cited(self, node: Located) -> Located:
        """A list of clauses with the later ones in front of those that they change."""
        if not isinstance(node, LocatedSequence):
            return node
        cited: dict[str, Located] = {}
        for one in node.items:
            text = one.text.strip() if isinstance(one, Scalar) else ""
            later = self._by_clause.get(text, "")
            if later:
                cited.setdefault(later, Scalar(one.line, later, quoted=True))
            cited.setdefault(text, one)
        return replace(node, items=tuple(cited.values()))


def _each_text(node: LocatedMapping, change: Callable[[str], str]) -> LocatedMapping:
    items = {
        key: replace(one, text=change(one.text)) if isinstance(one, Scalar) else one
        for key, one in node.items.items()
    }
    return replace(node, items=items)


def _clauses_cited(node: LocatedMapping) -> tuple[str, ...]:
    held = node.items.get("clauses")
    items = held.items if isinstance(held, LocatedSequence) else ()
    return tuple(one.text.strip() for one in items if isinstance(one, Scalar))
