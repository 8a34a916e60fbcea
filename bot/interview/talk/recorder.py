"""Records answers: the one that was asked for, others told beside it, earlier ones revised or asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.engine.answers import can_be_answer
from bot.interview.engine.assessment import Assessment
from bot.interview.talk.course import MOST_PAPERS, Course
from bot.interview.talk.progress import DONE, PAPERS, VERDICT, Phase, Progress, Said
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.reply import Kind, Reply


class Recorder:
    """Records the answers of interviews under one pack, and continues the interview."""

    def __init__(self, course: Course, speech: Speech, facts: Mapping[str, Fact]) -> None:
        self._course = course
        self._speech = speech
        self._facts = facts

    def take(self, progress: Progress, value: object, beside: Mapping[str, object], now: datetime) -> Said:
        """Record `value` as the answer to the open question; `beside` are further answers in the same message."""
        fact = self._facts[progress.asking]
        if not can_be_answer(fact, value, now.date()):
            return progress, (
                Reply(message("interview_bad", why=self._speech.bad(fact)), kind=Kind.INVALID),
                *self._course.open_question(progress, now),
            )
        return self._recorded(progress, {fact.id: value}, beside, now)

    def note(self, progress: Progress, beside: Mapping[str, object], now: datetime) -> Said:
        """Continue after answers that nobody asked for."""
        return self._recorded(progress, {}, beside, now)

    def revise(self, progress: Progress, told: Mapping[str, object], now: datetime) -> Said | None:
        """Change earlier answers; None if they are the same as before."""
        changed = {
            id: value
            for id, value in told.items()
            if progress.answers.get(id) != value and can_be_answer(self._facts.get(id), value, now.date())
        }
        if not changed:
            return None
        phase: Phase = PAPERS if progress.phase == PAPERS else VERDICT
        after = replace(_corrected(progress), answers={**progress.answers, **changed}, phase=phase)
        assessment = self._course.assess(after, now)
        return self._contradicted(after, assessment, set(changed), now) or self._course.go_on(
            after, assessment, self._course.assess(progress, now)
        )

    def ask_whether(
        self, progress: Progress, answers: Mapping[str, object], now: datetime, reason: str = ""
    ) -> Said:
        """Ask whether `answers` were meant; nothing is recorded before. `reason`: why they are not what was said."""
        return replace(progress, unconfirmed=dict(answers)), (self._speech.whether(dict(answers), reason),)

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
        """Put the question again that was put before this one."""
        before = self._course.before(progress, now)
        if not before:
            first = Reply(message("interview_at_start"), kind=Kind.REFUSED)
            return progress, (first, *self._course.open_question(progress, now))
        return self.ask_again(progress, before, now)

    def ask_again(self, progress: Progress, id: str, now: datetime) -> Said:
        """Ask for one answer again; it stays, like the others, until there is another."""
        phase: Phase = VERDICT if self._facts[id].deciding else PAPERS
        open = replace(_corrected(progress), phase=phase, menu=False, paused=False)
        if phase == PAPERS and progress.phase == PAPERS:
            open = replace(open, batch=min(MOST_PAPERS, progress.batch + 1))
        asked = self._course.put(open, id)
        return asked, (self._course.question(asked, now),)

    def anew(self, progress: Progress, now: datetime) -> Said:
        """Begin anew; the answers of before can be restored."""
        begun = replace(
            self._course.begun(),
            erased=dict(progress.answers) or progress.erased,
            erased_asked=progress.asked,
        )
        after, replies = self._course.ask(begun, now)
        said = Reply(message("interview_begun_anew"))
        return after, (said, *replies)

    def restore(self, progress: Progress, now: datetime) -> Said:
        """Restore the answers that were taken away when it began anew; others that were given since stay."""
        if not progress.erased:
            none = Reply(message("interview_nothing_erased"), kind=Kind.REFUSED)
            return progress, (none, *self._course.open_question(progress, now))
        answers = {**progress.answers, **progress.erased}
        put = tuple(
            dict.fromkeys(id for id in (*progress.erased_asked, *progress.asked) if id in self._facts)
        )
        restored = replace(self._course.begun(), answers=answers, asked=put)
        after, replies = self._course.ask(restored, now)
        return after, (Reply(message("interview_restored")), *replies)

    def take_back(self, progress: Progress, now: datetime) -> Said:
        """Restore what the last change changed, and ask again what was asked before it."""
        if not progress.former:
            none = Reply(message("interview_nothing_to_take_back"), kind=Kind.REFUSED)
            return progress, (none, *self._course.open_question(progress, now))
        kept = {
            id: value for id, value in {**progress.answers, **progress.former}.items() if value is not None
        }
        restored = replace(_corrected(progress), answers=kept, menu=False)
        if progress.former_asking in self._facts:
            return self.ask_again(restored, progress.former_asking, now)
        phase: Phase = PAPERS if progress.phase == PAPERS else VERDICT
        return self._course.go_on(
            replace(restored, phase=phase),
            self._course.assess(restored, now),
            self._course.assess(progress, now),
        )

    def _recorded(
        self, progress: Progress, taken: Mapping[str, object], beside: Mapping[str, object], now: datetime
    ) -> Said:
        fits = {
            id: value for id, value in beside.items() if can_be_answer(self._facts.get(id), value, now.date())
        }
        after = replace(progress, answers={**progress.answers, **taken, **fits})
        assessment = self._course.assess(after, now)
        again = self._contradicted(after, assessment, {*taken, *fits}, now)
        return again or self._course.go_on(after, assessment, self._course.assess(progress, now))

    def _contradicted(
        self, progress: Progress, assessment: Assessment, taken: set[str], now: datetime
    ) -> Said | None:
        """Ask again for answers that contradict each other, with the reason; None if none do."""
        for reason in assessment.reasons:
            given = all(progress.answers.get(id) is not None for id in reason.ask_again)
            if taken & set(reason.ask_again) and given:
                kept = {id: value for id, value in progress.answers.items() if id not in reason.ask_again}
                first = next(id for id in self._facts if id in reason.ask_again)
                open = replace(progress, answers=kept, phase=VERDICT)
                asked = self._course.put(self._course.counted(open, now), first)
                told = Reply(reason.text, reason.clauses, kind=Kind.CONTRADICTION)
                return asked, (told, self._course.question(asked, now))
        return None


def _corrected(progress: Progress) -> Progress:
    """An interview whose answer is being changed; after the verdict, what becomes of that will be told in short."""
    return replace(progress, verdict="", correcting=progress.correcting or progress.phase == DONE)
