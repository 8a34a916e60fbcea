"""The course of an interview: from the answers so far to the next question, or to the end of a phase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.interview.engine.answers import can_be_answer
from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.next_question import Questioner
from bot.interview.result.result import Result, result_of
from bot.interview.talk.progress import DONE, PAPERS, VERDICT, Progress, Said
from bot.interview.talk.recent_assessments import RecentAssessments
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.replies.reply import Kind, Reply


class Course:
    """Guides interviews under one pack: first to the verdict, then to the checklist."""

    def __init__(self, assessor: Assessor, speech: Speech, rules: str, notice: str) -> None:
        """`rules` is the version of the pack's rules: answers given under another are checked again. `notice`: its id."""
        self._assessor = assessor
        self._facts = assessor.interview.facts
        self._questioner = Questioner(assessor)
        self._speech = speech
        self._assessments = RecentAssessments(assessor)
        self.rules = rules
        self._notice = notice

    def begun(self) -> Said:
        """A new interview, and how it goes."""
        progress = Progress(rules=self.rules, notice=self._notice)
        return progress, (Reply(message("interview_start"), kind=Kind.INTRODUCTION),)

    def begin(self, now: datetime) -> Said:
        """Begin a new interview."""
        progress, introduction = self.begun()
        return self.ask(progress, now, introduction)

    def started(self, answers: Mapping[str, Any], asking: str | None, now: datetime) -> Progress:
        """An interview that holds `answers` and asks `asking`, whatever the order; None: whatever comes next."""
        progress = Progress(dict(answers), rules=self.rules, notice=self._notice)
        if asking is None:
            return self.ask(progress, now)[0]
        return replace(progress, asking=asking, phase=VERDICT if self._facts[asking].deciding else PAPERS)

    def resume(self, progress: Progress, now: datetime) -> Said:
        """Resume an interview; answers that the rules no longer know are dropped, and the person is told which."""
        before: tuple[Reply, ...] = ()
        if progress.rules != self.rules:
            kept = {
                id: value
                for id, value in progress.answers.items()
                if can_be_answer(self._facts.get(id), value)
            }
            dropped = [id for id in progress.answers if id not in kept]
            names = "；".join(self._facts[id].name for id in dropped if id in self._facts)
            changed = (
                message("interview_rules_changed", dropped=names)
                if names
                else message("interview_rules_same")
            )
            before = (Reply(changed, kind=Kind.UPDATED),)
            progress = replace(progress, answers=kept, phase=VERDICT, verdict="")
            progress = replace(progress, rules=self.rules, notice=self._notice)
        return self.ask(replace(progress, menu=False, paused=False), now, before)

    def open_question(self, progress: Progress, now: datetime) -> tuple[Reply, ...]:
        """Repeat the open question."""
        return (self.question(progress, now),) if progress.asking else ()

    def question(self, progress: Progress, now: datetime) -> Reply:
        """The question about the fact that is being asked."""
        return self._asked(progress, self.assess(progress, now))

    def left(self, progress: Progress, now: datetime) -> int:
        """An estimate of how many questions are left, the open one included."""
        return self._left(progress, self.assess(progress, now))

    def result(self, progress: Progress, now: datetime) -> Result:
        """The result of the interview with the answers so far."""
        assessment = self.assess(progress, now)
        return result_of(self._assessor, assessment, self._questioner.open(assessment))

    def papers(self, progress: Progress, now: datetime) -> Said:
        """Begin the questions about the papers, once the verdict is known."""
        if progress.phase == PAPERS:
            return progress, self.open_question(progress, now)
        if progress.phase == VERDICT:
            later = Reply(message("interview_papers_later"), kind=Kind.REFUSED)
            return progress, (later, *self.open_question(progress, now))
        if self.assess(progress, now).closed:
            return progress, (Reply(message("interview_no_papers"), kind=Kind.REFUSED),)
        return self.ask(replace(progress, phase=PAPERS, asking=""), now)

    def ask(self, progress: Progress, now: datetime, before: tuple[Reply, ...] = ()) -> Said:
        """Ask the next question, or end the phase."""
        return self.go_on(progress, self.assess(progress, now), before)

    def go_on(self, progress: Progress, assessment: Assessment, before: tuple[Reply, ...]) -> Said:
        """Ask the next question, or end the phase, after the answers of `progress` were assessed.

        `before` is said before it.
        """
        assessment = self.applicable(assessment)
        progress = replace(progress, answers=assessment.answers, menu=False)
        if progress.phase != PAPERS:
            asking = None if assessment.closed else self._questioner.deciding(assessment)
            if asking is None:
                return self.verdict(progress, assessment, before)
        else:
            asking = self._questioner.papers(assessment)
            if asking is None:
                return self._listed_papers(progress, assessment, before)
        asked = replace(progress, asking=asking)
        return asked, (*before, self._asked(asked, assessment))

    def verdict(self, progress: Progress, assessment: Assessment, before: tuple[Reply, ...] = ()) -> Said:
        """End the deciding questions with the verdict and its reasons."""
        return self._ended(progress, assessment), (
            *before,
            *self._speech.verdict(result_of(self._assessor, assessment)),
        )

    def assess(self, progress: Progress, now: datetime) -> Assessment:
        """The assessment of the answers so far."""
        return self._assessments.of(progress.answers, now.date())

    def applicable(self, assessment: Assessment) -> Assessment:
        """Drop the answers whose question certainly no longer applies after a change."""
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

    def _left(self, progress: Progress, assessment: Assessment) -> int:
        papers = progress.phase == PAPERS
        return max(len(assessment.ask_checklist) if papers else len(self._questioner.waiting(assessment)), 1)

    def _asked(self, progress: Progress, assessment: Assessment) -> Reply:
        return self._speech.question(progress, self._left(progress, assessment))

    def _listed_papers(self, progress: Progress, assessment: Assessment, before: tuple[Reply, ...]) -> Said:
        return self._ended(progress, assessment), (
            *before,
            *self._speech.papers(result_of(self._assessor, assessment)),
        )

    @staticmethod
    def _ended(progress: Progress, assessment: Assessment) -> Progress:
        return replace(progress, phase=DONE, asking="", verdict=assessment.verdict)
