"""The dialogue of an interview: a message in, the next state and the replies out. Pure; stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.interview.engine.assessment import Assessor
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.course import Course
from bot.interview.talk.free_text import FreeText
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.reading_back import read_back
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.interview.talk.steps import Steps
from bot.language.question_words import asks_back
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.pack.model import Pack
from bot.replies.acts import CONFIRM, REJECT, AnswerQuestion, ChangeAnswer, InterviewAct, TakeStep
from bot.replies.reply import Kind, Reply


class Dialogue:
    """Conducts interviews by the rules of one pack."""

    def __init__(
        self,
        pack: Pack,
        assessor: Assessor,
        reader: Callable[[], ReplyReader],
        rules: str,
    ) -> None:
        """`reader` gives what reads answers in words, asked for at the first; `rules` is the version of the interview's rules."""
        facts = self._facts = assessor.interview.facts
        speech = self._speech = Speech(pack, assessor.interview)
        course = self._course = Course(assessor, speech, rules, pack.facts.id)
        recorder = self._recorder = Recorder(course, speech, facts)
        self._free_text = FreeText(course, recorder, speech, assessor, reader)
        self._answer_list = AnswerList(course, recorder, self._free_text, speech, facts)
        self._steps = Steps(course, recorder, self._answer_list, facts)
        self.rules = rules
        self.started = course.started
        self.question = course.open_question
        self.left = course.left
        self.result = course.result

    def opens(self, text: str) -> float:
        """The chance (0–1) that a message asks for the interview."""
        return self._free_text.opens(text)

    def begin(self, now: datetime, text: str = "") -> Said:
        """Begin an interview with what `text` tells already."""
        empty, introduction = self._course.begun()
        told = self._free_text.told_at_first(text, now)
        after, replies = read_back(empty, self._recorder.note(empty, told, now), self._speech)
        return after, (*introduction, *replies)

    def resume(self, progress: Progress, now: datetime, text: str = "") -> Said:
        """Take an interview up again, with what `text` tells."""
        after, replies = self._course.resume(progress, now)
        told = self._free_text.told_at_first(text, now)
        news = {id: value for id, value in told.items() if after.answers.get(id) != value}
        if news:
            revised = self._recorder.revise(after, news, now)
            after, replies = revised or (after, replies)
        return read_back(progress, (after, replies), self._speech)

    def hear(self, progress: Progress, said: str, now: datetime) -> Said | None:
        """Carry out a message; None if it is neither an answer nor a step of the interview."""
        heard = self._heard(progress, said.strip(), now)
        return None if heard is None else read_back(progress, heard, self._speech)

    def _heard(self, progress: Progress, text: str, now: datetime) -> Said | None:
        if progress.unconfirmed and not progress.paused:
            meant = self._free_text.confirms(text)
            if meant is not None:
                step = CONFIRM if meant else REJECT
                return self._steps.take(progress, step, now)
            progress = replace(progress, unconfirmed={})
        if progress.menu and not progress.paused:
            chosen = self._answer_list.hear(progress, text, now)
            if chosen is not None:
                return chosen
        command = self._steps.hear(progress, text, now)
        if command is not None or progress.paused:
            return command
        if not progress.asking:
            return self._free_text.correct(progress, text, now)
        return self._free_text.answer(progress, text, now)

    def tapped(self, progress: Progress, act: InterviewAct, now: datetime) -> Said:
        """Carry out a tap; one that belongs to another question changes nothing."""
        return read_back(progress, self._tapped(progress, act, now), self._speech)

    def _tapped(self, progress: Progress, act: InterviewAct, now: datetime) -> Said:
        if not (isinstance(act, TakeStep) and act.step in (CONFIRM, REJECT)):
            progress = replace(progress, unconfirmed={})
        if isinstance(act, TakeStep):
            done = self._steps.take(replace(progress, paused=False), act.step, now)
            return done if done is not None else (progress, self._course.open_question(progress, now))
        if isinstance(act, ChangeAnswer) and act.fact in self._facts:
            return self._recorder.ask_again(progress, act.fact, now)
        if isinstance(act, AnswerQuestion) and act.fact == progress.asking and act.fact in self._facts:
            return self._recorder.take(progress, _tapped_value(self._facts[act.fact], act.value), {}, now)
        stale = Reply(message("interview_stale"), kind=Kind.STALE)
        return progress, (stale, *self._course.open_question(progress, now))

    def hint(self, progress: Progress, said: str) -> str:
        """The key of the help text for a person whose words were not understood as an answer to the open question."""
        if asks_back(said):
            return "interview_explain"
        kind = self._facts[progress.asking].type
        return {
            "date": "interview_say_date",
            "number": "interview_say_number",
            "year": "interview_say_year",
        }.get(kind, "interview_not_understood")

    def wants_number(self, progress: Progress) -> bool:
        """Whether a bare number answers the open question."""
        if progress.menu or not progress.asking:
            return False
        return self._facts[progress.asking].type in ("number", "year", "date")

    def knows(self, fact: str) -> bool:
        """Whether `fact` is one of this interview's."""
        return fact in self._facts


def _tapped_value(fact: Fact, text: str) -> object:
    """Decode the value in an id."""
    return next((option.value for option in fact.options if str(option.value) == text), text)
