"""What a message tells beside the answer to the open question, of facts of which nothing was known before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER, can_be_answer
from bot.interview.engine.assessment import Assessor
from bot.interview.engine.day_of_asking import day_of_asking
from bot.interview.reading.free_reply import ReplyReader, Told
from bot.interview.reading.weighed_message import pieces_of
from bot.interview.talk.progress import Progress
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.question_words import asks_back, asks_whether_it_counts, may_ask
from bot.language.word_finder import finder
from bot.pack.interview_model import Fact

_NEW = 0.7
"""The chance from which words are taken for a fact that is not asked."""
_SEVERAL, _NEW_AMONG = 2, 0.4
"""In a message that tells as many new facts for sure, others are taken from this chance on: 在职，不是公务员，做唱歌，民企."""
_PLAIN_LEAD = 0.5
"""By how much a bare date or number must rather be about another fact if the open question awaits one."""
_SURELY_OF_IT = 0.9
"""The chance from which a clause that only denies is of another fact by likeness."""
_SURE_LATER = 0.9
"""How sure an answer must be to a question of which it is not known yet whether it applies."""
_LEAD = 0.2
"""By how much a message must rather be about a new fact than about the open question."""


class ToldBeside:
    """Reads such facts in messages to interviews under one pack."""

    def __init__(self, assessor: Assessor, reader: Callable[[], ReplyReader]) -> None:
        self._assessor = assessor
        self._facts = assessor.interview.facts
        self._given_reader = reader

    @cached_property
    def _reader(self) -> ReplyReader:
        return self._given_reader()

    def at_first(self, text: str, now: datetime) -> dict[str, object]:
        """What a message that asks for an interview tells."""
        told = self._reader.told_at_first(text, now) if text else {}
        return {id: one.value for id, one in told.items()}

    def surely(self, progress: Progress, text: str, now: datetime) -> dict[str, object]:
        """What a text tells, whatever is asked, of facts of which nothing is known yet and whose questions apply.

        Dates and numbers in it may be of anything: 我当中级到年底刚好满五年.
        """
        told = self._reader.told(text, now, _SURE_LATER)
        new = {
            id: one
            for id, one in told.items()
            if progress.answers.get(id) is None and self._facts[id].options
        }
        return self.applying(replace(progress, asking=""), new, now)

    def told(self, progress: Progress, text: str, now: datetime, *, answers: bool = False) -> dict[str, Told]:
        """What a message surely tells of what was never answered; what is not sure may be meant for the open question.

        `answers`: the message as a whole surely answers that.
        """
        if asks_back(text) or asks_whether_it_counts(text):
            return {}
        asked = self._reader.about(progress.asking, text) if progress.asking else 0.0
        new = max(_NEW, asked + _LEAD)
        found = self._reader.told(text, now, _NEW_AMONG)
        if sum(one.chance >= new for one in found.values()) >= _SEVERAL:
            new = max(_NEW_AMONG, asked + _LEAD)
        return {
            id: one
            for id, one in found.items()
            if progress.answers.get(id) is None
            and one.chance >= self._new_beside(progress, found, one, new)
            and not self._takes_it_away(progress, id, one.chance, asked)
            and not (answers and self._only_denies(progress, id, one))
            and not self._is_of_what_is_asked(progress, id, one)
        }

    def _is_of_what_is_asked(self, progress: Progress, id: str, one: Told) -> bool:
        """Whether all that a clause names of another choice is named by the open question too, and so is said of that: 合同在 if
        it is asked for projects with a contract."""
        open, fact = self._facts.get(progress.asking), self._facts[id]
        if open is None or open is fact or fact.type != "choice" or fact.kind:
            return False
        asked = normalize(f"{open.question}{open.help}")
        option = next((option for option in fact.options if option.value == one.value), None)
        known = (option.label, *option.words, *option.asked) if option is not None else ()
        names = [name for word in known if (name := normalize(word)) in one.clause]
        return bool(names) and all(name in asked for name in names)

    def _only_denies(self, progress: Progress, id: str, one: Told) -> bool:
        """Whether a clause denies something and names nothing that the question of that fact is about, or what is asked is about
        too: a bare no (还没登) belongs to the open question."""
        fact, open = self._facts[id], self._facts.get(progress.asking)
        if (
            open is None
            or _SURELY_OF_IT <= one.chance < 1.0
            or not (one.value is False or signs(normalize(self._labels(fact, one.value))))
        ):
            return False
        own = pieces_of(normalize(f"{fact.name}{fact.question}")) - pieces_of(
            normalize(f"{open.question}{open.help}")
        )
        return not any(piece in one.clause for piece in own if _names_a_thing(piece))

    @staticmethod
    def _labels(fact: Fact, value: object) -> str:
        return next((option.label for option in fact.options if option.value == value), str(value))

    def _new_beside(self, progress: Progress, found: Mapping[str, Told], one: Told, new: float) -> float:
        """The chance from which a new fact is taken, `new` unless another clause answers the question: 交了，单位也推荐了."""
        answer = found.get(progress.asking)
        if answer is None or answer.chance < _NEW or answer.clause == one.clause:
            return new
        return min(new, max(_NEW, self._reader.about(progress.asking, one.clause) + _LEAD))

    def _takes_it_away(self, progress: Progress, id: str, chance: float, asked: float) -> bool:
        """Whether a bare date or number would be taken from the open question, which awaits one, or what answers its twin.

        党校函授大专 answers where the other degree is from if that is asked, and where the first is if that is.
        """
        fact, open = self._facts[id], self._facts.get(progress.asking)
        if open is fact:
            return False
        if open is not None and _are_twins(fact, open):
            return chance < 1.0
        alike = open is not None and not (fact.options or open.options)
        return alike and chance < 1.0 and chance < asked + _PLAIN_LEAD

    def applying(self, progress: Progress, told: Mapping[str, Told], now: datetime) -> dict[str, object]:
        """What of `told` is of other facts than the open one, and their questions apply: 拿到了 could be of any document."""
        new = {
            id: one.value
            for id, one in told.items()
            if id != progress.asking
            and one.value != UNKNOWN_ANSWER
            and can_be_answer(self._facts[id], one.value, now.date())
        }
        if not new:
            return {}
        asked = told.get(progress.asking)
        answers = {**progress.answers, **({} if asked is None else {progress.asking: asked.value}), **new}
        truth = self._assessor.assess(
            answers, day_of_asking(self._assessor.interview, now)
        ).situation.evaluator.truth
        return {
            id: value
            for id, value in new.items()
            if (applies := truth(self._facts[id].asked_when)) is True
            or (
                applies is None and told[id].chance >= _SURE_LATER
            )  # 2015年拿的中级, before the route is known
        }


def _names_a_thing(piece: str) -> bool:
    """Whether a piece of a question may name a thing: it denies and asks nothing."""
    return not (signs(piece) or may_ask(piece) or finder("naming", "edges").stands_in(piece))


def _are_twins(one: Fact, other: Fact) -> bool:
    """Whether two questions have the same options, by which neither can be told from the other."""
    options = [{option.value for option in fact.options} for fact in (one, other)]
    return len(options[0]) > len((True, False)) and options[0] == options[1]
