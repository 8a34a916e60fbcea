"""The course of an interview: from the answers so far to the next question, or to the end of a phase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from bot.interview.engine.answers import can_be_answer
from bot.interview.engine.assessment import LATE, Assessment, Assessor
from bot.interview.engine.day_of_asking import day_of_asking
from bot.interview.engine.next_question import Questioner
from bot.interview.result.result import Result, result_of
from bot.interview.talk.foretelling import Foretelling
from bot.interview.talk.progress import DONE, PAPERS, VERDICT, Progress, Said
from bot.interview.talk.recent_assessments import RecentAssessments
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.replies.reply import Kind, Reply

MOST_PAPERS = 5
"""Questions about the papers that are asked in one go."""


class Course:
    """Guides interviews under one pack: first to the verdict, then to the checklist."""

    def __init__(self, assessor: Assessor, speech: Speech, rules: str, notice: str) -> None:
        """`rules` is the version of the pack's rules: answers given under another are checked again. `notice`: its id."""
        self._assessor = assessor
        self._facts = assessor.interview.facts
        self._questioner = Questioner(assessor)
        self._foretelling = Foretelling(assessor)
        self._speech = speech
        self._assessments = RecentAssessments(assessor)
        self.rules = rules
        self._notice = notice

    def counted(self, progress: Progress, now: datetime) -> Progress:
        """An interview that tells no more than what its answers leave open."""
        return replace(progress, counted=self._waiting(progress, self.assess(progress, now)))

    def begun(self) -> Progress:
        """A new interview."""
        return Progress(rules=self.rules, notice=self._notice)

    def started(self, answers: Mapping[str, Any], asking: str | None, now: datetime) -> Progress:
        """An interview that holds `answers` and asks `asking`, whatever the order; None: whatever comes next."""
        progress = replace(self.begun(), answers=dict(answers), asked=tuple(answers))
        if asking is None:
            return self.ask(progress, now)[0]
        deciding = self._facts[asking].deciding
        begun = replace(progress, phase=VERDICT if deciding else PAPERS, batch=0 if deciding else MOST_PAPERS)
        return self.put(begun, asking)

    def resume(self, progress: Progress, now: datetime) -> Said:
        """Resume an interview; answers that the rules no longer know are dropped, and the person is told which."""
        before: tuple[Reply, ...] = ()
        if progress.rules != self.rules:
            progress, before = self._under_new_rules(progress)
        progress = replace(progress, menu=False, paused=False, anew=False)
        if progress.phase == DONE:
            progress = replace(progress, told="")  # who asks again is told all of it
        asked, replies = self.ask(progress, now)
        return asked, (*before, *replies)

    def _under_new_rules(self, progress: Progress) -> Said:
        kept = {
            id: value for id, value in progress.answers.items() if can_be_answer(self._facts.get(id), value)
        }
        dropped = [id for id in progress.answers if id not in kept]
        names = message("between_sentences").join(self._facts[id].name for id in dropped if id in self._facts)
        changed = (
            message("interview_rules_changed", dropped=names) if names else message("interview_rules_same")
        )
        fresh = replace(
            self.begun(), answers=kept, asked=tuple(id for id in progress.asked if id in self._facts)
        )
        return fresh, (Reply(changed, kind=Kind.UPDATED),)

    def introduction(self, progress: Progress, now: datetime) -> tuple[Reply, ...]:
        """How an interview goes and how long it takes, if it asks anything."""
        return (self._speech.introduction(self.left(progress, now)),) if progress.asking else ()

    def question(self, progress: Progress, now: datetime) -> Reply:
        """The question about the fact that is being asked."""
        return self._speech.question(progress, self.left(progress, now))

    def open_question(self, progress: Progress, now: datetime) -> tuple[Reply, ...]:
        """Repeat the open question, in short: its explanation was told when it was put."""
        if progress.asking not in self._facts:
            return ()
        return (self._speech.bare_question(progress, self.left(progress, now)),)

    def left(self, progress: Progress, now: datetime) -> int:
        """About how many questions are left, the open one included: no fewer, unless an answer closes some."""
        assessment = self.assess(progress, now)
        if progress.phase == PAPERS:
            return max(1, len(self._papers_waiting(progress, assessment)))
        return max(1, len({*self._waiting(progress, assessment), progress.asking} - {""}))

    def why(self, progress: Progress, now: datetime) -> Reply:
        """Why the open question is asked."""
        assessment, fact = self.assess(progress, now), self._facts[progress.asking]
        if self._would_be_late(progress, assessment):
            return Foretelling(self._assessor.in_time).why(fact, self._assessor.if_in_time(assessment))
        return self._foretelling.why(fact, assessment)

    def result(self, progress: Progress, now: datetime) -> Result:
        """The result of the interview with the answers so far."""
        assessment = self.assess(progress, now)
        return result_of(self._assessor, assessment, self._questioner.open(assessment))

    def standing(self, progress: Progress, now: datetime) -> Result:
        """The result with the answers so far, without the questions that could still change it: finding these costs most."""
        return result_of(self._assessor, self.assess(progress, now))

    def handed_in(self, progress: Progress, now: datetime) -> bool:
        """Whether the answers tell that the application is handed in."""
        shrinks = self._assessor.interview.shrinks_when
        return shrinks is not None and self.assess(progress, now).situation.evaluator.truth(shrinks) is True

    def so_far(self, progress: Progress, now: datetime) -> Reply:
        """What is decided already."""
        result = result_of(self._assessor, self.assess(progress, now))
        return self._speech.so_far(result, self.left(progress, now))

    def before(self, progress: Progress, now: datetime) -> str:
        """The question that was put before the open one; empty if there is none. One that no longer applies is passed over."""
        put = progress.asked
        if progress.asking in put:
            put = put[: put.index(progress.asking)]
        truth = self.assess(progress, now).situation.evaluator.truth
        applying = (
            id for id in reversed(put) if id in self._facts and truth(self._facts[id].asked_when) is not False
        )
        return next(applying, "")

    def papers(self, progress: Progress, now: datetime) -> Said:
        """Tell the papers by what is known; in the middle of the questions the open one is repeated."""
        assessment = self.assess(progress, now)
        if assessment.closed:
            refused = Reply(message("interview_no_papers"), kind=Kind.REFUSED)
            return progress, (refused, *self.open_question(progress, now))
        if progress.asking:
            return progress, (self._speech.papers_so_far(assessment), *self.open_question(progress, now))
        return self._listed(progress, assessment)

    def more(self, progress: Progress, now: datetime) -> Said:
        """Ask some more questions about the papers, if the verdict is told and leaves any."""
        if progress.asking:
            return progress, self.open_question(progress, now)
        if progress.phase != DONE or self.assess(progress, now).closed:
            return self.papers(progress, now)
        return self.ask(replace(progress, phase=PAPERS, batch=MOST_PAPERS), now)

    def in_time(self, progress: Progress, now: datetime) -> Said:
        """Ask somebody who is late what would have decided before the deadlines."""
        return self.ask(replace(progress, in_time=True), now)

    def ask(self, progress: Progress, now: datetime) -> Said:
        """Ask the next question, or end the phase."""
        return self.go_on(progress, self.assess(progress, now))

    def go_on(self, progress: Progress, assessment: Assessment, earlier: Assessment | None = None) -> Said:
        """Ask the next question, or end the phase, after the answers of `progress` were assessed.

        `earlier` is how the answers stood before this message.
        """
        assessment = self.applicable(assessment)
        progress = replace(progress, answers=assessment.answers, menu=False, anew=False)
        waiting = self._waiting(progress, assessment)
        if waiting:
            return self._put(replace(progress, phase=VERDICT), assessment, waiting)
        if progress.phase != PAPERS or assessment.closed:
            return self._verdict(progress, assessment, earlier)
        return self._next_of_papers(progress, assessment, earlier)

    def verdict(self, progress: Progress, now: datetime) -> Said:
        """Tell the verdict with its reasons."""
        return self._whole_verdict(progress, self.assess(progress, now))

    def assess(self, progress: Progress, now: datetime) -> Assessment:
        """The assessment of the answers so far."""
        return self._assessments.of(progress.answers, day_of_asking(self._assessor.interview, now))

    def _waiting(self, progress: Progress, assessment: Assessment) -> tuple[str, ...]:
        """The questions still to be asked on the way to a verdict; of somebody who is late only those that they want."""
        if self._would_be_late(progress, assessment):
            timely = self._assessor.if_in_time(assessment)
            return () if timely.closed else self._timely.waiting(timely)
        return () if assessment.closed else self._questioner.waiting(assessment)

    @cached_property
    def _timely(self) -> Questioner:
        return Questioner(self._assessor.in_time)

    @staticmethod
    def _would_be_late(progress: Progress, assessment: Assessment) -> bool:
        """Whether somebody who is late wants to know the rest."""
        return progress.in_time and assessment.verdict == LATE

    def applicable(self, assessment: Assessment) -> Assessment:
        """Drop the answers whose question certainly no longer applies after a change.

        One that hangs on what is only offered, and was not answered, stays: what it was asked about there must be.
        """
        while True:
            truth = assessment.situation.evaluator.truth
            kept = {
                id: value
                for id, value in assessment.answers.items()
                if id in self._facts
                and (
                    truth(self._facts[id].asked_when) is not False
                    or self._hangs_on_offered(id, assessment.answers)
                )
            }
            if len(kept) == len(assessment.answers):
                return assessment
            assessment = self._assessor.assess(kept, assessment.today)

    def _hangs_on_offered(self, id: str, answers: Mapping[str, Any]) -> bool:
        """Whether a question applies once something is told that nobody is asked of themselves, and that is not told."""
        names = self._facts[id].asked_when.names()
        return any(
            name in self._facts and self._facts[name].offered and name not in answers for name in names
        )

    def _put(self, progress: Progress, assessment: Assessment, waiting: tuple[str, ...]) -> Said:
        """Put the first of the waiting questions; those that an answer made necessary are named."""
        told_before = bool(progress.counted or progress.told)
        opened = [id for id in waiting if id not in progress.counted] if told_before else []
        after = self.put(replace(progress, counted=waiting), waiting[0])
        return after, (self._speech.question(after, len(waiting), opened),)

    @staticmethod
    def put(progress: Progress, fact: str) -> Progress:
        """An interview that asks `fact`; that it did is remembered for going back."""
        put = progress.asked if fact in progress.asked else (*progress.asked, fact)
        return replace(progress, asking=fact, asked=put)

    def _next_of_papers(self, progress: Progress, assessment: Assessment, earlier: Assessment | None) -> Said:
        if progress.asking in progress.answers:
            progress = replace(progress, batch=max(0, progress.batch - 1))
        waiting = self._papers_waiting(progress, assessment)
        told = progress.told and progress.told != assessment.verdict
        if not waiting:
            if progress.correcting or told:
                return self._verdict(progress, assessment, earlier)
            return self._listed(progress, assessment)
        after = self.put(progress, waiting[0])
        question = self._speech.question(after, len(waiting))
        if not told:
            return after, (question,)
        changed = self._outcome(progress, assessment, earlier)
        return replace(after, told=assessment.verdict), (replace(changed, choices=()), question)

    def _papers_waiting(self, progress: Progress, assessment: Assessment) -> tuple[str, ...]:
        """The questions about the papers that are still wanted and can change something."""
        return tuple(islice(self._questioner.waiting_papers(assessment), progress.batch))

    def _verdict(self, progress: Progress, assessment: Assessment, earlier: Assessment | None) -> Said:
        """End with the verdict: whole if it was not told before, else what became of it."""
        if not progress.told or self._would_be_late(progress, assessment):
            return self._whole_verdict(progress, assessment)
        if progress.told_on and assessment.today is not None:
            earlier = self._assessments.of(progress.told_on, assessment.today)
        return self._ended(progress, assessment), (self._outcome(progress, assessment, earlier),)

    def _outcome(self, progress: Progress, assessment: Assessment, earlier: Assessment | None) -> Reply:
        result = result_of(self._assessor, assessment)
        return self._speech.outcome(progress.told, result, assessment, earlier)

    def _whole_verdict(self, progress: Progress, assessment: Assessment) -> Said:
        told = self._speech.verdict(result_of(self._assessor, assessment))
        return self._ended(progress, assessment), told

    def _listed(self, progress: Progress, assessment: Assessment) -> Said:
        more = next(self._questioner.waiting_papers(assessment), None) is not None
        listed = self._speech.papers(result_of(self._assessor, assessment), assessment, more)
        return self._ended(progress, assessment), listed

    @staticmethod
    def _ended(progress: Progress, assessment: Assessment) -> Progress:
        verdict = assessment.verdict
        return replace(
            progress,
            phase=DONE,
            asking="",
            counted=(),
            batch=0,
            correcting=False,
            verdict=verdict,
            told=verdict,
            told_on=assessment.answers,
        )
