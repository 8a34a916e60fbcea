"""The texts of an interview: its questions, the verdict with its reasons, the checklist, answers read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.result.passages import Passage, Passages
from bot.interview.result.result import Result
from bot.interview.result.spoken_answer import spoken_answer
from bot.interview.talk.progress import Progress
from bot.messages import message
from bot.pack.interview_model import Fact, Interview
from bot.pack.model import Pack
from bot.replies.acts import AnswerQuestion, InterviewStep, TakeStep
from bot.replies.reply import Choice, Kind, Reply


class Speech:
    """Writes the texts of the interview of one pack."""

    def __init__(self, pack: Pack, interview: Interview) -> None:
        self._facts = interview.facts
        self._passages = Passages(pack)

    def question(self, progress: Progress, left: int) -> Reply:
        """The open question with its buttons; about `left` questions are still to come, this one among them."""
        fact = self._facts[progress.asking]
        text = message("interview_question", question=fact.question, help=fact.help, left=left)
        unsure = Choice(AnswerQuestion(fact.id, UNKNOWN_ANSWER), message("interview_unsure"))
        choices = (*_answers(fact), unsure, *_steps(progress))
        return Reply(text, fact.clauses, choices, kind=Kind.QUESTION)

    def verdict(self, result: Result) -> tuple[Reply, ...]:
        """The verdict, its reasons under their headings, and what can be done now."""
        said = message("interview_verdict", name=result.name, text=result.text)
        return (
            Reply(said, kind=Kind.VERDICT),
            *_replies(Kind.REASONS, self._passages.reasons(result.groups_of_verdict)),
            _after(self.next_steps(result)),
        )

    def papers(self, result: Result) -> tuple[Reply, ...]:
        """The list of papers, the route, and what to mind with them."""
        return (
            *_replies(Kind.CHECKLIST, self._passages.checklist(result)),
            *_replies(Kind.ROUTE, self._passages.route(result)),
            *_replies(Kind.REASONS, self._passages.reasons(result.groups_of_papers)),
            _after(_do("change", "again")),
        )

    @staticmethod
    def next_steps(result: Result) -> Iterator[Choice]:
        """What can be done after a verdict."""
        yield from _do(*(() if result.closed else ("papers",)), "change", "again")

    def name(self, id: str) -> str:
        """The name of an answer in a list."""
        return self._facts[id].name

    def shown(self, id: str, value: object) -> str:
        """Format a value for people."""
        return spoken_answer(self._facts[id], value)

    def read_back(self, *answers: tuple[str, object]) -> str:
        """Format answers for people, each with its name."""
        return "；".join(f"{self.name(id)}：{self.shown(id, value)}" for id, value in answers)

    @staticmethod
    def bad(fact: Fact) -> str:
        """Why an answer to `fact` is invalid, and an example of a valid one."""
        if fact.type == "date":
            return message("interview_bad_date")
        if fact.type == "year":
            return message("interview_bad_year")
        if fact.type == "number" and fact.most is not None:
            return message("interview_bad_number", low=fact.least or 0, high=fact.most)
        return message("interview_bad_choice")


def _replies(kind: Kind, passages: Iterable[Passage]) -> Iterator[Reply]:
    """Passages as replies; each names its clauses itself."""
    for passage in passages:
        text = message("interview_passage", heading=passage.heading, rows="\n".join(passage.rows))
        yield Reply(text, passage.clauses, kind=kind, cited=True)


def _after(steps: Iterable[Choice]) -> Reply:
    """What holds for every result, and what can be done now."""
    return Reply(message("interview_after"), (), tuple(steps), kind=Kind.NEXT)


def _answers(fact: Fact) -> Iterator[Choice]:
    for option in fact.options:
        yield Choice(AnswerQuestion(fact.id, str(option.value)), option.label)
    if fact.none:
        yield Choice(AnswerQuestion(fact.id, NONE_ANSWER), fact.none)


def _do(*steps: InterviewStep) -> Iterator[Choice]:
    for step in steps:
        yield Choice(TakeStep(step), message(f"interview_do_{step}"))


def _steps(progress: Progress) -> Iterator[Choice]:
    yield from _do("why", *(("back", "change") if progress.answers else ()), "pause")
