"""Corrections apart from what a message tells: one number or day for another, and orders about what was never answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER, can_be_answer
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.reading.steering import named
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.course import Course
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.language.amounts import read_quantity
from bot.language.clauses import clauses
from bot.language.exchanging import exchanged, mistaken, orders_a_change
from bot.language.normalize import normalize
from bot.language.question_words import asks_back
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.reply import Kind, Reply

_WORD_FOR_WORD = 1.0
"""The chance of what a message tells word for word, or by the name of a fact."""


class Corrections:
    """Takes such corrections in interviews under one pack."""

    def __init__(
        self,
        course: Course,
        recorder: Recorder,
        speech: Speech,
        facts: Mapping[str, Fact],
        reader: Callable[[], ReplyReader],
        answer_list: AnswerList,
    ) -> None:
        self._course = course
        self._recorder = recorder
        self._speech = speech
        self._facts = facts
        self._given_reader = reader
        self._answer_list = answer_list

    @cached_property
    def _reader(self) -> ReplyReader:
        return self._given_reader()

    def hear(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a message; None if it is no such correction."""
        return (
            self._exchanged(progress, text, now)
            or self._of_the_last(progress, text, now)
            or self._one_of_several(progress, text, now)
            or self._ordered(progress, text, now)
        )

    def _of_the_last(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Change what was noted last, if a message finds fault with it and tells what is so: 我说错了是18."""
        rest = mistaken(normalize(text))
        last = [id for id in progress.former if id in progress.answers and id in self._facts]
        if not rest or len(last) != 1 or asks_back(text):
            return None
        others = self._reader.told(rest, now, _WORD_FOR_WORD)
        reading = self._reader.read(self._facts[last[0]], rest, now)
        if others.keys() - {last[0]} or not reading.sure or reading.value in (None, UNKNOWN_ANSWER):
            return None
        return self._recorder.revise(progress, {last[0]: reading.value}, now)

    def _one_of_several(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Change the number beside which an order stands (是必修不对，改成58), or ask which of several it means: 课时改成86."""
        said = normalize(text)
        if progress.asking in progress.answers:
            return None  # it is asked again, and this is the answer
        amount = read_quantity(said) if orders_a_change(said) and not asks_back(text) else None
        if amount is None or amount.value is None or self._reader.told(said, now, _WORD_FOR_WORD):
            return None
        fits = {
            id: fact.name
            for id in progress.answers
            if (fact := self._facts.get(id)) is not None
            and fact.type == "number"
            and can_be_answer(fact, self._reader.read(fact, f"{amount.value:g}", now).value, now.date())
        }
        beside = [id for id in fits if any(word in said for word in self._facts[id].near)]
        if len(beside) == 1:
            return self._recorder.revise(progress, {beside[0]: int(amount.value)}, now)
        among = named(said, fits) or tuple(fits)
        return self._answer_list.show(progress, now, among) if len(among) > 1 else None

    def _exchanged(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Put one number or day for another: 不是2012，是2021 changes the answer that has the first.

        If that is one of several, or only its year changes, the person is asked first.
        """
        told = exchanged(normalize(text))
        if told is None:
            return None
        found = {
            id: new
            for id, value in progress.answers.items()
            if (new := self._replaced(self._facts.get(id), value, *told, now)) is not None
        }
        if not found:
            return None
        id = next(reversed(found))
        exact = len(found) == 1 and found[id] == self._reader.read(self._facts[id], told[1], now).value
        if exact:
            return self._recorder.revise(progress, found, now)
        return self._recorder.ask_whether(progress, {id: found[id]}, now)

    def _replaced(self, fact: Fact | None, value: object, old: str, new: str, now: datetime) -> object:
        """The new value of a number or a day that is `old`, or begins with it; None if it is not."""
        if fact is None or fact.options:
            return None
        before, after = (self._reader.read(fact, part, now).value for part in (old, new))
        if before is None or after is None:
            return None
        if before == value:
            put = after
        elif (
            fact.type == "date"
            and f"{value}".startswith(f"{before}-")
            and len(f"{before}") == len(f"{after}")
        ):
            put = f"{after}{f'{value}'[len(f'{before}') :]}"
        else:
            return None
        return put if put != value and can_be_answer(fact, put, now.date()) else None

    def _ordered(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Ask for what a message orders to be changed though it was never answered: 改获奖证书."""
        if asks_back(text):
            return None
        for clause in clauses(normalize(text)):
            id = self._reader.named(clause) if orders_a_change(clause) else ""
            if id and id != progress.asking and id not in progress.answers:
                if self._reader.told(clause, now, 1.0).get(id) is not None:
                    return None
                return self._never_answered(progress, id, now)
        return None

    def _never_answered(self, progress: Progress, id: str, now: datetime) -> Said:
        name = self._speech.name(id)
        truth = self._course.assess(progress, now).situation.evaluator.truth
        if truth(self._facts[id].asked_when) is False:
            idle = Reply(message("interview_not_asked", name=name), kind=Kind.REFUSED)
            return progress, (idle, *self._course.open_question(progress, now))
        asked, replies = self._recorder.ask_again(progress, id, now)
        return asked, (Reply(message("interview_never_answered", name=name)), *replies)
