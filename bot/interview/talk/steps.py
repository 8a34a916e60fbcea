"""The steps that can be taken at any time: why, back, change, again, pause, go on, the papers, how far it is, what holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.course import Course
from bot.interview.talk.progress import DONE, Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.acts import InterviewStep
from bot.replies.reply import Kind, Reply

Step = Callable[[Progress, datetime], Said | None]
_SEVERAL = 2
_WHILE_RESTING = frozenset(["result"])
"""Steps that leave an interview that rests as it is."""

_AFTER_VERDICT = (
    "why",
    "back",
    "change",
    "again",
    "undo",
    "take_back",
    "mistaken",
    "go_on",
    "papers",
    "more",
    "list",
    "result",
    "pause",
    "skip",
    "gaps",
)
"""Steps that words may ask for once nothing is asked any more."""
_AT_REST = (
    "back",
    "change",
    "again",
    "undo",
    "take_back",
    "mistaken",
    "go_on",
    "papers",
    "progress",
    "list",
    "result",
    "skip",
    "gaps",
)
"""Steps that words may ask for while the interview rests; other words go elsewhere."""


class Steps:
    """Takes steps in interviews under one pack."""

    def __init__(
        self,
        course: Course,
        recorder: Recorder,
        answer_list: AnswerList,
        speech: Speech,
        facts: Mapping[str, Fact],
    ) -> None:
        self._course = course
        self._recorder = recorder
        self._answer_list = answer_list
        self._speech = speech
        self._facts = facts
        self._steps: Mapping[str, Step] = {
            "why": self._why,
            "meaning": self._meaning,
            "back": self._back,
            "change": answer_list.show,
            "again": self._again,
            "anew": self._anew,
            "undo": self._undo,
            "take_back": self._take_back,
            "mistaken": self._mistaken,
            "pause": self._pause,
            "go_on": self._go_on,
            "skip": self._skip,
            "gaps": self._gaps,
            "papers": course.papers,
            "more": course.more,
            "in_time": course.in_time,
            "progress": self._progress,
            "list": self._list,
            "result": self._result,
            "human": self._human,
            "keep": self._keep,
            "confirm": self._confirm,
            "reject": self._reject,
        }

    @staticmethod
    def possible(progress: Progress, step: str) -> bool:
        """Whether words can ask for a step as the interview stands."""
        if step == "keep":
            return progress.asking in progress.answers
        if step in ("undo", "take_back"):
            return bool(progress.erased or progress.former)
        if progress.paused:
            return step in _AT_REST
        return bool(progress.asking) or step in _AFTER_VERDICT

    @staticmethod
    def awake(progress: Progress, step: str) -> Progress:
        """The interview as a step takes it up; one that only looks at it leaves it at rest."""
        return progress if step in _WHILE_RESTING else replace(progress, paused=False)

    def say(self, progress: Progress, step: str, text: str, now: datetime) -> Said | None:
        """Carry out a step asked for in words; None if it is not possible now."""
        awake = self.awake(progress, step)
        if step == "change":
            return self._answer_list.change(awake, text, now)
        if step == "skip" and (progress.paused or progress.menu):
            return self.take(awake, "go_on", now)
        return self.take(awake, step, now)

    def take(self, progress: Progress, step: InterviewStep | str, now: datetime) -> Said | None:
        """Carry out a step; None if it is not possible now."""
        if step in ("keep", "anew"):
            return self._steps[step](progress, now)
        return self._steps[step](replace(progress, anew=False), now)

    def _why(self, progress: Progress, now: datetime) -> Said | None:
        if progress.asking:
            return progress, (
                self._course.why(progress, now),
                *self._course.open_question(progress, now),
            )
        return self._course.verdict(progress, now) if progress.phase == DONE else None

    def _meaning(self, progress: Progress, now: datetime) -> Said | None:
        if not progress.asking:
            return None
        fact = self._facts[progress.asking]
        meant = Reply(message("interview_meaning", help=fact.help), fact.clauses, kind=Kind.REASON_ASKED)
        return progress, (meant, *self._course.open_question(progress, now))

    def _again(self, progress: Progress, now: datetime) -> Said:
        """Ask first: what was answered would be gone."""
        if not progress.answers:
            return self._recorder.anew(progress, now)
        return replace(progress, anew=True), (self._speech.whether_anew(len(progress.answers)),)

    def _anew(self, progress: Progress, now: datetime) -> Said | None:
        return self._recorder.anew(progress, now) if progress.anew else None

    def _undo(self, progress: Progress, now: datetime) -> Said:
        """Restore what went when it began anew, though something was answered since; else take back the last change."""
        return self._recorder.restore(progress, now) if progress.erased else self._take_back(progress, now)

    def _take_back(self, progress: Progress, now: datetime) -> Said:
        """Take back the last change; that all began anew is one as long as nothing was answered since."""
        anew = progress.erased and not progress.answers
        return self._recorder.restore(progress, now) if anew else self._recorder.take_back(progress, now)

    def _back(self, progress: Progress, now: datetime) -> Said:
        """Go back to the question before; after words that told several things, to the choice which of them to tell again."""
        last = self._told_last(progress)
        if len(last) < _SEVERAL or progress.menu or progress.asking in last:
            return self._recorder.back(progress, now)
        shown, (choices,) = self._answer_list.show(progress, now, last)
        told = replace(choices, text=message("interview_back_several", count=len(last)))
        return shown, (self._speech.retractable(told),)

    def _mistaken(self, progress: Progress, now: datetime) -> Said:
        """Ask again what was answered last; of several, which of them is wrong."""
        last = self._told_last(progress)
        if len(last) != 1:
            return self._answer_list.show(progress, now, last)
        asked, replies = self._recorder.ask_again(progress, last[0], now)
        return asked, (Reply(message("interview_mistaken", name=self._speech.name(last[0]))), *replies)

    def _told_last(self, progress: Progress) -> list[str]:
        """The facts of which the last change left an answer."""
        return [id for id in progress.former if id in progress.answers and id in self._facts]

    def _keep(self, progress: Progress, now: datetime) -> Said:
        return self._answer_list.keep(replace(progress, anew=False), now)

    def _pause(self, progress: Progress, now: datetime) -> Said:
        """Rest, with what is decided already; the question stays open."""
        told = self._course.so_far(progress, now) if progress.asking and progress.answers else None
        return replace(progress, paused=True, menu=False), (self._speech.paused(told),)

    def _go_on(self, progress: Progress, now: datetime) -> Said:
        if progress.phase == DONE and progress.verdict:
            closed = self._course.assess(progress, now).closed
            return self._result(progress, now) if closed else self._course.more(progress, now)
        if progress.asking in progress.answers:
            return self._course.ask(progress, now)
        return self._course.resume(progress, now)

    def _skip(self, progress: Progress, now: datetime) -> Said | None:
        """Leave the open question as not known and ask the next; what was answered before stays."""
        if not progress.asking or progress.asking in progress.answers:
            return self._go_on(progress, now)
        skipped = Reply(message("interview_skipped", name=self._facts[progress.asking].name))
        after, replies = self._recorder.take(progress, UNKNOWN_ANSWER, {}, now)
        return after, (skipped, *replies)

    def _progress(self, progress: Progress, now: datetime) -> Said | None:
        if not progress.asking:
            return None
        told = self._speech.progress(len(progress.answers), self._course.left(progress, now))
        return progress, (told, *self._course.open_question(progress, now))

    def _gaps(self, progress: Progress, now: datetime) -> Said | None:
        """Tell how much is missing by the numbers that were answered; None if none is asked for."""
        told = self._speech.gaps(progress)
        return None if told is None else (progress, (told, *self._course.open_question(progress, now)))

    def _list(self, progress: Progress, now: datetime) -> Said:
        if not progress.answers:
            return self._answer_list.show(progress, now)
        return progress, (self._speech.answers(progress), *self._course.open_question(progress, now))

    def _result(self, progress: Progress, now: datetime) -> Said:
        if progress.phase == DONE:
            return self._course.verdict(progress, now)
        so_far = self._course.so_far(progress, now)
        if progress.paused:
            return progress, (self._speech.at_rest(so_far),)
        return progress, (so_far, *self._course.open_question(progress, now))

    def _human(self, progress: Progress, now: datetime) -> Said:
        return progress, (self._speech.phones(), *self._course.open_question(progress, now))

    def _confirm(self, progress: Progress, now: datetime) -> Said | None:
        return self._recorder.confirmed(progress, now) if progress.unconfirmed else None

    def _reject(self, progress: Progress, now: datetime) -> Said | None:
        return self._recorder.rejected(progress, now) if progress.unconfirmed else None
