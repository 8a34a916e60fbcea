"""What a draft holds, for machines: everything found with its clause and quote, and what is undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.pack.drafting.draft_model import ClauseFindings, Draft
from bot.pack.drafting.finding.day_finder import DayFound, SpanFound
from bot.pack.drafting.finding.value_finder import segment_around
from bot.pack.faults import Fault
from bot.pack.reading.undecided import OpenPoint


def summary_of(draft: Draft, undecided: Sequence[OpenPoint], faults: Iterable[Fault]) -> dict[str, Any]:
    """The summary of a draft; `undecided` and `faults` are those of its files as they were written."""
    head = draft.head
    return {
        "notice": {**draft.notice, "title": head.title, "number": head.number, "act": head.act},
        "clauses": [
            {"id": one.id, "shown": one.shown, "name": one.name, "text": one.text} for one in draft.clauses if one.id
        ],
        "milestones": [
            {
                "id": one.id,
                "name": one.name,
                "date": one.day.isoformat(),
                "time": one.time or None,
                "closes": one.closes or None,
                "begins": one.begins,
                "clause": one.clause,
                "quote": one.quote,
                "undecided": one.doubt or None,
            }
            for one in draft.milestones
        ],
        "windows": [window for one in draft.findings for window in _windows(one, head.year)],
        "times": [
            {"time": time, "clause": one.clause.id, "quote": segment_around(one.clause.text, start, end)}
            for one in draft.findings
            for start, end, time in one.times
        ],
        "dates": [{"id": id, **record} for id, record in draft.days.items()],
        "values": list(_amounts_found(draft)),
        "links": _addresses(draft, "link"),
        "emails": _addresses(draft, "email"),
        "phones": [*_addresses(draft, "phone"), *_addresses(draft, "mobile"), *_addresses(draft, "fax")],
        "contacts": draft.contacts,
        "documents": [
            {"number": found.number, "title": found.title or None, "clause": one.clause.id}
            for one in draft.findings
            for found in one.documents
        ],
        "titles": [{"title": title, "clause": one.clause.id} for one in draft.findings for title in one.titles],
        "enumerations": [
            {
                "head": found.head,
                "members": list(found.members),
                "others": found.others or None,
                "kinds": found.is_kinds,
                "clause": one.clause.id,
                "quote": found.quote,
            }
            for one in draft.findings
            for found in one.lists
        ],
        "entries": [
            {"id": one.id, "title": one.title, "kind": one.kind, "clauses": list(one.clauses),
             "topic": one.topic, "aspects": list(one.aspects), "quote": one.quote, "phrasings": len(one.phrasings)}
            for one in draft.entries
        ],
        "facts": draft.rules.get("facts", []),
        "rules": draft.rules.get("rules", []),
        "undecided": [
            {"file": one.file, "line": one.line, "what": one.what, "reason": one.reason} for one in undecided
        ],
        "faults": [{"file": one.file, "line": one.line, "wrong": one.wrong, "mend": one.mend} for one in faults],
    }  # fmt: skip


def _windows(one: ClauseFindings, year: int) -> Iterator[dict[str, Any]]:
    for span in one.spans:
        if span.is_window:
            yield {
                "begin": _iso(span.begin, year) if span.begin else None,
                "end": _iso(span.day, year),
                "clause": one.clause.id,
                "quote": _quote(span, one),
            }


def _iso(found: DayFound, year: int) -> str | None:
    day = found.on(year)
    return None if day is None else f"{day.isoformat()}T{found.time}" if found.time else day.isoformat()


def _quote(span: SpanFound, one: ClauseFindings) -> str:
    return one.clause.text[span.start : span.end].strip()


def _amounts_found(draft: Draft) -> Iterator[dict[str, Any]]:
    for one in draft.findings:
        for amount in one.amounts:
            yield {
                "value": amount.number,
                "printed": amount.printed,
                "unit": amount.unit,
                "bound": amount.bound or None,
                "clause": one.clause.id,
                "quote": amount.quote,
            }


def _addresses(draft: Draft, kind: str) -> list[dict[str, Any]]:
    return [
        {"value": found.value, "kind": found.kind, "clause": one.clause.id, "quote": found.words}
        for one in draft.findings
        for found in one.addresses
        if found.kind == kind
    ]
