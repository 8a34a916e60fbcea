"""Records answers: the one that was asked for, others told beside it, earlier ones revised or asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.engine.answers import can_be_answer
from bot.interview.engine.assessment import Assessment
from bot.interview.talk.course import Course
from bot.interview.talk.progress import PAPERS, VERDICT, Phase, Progress, Said
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.acts import CONFIRM, REJECT, TakeStep
from bot.replies.reply import Choice, Kind, Reply


class Recorder:
    """Records the answers of interviews under one pack, and continues the interview."""

    def __init__(self, course: Course, speech: Speech, facts: Mapping[str, Fact]) -> None:
        self._course = course
        self._speech = speech
        self._facts = facts

    def take(self, progress: Progress, value: object, beside: Mapping[str, object], now: datetime) -> Said:
        """Record `value` as the answer to the open question; `beside` are further answers in the same message."""
        fact = self._facts[progress.asking]
        answers = {id: kept for id, kept in progress.answers.items() if id != fact.id}
        if not can_be_answer(fact, value, now.date()):
            return progress, (
                Reply(message("interview_bad", why=self._speech.bad(fact)), kind=Kind.INVALID),
                self._course.question(progress, now),
            )
        answers[fact.id] = value
        return self.note(replace(progress, answers=answers), beside, now, fact.id)

    def note(self, progress: Progress, beside: Mapping[str, object], now: datetime, taken: str = "") -> Said:
        """Continue after an answer to `taken` ("" if there was none); the answers `beside` it are recorded and read back."""
        fits = [
            (id, value)
            for id, value in beside.items()
            if can_be_answer(self._facts.get(id), value, now.date())
        ]
        progress = replace(progress, answers={**progress.answers, **dict(fits)})
        assessment = self._course.assess(progress, now)
        again = self._contradicted(progress, assessment, {taken, *(id for id, _ in fits)}, now)
        if again is not None:
            return again
        if fits:
            assessment = self._course.applicable(assessment)
            idle = {id for id, _ in fits} - {*assessment.answers}
            kept = {id: value for id, value in progress.answers.items() if id not in idle}
            progress = replace(progress, answers=kept)
        return self._course.go_on(progress, assessment, ())

    def revise(self, progress: Progress, told: Mapping[str, object], now: datetime) -> Said | None:
        """Change earlier answers and read them back; None if they are the same as before."""
        changed = {
            id: value
            for id, value in told.items()
            if progress.answers.get(id) != value and can_be_answer(self._facts.get(id), value, now.date())
        }
        if not changed:
            return None
        phase: Phase = PAPERS if progress.phase == PAPERS else VERDICT
        after = replace(progress, answers={**progress.answers, **changed}, phase=phase, verdict="")
        assessment = self._course.assess(after, now)
        return self._contradicted(after, assessment, set(changed), now) or self._course.go_on(
            after, assessment, ()
        )

    def ask_whether(self, progress: Progress, answers: Mapping[str, object], now: datetime) -> Said:
        """Ask whether `answers` were meant; nothing is recorded before."""
        words = self._speech.read_back(*answers.items())
        clauses = tuple(dict.fromkeys(clause for id in answers for clause in self._facts[id].clauses))
        choices = (
            Choice(TakeStep(CONFIRM), message("interview_confirm_yes")),
            Choice(TakeStep(REJECT), message("interview_confirm_no")),
        )
        asked = Reply(message("interview_confirm", words=words), clauses, choices, kind=Kind.WHICH)
        return replace(progress, unconfirmed=dict(answers)), (asked,)

    def confirmed(self, progress: Progress, now: datetime) -> Said:
        """Record the answers that were asked about."""
        told = dict(progress.unconfirmed)
        progress = replace(progress, unconfirmed={})
        if progress.asking in told:
            value = told.pop(progress.asking)
            return self.take(progress, value, told, now)
        revised = self.revise(progress, told, now)
        return revised or (progress, self._course.open_question(progress, now))

    def rejected(self, progress: Progress, now: datetime) -> Said:
        """Record nothing of what was asked about, and ask the open question again."""
        said = Reply(message("interview_rejected"), kind=Kind.REFUSED)
        progress = replace(progress, unconfirmed={})
        return progress, (said, *self._course.open_question(progress, now))

    def back(self, progress: Progress, now: datetime) -> Said:
        """Ask the last answered question again."""
        if not progress.answers:
            first = Reply(message("interview_at_start"), kind=Kind.REFUSED)
            return progress, (first, *self._course.open_question(progress, now))
        return self.ask_again(progress, list(progress.answers)[-1], now)

    def ask_again(self, progress: Progress, id: str, now: datetime) -> Said:
        """Drop one answer and ask for it again; the others stay."""
        answers = {kept: value for kept, value in progress.answers.items() if kept != id}
        phase: Phase = VERDICT if self._facts[id].deciding else PAPERS
        asked = replace(progress, answers=answers, asking=id, phase=phase, menu=False, verdict="")
        return asked, (self._course.question(asked, now),)

    def _contradicted(
        self, progress: Progress, assessment: Assessment, taken: set[str], now: datetime
    ) -> Said | None:
        """Ask again for answers that contradict each other, with the reason; None if none do."""
        for reason in assessment.reasons:
            given = all(progress.answers.get(id) is not None for id in reason.ask_again)
            if taken & set(reason.ask_again) and given:
                kept = {id: value for id, value in progress.answers.items() if id not in reason.ask_again}
                first = next(id for id in self._facts if id in reason.ask_again)
                asked = replace(progress, answers=kept, asking=first, phase=VERDICT)
                told = Reply(reason.text, reason.clauses, kind=Kind.CONTRADICTION)
                return asked, (told, self._course.question(asked, now))
        return None
