"""Handles free text in an interview: an answer, several at once, or other words for what was answered before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER, can_be_answer
from bot.interview.engine.assessment import Assessor
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.changed_answers import Revision, RevisionReader
from bot.interview.reading.free_reply import ReplyReader, Told
from bot.interview.reading.steering import named
from bot.interview.talk.course import Course
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.interview.talk.told_beside import ToldBeside
from bot.language.clauses import clauses, parted_further
from bot.language.contrasts import contrasts
from bot.language.doubt import supposes
from bot.language.normalize import normalize
from bot.language.persons import speaks_of_self
from bot.language.question_words import asks_back
from bot.language.word_finder import finder
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.replies.acts import AnswerQuestion
from bot.replies.reply import Choice, Kind, Reply

_MOST_TO_PICK = 6
"""Options among which it is asked which one is meant; of more the whole question is put again."""
_RIVAL = 0.4
"""The chance of being about an earlier answer from which a message is none to the open question that it is less about."""
_FAINTLY = 0.05
"""How likely a message that is one clause, and tells something else, must be about the open question to answer that too."""
_BESIDE = 0.25
"""How likely the rest of a message that tells something else must be about the open question to be read as its answer."""
_LEAD = 0.2
"""By how much a message must rather be about an earlier answer than about the open question to be none to it."""
_SEVERAL = 2
_AS_A_WHOLE = 0.3
"""How likely a text as a whole must mean what one of its clauses alone tells."""
_UNMISTAKABLE = 0.95
"""The chance from which a message that people said in answer to the open question, and marks no question, is nothing else."""
_SAID_OF = 0.5
"""The chance from which a day or number is rather said of another one."""


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
        self._facts = assessor.interview.facts
        self._given_reader = reader
        self.beside = ToldBeside(assessor, reader)

    @cached_property
    def _reader(self) -> ReplyReader:
        return self._given_reader()

    @cached_property
    def _revisions(self) -> RevisionReader:
        return RevisionReader(self._reader, self._facts)

    def opens(self, text: str) -> float:
        """The chance (0–1) that a message asks for the interview."""
        return self._reader.opens(text)

    def about(self, fact: str, text: str) -> float:
        """The chance (0–1) that a message tells something of a fact."""
        return self._reader.about(fact, text)

    def confirms(self, text: str) -> bool | None:
        """Whether a message, said to answers that await confirmation, says that they are right; None if it says neither."""
        return self._reader.assents(text)

    def revised(self, progress: Progress, text: str, now: datetime) -> dict[str, object]:
        """The answers, given before, that a message changes, and their new values."""
        found = self._revisions.read(progress.answers, "", text, now, expected=True)
        return {one.fact: one.value for one in found if one.sure}

    def answer(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take words said to the open question; None if they answer nothing."""
        fact = self._facts[progress.asking]
        plain = self._reader.read(fact, text, now)
        if plain.whole and fact.typed and self._names_another(progress, text):
            plain = replace(plain, whole=False)
        settled = None if plain.whole else self._settled(progress, plain, text, now)
        if settled is not None:
            return settled
        answers = plain.sure and plain.value is not None
        told = {} if plain.whole else self.beside.told(progress, text, now, answers=answers)
        # A day that the answer may be is not taken for another: 从2019年5月起，末了是今年6月.
        days = plain.doubtful if fact.typed else ()
        told = {id: one for id, one in told.items() if str(one.value) not in days or id == fact.id}
        changes = [] if plain.whole else self._changes(progress, text, told, now)
        told_of_asked = plain.sure and plain.value not in (None, UNKNOWN_ANSWER)
        foreign = not plain.whole and self._reader.about(fact.id, text) < _FAINTLY
        if fact.options and told_of_asked and not (foreign and any(one.likely for one in changes)):
            changes = [one for one in changes if one.sure or one.back or one.far]
        second = None if plain.value is None else self._reader.second_day(fact, text, now)
        if second is not None:
            changes = [one for one in changes if one.fact != second[0]]
        faint, changes = changes[:1], [one for one in changes if one.likely]
        revised = {one.fact: one.value for one in changes}
        others = self.beside.applying(_knowing(progress, revised), told, now)
        used = [part for one in changes for part in one.clauses]
        reading = plain if plain.whole else self._reading(progress, text, told, others, used, now)
        if reading.doubtful and not (others or changes):
            return progress, (self._which(fact, reading),)
        asked = {} if reading.value is None else {fact.id: reading.value}
        second = second if asked and not changes else None
        if second is not None and can_be_answer(self._facts[second[0]], second[1], now.date()):
            others = {**others, second[0]: second[1]}
        if not all(one.sure for one in changes) or (revised and asked and not reading.sure):
            return self._recorder.ask_whether(progress, {**asked, **others, **revised}, now)
        others = {**others, **revised}
        if any(progress.answers.get(id) is not None for id in others):
            return self._recorder.revise(progress, {**asked, **others}, now)
        if not asked:
            if others:
                return self._recorder.note(progress, others, now)
            return (
                self._perhaps(progress, faint, now)
                or self._of_the_rest(progress, text)
                or self._unfit(progress, reading, now)
            )
        if not reading.sure:
            return self._recorder.ask_whether(progress, {**asked, **others}, now, reading.reason)
        return self._recorder.take(progress, reading.value, others, now)

    def _settled(self, progress: Progress, plain: Reading, text: str, now: datetime) -> Said | None:
        """What comes of a text that only says that it is not known, or tells what was noted last; None if it does not."""
        if plain.value == UNKNOWN_ANSWER and self.surely_answers(
            progress, text, {progress.asking: plain.value}, now
        ):
            return self._recorder.take(progress, plain.value, {}, now)  # 这个要问单位，我答不来
        again = self._told_again(progress, text, now)
        if not again:
            return None
        known = Reply(message("interview_told_already", words=self._speech.read_back(*again.items())))
        return progress, (known, *self._course.open_question(progress, now))

    def _changes(
        self, progress: Progress, text: str, told: Mapping[str, Told], now: datetime
    ) -> list[Revision]:
        """The answers given before that a message changes; `told` is what it tells of others, which it may mean if they apply."""
        applying = self.beside.applying(progress, told, now) if told else {}
        beside = {told[id].clause: told[id].chance for id in applying}
        found = self._revisions.read(progress.answers, progress.asking, text, now, beside=beside)
        return [one for one in found if can_be_answer(self._facts[one.fact], one.value, now.date())]

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

    def surely_means(self, fact: Fact, text: str, value: object, now: datetime) -> bool:
        """Whether a text that marks no question is nearly certainly said to the question of a fact, and means `value`."""
        options = bool(fact.options) and "?" not in normalize(text)
        return options and self._reader.likely(fact, text, value, now) >= _UNMISTAKABLE

    def surely_answers(
        self, progress: Progress, text: str, meant: Mapping[str, object], now: datetime
    ) -> bool:
        """The same of a text that was read as what is `meant`, of the open question."""
        fact = self._facts.get(progress.asking)
        return fact is not None and self.surely_means(fact, text, meant.get(fact.id), now)

    def surely_answered(self, progress: Progress, text: str, now: datetime) -> bool:
        """The same of a text as the reader reads it."""
        fact = self._facts.get(progress.asking)
        value = None if fact is None else self._reader.read(fact, text, now).value
        return value != UNKNOWN_ANSWER and self.surely_answers(progress, text, {progress.asking: value}, now)

    def answers(self, progress: Progress, text: str, now: datetime) -> bool:
        """Whether a text is, by the pack's own words, an answer to the open question and nothing else."""
        fact = self._facts.get(progress.asking)
        return fact is not None and self._reader.read(fact, text, now).whole

    def amounts(self, progress: Progress, text: str, now: datetime) -> dict[str, object] | None:
        """The numbers, not known yet, that a message of the writer, or of several of them, tells beside their names.

        None if it tells no number so.
        """
        told = self._reader.told(text, now, 1.0)
        numbers = {id: one.value for id, one in told.items() if self._facts[id].type == "number"}
        if supposes(normalize(text)) or not ((speaks_of_self(text) and numbers) or len(numbers) >= _SEVERAL):
            return None
        return {
            id: value
            for id, value in numbers.items()
            if progress.answers.get(id) is None and can_be_answer(self._facts[id], value, now.date())
        }

    def correct(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a statement after the verdict that changes earlier answers; None if it changes none."""
        told = self.beside.told(progress, text, now)
        changes = self._changes(progress, text, told, now)
        if not changes or not changes[0].likely:
            return self._perhaps(progress, changes[:1], now)
        changes = [one for one in changes if one.likely]
        revised = {one.fact: one.value for one in changes}
        if not all(one.sure for one in changes):
            return self._recorder.ask_whether(progress, revised, now)
        others = self.beside.applying(_knowing(progress, revised), told, now)
        return self._recorder.revise(progress, {**others, **revised}, now)

    def _perhaps(self, progress: Progress, faint: Sequence[Revision], now: datetime) -> Said | None:
        """Ask whether words that answer nothing else change an earlier answer."""
        asked = {one.fact: one.value for one in faint}
        return self._recorder.ask_whether(progress, asked, now) if asked else None

    def _reading(
        self,
        progress: Progress,
        text: str,
        told: Mapping[str, Told],
        others: Mapping[str, object],
        used: Collection[str],
        now: datetime,
    ) -> Reading:
        """The answer to the open question, read beside what the message tells of other facts, and its clauses `used` for that."""
        fact = self._facts[progress.asking]
        if (not used and not others) or (fact.id in told and not fact.options):
            reading = self._own(fact, text, self._reader.read(fact, text, now), now)
            least = max(_RIVAL, self._reader.about(fact.id, text) + _LEAD)
            rivals = (
                id
                for id in self._rivals(progress, text, reading, now)
                if self._reader.about(id, text) >= least
            )
            # 义乌的 sounds like what one makes, and names nothing that is made.
            certain = reading.sure and self.surely_means(fact, text, reading.value, now)
            certain = certain and self._reader.about(fact.id, text) >= _FAINTLY
            if not (reading.whole or certain) and any(self._tells(id, text, now) for id in rivals):
                return Reading()
            unread = reading.value is None and not reading.doubtful
            if not unread or fact.id not in told:
                return reading
            value = told[fact.id].value
            alike = not fact.options or self._reader.likely(fact, text, value, now) >= _AS_A_WHOLE
            return Reading(value) if alike else Reading()  # a clause alone tells less than all of it
        if fact.typed and others:
            plain = self._reader.read(fact, text, now)
            if plain.value is not None and not plain.sure and plain.value not in others.values():
                return plain  # 共92，选修占18，剩下全是必修: what is reckoned rests on all of it
        rest = self._reader.without(text, [*(told[id].clause for id in others), *used])
        reading = self._reader.read(fact, rest, now) if rest else Reading()
        as_a_whole = self._as_a_whole(fact, text, now)
        if as_a_whole is not None and as_a_whole.value != reading.value:
            return as_a_whole
        if reading.whole or (rest and self._is_of(fact, rest, reading)):
            return reading
        if fact.id in told:
            return Reading(told[fact.id].value)
        if used:
            return Reading()
        if not fact.options and reading.value is None:
            plain = self._reader.read(fact, text, now)  # 选修十八，另外七十二都是
            return Reading() if plain.value in others.values() else plain
        # One clause that tells something else may answer as well: 县文化馆, asked for the level of the unit.
        several = bool(rest) and fact.type != "choice"
        alone = Reading() if several or not fact.options else self._reader.read(fact, text, now)
        known = alone.sure and alone.value not in (None, UNKNOWN_ANSWER)
        return alone if known and self._reader.about(fact.id, text) >= _FAINTLY else Reading()

    def _as_a_whole(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The answer of a text of which no part can be spared; None if it is no such text.

        It is nearly certain, or sets two things against each other: 本来以为都够，细看还缺一样.
        """
        if not fact.options:
            return None
        reading = self._reader.read(fact, text, now)
        known = reading.sure and reading.value not in (None, UNKNOWN_ANSWER)
        if not known:
            return None
        if self._reader.about(fact.id, text) < _FAINTLY:
            return None
        whole = any(contrasts(normalize(text))) or self.surely_means(fact, text, reading.value, now)
        return reading if whole else None

    def _tells(self, id: str, text: str, now: datetime) -> bool:
        """Whether a text would be an answer to the question of a fact, or leave two open."""
        reading = self._reader.read(self._facts[id], text, now)
        return reading.value is not None or bool(reading.doubtful)

    def _names_another(self, progress: Progress, text: str) -> bool:
        """Whether a day or number is said with words of another one that was answered: 聘任是19年."""
        own = max(_FAINTLY, self._reader.about(progress.asking, text))
        return any(
            self._facts[id].type == self._facts[progress.asking].type
            and self._reader.about(id, text) >= max(_SAID_OF, own + _LEAD)
            for id in progress.answers
            if id in self._facts
        )

    def _own(self, fact: Fact, text: str, reading: Reading, now: datetime) -> Reading:
        """A no as the clauses read without those that say no to another question: 论文登过一篇，项目倒没有."""
        parts = clauses(parted_further(normalize(text)))
        if fact.type != "yes_no" or reading.value is not False or reading.whole or len(parts) < _SEVERAL:
            return reading
        rest = [part for part in parts if not self._denies_another(fact, part, now)]
        own = self._reader.read(fact, ",".join(rest), now) if 0 < len(rest) < len(parts) else reading
        return own if own.value is True else reading

    def _denies_another(self, fact: Fact, clause: str, now: datetime) -> bool:
        """Whether a clause says no to another yes-or-no question, and is plainly less about this one."""
        about = self._reader.topics(clause)
        rivals = {
            id: chance for id, chance in about.items() if id != fact.id and self._facts[id].type == "yes_no"
        }
        id = max(rivals, key=lambda rival: rivals[rival], default="")
        if rivals.get(id, 0.0) < max(_RIVAL, about.get(fact.id, 0.0) + _LEAD) or not named(
            clause, {id: self._facts[id].name}
        ):
            return False
        return self._reader.read(self._facts[id], clause, now).value is False

    def _rivals(self, progress: Progress, text: str, reading: Reading, now: datetime) -> Iterable[str]:
        """The answers given before of which words may tell something else; beside a day or number, what they repeat is none:
        零四年本科毕业 after 本科."""
        typed = (
            self._facts[progress.asking].typed
            and reading.sure
            and reading.value not in (None, UNKNOWN_ANSWER)
        )
        for id, value in progress.answers.items():
            fact = self._facts.get(id)
            repeats = typed and fact is not None and fact.options and self._reader.about(id, text) >= _RIVAL
            if not (
                repeats and fact is not None and self._reader.read(fact, text, now).value in (None, value)
            ):
                yield id

    def _is_of(self, fact: Fact, rest: str, reading: Reading) -> bool:
        """Whether the rest of a message is said to the open question: it is about that, or answers it and is about no other."""
        about = self._reader.about(fact.id, rest)
        if about >= _BESIDE:
            return True
        rival = max(self._reader.topics(rest).values(), default=0.0)
        return reading.sure and reading.value not in (None, UNKNOWN_ANSWER) and rival < max(_RIVAL, about)

    def _which(self, fact: Fact, reading: Reading) -> Reply:
        """Ask which of several meanings of an answer is meant."""
        labels = {str(option.value): option.label for option in fact.options}
        choices = tuple(
            Choice(AnswerQuestion(fact.id, value), labels.get(value) or self._speech.shown(fact.id, value))
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


def _knowing(progress: Progress, answers: Mapping[str, object]) -> Progress:
    """The interview as if these were its answers."""
    return replace(progress, answers={**progress.answers, **answers})
