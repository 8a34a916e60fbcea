"""The facts of a notice as they stand after its later documents, with what the notice itself said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from bot.messages import message
from bot.pack.amendments import Amended, Amendment, Was
from bot.pack.faults import Fault
from bot.pack.layout import NOTICE
from bot.pack.model import Clause, Facts, Milestone
from bot.pack.reading.amendment_reader import Papers, clauses_of
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.notice_reader import read_facts
from bot.pack.reading.undecided import decided
from bot.pack.spoken import moved_remark

_NOT_OF_FACTS = ("notice.",)


def facts_after(
    papers: Papers,
    root: LocatedMapping,
    counts: dict[str, int],
    faults: list[Fault],
    undecided: Collection[str] = (),
) -> Facts:
    """The facts of notice.yaml with all later documents in it (`root`, the last stage without what is undecided).

    Quotes and stated values of the notice and of every document are kept, each to be proven against its own clauses.
    """
    facts = read_facts(root, counts, faults, undecided, follow=bool(papers.papers))
    if not papers.papers:
        return facts
    stages = [*_earlier(papers, counts, faults), facts]
    was = dict(_was(papers, stages))
    amended = Amended(papers.documents, was)
    milestones = {id: _moved(one, stages[0], amended) for id, one in facts.milestones.items()}
    quotes = dict.fromkeys(quote for stage in stages for quote in stage.quotes)
    stated = dict.fromkeys(fact for stage in stages for fact in stage.stated)
    moved = {f"moved.{id}": one for id, one in milestones.items() if one.was is not None}
    return replace(
        facts,
        milestones=milestones,
        quotes=tuple(quotes),
        stated=tuple(stated),
        amended=amended,
        substitutions={**facts.substitutions, **{name: moved_remark(one) for name, one in moved.items()}},
    )


def with_papers(clauses: Mapping[str, Clause], papers: Papers) -> dict[str, Clause]:
    """The clauses of the notice and of its later documents; those that were changed say so in their names."""
    everything = dict(clauses)
    for paper in papers.papers:
        everything |= paper.clauses
    last = Amended(papers.documents).by_clause()
    for paper in (
        papers.papers
    ):  # what an earlier document changed and a later one changes again holds no longer either
        for clause, own in paper.amendment.changes.items():
            newest, by = last[clause]
            if newest is not paper.amendment:
                everything[own] = _changed(everything[own], newest, by)
    for clause, (newest, by) in last.items():
        everything[clause] = _changed(everything[clause], newest, by)
    return everything


def _changed(clause: Clause, amendment: Amendment, by: str) -> Clause:
    name = message("amended_clause_name", name=clause.name, number=amendment.number)
    return replace(clause, name=name, changed_by=by)


def _earlier(papers: Papers, counts: dict[str, int], faults: list[Fault]) -> Iterator[Facts]:
    for number, stage in enumerate(papers.stages[:-1]):
        said = decided({NOTICE: stage})
        yield read_facts(said.files[NOTICE], counts, faults, said.gone, follow=bool(number))


def _was(papers: Papers, stages: list[Facts]) -> Iterator[tuple[str, Was]]:
    """What the notice said of each thing that is another now, and which document changed it last."""
    first, now = stages[0].substitutions, stages[-1].substitutions
    for name, text in first.items():
        if name.startswith(_NOT_OF_FACTS) or now.get(name) == text:
            continue
        changes = [
            number
            for number in range(1, len(stages))
            if stages[number].substitutions.get(name) != stages[number - 1].substitutions.get(name)
        ]
        by = papers.papers[changes[-1] - 1].amendment.id if changes else ""
        if by:
            yield name, Was(text, by, clauses_of(papers.stages[0], name))


def _moved(milestone: Milestone, notice: Facts, amended: Amended) -> Milestone:
    """A milestone with the day that the notice set, if that was another."""
    was = amended.was.get(f"date.{milestone.id}")
    if was is None:
        return milestone
    old = notice.milestones[milestone.id]
    return replace(milestone, was=old.day, was_hour=old.hour, moved_by=was.amendment)
