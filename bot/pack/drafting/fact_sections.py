"""What was found in the clauses → the sections of notice.yaml: values, days, documents, links, e-mail addresses, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.language.pinyin import syllables
from bot.pack.drafting.draft_model import ClauseFindings, NoticeHead, Record
from bot.pack.drafting.finding.contact_finder import ContactFound
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import listing, sign

_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9]+)")


class OwnIds:
    """Gives ids that are each given once: hours, hours_2."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str) -> str:
        """`wanted`, or with a number behind it if that is taken."""
        id, count = wanted, 2
        while id in self._taken:
            id, count = f"{wanted}_{count}", count + 1
        self._taken.add(id)
        return id


def values_of(findings: Sequence[ClauseFindings]) -> dict[str, Record]:
    """The section `values`: each amount with its clause and quote."""
    ids, names = OwnIds(), listing("signs")["unit_ids"]
    records: dict[str, Record] = {}
    seen: set[tuple[str, str, str]] = set()
    for one in findings:
        for amount in one.amounts:
            place = (amount.printed, amount.unit, one.clause.id)
            if place not in seen:
                seen.add(place)
                id = ids.of(names.get(amount.unit, "number"))
                records[id] = {"value": amount.printed, "clauses": [one.clause.id], "quote": amount.quote}
    return records


def days_of(
    head: NoticeHead, others: Iterator[tuple[date, str, str]], tail: str, imprint: str
) -> dict[str, Record]:
    """The section `dates`: when the notice was signed and printed, and the days that it merely names."""
    ids, records = OwnIds(), {}
    for id, day, quote, clause in (
        ("signed", head.signed, head.signed_quote, tail),
        ("printed", head.printed, head.printed_quote, imprint or tail),
    ):
        if day:
            records[ids.of(id)] = _day_record(day, clause, quote)
    seen: set[date] = set()
    for day, clause, quote in others:
        if day not in seen:
            seen.add(day)
            records[ids.of("named")] = _day_record(day, clause, quote)
    return records


def _day_record(day: date, clause: str, quote: str) -> Record:
    return {"date": day.isoformat(), "clauses": [clause], "quote": quote}


def documents_of(findings: Sequence[ClauseFindings], head: NoticeHead) -> dict[str, Record]:
    """The section `documents`: each number once; the notice's own is called `notice`."""
    ids, records, seen = OwnIds(), dict[str, Record](), set[str]()
    for one in findings:
        for document in one.documents:
            bare = "".join(document.number.split())
            if bare not in seen:
                seen.add(bare)
                id = "notice" if document.number == head.number else "document"
                records[ids.of(id)] = {"text": document.number, "clauses": [one.clause.id]}
    return records


def links_of(findings: Sequence[ClauseFindings]) -> dict[str, Record]:
    """The section `links`, by the first part of each host."""
    return _addresses(findings, "link", "url")


def emails_of(findings: Sequence[ClauseFindings]) -> dict[str, Record]:
    """The section `emails`."""
    return _addresses(findings, "email", "email")


def _addresses(findings: Sequence[ClauseFindings], kind: str, key: str) -> dict[str, Record]:
    ids, records, seen = OwnIds(), dict[str, Record](), set[str]()
    for one in findings:
        for address in one.addresses:
            if address.kind == kind and address.value not in seen:
                seen.add(address.value)
                host = _HOST.match(address.value.lower()) if kind == "link" else None
                records[ids.of(host[1] if host else kind)] = {key: address.value, "clauses": [one.clause.id]}
    return records


def contacts_of(findings: Sequence[ClauseFindings]) -> list[Record]:
    """The section `contacts`: each phone once, those to complain to last. A fax is none."""
    ids, seen = OwnIds(), set()
    found = [
        (one.clause.id, contact) for one in findings for contact in one.contacts if contact.kind != "fax"
    ]
    found.sort(key=lambda pair: bool(sign("contacts", "complaints").search(pair[1].office)))
    records = []
    for clause, contact in found:
        if contact.phone in seen:
            continue
        seen.add(contact.phone)
        record: Record = {
            "id": ids.of(_contact_id(contact)),
            "office": contact.office or _any_office(contact),
        }
        if contact.person:
            record["person"] = contact.person
        record["phone"] = contact.phone
        if one_width("".join(contact.quote.split())) != contact.phone:
            record["quote"] = contact.quote
        record["clauses"] = [clause]
        records.append(record)
    return records


def _any_office(contact: ContactFound) -> str:
    """A word of the notice for a phone that has no name there: the phone as it is printed."""
    return contact.quote


def _contact_id(contact: ContactFound) -> str:
    sounds = syllables()
    return sounds.get(contact.person[:1], "phone") if contact.person else "phone"
