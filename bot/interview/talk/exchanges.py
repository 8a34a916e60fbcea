"""Corrections apart from what a message tells: one number or day for another, and orders about what was never answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER, can_be_answer
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.reading.steering import named
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.course import Course
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.interview.talk.withdrawals import Withdrawals
from bot.language.amounts import only_amount, read_quantity
from bot.language.clauses import clauses, parted_further
from bot.language.doubt import doubts
from bot.language.exchanging import (
    exchanged,
    exchanged_parts,
    finds_fault,
    mistaken,
    of_the_last,
    orders_a_change,
    speaks_of_before,
    tells_end,
)
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number
from bot.language.question_words import asks_back
from bot.language.word_finder import finder
from bot.language.words import words
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.reply import Kind, Reply

_BOTH = 2
_LONGEST_PIECE = 12
"""Characters of a piece from its number on of which the beginning is tried as well: 13年还有一个."""
_TOLD_WITH_IT = 0.4
"""The chance from which a clause tells another option as well as the one that is put for what was denied."""
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
        self._withdrawals = Withdrawals(recorder, speech, facts, reader, answer_list)

    @cached_property
    def _reader(self) -> ReplyReader:
        return self._given_reader()

    def hear(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a message; None if it is no such correction."""
        return (
            self._exchanged(progress, text, now)
            or self._one_of_a_pair(progress, text, now)
            or self._swapped(progress, text, now)
            or self._instead_of_a_value(progress, text, now)
            or self._instead_of_an_option(progress, text, now)
            or self._no_longer_known(progress, text, now)
            or self._of_the_last(progress, text, now)
            or self._withdrawals.hear(progress, text, now)
            or self._one_of_several(progress, text, now)
            or self._ordered(progress, text, now)
        )

    def _of_the_last(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Change what was noted last, if a message finds fault with it, or points to it, and tells what is so: 我说错了是18."""
        said = normalize(text)
        rest = mistaken(said) or of_the_last(said)
        last = self._withdrawals.last(progress)
        if not rest or len(last) != 1 or asks_back(text):
            return None
        if self._reader.named(rest) not in ("", last[0]):
            return None  # 不对，主管部门有的
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

    def _swapped(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Give each of two numbers or days the value of the other, if a message says that they were told the wrong way round."""
        said = normalize(text)
        if not finder("correction", "swapped").stands_in(said) or asks_back(text):
            return None
        typed = {
            id: fact
            for id, value in progress.answers.items()
            if (fact := self._facts.get(id)) is not None and not fact.options and value != UNKNOWN_ANSWER
        }
        called = _pair_in(said, typed)
        if called is None:
            return None
        one, other = called
        return self._recorder.revise(
            progress, {one: progress.answers[other], other: progress.answers[one]}, now
        )

    def _instead_of_a_value(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Put a number for the one that a message repeats and finds fault with: 刚才报的96是两年加起来的，今年只有81."""
        said = normalize(text)
        if not (finds_fault(said) or speaks_of_before(said)) or asks_back(text):
            return None
        amounts = [amount for part in clauses(said) if (amount := only_amount(part)) is not None]
        numbers = {id: value for id, value in progress.answers.items() if self._is_number(id)}
        told = [id for id, value in numbers.items() if value in amounts]
        others = [amount for amount in amounts if amount not in numbers.values()]
        if (
            len(told) != 1
            or len(others) != 1
            or not can_be_answer(self._facts[told[0]], others[0], now.date())
        ):
            return None
        return self._recorder.revise(progress, {told[0]: others[0]}, now)

    def _instead_of_an_option(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Change the option that one clause denies to that of the clause that says what is so, with all else that one tells:
        不是企业，是县里的协会. None if it tells nothing else."""
        parts = [] if asks_back(text) else clauses(parted_further(normalize(text)))
        stated = [part for part in parts if part.startswith(words("correction", "instead"))]
        if len(stated) != 1:
            return None
        denied = ",".join(part for part in parts if part != stated[0])
        for id, value in progress.answers.items():
            fact = self._facts.get(id)
            if fact is None or fact.type != "choice" or value not in self._reader.ruled_out(fact, denied):
                continue
            reading = self._reader.read(fact, stated[0], now)
            beside = {
                other: told.value
                for other, told in self._reader.told(stated[0], now, _TOLD_WITH_IT).items()
                if other != id and self._may_be_told(other, told.value, progress, now)
            }
            if beside and reading.sure and reading.value not in (None, UNKNOWN_ANSWER, value):
                return self._recorder.revise(progress, {id: reading.value, **beside}, now)
        return None

    def _may_be_told(self, id: str, value: object, progress: Progress, now: datetime) -> bool:
        """Whether a choice may have been told beside another one, and is new."""
        fact = self._facts[id]
        new = value not in (UNKNOWN_ANSWER, progress.answers.get(id))
        return bool(fact.options) and not fact.offered and new and can_be_answer(fact, value, now.date())

    def _valued(self, progress: Progress, said: str) -> str:
        """The only number, answered before, that a text tells again though it is not asked; empty if there is none."""
        amounts = {amount for part in clauses(said) if (amount := only_amount(part)) is not None}
        told = [
            id
            for id, value in progress.answers.items()
            if self._is_number(id) and id != progress.asking and value in amounts
        ]
        return told[0] if len(told) == len(amounts) == 1 else ""

    def _is_number(self, id: str) -> bool:
        fact = self._facts.get(id)
        return fact is not None and fact.type == "number"

    def _no_longer_known(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Leave open what was answered, if a message calls it by its name and finds fault with it, or by its number, and says
        that it is not known: 92这个数我心里没底."""
        said = normalize(text)
        valued = self._valued(progress, said) if doubts(said) and not asks_back(text) else ""
        if valued:
            return self._recorder.revise(progress, {valued: UNKNOWN_ANSWER}, now)
        id = self._reader.named(said)
        answered = id != progress.asking and progress.answers.get(id, UNKNOWN_ANSWER) != UNKNOWN_ANSWER
        if not (answered and finds_fault(said) and doubts(said)):
            return None
        return self._recorder.revise(progress, {id: UNKNOWN_ANSWER}, now)

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

    def _one_of_a_pair(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Put the other of two numbers or days for the one that is noted: 2018写成2008, 92写成82."""
        said = normalize(text)
        pairs = [] if asks_back(text) else exchanged_parts(said)
        found: dict[str, object] = {}
        for one, other in pairs:
            for id, value in progress.answers.items():
                fact = self._facts.get(id)
                for old, new in ((one, other), (other, one)):
                    put = self._replaced(fact, value, old, new, now)
                    if put is not None and not self._is_other_end(fact, said):
                        found[id] = put
        if not found:
            return None
        about = sorted(found, key=lambda id: self._reader.about(id, said), reverse=True)
        likelier = len(found) == 1 or (
            self._reader.about(about[0], said) >= _BOTH * self._reader.about(about[1], said)
        )
        meant = {about[0]: found[about[0]]}
        ask = self._recorder.ask_whether
        return self._recorder.revise(progress, meant, now) if likelier else ask(progress, meant, now)

    def _value_in(self, fact: Fact, piece: str, now: datetime) -> object:
        """The number or day in a piece of a text, whatever stands before and behind it: 不止15年."""
        told = from_first_number(piece)
        pieces = (
            piece,
            told,
            *(told[:end] for end in range(len(told) - 1, 1, -1) if len(told) <= _LONGEST_PIECE),
        )
        read = (self._reader.read(fact, one, now).value for one in pieces)
        return next((value for value in read if value not in (None, UNKNOWN_ANSWER, NONE_ANSWER)), None)

    @staticmethod
    def _is_other_end(fact: Fact | None, said: str) -> bool:
        """Whether a text tells the end of what of `fact` is the beginning: 21号拖到28号."""
        return fact is not None and bool(fact.until) and tells_end(said) is True

    def _replaced(self, fact: Fact | None, value: object, old: str, new: str, now: datetime) -> object:
        """The new value of a number or a day that is `old`, or begins with it; None if it is not."""
        if fact is None or fact.options:
            return None
        before, after = (self._value_in(fact, part, now) for part in (old, new))
        if before is None and value in self._reader.read(fact, old, now).doubtful:
            before = value  # 不是14号, of a month that it leaves open
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
        elif (
            fact.type == "date" and f"{value}".startswith(f"{before}-") and len(f"{after}") > len(f"{before}")
        ):
            put = after  # 是20年1月1号，不是19年
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


def _pair_in(said: str, typed: Mapping[str, Fact]) -> tuple[str, str] | None:
    """The two of the typed answers that a text calls by their words, by what their names share (两个年份), or as the beginning
    and end of one thing: 起止. None if it does not call two of one kind."""
    by_word = [id for id, fact in typed.items() if any(word in said for word in (*fact.near, fact.name))]
    by_piece = [
        list(named(said, {id: fact.name for id, fact in typed.items() if fact.type == kind}))
        for kind in dict.fromkeys(fact.type for fact in typed.values())
    ]
    ends = [id for id, fact in typed.items() if fact.until in typed]
    spans = (
        [[ends[0], typed[ends[0]].until]]
        if len(ends) == 1 and finder("correction", "span").stands_in(said)
        else []
    )
    for called in (by_word, *by_piece, *spans):
        if len(called) == _BOTH and typed[called[0]].type == typed[called[1]].type:
            return called[0], called[1]
    return None
