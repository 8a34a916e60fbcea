"""Quotes against the notice, and the form in which they are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.pack.faults import Fault, fault_of, listed
from bot.pack.layout import FAQ, NOTICE
from bot.pack.model import Pack


def squeeze(text: str) -> str:
    """NFKC without white space: the form in which a quote is looked up in the notice."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def misquotes(pack: Pack) -> Iterator[Fault]:
    """Find quotes that do not stand in their clauses."""
    for quote, clauses, line in pack.facts.quotes:
        if not _quoted(quote, clauses, pack):
            shown = listed(clauses)
            yield fault_of(NOTICE, line, "quote_not_in_clauses", quote=quote, clauses=shown)
    for entry in pack.entries.values():
        if entry.quote and not _quoted(entry.quote, entry.clauses, pack):
            shown = listed(entry.clauses)
            yield fault_of(
                FAQ,
                entry.line,
                "entry_quote_not_in_clauses",
                entry=entry.id,
                quote=entry.quote,
                clauses=shown,
            )


def _quoted(quote: str, clauses: tuple[str, ...], pack: Pack) -> bool:
    wanted = squeeze(quote)
    return any(wanted in squeeze(pack.clauses[clause].text) for clause in clauses)
