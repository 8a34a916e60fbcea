"""Later documents (更正, 延期) that change clauses of a notice: what they are, and how they are cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Amendment:
    """A later document: the clauses of the notice that it `changes`, each with the clause of its own that does so.

    `file` is its text inside the folder of the pack, `line` where notice.yaml begins to speak of it.
    """

    id: str
    file: str
    title: str
    number: str
    day: date
    changes: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Was:
    """What a placeholder said before an amendment: its text, the id of the amendment, and the clauses that said so."""

    text: str
    amendment: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amended:
    """What later documents did to a notice, from the oldest to the latest.

    `was` holds by placeholder (`date.submit`) what the notice itself said.
    """

    documents: tuple[Amendment, ...] = ()
    was: Mapping[str, Was] = field(default_factory=dict)

    def by_clause(self) -> dict[str, tuple[Amendment, str]]:
        """The changed clauses of the notice, each with the latest amendment of it and the clause of that."""
        return {clause: (one, own) for one in self.documents for clause, own in one.changes.items()}

    def document(self, id: str) -> Amendment:
        """The amendment of this id. Raises StopIteration if there is none."""
        return next(one for one in self.documents if one.id == id)
