"""The steps that can be taken at any time: why, back, change, again, pause, go on, the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.reading.steering import AGAIN, BACK, CHANGE, GO_ON, KEEP, PAUSE, WHY, read_command
from bot.interview.reading.steering import PAPERS as LIST
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.course import Course
from bot.interview.talk.progress import DONE, Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.acts import CONFIRM, REJECT
from bot.replies.reply import Kind, Reply


class Steps:
    """Takes steps in interviews under one pack."""

    def __init__(
        self, course: Course, recorder: Recorder, answer_list: AnswerList, facts: Mapping[str, Fact]
    ) -> None:
        self._course = course
        self._recorder = recorder
        self._answer_list = answer_list
        self._facts = facts

    def hear(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Carry out a step asked for in words; None if `text` is no such word, or the interview stays paused."""
        changed = self._answer_list.named_change(progress, text)
        if changed:
            return self._recorder.ask_again(replace(progress, paused=False), changed, now)
        command = read_command(text)
        if progress.paused:
            going_on = command in (GO_ON, BACK, CHANGE, AGAIN)
            return self._paused(replace(progress, paused=False), command, now) if going_on else None
        return self.take(progress, command, now) if command else None

    def take(self, progress: Progress, command: str, now: datetime) -> Said | None:
        """Carry out the step `command`; None if it is not possible now."""
        if command == WHY and progress.asking:
            fact = self._facts[progress.asking]
            why = Reply(message("interview_why", help=fact.help), fact.clauses, kind=Kind.REASON_ASKED)
            asked = self._course.question(progress, now)
            left = self._course.left(progress, now)
            bare = message("interview_question_bare", question=fact.question, left=left)
            return progress, (why, replace(asked, text=bare))
        if command == WHY and progress.phase == DONE:
            return self._course.verdict(progress, self._course.assess(progress, now))
        if command == BACK:
            return self._recorder.back(progress, now)
        if command == CHANGE:
            return self._answer_list.show(progress)
        if command == CONFIRM and progress.unconfirmed:
            return self._recorder.confirmed(progress, now)
        if command == REJECT and progress.unconfirmed:
            return self._recorder.rejected(progress, now)
        if command == KEEP:
            return self._answer_list.keep(progress, now)
        if command == AGAIN:
            return self._course.begin(now)
        if command == PAUSE:
            return replace(progress, paused=True), (Reply(message("interview_paused"), kind=Kind.PAUSED),)
        if command == LIST:
            return self._course.papers(progress, now)
        return None

    def _paused(self, progress: Progress, command: str, now: datetime) -> Said | None:
        return self._course.resume(progress, now) if command == GO_ON else self.take(progress, command, now)
