"""The list of answers, shown for changing one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.reading.steering import keeps, named_change
from bot.interview.talk.course import Course
from bot.interview.talk.free_text import FreeText
from bot.interview.talk.progress import DONE, Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.acts import ChangeAnswer, TakeStep
from bot.replies.reply import Choice, Kind, Reply


class AnswerList:
    """Shows the answers of interviews under one pack, and takes the choice of the one to change."""

    def __init__(
        self,
        course: Course,
        recorder: Recorder,
        free_text: FreeText,
        speech: Speech,
        facts: Mapping[str, Fact],
    ) -> None:
        self._course = course
        self._recorder = recorder
        self._free_text = free_text
        self._speech = speech
        self._facts = facts

    def show(self, progress: Progress) -> Said:
        """Every answer as a choice for changing it."""
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

    def hear(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a message while the list is shown: it picks an answer to change, changes none, or gives another answer at once."""
        if keeps(text):
            return self.keep(progress, now)
        if text.isdecimal():  # the places in the list are picked before this
            after, lines = self.show(progress)
            return after, (_no_such(), *lines)
        changed = self.named_change(progress, text)
        if changed and text in self._speech.name(changed):
            return self._recorder.ask_again(progress, changed, now)
        if any(text in fact.name for fact in self._facts.values() if len(text) > 1):
            after, lines = self.show(progress)
            return after, (_no_such(), *lines)
        told = self._recorder.revise(progress, self._free_text.revised(progress, text, now), now)
        return told or (self._recorder.ask_again(progress, changed, now) if changed else None)

    def keep(self, progress: Progress, now: datetime) -> Said:
        """Close the list of answers without a change."""
        choices = (
            self._speech.next_steps(self._course.result(progress, now)) if progress.phase == DONE else ()
        )
        closed = replace(progress, menu=False)
        kept = Reply(message("interview_kept"), (), tuple(choices))
        return closed, (kept, *self._course.open_question(closed, now))

    def named_change(self, progress: Progress, text: str) -> str:
        """The fact whose answer a message wants to change (改学时); empty if it names none."""
        clocks = (fact.id for fact in self._facts.values() if fact.from_clock)
        names = {id: self._speech.name(id) for id in (*progress.answers, *clocks) if id in self._facts}
        return named_change(text, names, progress.menu)


def _no_such() -> Reply:
    return Reply(message("interview_no_such"), kind=Kind.REFUSED)
