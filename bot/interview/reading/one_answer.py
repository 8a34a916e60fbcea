"""An answer in words → the value of a fact: by the pack's own words, and by likeness to how people answered.

What both read alike is noted. What only one of them reads is noted if it is likely enough; a little less likely, the person
is asked whether that was meant; and what is said like no answer is none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bot.hearing.learned_acts import LearnedActs
from bot.hearing.learned_answers import NO_ANSWER, UNSURE
from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.contrast_reader import read_contrast
from bot.interview.reading.described import Describer, name_of, value_of
from bot.interview.reading.exact_reply import ExactReader
from bot.interview.reading.listening import OPENS, Listening, telling
from bot.interview.reading.option_likeness import (
    BESIDE,
    FIRM,
    LIKELY_ENOUGH,
    LIKELY_TO_ASK,
    QUESTION_MARKS,
    SURELY_NONE,
    Likeness,
)
from bot.language.amounts import amounts_in
from bot.language.clauses import clauses, parted_further
from bot.language.concluding import conclusion
from bot.language.doubt import between_two, doubts, leaves_finer_open
from bot.language.exchanging import beyond_concession, corrected, finds_fault
from bot.language.lasting import change_in
from bot.language.negation import denied_denial, opens_with_no, parted_at_denials, rhetorical, signs
from bot.language.normalize import normalize
from bot.language.not_known import left_open, not_known
from bot.language.numerals import from_first_number
from bot.language.ordinals import ordinal
from bot.language.persons import person_in, relative, said_of_self
from bot.language.question_words import asks_back, asks_whether_it_counts, may_ask
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.told_differently import told_differently
from bot.language.word_finder import finder
from bot.pack.interview_model import Fact

_BEYOND = 0.85
"""The chance from which an answer of several clauses tells more than the words in it that answer only seemingly: 单位是参公的，
我自己是签劳动合同的."""
_CLEARER = 1.5
"""How many times as likely as the next an option must be to be proposed instead of one that is denied."""
_PAIR = 2
_TO_END_OF_YEAR = 4
"""Characters of the year with which a day begins."""
_LONG = 30
"""Characters of a message from which it may well be something else that it says is not known."""
_OWN_CLAUSE, _CLEARLY, _BY_FAR = 0.25, 2, 4
"""How likely one of several clauses with dates must be about what is asked, and how many times as likely as the next; and to
be taken without asking."""
_LONGEST_RESPELT = 10
"""Characters of the longest clause of an answer in which characters of the sound of an option may stand for it: the more is
said, the likelier they mean what they say (公式完了结果要填到哪)."""
_LONGEST_DENIED = 60
"""Letters of a denial that is denied: each may hold another, and a longer one means nothing."""
_FAMILIAR = 0.4
"""The share of the pairs of letters of a text that must have been met before for likeness to tell anything: asdfgh is like
nothing."""
_LIKE_ANOTHER, _MEANT_SURELY = 0.85, 0.95
"""The chance of another answer, or none, from which words for not having been told are not taken for not knowing; and of a
day or number."""
_STEPS = "steps"
_VAGUE = "vague"
"""Why an amount could not be read that may be known all the same: 缺去年的."""
_YES, _NO = ("yes", "confirm"), ("no", "reject")


class AnswerReader:
    """Reads answers to one question at a time, for one interview."""

    def __init__(
        self,
        exact: ExactReader,
        describer: Describer,
        listening: Listening,
        acts: LearnedActs,
    ) -> None:
        self._exact = exact
        self._describer = describer
        self._listening = listening
        self._answers = listening.answers
        self._acts = acts
        self._facts = exact.facts
        self.topics = remembered(TEXTS_KEPT)(
            lambda text: listening.topics.found(telling(describer.features(text)))
        )
        """The facts that a text may tell something of, with their chances (0–1)."""
        self._likeness = Likeness(exact, self.topics)
        self._opens = remembered(TEXTS_KEPT)(self._opening)

    def read(self, fact: Fact, text: str, now: datetime) -> Reading:
        """The answer to `fact` in `text`, said at `now`; an empty reading if it holds none."""
        if fact.options and _is_pointed_at(text):
            return Reading()  # 中间那个 of four is none of them, whatever it sounds like
        text = self._own_words(fact, corrected(text))
        rest = beyond_concession(text) if fact.standing else text
        if rest != text:
            granted = self._read(fact, rest, now)
            if granted.sure and granted.value not in (None, UNKNOWN_ANSWER):
                return granted
        upon = self._concluded(fact, text, now) or self._one_upon_another(fact, text, now)
        if upon is not None:
            return upon
        changed = self._changed(fact, text, now) if fact.standing or fact.intended else None
        if changed is None:
            changed = self._contrasted(fact, text, now)
        return changed if changed is not None else self._read(fact, text, now)

    def _concluded(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The day or number that the last clause of a text concludes from those before: 18年退的，第二年聘的，所以是2019年."""
        concluded = (
            conclusion(normalize(text)) if fact.typed and not (may_ask(text) or finds_fault(text)) else ""
        )
        if not from_first_number(concluded):
            return None
        reading = self._exact.read(fact, concluded, now)
        known = reading.value not in (None, UNKNOWN_ANSWER, NONE_ANSWER)
        return replace(reading, whole=True) if known and reading.sure else None

    def _contrasted(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The answer of one who sets two things against each other; None if nothing comes of that."""
        exact = self._exact.read(fact, text, now)
        if exact.whole and exact.value is not None:
            return None
        found = read_contrast(
            fact,
            text,
            lambda part: self._read(fact, part, now),
            lambda value: self._exact.affirms(fact, value),
        )
        known = found is not None and found.sure and found.value not in (None, UNKNOWN_ANSWER)
        return None if exact.whole and not known else found

    @staticmethod
    def _own_words(fact: Fact, text: str) -> str:
        """What a text says of the writer beside others (老伴退了，我还在岗), unless the question is about such others."""
        said = normalize(text)
        own = said_of_self(said)
        if finder("person", "pronouns").stands_in(own):
            return text  # 老板亲自弄的，我看着她点的
        asked = own != said and any(
            (person := person_in(part)) and relative(person) in normalize(fact.question)
            for part in clauses(said)
        )
        return text if own == said or asked else own

    def _changed(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The answer of one who tells what was and is no more; None if the text tells no such change.

        What is now counts. If that is not said, the question stays open: 我是公务员，不过已经辞职了.
        """
        if len(clauses(normalize(text))) == 1 and finder("state", "origin").stands_in(normalize(text)):
            return Reading()  # 老家台州 does not say where one works
        change = change_in(text)
        if not change.was or self._exact.read(fact, text, now).whole:
            return None
        present = self._read(fact, change.now, now) if change.now else Reading()
        known = present.sure and present.value not in (None, UNKNOWN_ANSWER)
        before = self._read(fact, change.was, now).value if change.ended else None
        rest = [option.value for option in fact.options if option.value != before]
        neutral = next((value for value in rest if not self._exact.affirms(fact, value)), None)
        if before is None or before == UNKNOWN_ANSWER or (known and present.value != neutral):
            return present if known else None
        if neutral is not None and self._exact.affirms(fact, before):
            return Reading()  # what the notice says of those who left is told
        return Reading(doubtful=tuple(map(str, rest)))

    def _read(self, fact: Fact, text: str, now: datetime) -> Reading:
        text = self._respelt(fact, text)
        if fact.options and asks_whether_it_counts(text):
            return Reading()
        if (fact.options and self._is_between_two(fact, text, now)) or self._is_not_known(fact, text, now):
            return Reading(UNKNOWN_ANSWER)
        if text.rstrip().endswith(QUESTION_MARKS) and self._exact.compares(fact, text):
            return Reading()
        inner = denied_denial(next(iter(clauses(normalize(text))), "")) if fact.options else ""
        if (
            0 < len(inner) <= _LONGEST_DENIED
            and not asks_back(text)
            and (fact.type == "yes_no" or opens_with_no(inner))
        ):
            return self._affirmed(fact, inner, now)
        exact = self._in_the_packs_words(fact, text, now)
        values = self._describer.beside(fact, text, exact)
        chances = self._answers.chances(fact.id, values)
        if not chances or (exact.value is None and self._answers.familiar(fact.id, values) < _FAMILIAR):
            return exact
        likeliest = max(chances, key=lambda answer: chances[answer])
        several = len(clauses(normalize(text))) > 1
        if exact.whole and (
            exact.value is not None or chances[likeliest] < (_BEYOND if several else SURELY_NONE)
        ):
            return exact
        if exact.value == UNKNOWN_ANSWER:
            exact = self._beside_not_knowing(fact, text, exact, likeliest, chances[likeliest], now)
        if not fact.options:
            return _told(fact, exact, text, chances)
        reading = self._joined(fact, text, now) or self._likeness.choice(fact, text, exact, chances)
        if several and reading.value in (None, UNKNOWN_ANSWER) and not reading.doubtful:
            reading = self._beside_doubt(fact, text, now) or reading
        elif several and any(map(_doubts_that_it_counts, clauses(normalize(text)))):
            reading = replace(reading, sure=False)
        denies = (reading.value is False and reading.sure) or bool(reading.doubtful)
        if fact.type == "yes_no" and several and denies:
            return self._one_of_both(fact, text, now) or reading
        return reading

    def _in_the_packs_words(self, fact: Fact, text: str, now: datetime) -> Reading:
        """What a text says by the pack's own words; of a day or number also what one of its clauses tells."""
        text = _without_lost(text) if fact.type == "number" else text
        exact = Reading() if self._exact.leaves_two(fact, text) else self._exact.read(fact, text, now)
        if exact.value is None and not exact.doubtful and fact.type == "choice":
            stated = self._stated(fact, text, now)
            exact = stated if stated.value is not None else exact
        if fact.past and fact.type == "date" and len(exact.doubtful) > 1:
            exact = self._of_its_clause(fact, text, now) or exact
        if fact.typed and exact.value in (None, UNKNOWN_ANSWER) and not exact.doubtful:
            exact = self._typed_in_part(fact, text, exact, now) or exact
        return exact

    def _stated(self, fact: Fact, text: str, now: datetime) -> Reading:
        """The one option that a text names beside those that it denies: 我是参公不是公务员."""
        parts = clauses(parted_at_denials(normalize(text)))
        stated = {self._exact.read(fact, part, now).value for part in parts if not signs(part)}
        options = stated - {None, UNKNOWN_ANSWER}
        denied = self._exact.ruled_out(fact, ",".join(filter(signs, parts)))
        return (
            Reading(options.pop()) if len(options) == 1 and denied and not options & {*denied} else Reading()
        )

    def _beside_not_knowing(
        self, fact: Fact, text: str, exact: Reading, likeliest: str, chance: float, now: datetime
    ) -> Reading:
        """What a text tells that says as well that something is not known; `exact` if it tells nothing else."""
        if not (fact.options and likeliest == UNSURE):
            exact = self._known_part(fact, text, now) or exact
        if exact.value == UNKNOWN_ANSWER and likeliest not in (UNSURE, NO_ANSWER) and chance >= LIKELY_TO_ASK:
            beside = self._likened_part(fact, text, now)
            if chance < LIKELY_ENOUGH and beside.value == value_of(fact, likeliest):
                return beside
            if chance >= LIKELY_ENOUGH:
                return self._exact.read(fact, text, now, doubting=False)
        return exact

    def _is_between_two(self, fact: Fact, text: str, now: datetime) -> bool:
        """Whether a text leaves it open which of two things is so, and no other clause of it tells: 参公还是事业编，没问清."""
        if not between_two(normalize(text)) or text.rstrip().endswith(QUESTION_MARKS):
            return False
        either = finder("doubt", "either")
        rest = [part for part in clauses(normalize(text)) if not (either.stands_in(part) or doubts(part))]
        return not any(self._exact.read(fact, part, now).value is not None for part in rest)

    def _is_not_known(self, fact: Fact, text: str, now: datetime) -> bool:
        """Whether a text says that nobody told the writer, no clause tells, and it is like no other answer: 用没用过也没交代."""
        said = normalize(text)
        if fact.none and rhetorical((clauses(said) or [""])[-1]):
            return False  # 纸也没印，哪来的日子
        at_odds = bool(fact.options) and told_differently(said) and not asks_back(text)
        if not (at_odds or not_known(said)) or (fact.typed and from_first_number(said)):
            return False
        if at_odds:  # what each of them says is not what is so
            return not finder("contrast", "turned").stands_in(said)
        of_it = {*left_open(said)}
        rest = [part for part in clauses(said) if part not in of_it]
        if any(self._exact.read(fact, part, now).value not in (None, UNKNOWN_ANSWER) for part in rest):
            return False
        chances = self._answers.chances(fact.id, self._describer.described(fact.id, text, now))
        other = max((one for one in chances if one != UNSURE), key=lambda one: chances[one], default="")
        return chances.get(other, 0.0) < (
            _MEANT_SURELY if fact.typed and other != NO_ANSWER else _LIKE_ANOTHER
        )

    def _respelt(self, fact: Fact, text: str) -> str:
        """A text with a word of the options wherever characters of its sound stand that are no word themselves: 核桶 for 合同."""
        if not fact.options or fact.kind:
            return text
        said = normalize(text)
        if max(map(len, clauses(said)), default=0) > _LONGEST_RESPELT:
            return text
        for place, word in self._exact.homophones(fact, said):
            strange = not any(
                self._answers.met(fact.id, pair)
                for pair in map("".join, pairwise(said[place : place + len(word)]))
            )
            if strange:
                said = f"{said[:place]}{word}{said[place + len(word) :]}"
                text = said
        return text

    def _typed_in_part(self, fact: Fact, text: str, exact: Reading, now: datetime) -> Reading | None:
        """The day or number in the only clause that holds one: 前年十二月发下来的，几号忘掉了.

        A number that is only what such a clause ends with is to be confirmed.
        """
        each = clauses(parted_further(normalize(text)))
        finer = {part: leaves_finer_open(part) if fact.type == "date" else "" for part in each}
        parts = [part for part in each if not (doubts(part) or finer[part])]
        dated = fact.type == "date" and any(finer.values())  # 去年的，哪个月得翻证书
        counting = [
            part
            for part in parts
            if from_first_number(part) or (dated and self._exact.read(fact, part, now).value is not None)
        ]
        if len(counting) != 1 or any(map(asks_back, parts)):
            return None
        reading = self._exact.read(fact, counting[0], now) if len(each) > 1 else Reading()
        if (
            "month" in finer.values()
            and isinstance(reading.value, str)
            and reading.value[:_TO_END_OF_YEAR].isdecimal()
        ):
            reading = replace(reading, value=reading.value[:_TO_END_OF_YEAR])
        if reading.value is None and not (reading.doubtful or exact.reason) and fact.type == "number":
            reading = replace(self._exact.last_number(fact, counting[0]), sure=False)
        known = reading.value not in (None, UNKNOWN_ANSWER, NONE_ANSWER)
        return replace(reading, whole=False) if known else None

    def _of_its_clause(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The day of the one clause that is about what is asked, to be confirmed unless by far: 06年进的厂，15年7月才聘上."""
        parts = [part for part in clauses(normalize(text)) if from_first_number(part)]
        about = sorted(((self.about(fact.id, part), part) for part in parts), reverse=True)
        if len(about) < _PAIR or about[0][0] < _OWN_CLAUSE or about[1][0] * _CLEARLY > about[0][0]:
            return None
        reading = self._exact.read(fact, about[0][1], now)
        known = reading.value not in (None, UNKNOWN_ANSWER, NONE_ANSWER)
        far = about[1][0] * _BY_FAR <= about[0][0]
        return replace(reading, sure=far and reading.sure, whole=False) if known else None

    def _one_upon_another(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The option that two others come to if one is told after the other in one breath: 退了休还在厂里做."""
        said = normalize(text)
        other = any(finder("state", name).stands_in(said) for name in ("former", "ahead", "to_come"))
        if not fact.standing or other or may_ask(text):
            return None
        for joint in (option for option in fact.options if len(option.joins) == _PAIR):
            for place in self._exact.places(fact, joint.joins[1], said):
                before, behind = said[:place], said[place:]
                told = [self._exact.read(fact, part, now).value for part in (before, behind)]
                if told == list(joint.joins):
                    return Reading(joint.value)
        return None

    def _joined(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The option that several others come to together if each clause of a text tells one of them: 证明打了，合同也有一份."""
        for joint in (option for option in fact.options if option.joins and not fact.standing):
            parts = clauses(normalize(text))
            gone = any(signs(part) or finder("denial", "lost").stands_in(part) for part in parts)
            plain = len(parts) == len(joint.joins) and not gone
            told = [self._read(fact, part, now) for part in parts] if plain else []
            if told and all(one.sure for one in told) and {one.value for one in told} == set(joint.joins):
                return Reading(joint.value)
        return None

    def _one_of_both(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """A yes, to be confirmed, of one who has one of the things asked for and not the other: 论文没有，书倒出过一本."""
        parts = clauses(normalize(text))
        for before, clause in pairwise(parts):
            if signs(before) and finder("correction", "but").stands_in(clause) and not signs(clause):
                reading = self._read(fact, clause, now)
                if reading.value is True and reading.sure:
                    return replace(reading, sure=False, whole=False)
        return None

    def _beside_doubt(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """What one has who only doubts that it is enough, to be confirmed: 就一张，县里发的，不知作不作数."""
        parts = clauses(normalize(text))
        told = [part for part in parts if not _doubts_that_it_counts(part)]
        if not told or len(told) == len(parts) or text.rstrip().endswith(QUESTION_MARKS):
            return None
        reading = self._read(fact, "，".join(told), now)
        known = reading.value not in (None, UNKNOWN_ANSWER)
        return replace(reading, sure=False, whole=False) if known else None

    def _known_part(self, fact: Fact, text: str, now: datetime) -> Reading | None:
        """The day or number in the clauses of a text that do not doubt: of 2016年，几月忘了 the year."""
        said = "，".join(part for part in clauses(normalize(text)) if not doubts(part))
        reading = self._exact.read(fact, said, now) if said else Reading()
        if reading.value in (None, UNKNOWN_ANSWER):
            return None
        if fact.options:
            return replace(reading, sure=False)
        return reading if reading.whole else None

    def _likened_part(self, fact: Fact, text: str, now: datetime) -> Reading:
        """What the clauses of a text that do not doubt are like, to be confirmed: 头一遭，连从哪里进都不知道."""
        stated = ",".join(part for part in clauses(normalize(text)) if not doubts(part))
        reading = self._read(fact, stated, now) if stated and fact.options else Reading()
        known = reading.sure and reading.value not in (None, UNKNOWN_ANSWER)
        return replace(reading, sure=False, whole=False) if known else Reading()

    def _affirmed(self, fact: Fact, inner: str, now: datetime) -> Reading:
        """The answer of one who denies the denial `inner`, to be confirmed: of 不是没交 that it is done."""
        denied = self.read(fact, inner, now).value
        rest = [option.value for option in fact.options if option.value != denied]
        if len(rest) == len(fact.options):
            return Reading()
        return Reading(rest[0], sure=False) if len(rest) == 1 else Reading(doubtful=tuple(map(str, rest)))

    def second_day(self, fact: Fact, text: str, now: datetime) -> tuple[str, str] | None:
        """The other fact that an answer to `fact` tells, with its day, if it names two days."""
        return self._exact.second_day(fact, text, now)

    def ruled_out(self, fact: Fact, text: str) -> tuple[object, ...]:
        """The options of a question that a text names and denies: of 不是返聘 that one."""
        return self._exact.ruled_out(fact, text)

    def denied_by(self, fact: Fact, text: str, *, affirmed: bool) -> tuple[object, ...]:
        """The options that are out after a text: those that it denies, or, if it only says yes, the one that says no."""
        if affirmed:
            return tuple(
                option.value for option in fact.options if not self._exact.affirms(fact, option.value)
            )
        return self.ruled_out(fact, text)

    def likely(self, fact: Fact, text: str, value: object, now: datetime) -> float:
        """How likely (0–1) a text means `value` in answer to a question, by likeness to how people answered it."""
        if value is None:
            return 0.0
        chances = self._answers.chances(fact.id, self._describer.described(fact.id, text, now))
        return chances.get(name_of(fact, value), 0.0)

    def instead_of(self, fact: Fact, value: object, text: str, now: datetime) -> object:
        """What is likeliest of one who denies the option `value` and says no more, if that is clear; None if he does not deny it.

        Who was noted as retired and says 我没退休 is at work most likely.
        """
        if value not in self.ruled_out(fact, text):
            return None
        chances = self._answers.chances(fact.id, self._describer.described(fact.id, text, now))
        others = {
            option.value: chances.get(name_of(fact, option.value), 0.0)
            for option in fact.options
            if option.value != value
        }
        first, *rest = sorted(others, key=lambda other: others[other], reverse=True)
        clear = (
            not rest or others[first] >= _CLEARER * others[rest[0]]
        )  # of two options the other one is left
        return first if clear else None

    def assents(self, text: str) -> bool | None:
        """Whether a text, said to something read back, says that it is so; None if it says neither yes nor no."""
        chances = self._acts.chances(_STEPS, text)
        yes, no = (sum(chances[act] for act in acts) for acts in (_YES, _NO))
        return yes > no if max(yes, no) >= LIKELY_TO_ASK else None

    def opens(self, text: str) -> float:
        """The chance (0–1) that a message asks for the interview."""
        return self._opens(text)

    def _opening(self, text: str) -> float:
        learned = self._listening.opening
        return learned.chances(self._describer.features(text))[OPENS] if learned.labels else 0.0

    def about(self, fact: str, text: str) -> float:
        """The chance (0–1) that a message tells something of a fact, whatever is asked."""
        return self.topics(text).get(fact, 0.0)


def _is_pointed_at(text: str) -> bool:
    """Whether a text picks an option from the end of a list or from its middle, and says nothing else."""
    place = ordinal(text, among_options=True)
    return place is not None and place < 1


def _doubts_that_it_counts(part: str) -> bool:
    """Whether a clause says that one does not know whether what one has is enough: 不知作不作数."""
    return finder("doubt", "counts").stands_in(part) and finder("doubt", "unsure_of").stands_in(part)


def _without_lost(text: str) -> str:
    """A text without what it says to be lost, if it tells a number of what is left: 只找到3张，19年那张丢了."""
    parts = clauses(parted_further(normalize(text)))
    lost = finder("denial", "lost", "gone")
    no_more = finder("amount", "no_more")
    left = [part for part in parts if not lost.stands_in(part) or no_more.covers(part)]
    return ",".join(left) if len(left) < len(parts) and any(map(from_first_number, left)) else text


def _told(fact: Fact, exact: Reading, text: str, chances: dict[str, float]) -> Reading:
    """A date or a number: its own grammar reads it; likeness tells what is none, and what is a number without saying one."""
    likeliest = max(chances, key=lambda answer: chances[answer])
    chance = chances[likeliest]
    if exact.value not in (None, UNKNOWN_ANSWER, NONE_ANSWER) or exact.doubtful:
        beside = (
            likeliest == NO_ANSWER
            and chance >= BESIDE
            and (asks_back(text) or (fact.type == "number" and not exact.sure))
        )
        known = not exact.doubtful and chance >= LIKELY_ENOUGH and exact.value == value_of(fact, likeliest)
        return Reading() if beside else Reading(exact.value) if known else exact
    if exact.value == likeliest and chance >= LIKELY_ENOUGH:
        return replace(exact, sure=True)
    if exact.value is not None:
        return exact
    number = value_of(fact, likeliest)
    if isinstance(number, int) and chance >= LIKELY_TO_ASK and exact.reason in ("", _VAGUE):
        stated = [part for part in clauses(normalize(text)) if not signs(part)]
        amounts = [amount for part in stated for amount in amounts_in(part, fact.unit)]
        if number == 0 and not (signs(text) or amounts):
            return exact  # 是他的3倍 is much like what is said of none
        if len(set(amounts)) > 1 and chance < BESIDE:
            return Reading(doubtful=tuple(f"{amount:g}" for amount in dict.fromkeys(amounts)))
        # 疫情那两年没搞，就三年的 is much like what is said of two
        return Reading(number, sure=chance >= LIKELY_ENOUGH) if number in amounts or not amounts else exact
    told = exact.reason or len(text) > _LONG  # 国庆以后 tells something, if not enough
    asks_it = text.rstrip().endswith(QUESTION_MARKS) and not doubts(text)
    if likeliest == UNSURE and not asks_it and chance >= (FIRM if told else LIKELY_TO_ASK):
        return Reading(UNKNOWN_ANSWER)
    if likeliest == NONE_ANSWER and chance >= LIKELY_ENOUGH:
        return Reading(NONE_ANSWER)
    return exact
