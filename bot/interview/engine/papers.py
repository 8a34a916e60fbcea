"""The personal checklist and the route of the papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.interview.engine.answers import State
from bot.interview.engine.dependence import sources
from bot.interview.engine.rulings import Reason
from bot.interview.engine.situation import Situation
from bot.pack.interview_model import Interview, Item


@dataclass(frozen=True)
class PaperLine:
    """One line: what, where to hand it in, where to get it. `state`: missing, have, maybe, or nothing known.

    `mark` is how the state is written at the end of `text`. A line that is only maybe there `rests_on` the answers to these
    facts, which are not known. Of one that is needed anyhow, the answers to `awaits` still tell whether
    it is there. `where_label` and `obtain_label` are what its two places are called if the usual names do not fit;
    `due` is the milestone by which it must be done, if the notice sets one.
    """

    id: str
    clauses: tuple[str, ...]
    text: str
    where: str = ""
    obtain: str = ""
    state: str = ""
    mark: str = ""
    rests_on: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()
    where_label: str = ""
    obtain_label: str = ""
    due: str = ""

    @property
    def unmarked(self) -> str:
        """The text without the mark of its state."""
        return self.text.removesuffix(self.mark)

    @property
    def had_elsewhere(self) -> str:
        """Where to get it; empty if that is the place to hand it in."""
        return "" if self.obtain == self.where else self.obtain


def checklist(
    interview: Interview, situation: Situation, reasons: tuple[Reason, ...]
) -> tuple[PaperLine, ...]:
    """What is missing first, then the rest in file order. After the submission only what is still to be done."""
    wanted = [reason for reason in reasons if reason.effect in ("need", "check")]
    missing = {reason.item for reason in wanted if reason.item}
    have = {reason.item for reason in reasons if reason.item and reason.effect == "pass"} - missing
    shrunk = interview.shrinks_when is not None and situation.evaluator.truth(interview.shrinks_when) is True
    lines = list(_own(wanted))
    for item in interview.items.values():
        if item.id in missing:
            lines.append(_line(interview, item, "missing"))
        elif item.keep or not shrunk:
            had = item.id in have and not item.keep
            awaits = _awaits(interview, item, situation) if had else ()
            state = "have" if had and not awaits else ""
            lines += (replace(line, awaits=awaits) for line in _shown(interview, item, situation, state))
    return tuple(sorted(lines, key=lambda line: line.state != "missing"))


def route(interview: Interview, situation: Situation) -> tuple[PaperLine, ...]:
    """Who reviews online and where the paper form goes; every alternative that is still possible."""
    return tuple(
        line for item in interview.routes.values() for line in _shown(interview, item, situation, "")
    )


def _own(wanted: list[Reason]) -> Iterator[PaperLine]:
    """A line for each thing that is not in the table of the checklist."""
    for reason in wanted:
        if not reason.item:
            yield PaperLine(
                reason.rule, reason.clauses, reason.todo or reason.text, reason.where, reason.where, "missing"
            )


def _shown(interview: Interview, item: Item, situation: Situation, state: str) -> Iterator[PaperLine]:
    truth = situation.evaluator.truth(item.when)
    if truth is True:
        yield _line(interview, item, state)
    elif truth is None and not item.only_if_certain:
        unknown = (id for id in sources(interview, item.when) if isinstance(situation.values[id], State))
        yield replace(_line(interview, item, "maybe"), rests_on=tuple(unknown))


def _awaits(interview: Interview, item: Item, situation: Situation) -> tuple[str, ...]:
    """The facts, not known yet, that the rules about a line of the checklist read; how far the proceedings are aside."""
    read = [
        id
        for rule in interview.rules.values()
        if rule.item == item.id
        for case in rule.cases
        for id in sources(interview, case.condition)
        if not interview.facts[id].progress
    ]
    return tuple(id for id in dict.fromkeys(read) if situation.values[id] in (State.UNKNOWN, State.INVALID))


def _line(interview: Interview, item: Item, state: str) -> PaperLine:
    mark = interview.marks.get(state, "")
    return PaperLine(
        item.id,
        item.clauses,
        item.text + mark,
        item.where,
        item.obtain,
        state,
        mark,
        where_label=item.where_label,
        obtain_label=item.obtain_label,
        due=item.due,
    )
