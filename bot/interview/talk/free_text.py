"""Handles free text in an interview: an answer, several at once, or other words for what was answered before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER, can_be_answer
from bot.interview.engine.assessment import Assessor
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.free_reply import ReplyReader, Told
from bot.interview.talk.course import Course
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.question_words import asks_back
from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.acts import AnswerQuestion
from bot.replies.reply import Choice, Kind, Reply

_KNOWN, _TAKEN_BACK, _NEW = 0.3, 0.12, 0.7
"""The chance from which words are taken for a fact that is not asked: one answered before; one answered before, in a message
that takes something back; one never answered."""
_SEVERAL, _NEW_AMONG = 2, 0.4
"""In a message that tells as many new facts for sure, others are taken from this chance on: 在职，不是公务员，做青瓷，民企."""
_MOST_TO_PICK = 6
"""Options among which it is asked which one is meant; of more the whole question is put again."""
_RIVAL = 0.4
"""The chance of being about an earlier answer from which a message is none to the open question that it is less about."""
_PLAIN_LEAD = 0.5
_PERHAPS = 0.09
"""The chance of being about an earlier answer from which words that answer nothing else may change it."""
_PERHAPS_AMOUNT = 0.3
"""The same of a number or a date, which may be of anything."""
_MORE = 0.1
"""By how much a message must rather be about a fact that was answered before than about the open question."""
_SURE_LATER = 0.9
"""How sure an answer must be to a question of which it is not known yet whether it applies."""
_FAINTLY = 0.05
"""How likely a message that is one clause, and tells something else, must be about the open question to answer that too."""
_BESIDE = 0.25
"""How likely the rest of a message that tells something else must be about the open question to be read as its answer."""
_LEAD = 0.2
"""By how much a message must rather be about a new fact than about the open question."""


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

    def opens(self, text: str) -> float:
        """The chance (0–1) that a message asks for the interview."""
        return self._reader.opens(text)

    def confirms(self, text: str) -> bool | None:
        """Whether a message, said to answers that await confirmation, says that they are right; None if it says neither."""
        return self._reader.assents(text)

    def told_at_first(self, text: str, now: datetime) -> dict[str, object]:
        """What a message that asks for an interview tells."""
        told = self._reader.told_at_first(text, now) if text else {}
        return {id: one.value for id, one in told.items()}

    def revised(self, progress: Progress, text: str, now: datetime) -> dict[str, object]:
        """The answers, given before, that a message changes, and their new values."""
        told = self._told(progress, text, now)
        return {
            id: one.value for id, one in told.items() if progress.answers.get(id) not in (None, one.value)
        }

    def answer(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take words said to the open question; None if they answer nothing."""
        fact = self._facts[progress.asking]
        plain = self._reader.read(fact, text, now)
        again = {} if plain.whole else self._told_again(progress, text, now)
        if again:
            known = Reply(message("interview_told_already", words=self._speech.read_back(*again.items())))
            return progress, (known, *self._course.open_question(progress, now))
        told = {} if plain.whole else self._told(progress, text, now)
        others = self._others(progress, told, now)
        reading = plain if plain.whole else self._reading(progress, text, told, others, now)
        if reading.sure and reading.value not in (None, UNKNOWN_ANSWER):
            others = self._besides(progress, text, told, others)
        if reading.doubtful and not others:
            return progress, (self._which(fact, reading),)
        asked = {} if reading.value is None else {fact.id: reading.value}
        second = self._reader.second_day(fact, text, now) if asked else None
        if second is not None and can_be_answer(self._facts[second[0]], second[1], now.date()):
            others = {**others, second[0]: second[1]}
        changed = {id for id in others if progress.answers.get(id) is not None}
        if changed:
            return self._recorder.revise(progress, {**asked, **others}, now)
        if not asked:
            if others:
                return self._recorder.note(progress, others, now)
            return (
                self._perhaps(progress, text, now)
                or self._of_the_rest(progress, text)
                or self._unfit(progress, reading, now)
            )
        if not reading.sure:
            return self._recorder.ask_whether(progress, {**asked, **others}, now, reading.reason)
        return self._recorder.take(progress, reading.value, others, now)

    def _told_again(self, progress: Progress, text: str, now: datetime) -> dict[str, object]:
        """What was noted last and is told again, and nothing else: 不是公务员 once more answers no other question."""
        last = [id for id in progress.former if progress.answers.get(id) is not None and id in self._facts]
        if len(last) != 1 or last[0] == progress.asking or asks_back(text):
            return {}
        id, value = last[0], progress.answers[last[0]]
        reading = self._reader.read(self._facts[id], text, now)
        rather = self._reader.about(id, text) > self._reader.about(progress.asking, text)
        same = reading.sure and reading.value == value and value != UNKNOWN_ANSWER
        return {id: value} if same and rather and len(clauses(normalize(text))) == 1 else {}

    def answers(self, progress: Progress, text: str, now: datetime) -> bool:
        """Whether a text is, by the pack's own words, an answer to the open question and nothing else."""
        fact = self._facts.get(progress.asking)
        return fact is not None and self._reader.read(fact, text, now).whole

    def surely_told(self, progress: Progress, text: str, now: datetime) -> dict[str, object]:
        """What a text tells, whatever is asked, of facts of which nothing is known yet and whose questions apply.

        Dates and numbers in it may be of anything: 我当副高到年底刚好满五年.
        """
        told = self._reader.told(text, now, _SURE_LATER)
        new = {
            id: one
            for id, one in told.items()
            if progress.answers.get(id) is None and self._facts[id].options
        }
        return self._others(replace(progress, asking=""), new, now)

    def correct(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a statement after the verdict that changes earlier answers; None if it changes none."""
        told = self._told(progress, text, now)
        others = self._others(progress, told, now)
        changed = {id: value for id, value in others.items() if progress.answers.get(id) is not None}
        denied = self._denied(progress, text, now, others)
        if denied:
            return self._recorder.ask_whether(progress, {**denied, **changed}, now)
        return self._recorder.revise(progress, others, now) if changed else self._perhaps(progress, text, now)

    def _denied(
        self, progress: Progress, text: str, now: datetime, others: Mapping[str, object]
    ) -> dict[str, object]:
        """The answers that a message denies without saying what is so instead, with what is likeliest: 我没退休."""
        found = {}
        for clause in () if asks_back(text) else clauses(normalize(text)):
            for id, value in progress.answers.items():
                fact = self._facts.get(id)
                if fact is None or fact.type != "choice" or id in others:
                    continue
                if self._reader.about(id, clause) >= _KNOWN:
                    instead = self._reader.instead_of(fact, value, clause, now)
                    if instead is not None:
                        found[id] = instead
        return found

    def _perhaps(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Ask whether words that answer nothing else change an earlier answer; None if they are not like that."""
        if asks_back(text):
            return None
        likely = []
        for id, before in progress.answers.items():
            about = self._reader.about(id, text) if id in self._facts else 0.0
            if about >= (_PERHAPS if self._facts[id].options else _PERHAPS_AMOUNT):
                reading = self._reader.read(self._facts[id], text, now)
                if reading.value not in (None, UNKNOWN_ANSWER, before):
                    likely.append((about, id, reading.value))
        if not likely:
            return None
        _, id, value = max(likely, key=lambda found: found[0])
        if not can_be_answer(self._facts[id], value, now.date()):
            return None
        return self._recorder.ask_whether(progress, {id: value}, now)

    def _told(self, progress: Progress, text: str, now: datetime) -> dict[str, Told]:
        """What a message tells; of what was never answered only what is sure, for it may be meant for the open question."""
        if asks_back(text):
            return {}
        asked = self._reader.about(progress.asking, text) if progress.asking else 0.0
        back = self._reader.takes_back(text)
        known, new = (_TAKEN_BACK if back else max(_KNOWN, asked + _MORE)), max(_NEW, asked + _LEAD)
        found = self._reader.told(text, now, min(known, _NEW_AMONG), whole=progress.answers)
        if sum(one.chance >= new for one in found.values()) >= _SEVERAL:
            new = max(_NEW_AMONG, asked + _LEAD)
        return {
            id: one
            for id, one in found.items()
            if one.chance
            >= (
                known if progress.answers.get(id) is not None else self._new_beside(progress, found, one, new)
            )
            and not (
                self._takes_it_away(progress, id, one.chance, asked)
                and not (back and self._unlike(progress, id))
            )
        }

    def _new_beside(self, progress: Progress, found: Mapping[str, Told], one: Told, new: float) -> float:
        """The chance from which a new fact is taken, `new` unless another clause answers the question: 交了，单位也推荐了."""
        answer = found.get(progress.asking)
        if answer is None or answer.chance < _NEW or answer.clause == one.clause:
            return new
        return min(new, max(_NEW, self._reader.about(progress.asking, one.clause) + _LEAD))

    def _unlike(self, progress: Progress, id: str) -> bool:
        """Whether an earlier answer is of another type than the open question awaits: a year, and no number."""
        open = self._facts.get(progress.asking)
        return open is not None and id in progress.answers and self._facts[id].type != open.type

    def _takes_it_away(self, progress: Progress, id: str, chance: float, asked: float) -> bool:
        """Whether a bare date or number would be taken from the open question, which awaits one, or what answers its twin.

        党校函授大专 answers where the other degree is from if that is asked, and where the first is if that is.
        """
        fact, open = self._facts[id], self._facts.get(progress.asking)
        if open is not None and id != open.id and _are_twins(fact, open):
            return chance < 1.0
        alike = open is not None and not (fact.options or open.options)
        return alike and chance < 1.0 and chance < asked + _PLAIN_LEAD

    def _reading(
        self,
        progress: Progress,
        text: str,
        told: Mapping[str, Told],
        others: Mapping[str, object],
        now: datetime,
    ) -> Reading:
        """The answer to the open question, read beside what the message tells of other facts."""
        fact = self._facts[progress.asking]
        if not others or (fact.id in told and not fact.options):
            reading = self._reader.read(fact, text, now)
            rival = max((self._reader.about(id, text) for id in progress.answers), default=0.0)
            beside = rival >= max(_RIVAL, self._reader.about(fact.id, text) + _LEAD)
            return Reading() if beside and not reading.whole else reading
        rest = self._reader.without(text, [told[id].clause for id in others])
        reading = self._reader.read(fact, rest, now) if rest else Reading()
        if reading.whole or (rest and self._reader.about(fact.id, rest) >= _BESIDE):
            return reading
        if fact.id in told:
            return Reading(told[fact.id].value)
        # One clause that tells something else may answer as well: 县文化馆, asked for the level of the unit.
        alone = Reading() if rest or not fact.options else self._reader.read(fact, text, now)
        known = alone.sure and alone.value not in (None, UNKNOWN_ANSWER)
        return alone if known and self._reader.about(fact.id, text) >= _FAINTLY else Reading()

    def _others(self, progress: Progress, told: Mapping[str, Told], now: datetime) -> dict[str, object]:
        """What is told of other facts than the open one, and new, if their questions apply: 拿到了 could be of any document."""
        new = {
            id: one.value
            for id, one in told.items()
            if id != progress.asking
            and one.value != UNKNOWN_ANSWER
            and progress.answers.get(id) != one.value
            and can_be_answer(self._facts[id], one.value, now.date())
        }
        if not new:
            return {}
        asked = told.get(progress.asking)
        answers = {**progress.answers, **({} if asked is None else {progress.asking: asked.value}), **new}
        truth = self._assessor.assess(answers, now.date()).situation.evaluator.truth
        return {
            id: value
            for id, value in new.items()
            if progress.answers.get(id) is not None
            or (applies := truth(self._facts[id].asked_when)) is True
            or (
                applies is None and told[id].chance >= _SURE_LATER
            )  # 2015年拿的高级, before the route is known
        }

    def _besides(
        self, progress: Progress, text: str, told: Mapping[str, Told], others: Mapping[str, object]
    ) -> dict[str, object]:
        """What a message tells beside its answer: in one and the same clause it takes nothing back that was said before."""
        one = not self._reader.without(text, [told[id].clause for id in others])
        if not one or progress.asking in told or self._reader.takes_back(text):
            return dict(others)
        return {id: value for id, value in others.items() if progress.answers.get(id) is None}

    def _which(self, fact: Fact, reading: Reading) -> Reply:
        """Ask which of several meanings of an answer is meant."""
        choices = tuple(
            Choice(AnswerQuestion(fact.id, str(value)), self._speech.shown(fact.id, value))
            for value in reading.doubtful
        )
        return Reply(message("interview_which"), fact.clauses, choices, kind=Kind.WHICH)

    def _of_the_rest(self, progress: Progress, text: str) -> Said | None:
        """Ask which option it is if a message denies some of several and says no more (不是返聘), or only affirms: 是的."""
        fact = self._facts[progress.asking]
        affirmed = fact.type == "choice" and finder("courtesy", "affirmed").covers(normalize(text))
        out = () if asks_back(text) else self._reader.denied_by(fact, text, affirmed=affirmed)
        rest = tuple(str(option.value) for option in fact.options if option.value not in out)
        if not (out or affirmed) or len(rest) < _SEVERAL or len(rest) > _MOST_TO_PICK:
            return None
        return progress, (self._which(fact, Reading(doubtful=rest)),)

    def _unfit(self, progress: Progress, reading: Reading, now: datetime) -> Said | None:
        """Say why a date or number cannot be taken as it was said, and ask again; None if that is not known."""
        if not reading.reason:
            return None
        unfit = Reply(message(f"interview_reason_{reading.reason}"), kind=Kind.INVALID)
        return progress, (unfit, *self._course.open_question(progress, now))


def _are_twins(one: Fact, other: Fact) -> bool:
    """Whether two questions have the same options, by which neither can be told from the other."""
    options = [{option.value for option in fact.options} for fact in (one, other)]
    return len(options[0]) > len((True, False)) and options[0] == options[1]
