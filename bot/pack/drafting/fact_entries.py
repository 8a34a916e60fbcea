"""Entries made of the facts of a notice: what it is, its days, its phones, links, documents, annexes, kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pack.checking.lint import MAX_ANSWER
from bot.pack.drafting.clause_entries import safe
from bot.pack.drafting.clause_parts import row_said, topic_of, unsaid_in
from bot.pack.drafting.cutting.clause_cutter import CutClause
from bot.pack.drafting.draft_model import ClauseFindings, Draft, DraftEntry, DraftMilestone, Record
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.finding.list_finder import ListFound
from bot.pack.drafting.notice_head import SUBMIT, letters_of
from bot.pack.drafting.phrasing_frames import aspects_in, framed, words_of
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import listing, sign, wording_of
from bot.pack.spoken import spoken_date
from bot.pack.model import CRAFT

_MOST = MAX_ANSWER - 5
_MOST_DAYS = 6
_MOST_CONTACTS = 6
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
    lines = [wording_of("about", "texts").replace("{title}", head.title)]
    if head.number:
        lines.append(wording_of("number", "texts").replace("{number}", "{document.notice}"))
    if head.issuers:
        issuers = wording_of("between").join(head.issuers)
        lines.append(wording_of("issuers", "texts").replace("{issuers}", issuers))
    for id in ("signed", "printed"):
        if id in draft.days:
            name = "signed" if id == "signed" else "printed"
            lines.append(wording_of(name, "texts").replace("{date}", f"{{issued.{id}}}"))
    front = zones[0]
    text = "".join(lines)
    entry = DraftEntry(
        id=ids.of("notice"),
        title=listing("frames")["notice"]["topic"],
        answer=text if len(text) <= _MOST else safe(front.lines[0].text[:_MOST]),
        clauses=tuple(dict.fromkeys(clause.id for clause in zones)),
        quote=front.lines[0].text[:_LONG],
        topic=listing("frames")["notice"]["topic"],
        aspects=("who", "when", "which"),
        phrasings=[*listing("frames")["notice"]["phrasings"], *words_of(head.short_title)],
    )
    return [entry]


def day_entries(draft: Draft, ids: OwnIds) -> Iterator[DraftEntry]:
    """An entry for each day, and one for all of them."""
    sure = [one for one in draft.milestones if not one.doubt]
    if len(sure) > 1:
        rows = _rows_that_fit(sure)
        yield DraftEntry(
            id=ids.of("all_days"),
            title=wording_of("all_days_title", "texts"),
            answer="；\n".join(rows) + "。",
            clauses=tuple(dict.fromkeys(one.clause for one in sure[: len(rows)])),
            quote=sure[0].quote,
            topic=wording_of("all_days_title", "texts"),
            aspects=("when", "deadline", "which", "how_many", "how_long"),
            phrasings=list(listing("frames")["days"]["all"]),
        )
    done: set[str] = set()
    for one in draft.milestones:
        if one.id in done:
            continue
        group = [one, *(other for other in draft.milestones if other is not one and _one_window(one, other))]
        done.update(other.id for other in group)
        yield _day_entry(group, draft, ids)


def _rows_that_fit(days: Sequence[DraftMilestone]) -> list[str]:
    """A row for each day, as many as an answer holds."""
    rows: list[str] = []
    length = 0
    for one in days:
        length += len(_day_row(one).replace(f"{{date.{one.id}}}", spoken_date(one.day))) + 2
        if length <= _MOST and len(rows) < _MOST_DAYS:
            rows.append(_day_row(one))
    return rows


def _one_window(one: DraftMilestone, other: DraftMilestone) -> bool:
    return one.quote == other.quote and one.clause == other.clause and one.label == other.label


def _day_entry(group: Sequence[DraftMilestone], draft: Draft, ids: OwnIds) -> DraftEntry:
    frames, act = listing("frames")["days"], draft.head.act
    one = group[-1]
    answer = "；\n".join(map(_day_row, group)) + "。"
    sentence = _sentence_of(one, draft.findings)
    if sentence and len(answer) + len(sentence) < _MOST - 40:
        answer += f"\n{safe(sentence)}"
    names = dict.fromkeys((one.label, *one.words))
    phrasings: list[str] = []
    for other in group:
        kind = "begins" if other.begins else "closing" if other.closes else "happens"
        phrasings += [frame.replace("{name}", other.label) for frame in frames[kind]]
    if one.closes == SUBMIT:
        phrasings = [frame.replace("{act}", act) for frame in frames["submit"]] + phrasings
    return DraftEntry(
        id=ids.of(f"day_{one.id}"),
        title=wording_of("day_title", "texts").replace("{name}", one.label),
        answer=answer,
        clauses=(one.clause,),
        quote=one.quote,
        topic=wording_of("day_title", "texts").replace("{name}", one.label),
        aspects=tuple(dict.fromkeys(("when", "deadline", "how_long", "too_late", *aspects_in(answer)))),
        phrasings=[*phrasings, *names],
        doubt=one.doubt,
    )


def _day_row(one: DraftMilestone) -> str:
    row = wording_of("day", "texts").replace("{name}", one.name)
    return row.replace("{date}", f"{{date.{one.id}}}").replace("{state}", f"{{state.{one.id}}}")


def _sentence_of(one: DraftMilestone, findings: Sequence[ClauseFindings]) -> str:
    """The line of the notice that sets a day."""
    clause = next((found.clause for found in findings if found.clause.id == one.clause), None)
    if clause is None:
        return ""
    line = next((line for line in clause.lines if one.quote in line.text), None)
    if line is None:
        return ""
    head = next((row.cells for row in clause.lines if row.table == line.table), ())
    return row_said(line, head)


def contact_entry(contacts: Sequence[Record], ids: OwnIds) -> DraftEntry:
    """Whom to phone."""
    words = listing("frames")["contacts"]
    kept = contacts[:_MOST_CONTACTS]
    rows = [f"{_office_said(one)}{{contact.{one['id']}}}" for one in kept]
    named = [name for one in kept for name in (one.get("person"), one["office"]) if isinstance(name, str)]
    asked = [frame.replace("{name}", name) for name in dict.fromkeys(named) for frame in words["of"]]
    return DraftEntry(
        id=ids.of("contacts"),
        title=words["topic"],
        answer="；\n".join(rows) + "。",
        clauses=_clauses(kept),
        quote=str(kept[0].get("quote", kept[0]["phone"])),
        topic=words["topic"],
        aspects=("who", "where", "which", "how", "how_many"),
        phrasings=[*words["phrasings"], *asked],
    )


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
        clauses=_clauses(records[:_MOST_LINKS]),
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
        clauses=_clauses(list(named.values())),
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
    first = next((p for p, one in enumerate(tail.lines) if sign("zones", "annex_list").match(one_width(one.text))), None)
    if first is None:
        return None
    rows = []
    for line in tail.lines[first:]:
        if sign("zones", "day_line").fullmatch(one_width(line.text)) or len("\n".join([*rows, line.text])) > _MOST:
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
        if rows and len("\n".join(rows)) <= _MOST:
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


def kind_records(found: Sequence[tuple[str, ListFound]], act: str) -> tuple[list[Record], list[tuple[str, ListFound]]]:
    """The kinds of a notice, and the lists that they come from: of which one can apply for a member."""
    ids, taken = OwnIds(), set[str]()
    records: list[Record] = []
    lists = [(clause, one) for clause, one in found if one.is_kinds]
    for _, one in lists[:1]:
        for member in one.members:
            words = [word for word in _short_names(member) if word not in taken]
            if not words:
                continue
            taken.update(words)
            id = ids.of(letters_of(member) or "kind")
            records.append({"id": id, "name": member, "words": [word.replace(" ", "_") for word in words]})
    return records, lists[:1]


def _short_names(member: str) -> list[str]:
    """A member of a list by its whole name, and without the ending that all of its kind have."""
    short = sign("lists", "kind_end").sub("", member)
    return list(dict.fromkeys(one for one in (member, short) if len(one) > 1))


def kind_entries(lists: Sequence[tuple[str, ListFound]], act: str, ids: OwnIds) -> Iterator[DraftEntry]:
    """The template that answers for each kind, and the entry that lists them."""
    words = listing("frames")["kinds"]
    for clause, one in lists:
        yield DraftEntry(
            id=CRAFT,
            kind=CRAFT,
            title=wording_of("kind_title", "texts"),
            answer=wording_of("kind_answer", "texts"),
            clauses=(clause,),
            quote=one.quote[:_LONG],
            topic=one.head,
            aspects=("who", "which", "needed"),
            phrasings=[phrase.replace("{act}", act) for phrase in words["template"]],
        )
        if len(one.quote) <= _MOST:
            listed = [phrase.replace("{act}", act).replace("{head}", one.head) for phrase in words["listed"]]
            yield DraftEntry(
                id=ids.of("kinds"),
                title=wording_of("kinds_title", "texts").replace("{head}", one.head),
                answer=safe(one.quote),
                clauses=(clause,),
                quote=one.quote[:_LONG],
                topic=one.head,
                aspects=("which", "how_many", "who", "needed"),
                phrasings=listed,
            )


def _clauses(records: Sequence[Record]) -> tuple[str, ...]:
    found: list[str] = []
    for record in records:
        clauses = record["clauses"]
        assert isinstance(clauses, list)
        found += clauses
    return tuple(dict.fromkeys(found))
