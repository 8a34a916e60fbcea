"""Everything that the clauses of a notice state, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable

from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import ClauseFindings
from bot.pack.drafting.finding.address_finder import addresses_in, without_addresses
from bot.pack.drafting.finding.contact_finder import contacts_in
from bot.pack.drafting.finding.day_finder import spans_in, times_in
from bot.pack.drafting.finding.document_finder import documents_in, titles_in
from bot.pack.drafting.finding.list_finder import lists_in
from bot.pack.drafting.finding.value_finder import amounts_in


def findings_of(clauses: Iterable[CutClause]) -> tuple[ClauseFindings, ...]:
    """What each clause states, headings left out."""
    return tuple(_of(clause) for clause in clauses if clause.id)


def _of(clause: CutClause) -> ClauseFindings:
    text = clause.text
    plain = without_addresses(text)
    return ClauseFindings(
        clause=clause,
        spans=tuple(spans_in(plain)),
        times=tuple(times_in(plain)),
        amounts=tuple(amounts_in(text)),
        addresses=tuple(addresses_in(text)),
        contacts=tuple(contacts_in([line.text for line in clause.lines])),
        documents=tuple(documents_in(text)),
        titles=tuple(titles_in(text)),
        lists=tuple(one for line in clause.lines if not line.table for one in lists_in(line.text)),
    )
