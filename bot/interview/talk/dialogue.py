"""The dialogue of an interview: a message in, the next state and the replies out. Pure; stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, cast

from bot.hearing.learned_acts import LearnedActs, learn_acts
from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.engine.assessment import FINAL, Assessor
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.reading.steering import Asked, Steering
from bot.interview.talk.answer_list import AnswerList
from bot.interview.talk.course import Course
from bot.interview.talk.exchanges import Corrections
from bot.interview.talk.free_text import FreeText
from bot.interview.talk.progress import Progress, Said
from bot.interview.talk.reading_back import read_back
from bot.interview.talk.recorder import Recorder
from bot.interview.talk.speech import Speech
from bot.interview.talk.steps import Steps
from bot.language.clauses import clauses
from bot.language.doubt import doubts, supposes
from bot.language.exchanging import corrected, finds_fault, without_blame
from bot.language.markup import is_code
from bot.language.may_question import asks_one_may, said_before_may
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.not_known import not_known
from bot.language.persons import person_in, relative
from bot.language.question_words import asks_back, asks_for, asks_in_part, leaves_open, may_ask
from bot.language.spoken_parts import message_parts
from bot.language.word_finder import finder
from bot.language.words import words
from bot.messages import message
from bot.pack.interview_model import Fact
from bot.pack.model import Pack
from bot.replies.acts import CONFIRM, REJECT, AnswerQuestion, ChangeAnswer, InterviewAct, TakeStep
from bot.replies.reply import Kind, Reply

_LIKELY, _SURE, _LEAD = 0.5, 0.8, 0.05
"""The chance from which a message asks for a step; from which it does though it was read as 不清楚; and how much less likely
than a question about the notice such a step may be, for it is said in the middle of an interview."""
_NOTICE = 0.9
"""The chance from which a message that asks something asks about the notice: what it tells beside that is not noted."""
_PROBABLE, _CERTAIN = 0.9, 0.98
"""The chance from which what looks like a wish to be interviewed, or may be 不清楚, is a question about the notice."""
OPENS = 0.7
"""The chance from which a message asks for the interview."""
_OPENS_FOREIGN = 0.93
"""The same where no character is Chinese, below which nothing is asked for: what was learned is Chinese nearly all of it, and
single letters tell little (can i apply 0.98, do i qualify 1.0; hi there 0.90, drop table 0.75)."""
OPENS_TELLING = 0.35
"""The same for a message that tells several facts about somebody, whatever else it asks."""
OPENS_IN_PART = 0.5
"""The same of a clause that asks."""
OPENS_BESIDE = 0.85
"""The same for a message that is a question about the notice as well."""
_TELLING = 2
"""Characters beside the name of somebody else by which a clause tells something of them."""
_SPOKEN_OF = 0.1
"""How likely a message with a question must be about what is asked to say beside it that it is not known or none."""
_MOST_DIGITS = 9
"""Digits of a number in an id."""
_SKIP, _CHANGE = "skip", "change"
_ANOTHER = "another"
"""Why an answer is doubted: it speaks of somebody else than the one whose interview it is."""
TypedAs = Literal["number", "year", "date"]
Likely = Callable[[], float]
"""How likely (0–1) something is; worked out only if it is asked."""


@dataclass(frozen=True)
class Typed:
    """How an answer is typed: as a number, a year or a date, and an example of one."""

    kind: TypedAs
    example: str


@dataclass(frozen=True)
class SpeltAmounts:
    """What came of the numbers that a message spells out; None if all of them were known."""

    noted: Said | None


class Dialogue:
    """Conducts interviews by the rules of one pack."""

    def __init__(
        self,
        pack: Pack,
        assessor: Assessor,
        reader: Callable[[], ReplyReader],
        rules: str,
        acts: Callable[[], LearnedActs] = learn_acts,
    ) -> None:
        """`reader` gives what reads answers in words and `acts` what was learned of how people steer, both asked for at the
        first; `rules` is the version of the interview's rules."""
        self._made_of = pack, assessor, reader, rules, acts
        facts = self._facts = assessor.interview.facts
        speech = self._speech = Speech(pack, assessor.interview)
        course = self._course = Course(assessor, speech, rules, pack.facts.id)
        recorder = self._recorder = Recorder(course, speech, facts)
        steering = self._steering = Steering(acts)
        self._free_text = FreeText(course, recorder, speech, assessor, reader)
        self._answer_list = AnswerList(course, recorder, self._free_text, speech, steering, facts)
        self._corrections = Corrections(course, recorder, speech, facts, reader, self._answer_list)
        self._steps = Steps(course, recorder, self._answer_list, speech, facts)
        self.rules = rules
        self.started = course.started
        self.question = course.open_question
        self.left = course.left
        self.result = course.result
        self.standing = course.standing
        self.handed_in = course.handed_in

    def about_another(self) -> Dialogue:
        """The same dialogue about somebody else than who answers: `{who}` stays in its texts."""
        pack, assessor, reader, rules, acts = self._made_of
        return Dialogue(pack, assessor.about_another, reader, rules, acts)

    def leaves_off(self, text: str) -> bool:
        """Whether a message is word for word how people leave an interview for now, or change nothing."""
        asked = self._steering.asked_for(text)
        return asked.chance == 1.0 and asked.step in ("pause", "keep")

    def opens(self, text: str) -> float:
        """The chance (0–1) that a message asks for the interview."""
        if is_code(text):
            return 0.0
        chance = self._free_text.opens(text)
        return 0.0 if chance < _OPENS_FOREIGN and text.isascii() else chance

    def opens_in_part(self, text: str) -> float:
        """The same of the clause of a message that most asks for it: 自查一下，目前网上还没提交."""
        return max(map(self.opens, clauses(normalize(text))), default=0.0)

    def asks_whether(self, text: str) -> bool:
        """Whether a clause of a message asks for the interview: the last of 我是公务员，业余做了三十年，可以参评吗."""
        return any(
            said_before_may(one) != one or (may_ask(one) and self.opens(one) >= OPENS_IN_PART)
            for one in clauses(normalize(text))
        )

    def asks_apart(self, text: str, now: datetime) -> bool:
        """Whether a clause of a message that tells nothing asks for the interview: the last of 课时只有85，还有没有资格."""
        return any(
            asks_one_may(one) or (may_ask(one) and self.opens(one) >= OPENS and not self.tells(one, now))
            for one in clauses(normalize(text))
        )

    def tells(self, text: str, now: datetime) -> int:
        """How many facts a message tells of how somebody stands, and not of what they want: 想破格 tells none."""
        told = self._free_text.beside.at_first(text, now)
        return sum(not self._facts[id].intended for id in told)

    def is_step(self, text: str) -> bool:
        """Whether a message is word for word what people say for a step of an interview."""
        return self._steering.asked_for(text).chance == 1.0

    def begin(self, now: datetime, text: str = "") -> Said:
        """Begin an interview with what `text` tells already."""
        empty = self._course.begun()
        told = self._free_text.beside.at_first(text, now)
        after, replies = self._recorder.note(empty, told, now)
        return read_back(empty, (after, (*self._course.introduction(after, now), *replies)), self._speech)

    def resume(self, progress: Progress, now: datetime, text: str = "") -> Said:
        """Take an interview up again, with what `text` tells."""
        after, replies = self._course.resume(progress, now)
        told = self._free_text.beside.at_first(text, now)
        news = {id: value for id, value in told.items() if after.answers.get(id) != value}
        if news:
            revised = self._recorder.revise(after, news, now)
            after, replies = revised or (after, replies)
        return read_back(progress, (after, replies), self._speech)

    def hear(
        self, progress: Progress, said: str, now: datetime, about_notice: Likely = lambda: 0.0
    ) -> Said | None:
        """Carry out a message; None if it is neither an answer nor a step of the interview.

        `about_notice` tells how likely the message is a question about the notice.
        """
        heard = self._heard(progress, said.strip(), now, about_notice)
        if heard is None:
            return None
        after, replies = read_back(progress, heard, self._speech)
        if self._perhaps_misread(progress, after, said, now) and replies:
            replies = (*replies[:-1], self._speech.retractable(replies[-1]))
        return after, replies

    def _perhaps_misread(self, before: Progress, after: Progress, said: str, now: datetime) -> bool:
        """Whether what was noted was not said word for word, so that a way to take it back is offered."""
        return bool(_news(before, after)) and not self._free_text.answers(before, said, now)

    def _heard(self, progress: Progress, text: str, now: datetime, about_notice: Likely) -> Said | None:
        if not progress.paused:
            settled = self._settled(progress, text, now)
            if settled is not None:
                return settled
            progress = replace(progress, unconfirmed={}, anew=False)
            corrected = self._corrections.hear(progress, text, now)
            if corrected is not None:
                return corrected
            if progress.former and self._steering.finds_wrong(text) == 1.0:
                return self._steps.say(progress, "mistaken", text, now)
        if progress.menu and not progress.paused:
            chosen = self._answer_list.hear(progress, text, now)
            if chosen is not None:
                return chosen
        answered = None if progress.paused else self._answered(progress, text, now)
        news = {} if answered is None else _news(progress, answered[0])
        meant = news or ({} if answered is None else answered[0].unconfirmed)
        if meant and _is_question(text, meant, about_notice):
            certain = self._free_text.surely_answers(progress, text, meant, now)
            answered, news = (answered, news) if certain else (None, {})
        asked = self._steering.asked_for(text, self._answer_list.names(progress).values())
        if not news and progress.former and self._steering.finds_wrong(text) >= _SURE:
            return self._steps.say(progress, "mistaken", text, now)
        told = meant if asked.step == _CHANGE else news
        if self._steps.possible(progress, asked.step) and _rather(asked, progress, told, about_notice):
            return self._steps.say(progress, asked.step, text, now) or answered
        if _only_unsure(news) and may_ask(text) and about_notice() >= _CERTAIN:
            return None
        if answered is None and progress.awaits_answer and self._goes_on(text, about_notice):
            return self._steps.say(progress, "result", text, now)
        return answered

    def of_another(
        self, progress: Progress, heard: Said, text: str, now: datetime, person: str
    ) -> Said | None:
        """What comes of words that tell of `person` in one's own interview: the answer to what was asked is doubted.

        What is said before it, by itself, is not: 零九年的，我师傅还在世. A daughter may answer for her father without having
        said so; what else she tells of him is none of hers (None).
        """
        own = _before_another(text)
        answered = self.hear(progress, own, now) if own else None
        said_of_own = {} if answered is None else _news(progress, answered[0])
        if said_of_own.keys() == {progress.asking} or (said_of_own and finds_fault(normalize(own))):
            return answered
        news = _news(progress, heard[0])
        if not news and not progress.answers.keys() - heard[0].answers.keys():
            return heard
        if news and all(self._asks_about(id, person) for id in news):
            return heard  # 徒弟证明有的, whoever the apprentices are
        if news and news == said_of_own:
            return answered  # 合同也寻到了，在我老婆那里
        asks_of = may_ask(text) or asks_for(text, "ending")  # 我嫂嫂那种呢，合同工
        blames = finds_fault(normalize(text)) or not asks_of
        if news and blames and news.keys() <= progress.answers.keys():
            return self._recorder.ask_whether(progress, news, now, _ANOTHER)
        answers = news.keys() == {progress.asking} or (progress.asking in news and not asks_of)
        answers = answers and not _turns_to(text, person)
        if progress.answers.items() <= heard[0].answers.items() and answers:
            return self._recorder.ask_whether(progress, news, now, _ANOTHER)
        return None

    def _asks_about(self, id: str, person: str) -> bool:
        """Whether the question of a fact itself speaks of such a person."""
        fact = self._facts.get(id)
        return fact is not None and relative(person) in normalize(fact.question)

    def answers(self, progress: Progress, text: str, now: datetime) -> bool:
        """Whether a text is, by the pack's own words, an answer to the open question and nothing else."""
        return self._free_text.answers(progress, text, now)

    def surely_answers(self, progress: Progress, text: str, now: datetime) -> bool:
        """Whether a text that asks for nothing is nearly certainly an answer to the open question, whoever else it speaks of:
        前年同事报过，就用的这个号."""
        if may_ask(text) or self._free_text.about(progress.asking, text) < _SPOKEN_OF:
            return False
        return self._free_text.surely_answered(progress, text, now)

    def stated(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """What comes of the parts of a message that state something, beside what it asks: 谁来考核我？一份也没有.

        They are an answer if they stand behind the question, or it is only asked whether that counts: 市里盖的章，算不算数.
        None if they do not surely answer the open question alone.
        """
        parts = message_parts(text, at_blanks=False)
        asking = [part for part in parts if asks_back(part) and not signs(normalize(part)) % 2]
        told = "".join(part for part in parts if part not in asking)
        counts = normalize(parts[-1]).rstrip("?").endswith(words("doubt", "counts"))
        if progress.paused or not told or not asking or (parts[-1] in asking and not counts):
            return None
        answered = self._answered(progress, told, now)
        news = {} if answered is None else _news(progress, answered[0])
        if answered is None or news.keys() != {progress.asking}:
            return None
        # 0 and no as well: 我手里没有 may be said of anything.
        denies = any(value in (UNKNOWN_ANSWER, NONE_ANSWER) or not value for value in news.values())
        if denies and (self._free_text.about(progress.asking, text) < _SPOKEN_OF):
            return None  # 后头还有多少题？我腰吃不消
        return read_back(progress, answered, self._speech)

    def answers_first(self, progress: Progress, text: str, now: datetime) -> bool:
        """Whether a message answers the open question before it speaks of somebody else, for whom it asks nothing."""
        own = _before_another(text)
        return (
            bool(own) and self.opens(normalize(text)[len(own) :]) < OPENS and self.answers(progress, own, now)
        )

    def amounts(self, progress: Progress, text: str, now: datetime) -> SpeltAmounts | None:
        """Note the numbers of oneself that a message spells out beside their names, whatever it asks of them.

        None if it spells out none: of 我73课时，必修60，够吗 no part is then read as an answer of its own.
        """
        told = self._free_text.amounts(progress, text, now)
        if told is None:
            return None
        asked = told.pop(progress.asking, None)
        if asked is not None:
            noted: Said | None = self._recorder.take(progress, asked, told, now)
        else:
            noted = self._recorder.note(progress, told, now) if told else None
        return SpeltAmounts(read_back(progress, noted, self._speech) if noted else None)

    def note(self, progress: Progress, text: str, now: datetime, only: str = "") -> Said | None:
        """Note what a text surely tells, whatever is asked (`only`: of that fact), and ask on; None if it tells nothing new."""
        told = self._free_text.beside.surely(progress, text, now)
        told = {id: value for id, value in told.items() if only in ("", id)}
        return read_back(progress, self._recorder.note(progress, told, now), self._speech) if told else None

    def _goes_on(self, text: str, about_notice: Likely) -> bool:
        """Whether a message asks for the interview that is already open."""
        return self.opens(text) >= OPENS and about_notice() < _PROBABLE

    def _settled(self, progress: Progress, text: str, now: datetime) -> Said | None:
        """Take a yes or no to what awaits one: answers that were read back, or that all is to begin anew."""
        if progress.unconfirmed:
            meant = self._free_text.confirms(text)
            yes, no = CONFIRM, REJECT
        elif progress.anew:
            meant = self._steering.begins_anew(text)
            yes, no = "anew", "keep"
        else:
            return None
        return None if meant is None else self._steps.take(progress, yes if meant else no, now)

    def _answered(self, progress: Progress, text: str, now: datetime) -> Said | None:
        if supposes(normalize(text)):
            return None
        if progress.asking in self._facts:
            answered = self._free_text.answer(progress, text, now)
            return answered and self._unless_denied(progress, answered, text, now)
        return self._free_text.correct(progress, text, now)

    def _unless_denied(self, progress: Progress, answered: Said, text: str, now: datetime) -> Said:
        """What was answered; asked about first if it refuses somebody by words that deny something: 参公也挨不着.

        Not if a clause that denies nothing says the same, or if the answer itself denies.
        """
        news = _news(progress, answered[0])
        parts = clauses(normalize(text))
        if news.keys() != {progress.asking} or not any(map(signs, parts)):
            return answered
        (value,) = news.values()
        told = self._speech.shown(progress.asking, value)
        if not value or value in (UNKNOWN_ANSWER, NONE_ANSWER) or signs(normalize(told)):
            return answered
        if self._course.assess(answered[0], now).verdict != FINAL:
            return answered
        plain = (part for part in parts if not signs(part))
        said = (self._free_text.answer(progress, part, now) for part in plain)
        if any(one is not None and _news(progress, one[0]) == news for one in said):
            return answered
        return self._recorder.ask_whether(progress, news, now)

    def tapped(self, progress: Progress, act: InterviewAct, now: datetime) -> Said:
        """Carry out a tap; one that belongs to another question changes nothing."""
        return read_back(progress, self._tapped(progress, act, now), self._speech)

    def _tapped(self, progress: Progress, act: InterviewAct, now: datetime) -> Said:
        if not (isinstance(act, TakeStep) and act.step in (CONFIRM, REJECT)):
            progress = replace(progress, unconfirmed={})
        if isinstance(act, TakeStep):
            done = self._steps.take(self._steps.awake(progress, act.step), act.step, now)
            return done if done is not None else self._stale(progress, now)
        progress = replace(progress, anew=False)
        if isinstance(act, ChangeAnswer) and act.fact in self._facts:
            return self._recorder.ask_again(progress, act.fact, now)
        if isinstance(act, AnswerQuestion) and act.fact == progress.asking and act.fact in self._facts:
            awake = replace(progress, paused=False, menu=False)
            return self._recorder.take(awake, _tapped_value(self._facts[act.fact], act.value), {}, now)
        return self._stale(progress, now)

    def _stale(self, progress: Progress, now: datetime) -> Said:
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

    def typed(self, progress: Progress) -> Typed | None:
        """How the answer that is awaited now is typed; None if it is picked, or none is awaited."""
        waits = progress.awaits_answer and not (progress.menu or progress.unconfirmed or progress.anew)
        fact = self._facts.get(progress.asking)
        if fact is None or not waits or not fact.typed:
            return None
        return Typed(cast("TypedAs", fact.type), self._speech.example(fact))

    def knows(self, fact: str) -> bool:
        """Whether `fact` is one of this interview's."""
        return fact in self._facts


def _tapped_value(fact: Fact, text: str) -> object:
    """Decode the value in an id."""
    value = next((option.value for option in fact.options if str(option.value) == text), text)
    number = (
        fact.type in ("number", "year") and text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    )
    return int(text) if number else value


def _is_question(text: str, news: Mapping[str, object], about_notice: Likely) -> bool:
    """Whether a message that could tell `news` asks about the notice: nothing is noted of what it tells beside that.

    Who doubts (算不算参公我讲不清楚), or leaves it to others, asks nothing; who wants a claim confirmed does: 公务员是不让报的，
    对吧.
    """
    said = normalize(corrected(text))  # 省里的？哦不对，县里的
    if "?" not in said:
        said = ",".join(part for part in clauses(said) if not leaves_open(part))
    if not asks_in_part(without_blame(said) if "?" not in said else said):
        return False
    if _only_unsure(news) and (
        doubts(said)
        or finder("doubt", "passes_on").stands_in(said)
        or _asks_denied(said)
        or not_known(normalize(text))
    ):
        return False
    return about_notice() >= (_LIKELY if asks_for(said, "claim") else _NOTICE)


def _asks_denied(said: str) -> bool:
    """Whether what asks in a normalised text is what was not told or not seen: 办公室没讲几时撤."""
    asking = [clause for clause in clauses(said) if asks_in_part(clause)]
    return all(signs(clause) % 2 and not asks_back(clause) for clause in asking)


def _rather(asked: Asked, progress: Progress, news: Mapping[str, object], about_notice: Likely) -> bool:
    """Whether a message rather asks for a step than it tells `news` or asks about the notice.

    What was read for sure is an answer, unless it would only be 不清楚: 看不懂 is none. 改获奖证书 is no answer either to what
    was never answered.
    """
    if asked.chance == 1.0:
        return True
    changes_nothing = asked.step == _CHANGE and not any(id in progress.answers for id in news)
    if news and not (asked.chance >= _SURE and (_only_unsure(news) or changes_nothing)):
        return False
    if asked.step == _SKIP and asked.chance < _SURE:
        return False  # it would be noted as not known
    lead = _LEAD if asked.chance >= _SURE else 0.0
    return asked.chance >= _LIKELY and asked.chance + lead > about_notice()


def _before_another(text: str) -> str:
    """The clauses of a message before one that tells something of somebody else; empty if none does, or that is first."""
    own: list[str] = []
    for clause in clauses(normalize(text)):
        person = person_in(clause)
        if person:
            return ",".join(own) if len(clause) >= len(person) + _TELLING else ""
        own.append(clause)
    return ""


def _turns_to(text: str, person: str) -> bool:
    """Whether a clause of a message only asks about a person: 我嫂嫂那种呢，合同工."""
    ends = words("question", "ending")
    short = [clause for clause in clauses(normalize(text)) if len(clause) <= len(person) + _TELLING * 2]
    return any(relative(person) in clause and clause.endswith(ends) for clause in short)


def _only_unsure(news: Mapping[str, object]) -> bool:
    """Whether all that was told is that something is not known."""
    return set(news.values()) == {UNKNOWN_ANSWER}


def _news(before: Progress, after: Progress) -> dict[str, object]:
    return {id: value for id, value in after.answers.items() if before.answers.get(id) != value}
