"""How an interview speaks: its questions, the verdict with its reasons, the list of papers, answers read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.papers import Line as PaperLine
from bot.interview.engine.rulings import Reason
from bot.interview.talk.progress import Progress
from bot.line import Button, Line
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.pack.model import Pack

_HEADINGS = (
    (("block", "late"), "stop"),
    (("need",), "need"),
    (("check", "warn"), "mind"),
    (("pass",), "pass"),
)
"""Under which heading reasons of which effects are told, in this order."""


class Speech:
    """Words for the interview of one pack."""

    def __init__(self, pack: Pack, assessor: Assessor) -> None:
        self._pack = pack
        self._assessor = assessor
        self._facts = assessor.interview.facts
        self._of_papers = {fact.id for fact in self._facts.values() if not fact.deciding}

    def question(self, progress: Progress, left: int) -> Line:
        """The open question with its buttons; about `left` questions are still to come, this one among them."""
        fact = self._facts[progress.asking]
        text = message("interview_question", question=fact.question, help=fact.help, left=left)
        unsure = Button(f"iv:answer:{fact.id}:{UNKNOWN_ANSWER}", message("interview_unsure"))
        return Line(text, fact.clauses, (*_answers(fact), unsure, *_steps(progress)))

    def verdict(self, assessment: Assessment) -> tuple[Line, ...]:
        """The verdict, its reasons under their headings, and what can be done now."""
        words = self._assessor.interview.verdicts[assessment.verdict]
        lines = [Line(message("interview_verdict", name=words.name, text=words.text))]
        told = [reason for reason in assessment.reasons if self._is_told(reason, assessment)]
        for effects, heading in _HEADINGS:
            lines += self._cited(heading, [reason for reason in told if reason.effect in effects])
        lines.append(Line(message("interview_after"), (), tuple(self.next_steps(assessment))))
        return tuple(lines)

    def papers(self, assessment: Assessment) -> tuple[Line, ...]:
        """The list of papers, the route, and what to mind with them."""
        rows = []
        for number, line in enumerate(assessment.checklist, 1):
            where = "；".join(part for part in (line.obtain, line.where) if part)
            rows.append(
                f"{number}. {line.text}"
                + (f"（{where}）" if where else "")
                + f" {self._shown_clauses(line.clauses)}"
            )
        listed = message("interview_checklist", rows="\n".join(rows))
        lines = [Line(listed, _clauses(assessment.checklist), cited=True)]
        lines += self._cited("route", assessment.route)
        lines += self._cited("mind", [reason for reason in assessment.reasons if self._is_minded(reason)])
        lines.append(Line(message("interview_after"), (), tuple(_do("change", "again"))))
        return tuple(lines)

    @staticmethod
    def next_steps(assessment: Assessment) -> Iterator[Button]:
        """What can be done after a verdict."""
        yield from _do(*(() if assessment.closed else ("papers",)), "change", "again")

    def name(self, id: str) -> str:
        """What an answer is called in a list."""
        return self._facts[id].name

    def shown(self, id: str, value: object) -> str:
        """A value as people read it."""
        fact = self._facts[id]
        if value == UNKNOWN_ANSWER:
            return message("interview_unsure")
        if value == NONE_ANSWER and fact.none:
            return fact.none
        return next((option.label for option in fact.options if option.value == value), str(value))

    def read_back(self, *answers: tuple[str, object]) -> str:
        """Answers as people read them, each with its name."""
        return "；".join(f"{self.name(id)}：{self.shown(id, value)}" for id, value in answers)

    @staticmethod
    def bad(fact: Fact) -> str:
        """Why an answer to `fact` cannot be taken, and what one looks like that can."""
        if fact.type == "date":
            return message("interview_bad_date")
        if fact.type == "year":
            return message("interview_bad_year")
        if fact.type == "number" and fact.most is not None:
            return message("interview_bad_number", low=fact.least or 0, high=fact.most)
        return message("interview_bad_choice")

    def _is_told(self, reason: Reason, assessment: Assessment) -> bool:
        """Whether a reason is told with the verdict."""
        if assessment.closed and reason.open:
            return False  # who is refused or late need not hear what was not asked any more
        if reason.effect != "warn":
            return True
        if assessment.verdict == "not_eligible":
            return False  # who may not apply need not mind how to
        return not (reason.open and self._of_papers & self._assessor.reads[reason.rule])

    def _is_minded(self, reason: Reason) -> bool:
        """Whether a warning rests on the questions about the papers."""
        return bool(
            reason.effect == "warn" and reason.rule and self._of_papers & self._assessor.reads[reason.rule]
        )

    def _cited(self, heading: str, told: Sequence[Reason | PaperLine]) -> Iterator[Line]:
        """What is told under a heading, each with its clauses; nothing where there is nothing."""
        if told:
            rows = "\n".join(f"· {one.text}（{self._shown_clauses(one.clauses)}）" for one in told)
            yield Line(message(f"interview_{heading}", rows=rows), _clauses(told), cited=True)

    def _shown_clauses(self, clauses: tuple[str, ...]) -> str:
        return "；".join(self._pack.shown(clause) for clause in clauses)


def _clauses(told: Iterable[Reason | PaperLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for one in told for clause in one.clauses))


def _answers(fact: Fact) -> Iterator[Button]:
    for option in fact.options:
        yield Button(f"iv:answer:{fact.id}:{option.value}", option.label)
    if fact.none:
        yield Button(f"iv:answer:{fact.id}:{NONE_ANSWER}", fact.none)


def _do(*names: str) -> Iterator[Button]:
    for name in names:
        yield Button(f"iv:do:{name}", message(f"interview_do_{name}"))


def _steps(progress: Progress) -> Iterator[Button]:
    yield from _do("why", *(("back", "change") if progress.answers else ()), "pause")
