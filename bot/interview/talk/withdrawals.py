"""Corrections that name no new value: an answer taken back, the last one the other way round, a digit too many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER, can_be_answer
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.reading.steering import named
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.language.amounts import amounts_in
from bot.language.assent import bare_answer
from bot.language.clauses import clauses
from bot.language.doubt import doubts
from bot.language.exchanging import digit_mistyped, takes_off, turned_round
from bot.language.normalize import normalize
from bot.language.question_words import asks_back
from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.reply import Reply

_COUPLE = 2
_ABOUT = 0.3
"""The chance from which a clause that names no answer is about one."""


class Withdrawals:
    """Takes such corrections in interviews under one pack."""

    def __init__(
        self,
        recorder: Recorder,
        speech: Speech,
        facts: Mapping[str, Fact],
        reader: Callable[[], ReplyReader],
        answer_list: AnswerList,
    ) -> None:
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
            self._turned_round(progress, text, now)
            or self._both(progress, text, now)
            or self._taken_off(progress, text, now)
            or self._made_less(progress, text, now)
            or self._mistyped(progress, text, now)
        )

    def _made_less(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Make a number less by the part of it that is not to count: 92里头有10个是去年的，要扣掉."""
        said = normalize(text)
        if not finder("correction", "subtracts").stands_in(said) or asks_back(text):
            return None
        amounts = list(dict.fromkeys(amounts_in(said)))
        meant = {
            id: value
            for id, value in progress.answers.items()
            if isinstance(value, int) and id != progress.asking and self._is_number(id) and value in amounts
        }
        if len(amounts) != _COUPLE or len(meant) != 1:
            return None
        ((id, value),) = meant.items()
        rest = value - sum(int(amount) for amount in amounts if amount != value)
        fits = 0 < rest < value and can_be_answer(self._facts[id], rest, now.date())
        return self._recorder.revise(progress, {id: rest}, now) if fits else None

    def _is_number(self, id: str) -> bool:
        fact = self._facts.get(id)
        return fact is not None and fact.type == "number"

    def last(self, progress: Progress) -> list[str]:
        """The answers that the last change left; if no change is known, the one that was given last."""
        changed = [id for id in progress.former if id in progress.answers and id in self._facts]
        given = [id for id in progress.answers if id in self._facts and not self._facts[id].from_clock]
        return changed if progress.former else given[-1:]

    def _turned_round(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Put the other of two answers for the last one, or the one that is named: 上题说反了. Of more it is asked again."""
        names = {id: self._facts[id].name for id in progress.answers if id in self._facts}
        rest = turned_round(normalize(text))
        if rest is None or asks_back(text):
            return None
        meant = (named(rest, names) if rest else ()) or (() if rest else tuple(self.last(progress)))
        meant = tuple(id for id in meant if id != progress.asking)
        if len(meant) != 1:
            return self._answer_list.show(progress, now, meant) if meant else None
        (id,) = meant
        others = [one.value for one in self._facts[id].options if one.value != progress.answers[id]]
        if len(others) == 1 and progress.answers[id] != UNKNOWN_ANSWER:
            return self._recorder.revise(progress, {id: others[0]}, now)
        asked, replies = self._recorder.ask_again(progress, id, now)
        return asked, (Reply(message("interview_mistaken", name=self._speech.name(id))), *replies)

    def _both(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Put one yes or no for the two answers of which a message speaks: 车没买，房也没买，两样都改没有."""
        *parts, last = clauses(normalize(text)) or [""]
        value = bare_answer([finder("correction", "both", "orders", "into").sub(last)], "")
        if value is None or not (parts and finder("correction", "both").stands_in(last)):
            return None
        known = {
            id: self._facts[id].name
            for id in progress.answers
            if id in self._facts and self._facts[id].type == "yes_no"
        }
        meant = {id for part in parts for id in self._about(part, known)}
        return (
            self._recorder.revise(progress, dict.fromkeys(meant, value), now)
            if len(meant) == _COUPLE
            else None
        )

    def _taken_off(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Leave open an answer that is not to count any more and for which nothing is told instead: 年纪先别记."""
        parts = clauses(normalize(text))
        off = [part for part in parts if takes_off(part)]
        if len(off) != 1:
            return None
        known = {
            id: self._facts[id].name
            for id, value in progress.answers.items()
            if id in self._facts and id != progress.asking and value != UNKNOWN_ANSWER
        }
        spoken = (
            said for clause in (off[0], *parts) for said in (named(clause, known), self._about(clause, known))
        )
        meant = next((found for found in spoken if found), ())
        if not meant:
            return None
        if len(meant) > 1:
            return self._answer_list.show(progress, now, meant)
        rest = ",".join(part for part in parts if part not in off)
        if not rest or doubts(rest) or finder("doubt", "passes_on").stands_in(rest):
            return self._recorder.revise(progress, {meant[0]: UNKNOWN_ANSWER}, now)
        instead = self._reader.read(self._facts[meant[0]], rest, now)
        if instead.value in (None, progress.answers[meant[0]]):
            return None
        told = {meant[0]: instead.value}
        return (self._recorder.revise if instead.sure else self._recorder.ask_whether)(progress, told, now)

    def _about(self, clause: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """The answer that a clause is about though it does not name it."""
        about = {id: chance for id, chance in self._reader.topics(clause).items() if id in known}
        likeliest = max(about, key=lambda id: about[id], default="")
        return (likeliest,) if about.get(likeliest, 0.0) >= _ABOUT else ()

    def _mistyped(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Ask whether a number is meant without a digit that was typed too often, or with one left out: 年纪多打个1."""
        said = normalize(text)
        mistyped = digit_mistyped(said)
        if mistyped is None or asks_back(text):
            return None
        numbers = {
            id: f"{value}"
            for id, value in progress.answers.items()
            if id in self._facts and self._facts[id].type == "number" and value != UNKNOWN_ANSWER
        }
        meant = [id for id in numbers if any(word in said for word in self._facts[id].near)]
        meant = meant or [id for id in self.last(progress) if id in numbers]
        if len(meant) != 1:
            return None
        (id,) = meant
        found = {value for value in mistyped.instead_of(numbers[id]) if self._fits(id, value, now)}
        return self._recorder.ask_whether(progress, {id: found.pop()}, now) if len(found) == 1 else None

    def _fits(self, id: str, value: int, now: datetime) -> bool:
        return can_be_answer(self._facts[id], value, now.date())
