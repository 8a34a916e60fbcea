"""A draft → the text of each file of its pack."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pack.drafting.draft_model import Draft, DraftEntry, DraftMilestone, Record
from bot.pack.drafting.signs import listing
from bot.pack.drafting.writing.yaml_text import block, flow, scalar
from bot.pack.faults import wording
from bot.pack.layout import CLAUSES, FAQ, FORMAT, LEXICON, NOTICE, PHRASINGS, RULES


def files_of(draft: Draft) -> dict[str, str]:
    """The text of each file of the pack, by its path in the folder."""
    files = {
        CLAUSES: _clause_file(draft),
        NOTICE: _notice(draft),
        FAQ: _faq(draft),
        LEXICON: _lexicon(draft),
        f"{PHRASINGS}/draft.txt": _phrasings(draft),
    }
    if draft.rules:
        files[RULES] = _rules(draft)
    return files


def _remark(name: str) -> list[str]:
    """The remark at the head of a file: what stands there, and how to go on."""
    remarks: dict[str, str] = listing("frames")["remarks"]
    return [f"# {line}" for line in remarks[name].strip().split("\n")]


def _clause_file(draft: Draft) -> str:
    remark: str = listing("frames")["remarks"]["clauses"]
    lines = [f"<!-- {remark.strip()} -->", ""]
    for clause in draft.clauses:
        if clause.id:
            shown, name = (one.replace("|", " ").strip() or clause.id for one in (clause.shown, clause.name))
            lines += [f"## {clause.id} | {shown} | {name}", ""]
            lines += [part for line in clause.lines for part in (plain_line(line.text), "")]
        else:
            lines += [part for line in clause.lines for part in (f"# {plain_line(line.text)}", "")]
    return "\n".join(lines)


def plain_line(text: str) -> str:
    """A line of the notice that is no heading and no comment of the file, whatever it begins with."""
    text = text.replace("<!--", "＜!--").replace("-->", "--＞")
    return f"＃{text[1:]}" if text.startswith("#") else text


def _notice(draft: Draft) -> str:
    lines = [*_remark("notice"), "", f"format: {FORMAT}", ""]
    if draft.questions:
        lines += [f"{wording('undecided')}:", *block(list(draft.questions), 2), ""]
    lines += ["notice:", *block(draft.notice, 2), ""]
    if draft.milestones:
        lines += ["milestones:", *block([_milestone(one) for one in draft.milestones], 2), ""]
    for key, section in (
        ("values", draft.values),
        ("dates", draft.days),
        ("documents", draft.documents),
        ("links", draft.links),
        ("emails", draft.emails),
    ):
        if section:
            lines += [f"{key}:", *(f"  {id}: {flow(record)}" for id, record in section.items()), ""]
    lines += ["contacts:", *block(draft.contacts, 2)] if draft.contacts else ["contacts: []"]
    return "\n".join(lines) + "\n"


def _milestone(one: DraftMilestone) -> Record:
    record: Record = {"id": one.id}
    if one.doubt:
        record[wording("undecided")] = one.doubt
    record |= {"name": one.name, "role": one.role, "date": one.day.isoformat()}
    if one.hour:
        record["time"] = one.hour
    if one.opens is not None and one.opens <= one.day:
        record["from"] = one.opens.isoformat()
        record |= {"from_time": one.opens_hour} if one.opens_hour else {}
    if one.closes:
        record["closes"] = one.closes
    record |= {"clauses": [one.clause], "quote": one.quote, "words": list(one.words)}
    if one.closes == "seniority":
        record["remind"] = "on_request"
    return record


def _faq(draft: Draft) -> str:
    lines = [*_remark("faq"), ""]
    looks = {name: text for name, text in draft.looks.items() if name == "phone"}
    if looks:
        lines += ["looks:", *block(looks, 2), ""]
    lines += [f"most_asked: {flow(draft.most_asked)}", ""]
    if draft.without:
        lines += [f"without: {flow(list(dict.fromkeys(draft.without)))}", ""]
    gone = {entry.id for entry in draft.entries if entry.doubt}
    groups = {name: [id for id in ids if id not in gone] for name, ids in draft.together.items()}
    groups = {name: ids for name, ids in groups.items() if len(ids) > 1}
    if groups:
        lines += ["together:", *(f"  {scalar(name)}: {'、'.join(ids)}" for name, ids in groups.items()), ""]
    lines += ["entries:", ""]
    for entry in draft.entries:
        lines += [*block([_entry(entry)], 2), ""]
    return "\n".join(lines)


def _entry(entry: DraftEntry) -> Record:
    record: Record = {"id": entry.id}
    if entry.doubt:
        record[wording("undecided")] = entry.doubt
    record["title"] = entry.title
    if entry.kind != "answer":
        record["kind"] = entry.kind
    if entry.topic:
        record["topic"] = entry.topic
    if entry.aspects:
        record["aspects"] = list(entry.aspects)
    if entry.clauses:
        record["clauses"] = list(entry.clauses)
    record["answer"] = entry.answer
    if entry.quote:
        record["quote"] = entry.quote
    return record | entry.extra


def _lexicon(draft: Draft) -> str:
    lines = [*_remark("lexicon"), ""]
    if draft.kinds:
        lines += ["kinds:", "  list:", f"    name: {scalar(draft.kinds_name)}"]
        lines += [f"    beside: {scalar(draft.beside_kinds)}", "    members:", *block(draft.kinds, 6), ""]
    lines.append("concepts: {}")
    return "\n".join(lines) + "\n"


def _phrasings(draft: Draft) -> str:
    lines = _remark("phrasings")
    for entry in draft.entries:
        lines += ["", f"[{entry.id}]", *entry.phrasings]
    return "\n".join(lines) + "\n"


def _rules(draft: Draft) -> str:
    return "\n".join([*_remark("rules"), "", *_sections(draft.rules)]) + "\n"


def _sections(rules: Record) -> Iterator[str]:
    for key, section in rules.items():
        yield from (f"{key}:", *block(section, 2), "")
