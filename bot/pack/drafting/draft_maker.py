"""The text of a notice → the draft of a pack."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from bot.pack.drafting.clause_entries import entries_of
from bot.pack.drafting.clause_parts import parts_of
from bot.pack.drafting.cutting.clause_cutter import cut_notice
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.day_entries import day_entries, shared_points_of, windows
from bot.pack.drafting.draft_doubts import cutting_doubts
from bot.pack.drafting.draft_model import Draft, DraftEntry
from bot.pack.drafting.fact_entries import (
    about_notice,
    annex_entry,
    contact_entry,
    document_entry,
    left_over,
    link_entry,
)
from bot.pack.drafting.fact_sections import (
    OwnIds,
    contacts_of,
    days_of,
    documents_of,
    emails_of,
    links_of,
    values_of,
)
from bot.pack.drafting.finding.findings import findings_of
from bot.pack.drafting.kind_entries import TEMPLATE, kind_entries, kind_records
from bot.pack.drafting.milestone_draft import milestones_of, other_days
from bot.pack.drafting.notice_head import SUBMIT, head_of, record_of
from bot.pack.drafting.notice_text import NoticeText
from bot.pack.drafting.phrasing_frames import settle_phrasings
from bot.pack.drafting.point_entries import point_entries
from bot.pack.drafting.rule_drafts import rules_of
from bot.pack.drafting.signs import listing, sign, wording_of
from bot.pack.faults import wording
from bot.pack.spoken import fill, spoken_date

_MOST_ASKED = 5
_FEW = 2
"""Titles of clauses up to which their list tells nothing that the first of them does not."""
_LONGEST_OBJECT = 20
_TEXT = 40
"""Characters from which a line of the letterhead is text."""
_LEAVES_ROOM = 165
"""Characters of an answer that leaves room for another sentence."""
_TEXT_ENDS = "：:，；;"
_ASKED_FIRST = ("all_days", "day_submit", "conditions", "materials", "process", "contacts", "fee", "subsidy")


def draft_of(notice: NoticeText, name: str, today: date) -> Draft:
    """The draft of a notice. `name` is that of its file, `today` gives the year if the notice gives none."""
    clauses = cut_notice(notice)
    findings = findings_of(clauses)
    head = head_of(clauses, findings, name, today)
    milestones, questions = milestones_of(findings, head)
    draft = Draft(clauses, findings, head, {}, milestones)
    draft.questions = [*notice.remarks, *questions, *cutting_doubts(clauses)]
    if not head.title_found:
        draft.questions.append(wording_of("no_title", "undecided"))
    if not head.year_stated:
        draft.questions.append(wording_of("year_guessed", "undecided").replace("{year}", str(head.year)))
    _facts(draft)
    _entries(draft)
    draft.rules, asked = rules_of(draft)
    draft.questions += asked
    _speech(draft)
    _name_object(draft)
    settle_phrasings(draft.entries)
    ids = [entry.id for entry in draft.entries if not entry.doubt]
    draft.most_asked = [id for id in (*_ASKED_FIRST, *ids) if id in ids and id != TEMPLATE][:_MOST_ASKED]
    return draft


def _facts(draft: Draft) -> None:
    """The sections of notice.yaml."""
    findings, head = draft.findings, draft.head
    tail, imprint = (_zone(draft.clauses, zone) for zone in ("tail", "imprint"))
    draft.days = days_of(head, other_days(findings, head), tail, imprint)
    draft.values = values_of(findings)
    draft.documents = documents_of(findings, head)
    draft.links, draft.emails = links_of(findings), emails_of(findings)
    draft.contacts = contacts_of(findings)
    phone = str(draft.contacts[0]["id"]) if draft.contacts else ""
    has_submission = any(one.closes == SUBMIT for one in draft.milestones)
    draft.notice = record_of(head, has_submission, phone)
    if phone:
        office = draft.contacts[0]["office"]
        named = "" if office == draft.contacts[0]["phone"] else office
        ask = f"{named}{{contact.{phone}}}"
        draft.looks = {"phone": wording_of("look_phone", "speech").replace("{phone}", ask), "ask": ask}
    else:
        draft.questions.append(wording_of("no_phone", "undecided"))


def _zone(clauses: Sequence[CutClause], zone: str) -> str:
    return next((clause.id for clause in clauses if clause.zone == zone and clause.id), "")


def _entries(draft: Draft) -> None:
    """The entries: of facts first, then of points, then of clauses."""
    ids, act = OwnIds(), draft.head.act
    body = [clause for clause in draft.clauses if clause.zone in ("body", "annex") or not clause.id]
    preamble = _preamble(draft.clauses)
    facts = [*about_notice(draft, ids), *day_entries(draft, ids)]
    if draft.contacts:
        facts.append(contact_entry(draft.contacts, "\n".join(clause.text for clause in draft.clauses), ids))
    facts += [
        one
        for one in (link_entry(draft, ids), document_entry(draft, ids), annex_entry(draft.clauses, ids))
        if one
    ]
    lists = [(one.clause.id, found) for one in draft.findings for found in one.lists]
    draft.kinds, kinds_from = kind_records(lists, act)
    draft.kinds_name = kinds_from[0][1].head or wording("member") if kinds_from else ""
    if draft.kinds:
        facts += kind_entries(kinds_from, act, ids)
        draft.beside_kinds = listing("frames")["kinds"]["beside"].replace("{act}", act)
    cut = parts_of([*preamble, *body])
    parts = entries_of(cut, ids)
    points, draft.together, draft.without, doubts = point_entries(draft.clauses, parts, act, ids)
    draft.questions += doubts
    overviews = {
        entry.id
        for part, entry in zip(cut, parts, strict=True)
        if part.overview and (not part.titled or len(part.clauses) <= _FEW)
    }
    parts = _without_told(parts, overviews, points, draft.together)
    for window in windows([one for one in draft.milestones if not one.doubt]):
        draft.without += shared_points_of(window)
    draft.entries = [*facts, *points, *parts]
    for entry in facts:
        near = [one.id for one in parts if entry.quote and entry.quote in one.answer]
        if near and entry.kind == "answer":
            draft.together[entry.title] = [entry.id, *near]
    said = "\n".join(
        _said_by(entry, draft) for entry in draft.entries if entry.kind == "answer" and not entry.doubt
    )
    draft.entries += left_over(draft, draft.entries, ids, said)


def _without_told(
    parts: Sequence[DraftEntry],
    overviews: Collection[str],
    points: Sequence[DraftEntry],
    together: dict[str, list[str]],
) -> list[DraftEntry]:
    """The parts without those of the `overviews`, in whose place a point says the sentences whole, or the first of two clauses.

    That takes their phrasings.
    """
    kept = []
    for one in parts:
        told = (point for point in points if set(one.clauses) <= set(point.clauses))
        whole = next(told, None) or (_first_of(one, parts, overviews) if len(one.clauses) <= _FEW else None)
        if one.id not in overviews or whole is None:
            kept.append(one)
            continue
        whole.phrasings += one.phrasings
        for group in together.values():
            group[:] = [whole.id if id == one.id else id for id in group]
    for name, ids in tuple(together.items()):
        together[name] = list(dict.fromkeys(ids))
    return kept


def _first_of(
    overview: DraftEntry, parts: Sequence[DraftEntry], overviews: Collection[str]
) -> DraftEntry | None:
    """The first of the parts that an overview names."""
    return next(
        (one for one in parts if one.id not in overviews and one.clauses[0] in overview.clauses), None
    )


def _preamble(clauses: Sequence[CutClause]) -> list[CutClause]:
    """The paragraphs of the letterhead that are text."""
    found = []
    for clause in clauses:
        lines = tuple(line for line in clause.lines if _is_text(line.text)) if clause.zone == "front" else ()
        if lines:
            found.append(replace(clause, lines=lines))
    return found


def _is_text(text: str) -> bool:
    return len(text) > _TEXT and (text[-1:] in _TEXT_ENDS or "。" in text)


def _said_by(entry: DraftEntry, draft: Draft) -> str:
    """The answer of an entry with its facts filled in, as far as they have numbers."""
    values = {f"document.{id}": str(one["text"]) for id, one in draft.documents.items()}
    values |= {
        f"issued.{id}": spoken_date(date.fromisoformat(str(one["date"]))) for id, one in draft.days.items()
    }
    values |= {f"date.{one.id}": spoken_date(one.day) for one in draft.milestones if not one.doubt}
    values |= {f"contact.{one['id']}": str(one["phone"]) for one in draft.contacts}
    return fill(entry.answer, values)


def _name_object(draft: Draft) -> None:
    """Let every entry be asked for beside what the notice is about, so that its name tells none from another."""
    object = sign("head", "calendar").sub("", re.sub(r"\d+", "", draft.head.short_title))[-_LONGEST_OBJECT:]
    for entry in draft.entries:
        if entry.kind == "answer" and entry.topic and len(object) > 1:
            for frame in listing("frames")["object"]["asked"]:
                entry.phrasings.append(frame.replace("{object}", object).replace("{topic}", entry.title))


def _speech(draft: Draft) -> None:
    """The orders for reminders and the interview in the words of the notice; greetings and the like come with the program."""
    words, act = listing("frames")["speech"], draft.head.act
    first = next((one for one in draft.milestones if not one.doubt), None)
    actions: list[tuple[str, tuple[str, ...], str]] = []
    if first is not None:
        actions.append(("remind", (first.clause,), ""))
    if draft.rules:
        told = next((one for one in draft.entries if words["interview_subject"] in one.topic), None)
        short = f"{told.answer}\n" if told is not None and len(told.answer) <= _LEAVES_ROOM else ""
        rules = cast("list[dict[str, list[str]]]", draft.rules["rules"])
        judged = tuple(dict.fromkeys(id for rule in rules for id in rule["clauses"]))
        actions.append(("interview", told.clauses if told is not None else judged, short))
    for action, clauses, before in actions:
        draft.entries.append(
            DraftEntry(
                id=f"action_{action}",
                title=words[f"{action}_title"].replace("{act}", act),
                kind="action",
                answer=before + words[f"{action}_answer"],
                clauses=clauses,
                phrasings=[one.replace("{act}", act) for one in words[action]],
                extra={"action": action},
            )
        )
