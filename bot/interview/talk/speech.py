"""The texts of an interview: its questions, the verdict with its reasons, the papers, answers read back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.engine.assessment import Assessment
from bot.interview.engine.full_amounts import full_amounts, reckoned
from bot.interview.engine.rulings import Reason
from bot.interview.result.document import call_over
from bot.interview.result.passages import Passage, Passages
from bot.interview.result.result import Result
from bot.interview.result.sheet import in_time
from bot.interview.result.spoken_answer import spoken_answer
from bot.interview.talk.progress import Progress
from bot.messages import message
from bot.pack.interview_model import VERDICT_OF, Fact, Interview
from bot.pack.model import Pack
from bot.pack.spoken import contact_line
from bot.replies.acts import CONFIRM, REJECT, AnswerQuestion, ChangeAnswer, InterviewStep, TakeStep
from bot.replies.reply import Choice, Kind, Reply

_MINUTE = 60
_MOST_OPENED = 3
"""Names of questions that an answer made necessary; of more the first ones."""
_RESTORABLE = 4
"""How many answers it takes, once all began anew, until a button no longer offers what was answered before."""
_MOST_REASONS = 3
"""Reasons that a short message tells at the most."""
_BEYOND = 2
"""By how much a number that is shown as an example is more than enough, so that it is not taken for what is asked for."""


class Speech:
    """Writes the texts of the interview of one pack."""

    def __init__(self, pack: Pack, interview: Interview) -> None:
        self._interview = interview
        self._facts = interview.facts
        self._contacts = tuple(pack.facts.contacts.values())
        self._passages = Passages(pack)
        self._of_notice = pack.facts
        self._enough = full_amounts(interview)
        closes = pack.facts.submission
        self._year = closes.day.year if closes else pack.facts.year

    def introduction(self, left: int) -> Reply:
        """How an interview goes, and how long it takes: about `left` questions."""
        text = message("interview_start", left=left, minutes=self.minutes(left))
        return Reply(text, kind=Kind.INTRODUCTION)

    def minutes(self, questions: int) -> int:
        """How many minutes so many questions take, by the pace that the pack declares."""
        return max(1, math.ceil(questions * self._interview.seconds / _MINUTE))

    def question(self, progress: Progress, left: int, opened: Sequence[str] = ()) -> Reply:
        """The open question with its buttons; about `left` questions are still to come, this one among them.

        `opened` are those of them that the last answer made necessary.
        """
        fact = self._facts[progress.asking]
        rows = [fact.question, message("interview_help", help=fact.help), *self._how_to_write(fact)]
        if progress.asking in progress.answers:
            rows.append(message("interview_was", words=self.shown(fact.id, progress.answers[fact.id])))
        return Reply(
            "\n".join([*rows, self.left(left, opened)]),
            fact.clauses,
            self._choices(progress),
            kind=Kind.QUESTION,
        )

    def _how_to_write(self, fact: Fact) -> Iterator[str]:
        """How an answer that is typed is written."""
        if fact.typed:
            yield message(f"interview_write_{fact.type}", example=self.example(fact))

    def example(self, fact: Fact) -> str:
        """An answer that could be typed: of a day that may be to come, one of the year of the notice."""
        if fact.type == "date" and not fact.past:
            return message("interview_example_day", year=self._year)
        if fact.type == "number" and fact.unit == "year":
            return message("interview_example_years")
        if fact.id in self._enough:
            return f"{self._enough[fact.id] + _BEYOND}"
        return message(f"interview_example_{fact.type}", year=self._year)

    def bare_question(self, progress: Progress, left: int) -> Reply:
        """The open question without its explanation."""
        fact = self._facts[progress.asking]
        text = "\n".join((fact.question, self.left(left)))
        return Reply(text, fact.clauses, self._choices(progress), kind=Kind.QUESTION)

    def left(self, left: int, opened: Sequence[str] = ()) -> str:
        """How many questions are left; more than before only with the answers that it takes more for."""
        if not opened:
            return message("interview_left", left=left)
        names = message("between_words").join(self._facts[id].name for id in opened[:_MOST_OPENED])
        if len(opened) > _MOST_OPENED:
            names = message("interview_left_and_others", names=names)
        return message("interview_left_more", left=left, names=names)

    def verdict(self, result: Result) -> tuple[Reply, ...]:
        """The verdict, its reasons under their headings, and what can be done now."""
        said = message("interview_verdict", name=result.name, text=result.text)
        over = "" if result.closed else call_over(result, self._of_notice)
        return (
            Reply("\n".join(filter(None, (said, over))), kind=Kind.VERDICT),
            *_replies(Kind.REASONS, self._passages.reasons(result.groups_of_verdict)),
            *self._in_time(result),
            _after(self.next_steps(result)),
        )

    @staticmethod
    def _in_time(result: Result) -> Iterator[Reply]:
        """What the other rules come to, for the next time, if the person is late."""
        found = in_time(result)
        if found is not None:
            rows = (found.said, *(f"· {row.text}" for row in found.rows))
            told = dict.fromkeys(clause for row in found.rows for clause in row.clauses)
            yield Reply(_written(Passage(message("result_in_time"), rows)), tuple(told), kind=Kind.REASONS)

    def outcome(self, told: str, result: Result, now: Assessment, earlier: Assessment | None) -> Reply:
        """What a change made of the verdict `told` before and of the papers, in one message.

        `earlier` is how the answers stood before the change.
        """
        news = [] if earlier is None else list(_news(earlier, now))
        verdict = (
            message("interview_still_verdict" if news else "interview_same_verdict", name=result.name)
            if told == now.verdict
            else message(
                "interview_new_verdict", before=self._interview.verdicts[told].name, name=result.name
            )
        )
        rows = [f"· {self._passages.named(reason)}" for reason in news[:_MOST_REASONS]]
        lines = [] if earlier is None or result.closed else list(self._other_lines(earlier, now))
        clauses = tuple(dict.fromkeys(clause for reason in news[:_MOST_REASONS] for clause in reason.clauses))
        choices = (*_do("result"), *self.next_steps(result))
        text = "\n".join([verdict, *rows, *lines])
        return Reply(text, clauses, choices, kind=Kind.VERDICT, cited=bool(rows))

    def papers(self, result: Result, now: Assessment, more: bool) -> tuple[Reply, ...]:
        """The papers, those apart that depend on open answers, the route, and what to mind; `more`: some can still be settled."""
        depending = (*now.checklist, *now.route)
        return (
            *_replies(Kind.CHECKLIST, self._passages.sure(now.checklist)),
            *_replies(Kind.CHECKLIST, self._passages.depending(depending, self._names()), cited=False),
            *_replies(Kind.ROUTE, self._passages.sure_route(now.route)),
            *_replies(Kind.REASONS, self._passages.reasons(result.groups_of_papers)),
            _after(_do(*(("more",) if more else ()), "change", "again")),
        )

    def papers_so_far(self, now: Assessment) -> Reply:
        """The papers that are known in the middle of the questions, in one message."""
        known = now.checklist_so_far
        passages = (*self._passages.names(known), *self._passages.depending(known, self._names()))
        told = tuple(dict.fromkeys(clause for passage in passages for clause in passage.clauses))
        return Reply(message("interview_papers_so_far", papers="\n".join(map(_written, passages))), told)

    def so_far(self, result: Result, left: int) -> Reply:
        """What is decided already, in one message, with about how many questions are left."""
        rows: list[str] = []
        told: list[Reason] = []
        for group in result.groups:
            decided = [one for one in group.reasons if not one.open and one.effect != "warn"]
            if decided:
                heading = message(f"result_{group.kind}")
                rows.append(_written(Passage(heading, tuple(f"· {one.text}" for one in decided))))
                told += decided
        clauses = tuple(dict.fromkeys(clause for one in told for clause in one.clauses))
        standing = (
            message("interview_so_far", rows="\n".join(rows)) if rows else message("interview_nothing_so_far")
        )
        count = message("interview_left_time", left=left, minutes=self.minutes(left))
        return Reply(f"{standing}\n{count}", clauses)

    def progress(self, answered: int, left: int) -> Reply:
        """How far the interview is."""
        return Reply(message("interview_progress", done=answered, left=left, minutes=self.minutes(left)))

    def gaps(self, progress: Progress) -> Reply | None:
        """How much is missing of each number that the rules ask for, by the answers; None if the interview is about none."""
        asked = {*progress.answers, *progress.counted, progress.asking}
        ids = [id for id in self._enough if id in asked and not self._facts[id].unit]
        text = reckoned(self._interview, ids, progress.answers)
        clauses = dict.fromkeys(clause for id in ids for clause in self._facts[id].clauses)
        return Reply(text, tuple(clauses)) if text else None

    def answers(self, progress: Progress) -> Reply:
        """The answers so far, one a row."""
        rows = (
            f"· {message('interview_answer', name=self.name(id), value=self.shown(id, value))}"
            for id, value in progress.answers.items()
            if id in self._facts
        )
        return Reply(message("interview_list", rows="\n".join(rows)))

    def phones(self) -> Reply:
        """Whom to phone."""
        rows = "\n".join(f"· {contact_line(contact)}" for contact in self._contacts)
        clauses = tuple(dict.fromkeys(clause for one in self._contacts for clause in one.clauses))
        return Reply(message("interview_human", contacts=rows), clauses)

    def whether(self, answers: dict[str, object], reason: str = "") -> Reply:
        """Ask whether answers were meant as they were read; `reason` says why they are not what was said."""
        clauses = tuple(dict.fromkeys(clause for id in answers for clause in self._facts[id].clauses))
        choices = (
            Choice(TakeStep(CONFIRM), message("interview_confirm_yes")),
            Choice(TakeStep(REJECT), message("interview_confirm_no")),
        )
        asked = message("interview_confirm", words=self.read_back(*answers.items()))
        text = f"{message(f'interview_reason_{reason}')}{asked}" if reason else asked
        return Reply(text, clauses, choices, kind=Kind.WHICH)

    def which_to_change(self, answers: Iterable[tuple[str, object]]) -> Reply:
        """Answers as choices for changing one of them."""
        choices = (Choice(ChangeAnswer(id), self.read_back((id, value))) for id, value in answers)
        return Reply(message("interview_change"), (), (*choices, *_do("keep")), kind=Kind.MENU)

    def whether_anew(self, count: int) -> Reply:
        """Ask whether to begin anew, which takes `count` answers away."""
        keep = Choice(TakeStep("keep"), message("interview_do_not_anew"))
        return Reply(message("interview_again", count=count), (), (*_do("anew"), keep), kind=Kind.WHICH)

    @staticmethod
    def paused(so_far: Reply | None) -> Reply:
        """That the interview rests, what is decided already, and the ways back and to what is decided."""
        text = message("interview_paused")
        return Reply(
            text if so_far is None else f"{text}\n{so_far.text}",
            () if so_far is None else so_far.clauses,
            tuple(_do("go_on", "result")),
            kind=Kind.PAUSED,
        )

    @staticmethod
    def at_rest(so_far: Reply) -> Reply:
        """What is decided already, while the interview goes on resting."""
        return Reply(so_far.text, so_far.clauses, tuple(_do("go_on", "result")), kind=Kind.PAUSED)

    @staticmethod
    def retractable(reply: Reply) -> Reply:
        """A reply with the way to take back what was just noted."""
        return Reply(
            reply.text, reply.clauses, (*reply.choices, *_do("take_back")), kind=reply.kind, cited=reply.cited
        )

    @staticmethod
    def next_steps(result: Result) -> Iterator[Choice]:
        """What can be done after a verdict."""
        open = result.if_in_time is not None and not result.if_in_time.closed and result.if_in_time.open
        yield from _do(
            *(("in_time",) if open else ()), *(() if result.closed else ("papers",)), "change", "again"
        )

    def name(self, id: str) -> str:
        """The name of an answer in a list."""
        return self._facts[id].name

    def shown(self, id: str, value: object) -> str:
        """Format a value for people."""
        return spoken_answer(self._facts[id], value)

    def read_back(self, *answers: tuple[str, object]) -> str:
        """Format answers for people, each with its name; those that the rules no longer know are left out."""
        known = ((id, value) for id, value in answers if id in self._facts)
        return message("between_sentences").join(
            message("interview_answer", name=self.name(id), value=self.shown(id, value))
            for id, value in known
        )

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

    def _choices(self, progress: Progress) -> tuple[Choice, ...]:
        fact = self._facts[progress.asking]
        unsure = Choice(AnswerQuestion(fact.id, UNKNOWN_ANSWER), message("interview_unsure"))
        return (*_answers(fact), unsure, *_steps(progress))

    def _names(self) -> dict[str, str]:
        return {id: fact.name for id, fact in self._facts.items()}

    @staticmethod
    def _other_lines(earlier: Assessment, now: Assessment) -> Iterator[str]:
        """The lines of the checklist and the route that are there now and were not before, and the other way round."""
        before, after = ({line.id: line for line in (*one.checklist, *one.route)} for one in (earlier, now))
        for name, more, fewer in (("more", after, before), ("fewer", before, after)):
            lines = [line.unmarked for id, line in more.items() if id not in fewer]
            if lines:
                yield message(f"interview_{name}_lines", lines=message("between_sentences").join(lines))


def _news(earlier: Assessment, now: Assessment) -> Iterator[Reason]:
    """The reasons that are new, what decides first."""
    before = {(reason.rule, reason.text) for reason in earlier.reasons}
    new = [r for r in now.reasons if (r.rule, r.text) not in before and r.effect not in ("route", "warn")]
    yield from sorted(new, key=lambda reason: (reason.effect not in VERDICT_OF, reason.open))


def _replies(kind: Kind, passages: Iterable[Passage], cited: bool = True) -> Iterator[Reply]:
    """Passages as replies; `cited`: each row names its clauses itself."""
    for passage in passages:
        yield Reply(_written(passage), passage.clauses, kind=kind, cited=cited)


def _written(passage: Passage) -> str:
    return message("interview_passage", heading=passage.heading, rows="\n".join(passage.rows))


def _after(steps: Iterable[Choice]) -> Reply:
    """What holds for every result, and what can be done now."""
    return Reply(message("interview_after"), (), tuple(steps), kind=Kind.NEXT)


def _answers(fact: Fact) -> Iterator[Choice]:
    for option in (*fact.options, *fact.common):
        yield Choice(AnswerQuestion(fact.id, str(option.value)), option.label)
    if fact.none:
        yield Choice(AnswerQuestion(fact.id, NONE_ANSWER), fact.none)


def _do(*steps: InterviewStep) -> Iterator[Choice]:
    for step in steps:
        yield Choice(TakeStep(step), message(f"interview_do_{step}"))


def _steps(progress: Progress) -> Iterator[Choice]:
    changing = progress.asking in progress.answers
    restorable = progress.erased and len(progress.answers) < _RESTORABLE
    yield from _do(
        "why",
        *(("back", "change") if progress.answers else ()),
        *(("keep",) if changing else ()),
        *(("undo",) if restorable else ()),
        "pause",
    )
