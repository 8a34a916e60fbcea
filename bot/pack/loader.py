"""A knowledge folder → one frozen Pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.pack.checking.quotes import misquotes
from bot.pack.faults import Fault, PackError, fault_of, listed
from bot.pack.interview_model import Interview, Sayings
from bot.pack.layout import (
    CLAUSES,
    FAQ,
    FORMAT,
    LEXICON,
    NEEDED,
    NOTICE,
    RULES,
    WORD_LISTS,
    act_files,
    is_being_upgraded,
    is_format_1,
    phrasing_files,
    saying_files,
)
from bot.pack.model import Clause, Entry, Facts, Member, NoticeLine, Pack
from bot.pack.reading.amended_facts import facts_after, with_papers
from bot.pack.reading.amendment_reader import read_papers
from bot.pack.reading.clause_reader import read_clauses
from bot.pack.reading.faq_reader import FaqReader
from bot.pack.reading.fields import Fields
from bot.pack.reading.interview_reader import read_interview
from bot.pack.reading.later_entry import amendments_entry
from bot.pack.reading.later_words import LaterWords
from bot.pack.reading.lexicon_reader import LexiconReader
from bot.pack.reading.located import Mapping, Sequence, parse_yaml, read_text
from bot.pack.reading.older_names import in_names_of_today
from bot.pack.reading.phrasing_reader import is_thin, of_year, read_phrasings
from bot.pack.reading.saying_reader import check_acts, read_sayings
from bot.pack.reading.undecided import OpenPoint, decided
from bot.pack.spoken import PLACEHOLDER


def load_pack(folder: Path, *, draft: bool = False, as_written: bool = False) -> Pack:
    """Read the files of `folder`; a pack without rules.yaml has no interview. What is marked 待定 is left out.

    Later documents are laid over the notice; `as_written` leaves entries and rules without what those mean for them, for checks.

    Raises PackError with every fault that keeps the pack from being used: also if a quote does not stand in the notice, unless
    it is read as a `draft`. Other faults of content (drift, near-duplicate phrasings, uncovered clauses) are found by
    `bot.pack.checking.check`.
    """
    _check_folder(folder)
    faults: list[Fault] = []
    clauses: dict[str, Clause] = {}
    lines: tuple[NoticeLine, ...] = ()
    try:
        clauses, lines = read_clauses(folder / CLAUSES)
    except PackError as error:
        faults += error.faults
    found = _files(folder, faults)
    if faults:
        raise PackError(faults)
    _check_format(found[NOTICE])
    papers = read_papers(folder, found[NOTICE], clauses, faults)
    if faults:
        raise PackError(faults)
    clauses = with_papers(clauses, papers)
    said = decided({**found, NOTICE: papers.stages[-1]})
    notice, faq, lexicon = (said.files[name] for name in (NOTICE, FAQ, LEXICON))
    words = LexiconReader(lexicon, faults)
    kinds, members = words.kinds()
    facts = facts_after(papers, notice, _sizes(members), faults, said.gone)
    if not as_written:
        later = LaterWords(facts, clauses)
        said.files |= {name: later.in_file(said.files[name]) for name in (FAQ, RULES) if name in said.files}
        faq = said.files[FAQ]
    phrasings = of_year(read_phrasings(phrasing_files(folder), faults), facts.year)
    for entry in said.gone.get("entries", ()):
        phrasings.pop(entry, None)
    said_of = "\n".join(clause.text for clause in clauses.values())
    concepts = words.concepts(said_of, thin=is_thin(phrasings.values()))
    telling = words.telling()
    has_rules = RULES in said.files and _has_rules(said.files[RULES])
    reader = FaqReader(faq, phrasings, {*concepts, *telling}, faults, interview=has_rules)
    entries = reader.entries(kinds, members, facts, clauses)
    if entries:
        entries |= amendments_entry(facts, clauses, entries)
        words.check_entries(reader.members, entries)
    faults += _quotes(facts, clauses)
    faults += _steps(facts, clauses)
    terms = tuple(words.terms(facts, clauses))
    interview = _interview(said.files.get(RULES), facts, (clauses, kinds), faults)
    faults += _reckoned(entries.values(), interview, facts)
    most_asked = reader.most_asked(entries)
    asked = [path for path in saying_files(folder) if path.stem not in said.gone.get("facts", ())]
    check_acts(act_files(folder), faults)
    sayings = read_sayings(asked, interview, faults) if interview or not faults else Sayings()
    names = words.names()
    facts = replace(facts, words=words.words(WORD_LISTS))
    if faults:
        raise PackError(faults)
    every_line = (*lines, *(line for paper in papers.papers for line in paper.lines))
    own_lines = (
        *lines,
        *(line for paper in papers.papers for line in paper.lines[1:]),
    )  # without the headings
    pack = Pack(
        facts=facts,
        clauses=clauses,
        notice="\n".join(line.text for line in own_lines),
        entries=entries,
        kinds=reader.kinds,
        members=reader.members,
        names=names,
        concepts=concepts,
        telling=telling,
        details=words.details(),
        most_asked=most_asked,
        examples=reader.examples(entries),
        interview=interview,
        sayings=sayings,
        lines=every_line,
        terms=terms,
    )
    misquoted = () if draft else tuple(misquotes(pack))
    if misquoted:
        raise PackError(misquoted)
    return pack


def undecided_in(folder: Path) -> tuple[OpenPoint, ...]:
    """What the pack of `folder` marks as undecided, in order of place. Raises PackError if a file cannot be read."""
    faults: list[Fault] = []
    found = _files(folder, faults)
    if faults:
        raise PackError(faults)
    clauses, _ = read_clauses(folder / CLAUSES)
    papers = read_papers(folder, found[NOTICE], clauses, [])
    return tuple(decided({**found, NOTICE: papers.stages[-1]}).open)


def _files(folder: Path, faults: list[Fault]) -> dict[str, Mapping]:
    """The YAML files of a pack by name; those that are there and can be read."""
    paths = [folder / name for name in (NOTICE, FAQ, LEXICON)]
    paths += [folder / RULES] if (folder / RULES).exists() else []
    roots = {path.name: _root(path, faults) for path in paths}
    return {name: root for name, root in roots.items() if root is not None}


def _check_folder(folder: Path) -> None:
    """Raise PackError if there is no folder, or one in format 1, or one that is halfway out of it."""
    if not folder.is_dir():
        raise PackError([fault_of(str(folder), 0, "no_folder", known=listed(NEEDED))])
    if is_being_upgraded(folder):
        raise PackError([fault_of(str(folder), 0, "half_upgraded", folder=folder)])
    if is_format_1(folder):
        raise PackError([fault_of(str(folder), 0, "old_format", folder=folder)])


def _check_format(notice: Mapping) -> None:
    """Raise PackError if notice.yaml does not name the current format."""
    top = Fields(NOTICE, notice, [], NOTICE)
    written = top.text("format", "")
    if written != str(FORMAT):
        name = "other_format" if written else "no_format"
        raise PackError([fault_of(NOTICE, top.line_of("format"), name, written=written, known=FORMAT)])


def _sizes(members: Iterable[Member]) -> Counter[str]:
    """The sizes that a derived number may refer to: of each kind, what the notice lists of it."""
    return Counter(member.kind for member in members if member.listed and not member.entry)


def _quotes(facts: Facts, clauses: dict[str, Clause]) -> Iterator[Fault]:
    """Find unknown clauses among those that notice.yaml quotes."""
    for quote, quoted, line in facts.quotes:
        for name in quoted:
            if name not in clauses:
                yield fault_of(NOTICE, line, "quote_of_unknown_clause", quote=quote[:12], clause=name)


def _steps(facts: Facts, clauses: dict[str, Clause]) -> Iterator[Fault]:
    """Find unknown clauses and placeholders in the steps of the milestones."""
    for milestone in facts.milestones.values():
        for name in milestone.step_clauses:
            if name not in clauses:
                yield fault_of(
                    NOTICE, milestone.line, "step_of_unknown_clause", milestone=milestone.id, clause=name
                )
        for name in PLACEHOLDER.findall(milestone.step):
            if name not in facts.substitutions:
                yield fault_of(
                    NOTICE,
                    milestone.line,
                    "step_with_unknown_placeholder",
                    milestone=milestone.id,
                    placeholder=name,
                )


def _reckoned(entries: Iterable[Entry], interview: Interview | None, facts: Facts) -> Iterator[Fault]:
    """Find entries that reckon with facts, rules or values that the pack does not have."""
    if interview is None:
        return
    for entry in entries:
        judged = entry.judged
        named = (*judged.facts, *judged.given) if judged else ()
        for fact in (*entry.reckons, *named):
            if fact not in interview.facts:
                yield fault_of(FAQ, entry.line, "reckons_with_unknown_fact", entry=entry.id, fact=fact)
        if judged and judged.rule not in interview.rules:
            yield fault_of(FAQ, entry.line, "judged_by_unknown_rule", entry=entry.id, rule=judged.rule)
        if judged and judged.days and not facts.substitutions.get(f"value.{judged.days}", "").isdecimal():
            yield fault_of(FAQ, entry.line, "judged_by_unknown_days", entry=entry.id, value=judged.days)


def _interview(
    root: Mapping | None, facts: Facts, known: tuple[Collection[str], Collection[str]], faults: list[Fault]
) -> Interview | None:
    """The interview; None if there are no rules, or all of them are undecided."""
    if root is None or not _has_rules(root):
        return None
    clauses, kinds = known
    return read_interview(root, facts, clauses, faults, kinds)


def _has_rules(root: Mapping) -> bool:
    parts = (root.items.get(key, True) for key in ("facts", "rules"))
    return not any(isinstance(part, Sequence) and not part.items for part in parts)


def _root(path: Path, faults: list[Fault]) -> Mapping | None:
    try:
        return parse_yaml(path.name, in_names_of_today(path.name, read_text(path)))
    except PackError as error:
        faults += error.faults
        return None
