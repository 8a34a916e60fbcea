"""Examples in the description of the API, which are those of the notice that is served."""

from __future__ import annotations

from typing import Any

from bot.conversation.examples import example_clause, examples
from bot.messages import message
from bot.pack.model import Pack

QUESTION, ANSWER, NOTICE, CLAUSE, ROLE, ENTRY = (
    f"<{name}>" for name in ("question", "answer", "notice", "clause", "role", "entry")
)
"""What stands in the schemas in the place of an example."""


def with_examples(described: Any, pack: Pack) -> Any:
    """A description of the API in which examples of `pack` stand in their places."""
    return _with_values(described, _examples_of(pack))


def _examples_of(pack: Pack) -> dict[str, str]:
    entry = next((one for one in pack.entries.values() if one.kind == "answer" and one.clauses), None)
    clauses = message("based_on", clauses=pack.shown(entry.clauses[0])) if entry else example_clause(pack)
    return {
        QUESTION: examples(pack)[0],
        ANSWER: f"{entry.title if entry else pack.facts.short_title}\n{clauses}",
        NOTICE: pack.facts.id,
        CLAUSE: entry.clauses[0] if entry else next(iter(pack.clauses)),
        ROLE: next(iter(pack.facts.roles), ""),
        ENTRY: entry.id if entry else next(iter(pack.entries)),
    }


def _with_values(node: Any, values: dict[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _with_values(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_with_values(value, values) for value in node]
    return values.get(node, node) if isinstance(node, str) else node
