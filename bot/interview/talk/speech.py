"""How an interview speaks: its questions, the verdict with its reasons, the list of papers, answers read back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.result.passages import Passage, Passages
from bot.interview.result.result import Result
from bot.interview.result.spoken_answer import spoken_answer
from bot.interview.talk.progress import Progress
from bot.line import Button, Line
from bot.messages import message
from bot.pack.interview_model import Fact, Interview
from bot.pack.model import Pack


class Speech:
    """Words for the interview of one pack."""

    def __init__(self, pack: Pack, interview: Interview) -> None:
        self._facts = interview.facts
        self._passages = Passages(pack)

    def question(self, progress: Progress, left: int) -> Line:
        """The open question with its buttons; about `left` questions are still to come, this one among them."""
        fact = self._facts[progress.asking]
        text = message("interview_question", question=fact.question, help=fact.help, left=left)
        unsure = Button(f"iv:answer:{fact.id}:{UNKNOWN_ANSWER}", message("interview_unsure"))
        return Line(text, fact.clauses, (*_answers(fact), unsure, *_steps(progress)))

    def verdict(self, result: Result) -> tuple[Line, ...]:
        """The verdict, its reasons under their headings, and what can be done now."""
        lines = [Line(message("interview_verdict", name=result.name, text=result.text))]
        lines += map(_line, self._passages.reasons(result.groups_of_verdict))
        lines.append(Line(message("interview_after"), (), tuple(self.next_steps(result))))
        return tuple(lines)

    def papers(self, result: Result) -> tuple[Line, ...]:
        """The list of papers, the route, and what to mind with them."""
        lines = [
            *map(_line, self._passages.checklist(result)),
            *map(_line, self._passages.route(result)),
            *map(_line, self._passages.reasons(result.groups_of_papers)),
        ]
        return (*lines, Line(message("interview_after"), (), tuple(_do("change", "again"))))

    @staticmethod
    def next_steps(result: Result) -> Iterator[Button]:
        """What can be done after a verdict."""
        yield from _do(*(() if result.closed else ("papers",)), "change", "again")

    def name(self, id: str) -> str:
        """What an answer is called in a list."""
        return self._facts[id].name

    def shown(self, id: str, value: object) -> str:
        """A value as people read it."""
        return spoken_answer(self._facts[id], value)

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


def _line(passage: Passage) -> Line:
    """A passage as a line of the conversation; it names its clauses itself."""
    text = message("interview_passage", heading=passage.heading, rows="\n".join(passage.rows))
    return Line(text, passage.clauses, cited=True)


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
