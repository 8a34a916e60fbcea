"""The list of answers, shown for changing one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.reading.steering import Steering, named, placed
from bot.interview.talk.course import Course
from bot.interview.talk.free_text import FreeText
from bot.interview.talk.progress import DONE, Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.language.normalize import normalize
from bot.language.question_words import asks_back
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.reply import Kind, Reply


class AnswerList:
    """Shows the answers of interviews under one pack, and takes the choice of the one to change."""

    def __init__(
        self,
        course: Course,
        recorder: Recorder,
        free_text: FreeText,
        speech: Speech,
        steering: Steering,
        facts: Mapping[str, Fact],
    ) -> None:
        self._course = course
        self._recorder = recorder
        self._free_text = free_text
        self._speech = speech
        self._steering = steering
        self._facts = facts

    def show(self, progress: Progress, now: datetime, among: Collection[str] = ()) -> Said:
        """Every answer as a choice for changing it, or those `among` alone."""
        if not progress.answers:
            none = Reply(message("interview_nothing_yet"), kind=Kind.REFUSED)
            return progress, (none, *self._course.open_question(progress, now))
        shown = [(id, value) for id, value in progress.answers.items() if id in self._facts]
        some = [(id, value) for id, value in shown if id in among]
        return replace(progress, menu=True), (self._speech.which_to_change(some or shown),)

    def hear(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a message while the list is shown: it picks an answer to change, changes none, or gives another answer at once."""
        if text.isdecimal():  # the places in the list are picked before this
            return self._no_such(progress, now)
        meant = self._named(progress, text)
        if len(meant) == 1 and normalize(text) == normalize(self._facts[meant[0]].name):
            return self._recorder.ask_again(progress, meant[0], now)
        told = self._recorder.revise(progress, self._free_text.revised(progress, text, now), now)
        if told is not None:
            return told
        if self._steering.keeps(text):
            return self.keep(progress, now)
        if meant:
            return self.change(progress, text, now)
        of_others = named(text, {id: fact.name for id, fact in self._facts.items()})
        return self._no_such(progress, now) if of_others and not asks_back(text) else None

    def keep(self, progress: Progress, now: datetime) -> Said:
        """Close the list of answers without a change; an answer that was to be given again stays as it is."""
        kept = Reply(message("interview_kept"))
        closed = replace(progress, menu=False)
        if closed.asking in closed.answers:
            after, replies = self._course.ask(closed, now)
            return after, (kept, *replies)
        if closed.phase == DONE:
            steps = tuple(self._speech.next_steps(self._course.result(closed, now)))
            return closed, (replace(kept, choices=steps),)
        return closed, (kept, *self._course.open_question(closed, now))

    def change(self, progress: Progress, text: str, now: datetime) -> Said:
        """Ask again for the answer that a message wants to change (改课时); show the list if it names none, or several."""
        meant = self._named(progress, text)
        if len(meant) == 1:
            return self._recorder.ask_again(progress, meant[0], now)
        return self.show(progress, now, meant)

    def _named(self, progress: Progress, text: str) -> tuple[str, ...]:
        """The answers that a message names, by their names or the place in the list."""
        by_name = named(text, self.names(progress))
        by_place = "" if by_name else placed(text, progress.answers)
        return (by_place,) if by_place else by_name

    def names(self, progress: Progress) -> dict[str, str]:
        """The names of what can be changed: the answers, and what the clock gave."""
        clocks = (fact.id for fact in self._facts.values() if fact.from_clock)
        return {id: self._facts[id].name for id in (*progress.answers, *clocks) if id in self._facts}

    def _no_such(self, progress: Progress, now: datetime) -> Said:
        after, lines = self.show(progress, now)
        return after, (Reply(message("interview_no_such"), kind=Kind.REFUSED), *lines)
