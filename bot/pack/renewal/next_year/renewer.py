"""A pack and the next year's notice → the pack of that notice."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.draft_maker import draft_of
from bot.pack.drafting.notice_text import NoticeText
from bot.pack.drafting.sources.notice_refusal import NoticeError
from bot.pack.faults import Fault, wording
from bot.pack.layout import CLAUSES, FAQ
from bot.pack.loader import load_pack
from bot.pack.model import Pack
from bot.pack.renewal.next_year.added import add_clauses
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.clauses_carried import carry_clauses
from bot.pack.renewal.next_year.derived_carried import derive
from bot.pack.renewal.next_year.facts_carried import add_milestones, carry_facts
from bot.pack.renewal.next_year.kinds_carried import carry_kinds
from bot.pack.renewal.next_year.literals import Literals, changed_only
from bot.pack.renewal.next_year.notices import clause_file, corresponding
from bot.pack.renewal.next_year.pack_text import PackText, texts_of
from bot.pack.renewal.next_year.renewal_words import worded
from bot.pack.renewal.next_year.reworded import reword
from bot.pack.renewal.next_year.settled import settle
from bot.pack.renewal.next_year.span_map import pieces
from bot.pack.renewal.next_year.taken_out import take_out
from bot.pack.renewal.next_year.tests_carried import carry_tests
from bot.pack.renewal.next_year.without_later import without_later_documents

_MOST_NAMED = 6
_CHANGE = 24
_MEANING = 4
"""Signs that are no numbers from which a change of a clause may change its meaning."""


@dataclass(frozen=True)
class Stage:
    """A step of the work with what it came to, and the seconds that it took."""

    name: str
    count: int
    seconds: float


@dataclass(frozen=True)
class Renewed:
    """The files of the new pack, what was done, and what could not be mended."""

    pack: PackText
    stages: tuple[Stage, ...]
    left: tuple[Fault, ...]


def renewed(folder: Path, new: NoticeText, name: str, today: date) -> Renewed:
    """The pack of `folder` for the notice `new`, whose file is called `name`.

    Raises PackError if the old pack cannot be used, OSError or UnicodeDecodeError if it cannot be read, NoticeError if
    nothing of the old notice stands in the new one.
    """
    clock = _Stages()
    with without_later_documents(folder) as place:
        work = _begun(place, load_pack(place), new, name, today)
    clock.done("clauses", len(work.notices.ids))
    questions = work.pack.take_questions()
    take_out(work)
    clock.done("gone", len(work.notices.gone))
    carry_facts(work)
    carry_clauses(work)
    derive(work)
    clock.done("facts", len(work.milestones) + len(work.literals.exact) + len(work.moved_values))
    added = carry_kinds(work)
    derive(work)
    clock.done("kinds", len(added))
    reword(work)
    _changed_clauses(work)
    clock.done("texts", len(work.pack.files))
    work.pack.files[CLAUSES] = clause_file(work.notices, work.pack.remark)
    add_milestones(work)
    add_clauses(work)
    clock.done("added", len(work.notices.added))
    for file, question in questions:
        work.pack.ask(file, question)
    carry_tests(work)
    if work.dropped_tests:
        clock.done("tests", work.dropped_tests)
    left = settle(work)
    clock.done("check", len(left))
    return Renewed(work.pack, tuple(clock.stages), left)


class _Stages:
    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self._since = time.monotonic()

    def done(self, name: str, count: int) -> None:
        now = time.monotonic()
        self.stages.append(Stage(name, count, now - self._since))
        self._since = now


def _begun(folder: Path, old: Pack, new: NoticeText, name: str, today: date) -> Carried:
    notices = corresponding(old.clauses, old.lines, new)
    if not any(notices.ids.values()):
        raise NoticeError(why="renew_nothing_alike", title=old.facts.title)
    draft = draft_of(new, name, today)
    literals = Literals(old.facts.year, draft.head.year)
    literals.ids = {id: found for id, found in notices.ids.items() if found}
    shown = {old.shown(id): notices.shown[found[0]] for id, found in notices.ids.items() if len(found) == 1}
    literals.shown = changed_only(shown)
    was, now = squeeze(notices.old_whole), squeeze(notices.whole)
    literals.kept_years = frozenset(
        str(year) for year in range(1900, 2100) if f"{year}" in was and f"{year}" in now
    )
    return Carried(PackText.of(folder), notices, draft, literals)


def _changed_clauses(work: Carried) -> None:
    """A decision for each clause that was divided, or whose words changed, beyond numbers, days and lists."""
    for id, parts in work.notices.ids.items():
        numbered = [work.notices.shown[one] for one in parts if any(map(str.isdigit, one))]
        if len(numbered) > 1:
            now = wording("between_words").join(sorted(numbered, key=len))
            work.pack.ask(FAQ, worded("ask", "split", shown=work.notices.old[id].shown, now=now))
    changes: dict[str, str] = {}
    for a, b in work.notices.pairs:
        old, new = work.notices.old_lines[a], work.notices.lines[b]
        change = _change(squeeze(old.text), squeeze(new.text), work)
        if old.clause and new.clause and change:
            changes.setdefault(new.clause, change)
    between = wording("between_words")
    for clause, change in changes.items():
        named = [id for id, node in work.pack.items(FAQ, "entries") if clause in texts_of(node, "clauses")]
        text = worded(
            "ask", "changed", shown=work.notices.shown[clause], name=work.notices.names[clause], change=change,
            entries=between.join(named[:_MOST_NAMED]),
        )  # fmt: skip
        work.pack.ask(FAQ, text)


def _change(old: str, new: str, work: Carried) -> str:
    """The first change of words between two lines; empty if only numbers, days and members of lists differ."""
    was, now = pieces(old), pieces(new)
    kinds = {str(one["name"]) for one in work.draft.kinds}
    persons = {str(one.get("person", "")) for one in work.draft.contacts} - {""}
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        gone, came = "".join(was[a:b]), "".join(now[c:d])
        if tag == "equal" or "http" in gone + came or sum(map(str.isalpha, gone + came)) < _MEANING:
            continue
        if any(person in came for person in persons) and not re.sub(
            r"[\d-]", "", came.replace(next(iter(one for one in persons if one in came)), "")
        ):
            continue
        if any(
            kind in came or kind in gone or came.strip(worded("read", "list_joint")) in kind for kind in kinds
        ):
            continue
        gone, came = gone[:_CHANGE], came[:_CHANGE]
        name = "change_from_to" if gone and came else "change_added" if came else "change_gone"
        return worded("ask", name, old=gone, new=came)
    return ""
