"""Entries made of the facts of a notice: what it is, its days, its phones, links, documents, annexes, kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.clause_parts import unsaid_in
from bot.pack.drafting.clause_topics import topic_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import ClauseFindings, Draft, DraftEntry, Record
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.finding.contact_finder import is_name
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.phrasing_frames import framed, words_of
from bot.pack.drafting.signs import listing, sign, wording_of

_ANSWER = MAX_ANSWER - 5
_MOST_CONTACTS = 6
_MOST_NOTES = 90
_MOST_LINKS = 4
_LEAST_LETTERHEAD = 1
_LONG = 40
"""Characters from which a paragraph of the letterhead is text."""


def about_notice(draft: Draft, ids: OwnIds) -> list[DraftEntry]:
    """What the notice is, by its letterhead, signature and imprint."""
    head = draft.head
    zones = [clause for clause in draft.clauses if clause.zone in ("front", "tail", "imprint") and clause.id]
    if not zones:
        return []
    lines = [wording_of("about", "texts").replace("{title}", safe(head.title))]
    if head.number:
        lines.append(wording_of("number", "texts").replace("{number}", "{document.notice}"))
    if head.issuers:
        issuers = wording_of("between").join(head.issuers)
        lines.append(wording_of("issuers", "texts").replace("{issuers}", safe(issuers)))
    for id in ("signed", "printed"):
        if id in draft.days:
            name = "signed" if id == "signed" else "printed"
            lines.append(wording_of(name, "texts").replace("{date}", f"{{issued.{id}}}"))
    front = zones[0]
    text = "".join(lines)
    entry = DraftEntry(
        id=ids.of("notice"),
        title=listing("frames")["notice"]["topic"],
        answer=text if len(text) <= _ANSWER else safe(front.lines[0].text[:_ANSWER]),
        clauses=tuple(dict.fromkeys(clause.id for clause in zones)),
        quote=front.lines[0].text[:_LONG],
        topic=listing("frames")["notice"]["topic"],
        aspects=("who", "when", "which"),
        phrasings=[*listing("frames")["notice"]["phrasings"], *words_of(head.short_title)],
    )
    return [entry]


def contact_entry(contacts: Sequence[Record], text: str, ids: OwnIds) -> DraftEntry:
    """Whom to phone, with what the notice's `text` tells of each in brackets: for what, or at which hours."""
    words = listing("frames")["contacts"]
    kept = contacts[:_MOST_CONTACTS]
    notes = [_notes(one, text) for one in kept]
    if sum(map(len, notes)) > _MOST_NOTES:
        notes = ["" for _ in kept]
    rows = [
        f"{_office_said(one)}{{contact.{one['id']}}}{safe(note)}"
        for one, note in zip(kept, notes, strict=True)
    ]
    named = [name for one in kept for name in (one.get("person"), one["office"]) if isinstance(name, str)]
    asked = [frame.replace("{name}", name) for name in dict.fromkeys(named) for frame in words["of"]]
    return DraftEntry(
        id=ids.of("contacts"),
        title=words["topic"],
        answer="；\n".join(rows) + "。",
        clauses=_clauses_of_records(kept),
        quote=str(kept[0].get("quote", kept[0]["phone"])),
        topic=words["topic"],
        aspects=("who", "where", "which", "how", "how_many"),
        phrasings=[*words["phrasings"], *asked],
    )


def _notes(contact: Record, text: str) -> str:
    """What stands in brackets right behind the office or the phone of a contact, but names."""
    found: list[str] = []
    for key in ("office", "quote"):
        words = str(contact.get(key) or contact["phone"] if key == "quote" else contact[key])
        place = text.find(words)
        match = sign("contacts", "note").match(text, place + len(words)) if words and place >= 0 else None
        if match and not is_name(match["note"]) and match[0].strip() not in words:
            found.append(match[0].strip())
    return "".join(dict.fromkeys(found))


def _office_said(contact: Record) -> str:
    office = str(contact["office"])
    return "" if office in (contact["phone"], contact.get("quote")) else f"{office}："


def link_entry(draft: Draft, ids: OwnIds) -> DraftEntry | None:
    """The addresses on the net, each with what the notice calls it."""
    words = listing("frames")["links"]
    rows: dict[str, str] = {}
    for section, key in ((draft.links, "url"), (draft.emails, "email")):
        for id, record in section.items():
            name = _name_of_address(str(record[key]), draft.findings)
            kind = "link" if key == "url" else "email"
            rows[str(record[key])] = f"{safe(name)}：{{{kind}.{id}}}"
    if not rows:
        return None
    records = [*draft.links.values(), *draft.emails.values()]
    return DraftEntry(
        id=ids.of("links"),
        title=words["topic"],
        answer="\n".join(list(rows.values())[:_MOST_LINKS]),
        clauses=_clauses_of_records(records[:_MOST_LINKS]),
        quote=next(iter(rows)),
        topic=words["topic"],
        aspects=("where", "which", "how"),
        phrasings=[*words["phrasings"], *(row.partition("：")[0] for row in rows.values())],
    )


def _name_of_address(address: str, findings: Sequence[ClauseFindings]) -> str:
    """What the notice calls an address: the “name” before it, the words before its colon, or the title of its clause."""
    for one in findings:
        place = one.clause.text.find(address)
        if place < 0:
            continue
        before = one.clause.text[:place].rpartition("\n")[2].rpartition("。")[2]
        match = sign("parts", "address_name").search(before)
        if match:
            return (match["quoted"] or match["called"]).strip()[-_LONG:]
        return topic_of(one.clause)
    return wording_of("topic", "links")


def document_entry(draft: Draft, ids: OwnIds) -> DraftEntry | None:
    """The documents that the notice rests on."""
    words = listing("frames")["documents"]
    named = {id: record for id, record in draft.documents.items() if id != "notice"}
    if not named:
        return None
    titles = {one.number: one.title for found in draft.findings for one in found.documents if one.title}
    rows = []
    for id, record in list(named.items())[:5]:
        title = titles.get(str(record["text"]), "")
        rows.append((f"《{title}》" if title and len(title) < _LONG else "") + f"（{{document.{id}}}）")
    return DraftEntry(
        id=ids.of("documents"),
        title=words["topic"],
        answer="；\n".join(rows) + "。",
        clauses=_clauses_of_records(list(named.values())),
        quote=str(next(iter(named.values()))["text"]),
        topic=words["topic"],
        aspects=("which", "who", "where"),
        phrasings=list(words["phrasings"]),
    )


def annex_entry(clauses: Sequence[CutClause], ids: OwnIds) -> DraftEntry | None:
    """The list of annexes."""
    tail = next((clause for clause in clauses if clause.zone == "tail"), None)
    if tail is None:
        return None
    first = next(
        (p for p, one in enumerate(tail.lines) if sign("zones", "annex_list").match(one_width(one.text))),
        None,
    )
    if first is None:
        return None
    rows: list[str] = []
    for line in tail.lines[first:]:
        if (
            sign("zones", "day_line").fullmatch(one_width(line.text))
            or len("\n".join([*rows, line.text])) > _ANSWER
        ):
            break
        if rows and sign("contacts", "office_end").search(one_width(line.text)):
            break
        rows.append(line.text)
    words = listing("frames")["attachments"]
    return DraftEntry(
        id=ids.of("attachments"),
        title=words["topic"],
        answer=safe("\n".join(rows)),
        clauses=(tail.id,),
        quote=rows[0][:_LONG],
        topic=words["topic"],
        aspects=("which", "how_many", "where", "needed"),
        phrasings=[*words["phrasings"], *words_of("\n".join(rows))],
    )


def left_over(draft: Draft, entries: Sequence[DraftEntry], ids: OwnIds, said: str) -> Iterator[DraftEntry]:
    """Entries for the lines of the letterhead, the signature and the imprint whose facts no other entry says."""
    for clause in draft.clauses:
        if clause.zone not in ("front", "tail", "imprint") or not clause.id:
            continue
        rows = [line.text for line in clause.lines if unsaid_in(line.text, said)]
        if rows and len("\n".join(rows)) <= _ANSWER:
            yield DraftEntry(
                id=ids.of("letterhead"),
                title=clause.name,
                answer=safe("\n".join(rows)),
                clauses=(clause.id,),
                quote=rows[0][:_LONG],
                topic=clause.name,
                aspects=("who", "when", "which", "needed"),
                phrasings=[*framed(clause.name, ()), *words_of("\n".join(rows))],
            )


def _clauses_of_records(records: Sequence[Record]) -> tuple[str, ...]:
    found: list[str] = []
    for record in records:
        clauses = record["clauses"]
        assert isinstance(clauses, list)
        found += clauses
    return tuple(dict.fromkeys(found))
