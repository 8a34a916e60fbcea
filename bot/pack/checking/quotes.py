"""Quotes against the notice, and the form in which they are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.pack.checking.tokens import tokens
from bot.pack.faults import Fault, fault_of, listed, wording
from bot.pack.interview_model import Interview, Item, Rule
from bot.pack.layout import FAQ, NOTICE, RULES
from bot.pack.model import Pack


def squeeze(text: str) -> str:
    """NFKC without white space: the form in which a quote is looked up in the notice."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def misquotes(pack: Pack) -> Iterator[Fault]:
    """Find quotes that do not stand in their clauses."""
    for quote, clauses, line in pack.facts.quotes:
        if not _quoted(quote, clauses, pack):
            fault = _misquoted(NOTICE, line, "quote_not_in_clauses", quote, clauses, pack)
            yield fault.causing(*tokens(quote), *map(unsaid_in, clauses))
    for entry in pack.entries.values():
        if entry.quote and not _quoted(entry.quote, entry.clauses, pack):
            name = "entry_quote_not_in_clauses"
            yield _misquoted(FAQ, entry.line, name, entry.quote, entry.clauses, pack, entry=entry.id)

    for what, thing in quoting(pack.interview):
        if not _quoted(thing.quote, thing.clauses, pack):
            values = {"what": what, "thing": thing.id}
            name = "rule_quote_not_in_clauses"
            yield _misquoted(RULES, thing.line, name, thing.quote, thing.clauses, pack, **values)


def _misquoted(
    file: str, line: int, name: str, quote: str, clauses: tuple[str, ...], pack: Pack, **values: str
) -> Fault:
    """That a quote does not stand in its clauses; if it stands in another document of the pack, that and where."""
    documents = {pack.clauses[clause].document for clause in clauses}
    others = (one.id for one in pack.clauses.values() if one.document not in documents)
    other = next((id for id in others if squeeze(quote) in squeeze(pack.clauses[id].text)), "")
    if other:
        return fault_of(
            file, line, "quote_in_other_document", quote=quote, clauses=listed(clauses), other=other
        )
    return fault_of(file, line, name, quote=quote, clauses=listed(clauses), **values)


def unsaid_in(clause: str) -> str:
    """What a fact of a clause that nothing says hinges on, besides itself: a quote of that clause that is wrong."""
    return f"unsaid {clause}"


def quoting(interview: Interview | None) -> Iterator[tuple[str, Rule | Item]]:
    """The rules, lines of the checklist and of the route that give a quote, each with what it is called."""
    if interview is None:
        return
    for what, things in (
        ("rule", interview.rules),
        ("item", interview.items),
        ("route", interview.routes),
    ):
        yield from ((wording(what), thing) for thing in things.values() if thing.quote)


def _quoted(quote: str, clauses: tuple[str, ...], pack: Pack) -> bool:
    wanted = squeeze(quote)
    return any(wanted in squeeze(pack.clauses[clause].text) for clause in clauses)
