"""What only the new notice says: new clauses are answered in their own words, and what was called unsaid is said."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.pack.checking.advice import subjects_of
from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.clause_entries import entries_of
from bot.pack.drafting.clause_parts import parts_of
from bot.pack.drafting.cutting.markers import marker_of
from bot.pack.drafting.cutting.notice_parts import CutClause
from bot.pack.drafting.draft_model import DraftEntry
from bot.pack.drafting.fact_sections import OwnIds
from bot.pack.drafting.finding.day_finder import times_in
from bot.pack.drafting.phrasing_frames import settle_phrasings
from bot.pack.drafting.writing.yaml_text import block, scalar
from bot.pack.faults import wording
from bot.pack.layout import FAQ, LEXICON, NOTICE, RULES
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import text_of
from bot.pack.renewal.next_year.phrasing_text import add_phrasings
from bot.pack.renewal.next_year.renewal_words import reading, worded

RENEWED = "renewed.txt"
"""The file of the phrasings of new entries."""
_SHORTEST_SUBJECT = 2
_CLAUSE_QUOTE = 40
_LONGEST_ANSWER = 190
_TEXT_KEYS = ("answer", "short", "text", "pass", "help", "question")


def add_clauses(work: Carried) -> None:
    """Entries for new clauses, also in the place of silent ones on their subjects; a decision for each that asks something."""
    subjects = _now_said(work)
    ids = OwnIds()
    for id, _ in work.pack.items(FAQ, "entries"):
        ids.of(id)
    for clause in work.notices.added:
        cut = _cut_of(work, clause)
        entries = entries_of(parts_of([cut]), ids)
        settle_phrasings(entries)
        silent = [id for id, (where, _) in subjects.items() if where == clause]
        entries = [replace(entry, clauses=(clause,), answer=_unnumbered(entry.answer)) for entry in entries]
        for entry in entries:
            _write(work, entry)
        _group(work, work.notices.names[clause], [entries[0].id, *silent])
        for id in silent:
            _say(work, id, clause, entries[0].answer, entries[0].quote)
        if reading("must").search(cut.text) and RULES in work.pack.files:
            name = work.notices.names[clause]
            work.pack.ask(RULES, worded("ask", "new_clause", shown=work.notices.shown[clause], name=name))
    added = set(work.notices.added)
    for id, (clause, words) in subjects.items():
        if clause not in added:
            line = next(
                one.text for one in work.notices.lines if one.clause == clause and words in squeeze(one.text)
            )
            said = _sentence(line, words)
            _say(work, id, clause, said, said[:_CLAUSE_QUOTE])
    _no_longer_unsaid(work, subjects)


def _unnumbered(text: str) -> str:
    marker = marker_of(text)
    return text[marker.end :].strip() if marker else text


def _group(work: Carried, name: str, ids: list[str]) -> None:
    """Let entries that say the same stand in one group: which of them is meant makes no difference."""
    if len(ids) < 2:
        return
    between = wording("between_words")
    line = f"  {scalar(name)}: {between.join(ids)}"
    root = work.pack.root(FAQ)
    if "together" in root.items:
        work.pack.insert(FAQ, root.key_lines["together"], [line])
    else:
        work.pack.insert(FAQ, root.key_lines["entries"] - 1, ["together:", line, ""])


def _cut_of(work: Carried, clause: str) -> CutClause:
    line = next(one for one in work.notices.lines if one.clause == clause)
    own = tuple(
        one
        for one in line.cut.lines
        if any(two.text == one.text and two.clause == clause for two in work.notices.lines)
    )
    return replace(line.cut, id=clause, shown=work.notices.shown[clause], lines=own or line.cut.lines)


def _write(work: Carried, entry: DraftEntry) -> None:
    record: dict[str, object] = {
        "id": entry.id,
        "title": entry.title,
        "topic": entry.topic,
        "clauses": list(entry.clauses),
    }
    record["answer"] = worded("write", "quoted", text=entry.answer)
    record["quote"] = entry.quote
    if entry.aspects:
        record["aspects"] = list(entry.aspects)
    record |= {key: value for key, value in entry.extra.items() if key in ("then", "follow_ups")}
    lines = ["", f"  # {worded('write', 'quoted_mark')}", *block([record], 2)]
    nodes = work.pack.items(FAQ, "entries")
    work.pack.insert(FAQ, work.pack.extent(FAQ, nodes[-1][1])[1], lines)
    add_phrasings(work.pack, entry.id, list(entry.phrasings), RENEWED)


def _now_said(work: Carried) -> dict[str, tuple[str, str]]:
    """The silent entries whose subject the new notice names, each with the clause and the words that do."""
    old = squeeze(work.notices.old_whole)
    found: dict[str, tuple[str, str]] = {}
    timed = _newly_timed(work)
    for id, node in work.pack.items(FAQ, "entries"):
        if text_of(node, "kind") != "not_said":
            continue
        for subject in subjects_of(f"{text_of(node, 'title')},{text_of(node, 'topic')}", _SHORTEST_SUBJECT):
            place = _place_of(work, subject)
            if place and subject not in old:
                found.setdefault(id, (place, subject))
        if timed and reading("hour_asked").search(text_of(node, "title") + text_of(node, "topic")):
            found.setdefault(id, timed)
    return found


def _place_of(work: Carried, subject: str) -> str:
    added = [*work.notices.added, *(id for id in work.notices.shown if id not in work.notices.added)]
    return next((id for id in added if subject in squeeze(work.notices.text(id))), "")


def _newly_timed(work: Carried) -> tuple[str, str] | None:
    """The clause that names a time of day where the old notice named none, with the time."""
    if any(True for _ in times_in(work.notices.old_whole)):
        return None
    for line in work.notices.lines:
        times = list(times_in(line.text))
        if line.clause and line.clause not in work.notices.added and times:
            return line.clause, squeeze(line.text[times[0][0] : times[0][1]])
    return None


def _sentence(line: str, words: str) -> str:
    """The sentence of a line that holds some words; cut to what an answer holds."""
    sentences = reading("sentence").findall(line)
    said = next((one for one in sentences if words in squeeze(one)), line).strip()
    return said[:_LONGEST_ANSWER]


def _say(work: Carried, id: str, clause: str, answer: str, quote: str) -> None:
    """Let a silent entry say what the notice now does."""
    pack = work.pack
    node = next(one for own, one in pack.items(FAQ, "entries") if own == id)
    start, end = pack.extent(FAQ, node)
    drop = {
        node.key_lines[key] - 1
        for key in ("kind", "look", "quote", "answer_until", "short")
        if key in node.items
    }
    lines = pack.files[FAQ].split("\n")
    kept = [line for place, line in enumerate(lines[start:end], start) if place not in drop]
    pack.files[FAQ] = "\n".join([*lines[:start], *kept, *lines[end:]])
    node = next(one for own, one in pack.items(FAQ, "entries") if own == id)
    pack.set(FAQ, node, "answer", worded("write", "quoted", text=answer))
    pack.set_list(FAQ, node, "clauses", [clause])
    quoted = block({"quote": quote}, 4)
    pack.insert(FAQ, node.key_lines["answer"], [*quoted, f"    # {worded('write', 'quoted_mark')}"])
    pack.ask(FAQ, worded("ask", "silent", id=id, shown=work.notices.shown[clause]))


def _no_longer_unsaid(work: Carried, subjects: dict[str, tuple[str, str]]) -> None:
    """Strike out of texts that the notice does not say what it now says."""
    words = [word for _, word in subjects.values() if not word[:1].isdigit()]
    timed = _newly_timed(work) is not None
    shown = work.notices.shown
    places = {word: where for where, word in subjects.values()}
    timed_at = _newly_timed(work)
    if timed_at is not None:
        places[""] = timed_at[0]
    for name in (FAQ, RULES, LEXICON, NOTICE):
        if name not in work.pack.files:
            continue
        for node in list(work.pack.mappings(name)):
            for key in _TEXT_KEYS:
                text = text_of(node, key)
                struck = _struck(text, words, timed)
                if struck == text or not work.pack.set(name, node, key, struck or text):
                    continue
                gone = _difference(text, struck)
                where = next(
                    (place for word, place in places.items() if word and word in gone), places.get("", "")
                )
                if name == RULES and where:
                    said = worded(
                        "ask", "rule_says_silent", id=_owner(work, name, node), words=gone, shown=shown[where]
                    )
                    work.rule_questions.append(said)
    for said in dict.fromkeys(work.rule_questions):
        work.pack.ask(RULES, said)


def _struck(text: str, words: list[str], timed: bool) -> str:
    parts = re.split(f"({reading('segment').pattern})", text)
    out: list[str] = []
    for place in range(0, len(parts), 2):
        part = parts[place]
        silent = reading("silent_said").search(part)
        rest = part[silent.end() :] if silent else ""
        hit = silent and (
            any(word in rest for word in words) or (timed and reading("hour_asked").search(rest))
        )
        if hit:
            if place + 1 < len(parts) and parts[place + 1] in worded("read", "sentence_end") and out:
                out[-1] = parts[place + 1]
            continue
        out += parts[place : place + 2]
    return "".join(out)


def _owner(work: Carried, name: str, node: Mapping) -> str:
    owners = [
        (one.line, text_of(one, "id"))
        for one in work.pack.mappings(name)
        if "id" in one.items and one.line <= node.line
    ]
    return max(owners, default=(0, ""))[1]


def _difference(text: str, struck: str) -> str:
    kept = set(re.split(reading("segment").pattern, struck))
    return next((one for one in re.split(reading("segment").pattern, text) if one not in kept), text)[:30]
