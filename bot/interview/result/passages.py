"""The parts of a result in plain text: rows under a heading, each with its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.interview.engine.papers import PaperLine
from bot.interview.engine.rulings import Reason
from bot.interview.result.result import ReasonGroup, Result
from bot.messages import message
from bot.pack.model import Pack
from bot.pack.spoken import shown_clauses


@dataclass(frozen=True)
class Passage:
    """Rows under a heading, and the clauses that they name."""

    heading: str
    rows: tuple[str, ...]
    clauses: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The rows below their heading."""
        return "\n".join(filter(None, (self.heading, *self.rows)))


class Passages:
    """Writes the parts of results under one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def reasons(self, groups: Iterable[ReasonGroup]) -> Iterator[Passage]:
        """Each group of reasons."""
        for group in groups:
            rows = tuple(f"· {reason.text}{self._named(reason)}" for reason in group.reasons)
            yield Passage(message(f"result_{group.kind}"), rows, _clauses(group.reasons))

    def checklist(self, result: Result) -> Iterator[Passage]:
        """The papers, each in one row with where to get it and where to hand it in; empty if there are none."""
        yield from self._papers(result.checklist)

    def _papers(self, lines: Sequence[PaperLine]) -> Iterator[Passage]:
        rows = []
        for number, line in enumerate(lines, 1):
            places = "；".join(filter(None, (line.had_elsewhere, line.where)))
            rows.append(f"{number}. {line.text}{_in_brackets(places)}{self._named(line)}")
        if rows:
            yield Passage(message("interview_checklist"), tuple(rows), _clauses(lines))

    def sure(self, lines: Iterable[PaperLine]) -> Iterator[Passage]:
        """The papers that are needed whatever is still answered, as `checklist` has them."""
        yield from self._papers([line for line in lines if not line.rests_on])

    def names(self, lines: Iterable[PaperLine]) -> Iterator[Passage]:
        """The papers that are needed whatever is still answered, without more than what they are."""
        sure = [line for line in lines if not line.rests_on]
        rows = tuple(f"{number}. {line.text}" for number, line in enumerate(sure, 1))
        if rows:
            yield Passage(message("interview_checklist"), rows, _clauses(sure))

    def depending(self, lines: Iterable[PaperLine], names: Mapping[str, str]) -> Iterator[Passage]:
        """The papers that depend on answers to come, under the names of what they depend on; `names` by fact."""
        by_facts: dict[tuple[str, tuple[str, ...]], list[PaperLine]] = {}
        for line in lines:
            if line.rests_on or line.awaits:
                row = "interview_depends_row" if line.rests_on else "interview_awaits_row"
                by_facts.setdefault((row, line.rests_on or line.awaits), []).append(line)
        rows = []
        for (row, facts), same in by_facts.items():
            words = message("between_sentences").join(line.unmarked for line in same)
            on = message("between_words").join(names[fact] for fact in facts)
            rows.append(message(row, names=on, words=words))
        if rows:
            told = [line for same in by_facts.values() for line in same]
            yield Passage(message("interview_depends"), tuple(rows), _clauses(told))

    def sure_route(self, lines: Iterable[PaperLine]) -> Iterator[Passage]:
        """The route whatever is still answered, as `route` has it."""
        yield from self._route([line for line in lines if not line.rests_on])

    def _route(self, lines: Sequence[PaperLine]) -> Iterator[Passage]:
        rows = tuple(f"· {line.text}{self._named(line)}" for line in lines)
        if rows:
            yield Passage(message("result_route"), rows, _clauses(lines))

    def named(self, one: Reason | PaperLine) -> str:
        """The text of a reason or line, with its clauses in brackets."""
        return f"{one.text}{self._named(one)}"

    def _named(self, one: Reason | PaperLine) -> str:
        return _in_brackets(shown_clauses(one.clauses, self._pack))


def _in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""


def _clauses(told: Iterable[Reason | PaperLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for one in told for clause in one.clauses))
