"""Handles free text in an interview: an answer, several at once, or a contradiction to earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from bot.interview.engine.assessment import Assessor
from bot.interview.reading.exact_reply import Reading
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.reading.steering import takes_back
from bot.interview.talk.course import Course
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.language.question_words import asks_back
from bot.messages import message
from bot.replies.acts import AnswerQuestion, ChangeAnswer
from bot.replies.reply import Choice, Kind, Reply


class FreeText:
    """Reads words as answers in interviews under one pack."""

    def __init__(
        self,
        course: Course,
        recorder: Recorder,
        speech: Speech,
        assessor: Assessor,
        reader: Callable[[], ReplyReader],
    ) -> None:
        self._course = course
        self._recorder = recorder
        self._speech = speech
        self._assessor = assessor
        self._facts = assessor.interview.facts
        self._given_reader = reader

    @cached_property
    def _reader(self) -> ReplyReader:
        return self._given_reader()

    def confirms(self, text: str) -> bool | None:
        """Whether a message, said to answers that await confirmation, says that they are right; None if it says neither."""
        return self._reader.assents(text)

    def answer(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take words said to the open question; None if they answer nothing."""
        fact = self._facts[progress.asking]
        elsewhere = self._reader.elsewhere(text, fact.id)
        if elsewhere is not None and progress.answers.get(elsewhere[0]) is not None:
            return self._recorder.revise(progress, (elsewhere,), now)
        reading = self._reader.read(fact, text, now)
        told = tuple(self._open_ones(progress, self._reader.volunteered(text, fact.id, now), now))
        beside = tuple((id, value) for id, value in told if progress.answers.get(id) is None)
        if reading.value is None and not reading.doubtful and not beside:
            return (
                self.correct(progress, text, now)
                or self._otherwise(progress, told, now)
                or self._unfit(progress, reading, now)
            )
        if reading.doubtful:
            choices = tuple(
                Choice(AnswerQuestion(fact.id, str(value)), self._speech.shown(fact.id, value))
                for value in reading.doubtful
            )
            return progress, (Reply(message("interview_which"), fact.clauses, choices, kind=Kind.WHICH),)
        if reading.value is None:
            return self._recorder.note(progress, beside, now)
        if not reading.sure:
            return self._recorder.ask_whether(progress, {fact.id: reading.value, **dict(beside)}, now)
        return self._recorder.take(progress, reading.value, beside, now)

    def _unfit(self, progress: Progress, reading: Reading, now: datetime) -> Said | None:
        """Say why a date or number cannot be taken as it was said, and ask again; None if that is not known."""
        if not reading.reason:
            return None
        unfit = Reply(message(f"interview_reason_{reading.reason}"), kind=Kind.INVALID)
        return progress, (unfit, *self._course.open_question(progress, now))

    def correct(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Change the earlier answers that a message takes back (其实我退休了) and read them back; None if there are none."""
        if not takes_back(text):
            return None
        return self._recorder.revise(progress, self.told(progress, text, now), now)

    def after_verdict(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """React to a statement after the verdict that contradicts earlier answers."""
        if asks_back(text):
            return None
        told = self._reader.volunteered(text, "", now)
        changed = [id for id, value in told if progress.answers.get(id) not in (None, value)]
        if not changed:
            return None
        before, change = self._offer_change(progress, changed)
        choices = (*change, *self._speech.next_steps(self._course.result(progress, now)))
        said = Reply(message("interview_said_otherwise", words=before), (), choices, kind=Kind.HINT)
        return progress, (said,)

    def told(self, progress: Progress, text: str, now: datetime) -> tuple[tuple[str, object], ...]:
        """All answers that a message gives whatever is asked; short words count only for questions already answered."""
        elsewhere = self._reader.elsewhere(text, "")
        told = (*((elsewhere,) if elsewhere else ()), *self._reader.volunteered(text, "", now))
        found = self._reader.named_elsewhere(text, progress.asking)
        return told or tuple(pair for pair in found if progress.answers.get(pair[0]) is not None)[:1]

    def _open_ones(
        self, progress: Progress, told: Iterable[tuple[str, object]], now: datetime
    ) -> Iterator[tuple[str, object]]:
        """The further answers, without choices of questions that are not open yet: 拿到了 could be about any document."""
        told = tuple(told)
        if not told:
            return
        answers = {**dict(told), **progress.answers}
        truth = self._assessor.assess(answers, now.date()).situation.evaluator.truth
        for id, value in told:
            if not self._facts[id].options or truth(self._facts[id].asked_when) is True:
                yield id, value

    def _otherwise(
        self, progress: Progress, told: tuple[tuple[str, object], ...], now: datetime
    ) -> Said | None:
        """React to a message that contradicts an earlier answer: the person decides whether to change it."""
        changed = [id for id, value in told if progress.answers.get(id) != value]
        if not changed:
            return None
        before, change = self._offer_change(progress, changed)
        line = self._course.question(progress, now)
        asked = replace(line, choices=(*line.choices[:-1], *change, line.choices[-1]))
        return progress, (Reply(message("interview_otherwise", words=before), kind=Kind.HINT), asked)

    def _offer_change(self, progress: Progress, changed: list[str]) -> tuple[str, list[Choice]]:
        """Show the earlier answers to `changed`, with a choice for changing each."""
        before = self._speech.read_back(*((id, progress.answers[id]) for id in changed))
        return before, [
            Choice(ChangeAnswer(id), message("interview_change_one", name=self._speech.name(id)))
            for id in changed
        ]
