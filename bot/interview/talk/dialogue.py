"""The interview as a conversation: one message in, the next state and what is said out. Pure; keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.interview.engine.answers import UNKNOWN_ANSWER, State, read_answer
from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.next_question import Questioner
from bot.interview.reading.reply import ReplyReader
from bot.interview.reading.steering import (
    AGAIN,
    BACK,
    CHANGE,
    GO_ON,
    KEEP,
    PAUSE,
    WHY,
    keeps,
    named_change,
    read_command,
    takes_back,
)
from bot.interview.reading.steering import PAPERS as LIST
from bot.interview.result.result import Result, result_of
from bot.interview.talk.progress import DONE, PAPERS, VERDICT, Phase, Progress
from bot.interview.talk.speech import Speech
from bot.language.questions import asks_back
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.pack.model import Pack
from bot.replies.acts import AnswerQuestion, ChangeAnswer, InterviewAct, TakeStep
from bot.replies.reply import Choice, Kind, Reply

_RECENT = 64
"""So many assessments are kept."""


Said = tuple[Progress, tuple[Reply, ...]]


class Dialogue:
    """Holds interviews by the rules of one pack."""

    def __init__(
        self,
        pack: Pack,
        assessor: Assessor,
        normalize: Callable[[str], str],
        crafts: Callable[[str], tuple[str, ...]],
        rules: str,
    ) -> None:
        self._assessor = assessor
        self._facts = assessor.interview.facts
        self._questioner = Questioner(assessor)
        self._speech = Speech(pack, assessor.interview)
        self._reader = ReplyReader(assessor.interview, normalize, crafts)
        self.rules = rules
        self._recent: dict[tuple[str, date], Assessment] = {}

    def begin(self, now: datetime) -> Said:
        """A new interview."""
        progress = Progress(rules=self.rules)
        return self._ask(progress, now, (Reply(message("interview_start"), kind=Kind.INTRODUCTION),))

    def resume(self, progress: Progress, now: datetime) -> Said:
        """An interview taken up again; answers that the rules no longer know are dropped and named."""
        before: tuple[Reply, ...] = ()
        if progress.rules != self.rules:
            kept = {id: value for id, value in progress.answers.items() if self._still_fits(id, value)}
            dropped = [id for id in progress.answers if id not in kept]
            names = "；".join(self._facts[id].name for id in dropped if id in self._facts)
            changed = (
                message("interview_rules_changed", dropped=names)
                if names
                else message("interview_rules_same")
            )
            before = (Reply(changed, kind=Kind.UPDATED),)
            progress = replace(progress, answers=kept, rules=self.rules, phase=VERDICT, verdict="")
        return self._ask(replace(progress, menu=False, paused=False), now, before)

    def hear(self, progress: Progress, said: str, now: datetime) -> Said | None:
        """What follows from a message; None where it is no answer and no word of the interview."""
        text = said.strip()
        if progress.menu and not progress.paused:
            chosen = self._listed(progress, text, now)
            if chosen is not None:
                return chosen
        command = self._command(progress, text, now)
        if command is not None or progress.paused:
            return command
        if not progress.asking:
            return self._corrected(progress, text, now) or self._said_after(progress, text, now)
        return self._answered(progress, text, now)

    def tapped(self, progress: Progress, act: InterviewAct, now: datetime) -> Said:
        """What follows from a tap; one that belongs to another question does no harm."""
        if isinstance(act, TakeStep):
            done = self._do(replace(progress, paused=False), act.step, now)
            return done if done is not None else (progress, self.question(progress, now))
        if isinstance(act, ChangeAnswer) and act.fact in self._facts:
            return self._ask_again(progress, act.fact, now)
        if isinstance(act, AnswerQuestion) and act.fact == progress.asking and act.fact in self._facts:
            return self._take(progress, _tapped_value(self._facts[act.fact], act.value), (), now)
        stale = Reply(message("interview_stale"), kind=Kind.STALE)
        return progress, (stale, *self.question(progress, now))

    def question(self, progress: Progress, now: datetime) -> tuple[Reply, ...]:
        """The question that is open, once more."""
        return (self._question(progress, now),) if progress.asking else ()

    def hint(self, progress: Progress, said: str) -> str:
        """The key of the message that helps a person whose words could not be read as an answer to the open question."""
        if asks_back(said):
            return "interview_explain"
        kind = self._facts[progress.asking].type
        return {
            "date": "interview_say_date",
            "number": "interview_say_number",
            "year": "interview_say_year",
        }.get(kind, "interview_not_understood")

    @staticmethod
    def is_command(said: str) -> bool:
        """Whether a message is a word of the interview and no question about the notice, though it looks like one."""
        return read_command(said) not in ("", LIST)

    def wants_number(self, progress: Progress) -> bool:
        """Whether a bare number answers the open question."""
        if progress.menu or not progress.asking:
            return False
        return self._facts[progress.asking].type in ("number", "year", "date")

    def knows(self, fact: str) -> bool:
        """Whether `fact` is one of this interview's."""
        return fact in self._facts

    def left(self, progress: Progress, now: datetime) -> int:
        """About how many questions are left, the open one among them."""
        return self._left(progress, self._assess(progress, now))

    def _left(self, progress: Progress, assessment: Assessment) -> int:
        papers = progress.phase == PAPERS
        return max(len(assessment.ask_checklist) if papers else self._questioner.remaining(assessment), 1)

    def result(self, progress: Progress, now: datetime) -> Result:
        """What the interview comes to with the answers so far."""
        return result_of(self._assessor, self._assess(progress, now))

    # ── words and taps ──

    def _command(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """What a word of the interview brings about; None where the message is none, or goes elsewhere while paused."""
        changed = self._named_change(progress, text)
        if changed:
            return self._ask_again(replace(progress, paused=False), changed, now)
        command = read_command(text)
        if progress.paused:
            going_on = command in (GO_ON, BACK, CHANGE, AGAIN)
            return self._paused(replace(progress, paused=False), command, now) if going_on else None
        return self._do(progress, command, now) if command else None

    def _paused(self, progress: Progress, command: str, now: datetime) -> Said | None:
        return self.resume(progress, now) if command == GO_ON else self._do(progress, command, now)

    def _listed(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """What a message does to the list of answers that is open: it picks one, leaves them all, or says one anew."""
        if keeps(text):
            return self._kept(progress, now)
        if text.isdecimal():  # the places in the list are picked before this
            after, lines = self._menu(progress)
            return after, (_no_such(), *lines)
        changed = self._named_change(progress, text)
        if changed and text in self._speech.name(changed):
            return self._ask_again(progress, changed, now)
        if any(text in fact.name for fact in self._facts.values() if len(text) > 1):
            after, lines = self._menu(progress)
            return after, (_no_such(), *lines)
        told = self._revised(progress, self._told(progress, text, now), now)
        return told or (self._ask_again(progress, changed, now) if changed else None)

    def _kept(self, progress: Progress, now: datetime) -> Said:
        """The list of answers closed again, nothing changed."""
        choices = self._speech.next_steps(self.result(progress, now)) if progress.phase == DONE else ()
        closed = replace(progress, menu=False)
        kept = Reply(message("interview_kept"), (), tuple(choices))
        return closed, (kept, *self.question(closed, now))

    def _named_change(self, progress: Progress, text: str) -> str:
        clocks = (fact.id for fact in self._facts.values() if fact.from_clock)
        names = {id: self._speech.name(id) for id in (*progress.answers, *clocks) if id in self._facts}
        return named_change(text, names, progress.menu)

    def _do(self, progress: Progress, command: str, now: datetime) -> Said | None:
        if command == WHY and progress.asking:
            fact = self._facts[progress.asking]
            why = Reply(message("interview_why", help=fact.help), fact.clauses, kind=Kind.REASON_ASKED)
            asked = self._question(progress, now)
            left = self.left(progress, now)
            bare = message("interview_question_bare", question=fact.question, left=left)
            return progress, (why, replace(asked, text=bare))
        if command == WHY and progress.phase == DONE:
            return self._verdict(progress, self._assess(progress, now), ())
        if command == BACK:
            return self._back(progress, now)
        if command == CHANGE:
            return self._menu(progress)
        if command == KEEP:
            return self._kept(progress, now)
        if command == AGAIN:
            return self.begin(now)
        if command == PAUSE:
            return replace(progress, paused=True), (Reply(message("interview_paused"), kind=Kind.PAUSED),)
        if command == LIST:
            return self._papers(progress, now)
        return None

    def _answered(self, progress: Progress, text: str, now: datetime) -> Said | None:
        fact = self._facts[progress.asking]
        elsewhere = self._reader.elsewhere(text, fact.id)
        if elsewhere is not None and progress.answers.get(elsewhere[0]) is not None:
            return self._revised(progress, (elsewhere,), now)
        reading = self._reader.read(fact, text, now)
        told = tuple(self._open_ones(progress, self._reader.volunteered(text, fact.id, now), now))
        beside = tuple((id, value) for id, value in told if progress.answers.get(id) is None)
        if reading.value is None and not reading.doubtful and not beside:
            return self._corrected(progress, text, now) or self._otherwise(progress, told, now)
        if reading.doubtful:
            choices = tuple(
                Choice(AnswerQuestion(fact.id, str(value)), self._speech.shown(fact.id, value))
                for value in reading.doubtful
            )
            return progress, (Reply(message("interview_which"), fact.clauses, choices, kind=Kind.WHICH),)
        if reading.value is None:
            return self._noted(progress, beside, now)
        return self._take(progress, reading.value, beside, now)

    def _open_ones(
        self, progress: Progress, told: Iterable[tuple[str, object]], now: datetime
    ) -> Iterator[tuple[str, object]]:
        """What is told beside, without the choices of questions that nothing has opened yet: 拿到了 is of any letter."""
        told = tuple(told)
        if not told:
            return
        answers = {**dict(told), **progress.answers}
        truth = self._assessor.assess(answers, now.date()).situation.evaluator.truth
        for id, value in told:
            if not self._facts[id].options or truth(self._facts[id].asked_when) is True:
                yield id, value

    def _corrected(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Earlier answers that a message takes back (其实我退休了), changed and read back; None where it takes none back."""
        if not takes_back(text):
            return None
        return self._revised(progress, self._told(progress, text, now), now)

    def _told(self, progress: Progress, text: str, now: datetime) -> tuple[tuple[str, object], ...]:
        """All answers that a message gives by itself, whatever is asked; short words count for what was answered."""
        elsewhere = self._reader.elsewhere(text, "")
        told = (*((elsewhere,) if elsewhere else ()), *self._reader.volunteered(text, "", now))
        found = self._reader.named_elsewhere(text, progress.asking)
        return told or tuple(pair for pair in found if progress.answers.get(pair[0]) is not None)[:1]

    def _revised(
        self, progress: Progress, told: tuple[tuple[str, object], ...], now: datetime
    ) -> Said | None:
        """Answers changed and read back; None where they say nothing else than before."""
        changed = {
            id: value
            for id, value in told
            if progress.answers.get(id) != value and self._still_fits(id, value, now)
        }
        if not changed:
            return None
        words = self._speech.read_back(*changed.items())
        phase: Phase = PAPERS if progress.phase == PAPERS else VERDICT
        after = replace(progress, answers={**progress.answers, **changed}, phase=phase, verdict="")
        assessment = self._assess(after, now)
        return self._contradicted(after, assessment, set(changed), now) or self._go_on(
            after, assessment, (Reply(message("interview_corrected", words=words), kind=Kind.NOTED),)
        )

    def _otherwise(
        self, progress: Progress, told: tuple[tuple[str, object], ...], now: datetime
    ) -> Said | None:
        """What to do where a message says otherwise than before: the person decides whether to change that answer."""
        changed = [id for id, value in told if progress.answers.get(id) != value]
        if not changed:
            return None
        before, change = self._offer_change(progress, changed)
        line = self._question(progress, now)
        asked = replace(line, choices=(*line.choices[:-1], *change, line.choices[-1]))
        return progress, (Reply(message("interview_otherwise", words=before), kind=Kind.HINT), asked)

    def _said_after(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """What to do where a plain statement after the verdict says otherwise than the answers before it."""
        if asks_back(text):
            return None
        told = self._reader.volunteered(text, "", now)
        changed = [id for id, value in told if progress.answers.get(id) not in (None, value)]
        if not changed:
            return None
        before, change = self._offer_change(progress, changed)
        choices = (*change, *self._speech.next_steps(self.result(progress, now)))
        said = Reply(message("interview_said_otherwise", words=before), (), choices, kind=Kind.HINT)
        return progress, (said,)

    def _offer_change(self, progress: Progress, changed: list[str]) -> tuple[str, list[Choice]]:
        """The answers given before to `changed`, as people read them, and a choice for changing each."""
        before = self._speech.read_back(*((id, progress.answers[id]) for id in changed))
        return before, [
            Choice(ChangeAnswer(id), message("interview_change_one", name=self._speech.name(id)))
            for id in changed
        ]

    # ── taking answers ──

    def _take(
        self, progress: Progress, value: object, beside: tuple[tuple[str, object], ...], now: datetime
    ) -> Said:
        fact = self._facts[progress.asking]
        answers = {id: kept for id, kept in progress.answers.items() if id != fact.id}
        today = now.date()
        if value != UNKNOWN_ANSWER and read_answer(fact, value, today) is State.INVALID:
            return progress, (
                Reply(message("interview_bad", why=self._speech.bad(fact)), kind=Kind.INVALID),
                self._question(progress, now),
            )
        answers[fact.id] = value
        return self._noted(replace(progress, answers=answers), beside, now, fact.id)

    def _noted(
        self, progress: Progress, beside: tuple[tuple[str, object], ...], now: datetime, taken: str = ""
    ) -> Said:
        """Go on, with what was said beside the question taken down and read back."""
        fits = [(id, value) for id, value in beside if self._still_fits(id, value, now)]
        progress = replace(progress, answers={**progress.answers, **dict(fits)})
        assessment = self._assess(progress, now)
        again = self._contradicted(progress, assessment, {taken, *(id for id, _ in fits)}, now)
        if again is not None:
            return again
        before: tuple[Reply, ...] = ()
        if fits:
            assessment = self._applicable(assessment)
            idle = {id for id, _ in fits} - {*assessment.answers}
            kept = {id: value for id, value in progress.answers.items() if id not in idle}
            progress = replace(progress, answers=kept)
            noted = [(id, value) for id, value in fits if id in assessment.answers]
            words = self._speech.read_back(*noted)
            before = (Reply(message("interview_noted", words=words), kind=Kind.NOTED),) if noted else ()
        return self._go_on(progress, assessment, before)

    def _contradicted(
        self, progress: Progress, assessment: Assessment, taken: set[str], now: datetime
    ) -> Said | None:
        """Answers that cannot stand together are asked again, with the reason."""
        for reason in assessment.reasons:
            given = all(progress.answers.get(id) is not None for id in reason.ask_again)
            if taken & set(reason.ask_again) and given:
                kept = {id: value for id, value in progress.answers.items() if id not in reason.ask_again}
                first = next(id for id in self._facts if id in reason.ask_again)
                asked = replace(progress, answers=kept, asking=first, phase=VERDICT)
                told = Reply(reason.text, reason.clauses, kind=Kind.CONTRADICTION)
                return asked, (told, self._question(asked, now))
        return None

    def _back(self, progress: Progress, now: datetime) -> Said:
        if not progress.answers:
            first = Reply(message("interview_at_start"), kind=Kind.REFUSED)
            return progress, (first, *self.question(progress, now))
        return self._ask_again(progress, list(progress.answers)[-1], now)

    def _ask_again(self, progress: Progress, id: str, now: datetime) -> Said:
        answers = {kept: value for kept, value in progress.answers.items() if kept != id}
        phase: Phase = VERDICT if self._facts[id].deciding else PAPERS
        asked = replace(progress, answers=answers, asking=id, phase=phase, menu=False, verdict="")
        return asked, (self._question(asked, now),)

    def _menu(self, progress: Progress) -> Said:
        if not progress.answers:
            return progress, (Reply(message("interview_nothing_yet"), kind=Kind.REFUSED),)
        choices = tuple(
            Choice(ChangeAnswer(id), self._speech.read_back((id, value)))
            for id, value in progress.answers.items()
            if id in self._facts
        )
        keep = Choice(TakeStep("keep"), message("interview_do_keep"))
        menu = Reply(message("interview_change"), (), (*choices, keep), kind=Kind.MENU)
        return replace(progress, menu=True), (menu,)

    # ── what comes next ──

    def _ask(self, progress: Progress, now: datetime, before: tuple[Reply, ...] = ()) -> Said:
        """The next question, or the end of the phase."""
        return self._go_on(progress, self._assess(progress, now), before)

    def _go_on(self, progress: Progress, assessment: Assessment, before: tuple[Reply, ...]) -> Said:
        assessment = self._applicable(assessment)
        fallen = [
            self._speech.name(id)
            for id in progress.answers
            if id in self._facts and id not in assessment.answers
        ]
        if fallen:
            text = message("interview_fell_away", names="、".join(fallen))
            before = (*before, Reply(text, kind=Kind.UPDATED))
        progress = replace(progress, answers=assessment.answers, menu=False)
        if progress.phase != PAPERS:
            asking = None if assessment.closed else self._questioner.deciding(assessment)
            if asking is None:
                return self._verdict(progress, assessment, before)
        else:
            asking = self._questioner.papers(assessment)
            if asking is None:
                return self._list(progress, assessment, before)
        asked = replace(progress, asking=asking)
        return asked, (*before, self._asked(asked, assessment))

    def _applicable(self, assessment: Assessment) -> Assessment:
        """Without the answers whose question, after a change, certainly no longer applies."""
        while True:
            truth = assessment.situation.evaluator.truth
            kept = {
                id: value
                for id, value in assessment.answers.items()
                if id in self._facts and truth(self._facts[id].asked_when) is not False
            }
            if len(kept) == len(assessment.answers):
                return assessment
            assessment = self._assessor.assess(kept, assessment.today)

    def _papers(self, progress: Progress, now: datetime) -> Said:
        """The phase of the papers, once the verdict is known."""
        if progress.phase == PAPERS:
            return progress, self.question(progress, now)
        if progress.phase == VERDICT:
            later = Reply(message("interview_papers_later"), kind=Kind.REFUSED)
            return progress, (later, *self.question(progress, now))
        if self._assess(progress, now).closed:
            return progress, (Reply(message("interview_no_papers"), kind=Kind.REFUSED),)
        return self._ask(replace(progress, phase=PAPERS, asking=""), now)

    def _assess(self, progress: Progress, now: datetime) -> Assessment:
        """The assessment of the answers; a channel asks about the same ones again to show how far they go."""
        key = (repr(tuple(progress.answers.items())), now.date())
        assessment = self._recent.pop(key, None) or self._assessor.assess(progress.answers, key[1])
        self._recent[key] = assessment  # the last is the youngest
        if len(self._recent) > _RECENT:
            del self._recent[next(iter(self._recent))]
        return assessment

    def _still_fits(self, id: str, value: object, now: datetime | None = None) -> bool:
        fact = self._facts.get(id)
        today = now.date() if now else None
        return fact is not None and (
            value == UNKNOWN_ANSWER or read_answer(fact, value, today) is not State.INVALID
        )

    def _question(self, progress: Progress, now: datetime) -> Reply:
        return self._asked(progress, self._assess(progress, now))

    def _asked(self, progress: Progress, assessment: Assessment) -> Reply:
        return self._speech.question(progress, self._left(progress, assessment))

    def _verdict(self, progress: Progress, assessment: Assessment, before: tuple[Reply, ...]) -> Said:
        return self._ended(progress, assessment), (
            *before,
            *self._speech.verdict(result_of(self._assessor, assessment)),
        )

    def _list(self, progress: Progress, assessment: Assessment, before: tuple[Reply, ...]) -> Said:
        return self._ended(progress, assessment), (
            *before,
            *self._speech.papers(result_of(self._assessor, assessment)),
        )

    @staticmethod
    def _ended(progress: Progress, assessment: Assessment) -> Progress:
        return replace(progress, phase=DONE, asking="", verdict=assessment.verdict)


def _no_such() -> Reply:
    return Reply(message("interview_no_such"), kind=Kind.REFUSED)


def _tapped_value(fact: Fact, text: str) -> object:
    """The value whose text stands in an id."""
    return next((option.value for option in fact.options if str(option.value) == text), text)
