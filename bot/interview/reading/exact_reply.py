"""An answer in words → the value of a fact, by the words that the pack lists, bare yes and no, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.day_reply import DayReader, prefer
from bot.interview.reading.numbers import NumberReader
from bot.interview.reading.option import compares, denied_beside_another, doubly_stands, read_option, stands
from bot.interview.reading.year_reply import read_year
from bot.language.amounts import tells_every
from bot.language.assent import bare_answer, bare_word
from bot.language.clauses import clauses
from bot.language.dates import (
    read_date,
)
from bot.language.dates.mention import FIRST_YEAR
from bot.language.doubt import doubts
from bot.language.lasting import Change, change_in
from bot.language.negation import opens_with_no, rhetorical, signs
from bot.language.normalize import folded, normalize, with_plain_end
from bot.language.persons import behind_report
from bot.language.pinyin import blurred
from bot.language.question_words import asks, asks_back
from bot.language.side_by_side import with_years_named
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.interview_model import Fact, Interview, Option

_FRAME = re.compile(
    r"^(?:我们?这?边?|俺|咱们?)?(?:(?:应该|好像|大概|可能)就?是?)?(?=.)|(?:吧|啊|呢|呀|哦|哈)$"
)
# Of whom something is told who is not the applicant.
_SOMEONE = re.compile(r"老婆|爱人|丈夫|老公|妻子|媳妇|儿子|女儿|孩子|徒弟|同事|朋友|领导|邻居|同学")
_PARENT = re.compile(r"爸|妈|父亲|母亲")
_SELF = re.compile(folded(r"我(?!爸|妈|父|母)|本人|自己"))
_SHORTEST_LABEL = 2
_SEVERAL = 2
_VAGUE = "vague"
_LONGEST_UNKNOWN = 16


class ExactReader:
    """Reads answers for one interview, and nothing that it does not know.

    `normalize` gives text one form; `members` finds the members of kinds that a text names.
    """

    def __init__(
        self,
        interview: Interview,
        normalize: Callable[[str], str],
        members: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._interview = interview
        self.facts = interview.facts
        self._normalize = normalize
        self._members = members
        self._numbers = NumberReader(interview)
        spoken = {fact.id: tuple(map(self._normalized, fact.options)) for fact in interview.facts.values()}
        self._options = {
            id: tuple(replace(option, words=(*option.words, *option.asked)) for option in options)
            for id, options in spoken.items()
        }
        self._labels: dict[str, list[tuple[str, object]]] = {}
        for fact in interview.facts.values():
            for option in () if fact.offered else spoken[fact.id]:
                if len(option.words[0]) >= _SHORTEST_LABEL:
                    self._labels.setdefault(option.words[0], []).append((fact.id, option.value))
        self._worded: dict[str, list[tuple[str, object]]] = {}
        for id, options in spoken.items():
            for option in options:
                for word in dict.fromkeys(option.words):
                    if len(word) >= _SHORTEST_LABEL:
                        self._worded.setdefault(word, []).append((id, option.value))
        self._days = DayReader(interview)
        self._asked_words = {
            fact.id: normalize("；".join((fact.question, *(option.label for option in fact.options)))).lower()
            for fact in interview.facts.values()
        }
        self._open = {
            fact.id: (
                self._normalized(Option(UNKNOWN_ANSWER, "", fact.unsure)),
                self._normalized(Option(_VAGUE, "", fact.vague)),
            )
            for fact in interview.facts.values()
        }

    def read(self, fact: Fact, text: str, now: datetime, *, doubting: bool = True) -> Reading:
        """The answer to `fact` in `text`, said at `now`; an empty reading if it holds none.

        `doubting`: words for not knowing mean that the answer is not known, and question words that it is none. Of what was
        and what is the latter counts: 以前做跳舞，现在做画画.
        """
        reading = self._read(fact, text, now, doubting)
        changed = change_in(text) if reading.doubtful else Change()
        if changed.was and changed.now and not changed.ended:
            latest = self._read(fact, changed.now, now, doubting)
            if latest.value is not None:
                return latest
        return reading

    def _read(self, fact: Fact, text: str, now: datetime, doubting: bool) -> Reading:
        said = with_plain_end(_FRAME.sub("", self._normalize(text).strip(" ,.!。")))
        if not said:
            return Reading()
        if doubting and doubts(said) and len(said) <= _LONGEST_UNKNOWN:
            return Reading(UNKNOWN_ANSWER)
        if doubting and (asks(text) or (fact.options and asks_back(text))):
            return Reading()
        if fact.type == "date":
            return self._days.read(fact, text, said, now)
        if fact.type == "year":
            return read_year(fact, text, now)
        if fact.type == "number":
            named = said if fact.unit == "year" else with_years_named(said, now.year)
            return self._numbers.read(fact, text if named == said else named, named)
        said = self._of_this(fact, _own(said))
        members = self._members_for(fact, _undenied(said))
        if members:
            return Reading(members[0]) if len(members) == 1 else Reading(doubtful=members)
        return self._choice(fact, said)

    @staticmethod
    def _of_this(fact: Fact, said: str) -> str:
        """An answer without what sets nothing aside in this question: when it was, or that it is only wished for.

        早年在日本读的 tells where the degree is from, and 想破格 the way.
        """
        if not fact.standing:
            said = finder("state", "former").sub(said)
        return finder("state", "wished").sub(said) if fact.intended else said

    def worded(self, clause: str) -> Iterator[tuple[str, object]]:
        """The answer that a clause is word for word, if the pack lists it for one question alone; a bare yes or no is none."""
        found = self._worded.get(clause, ())
        if len(found) == 1 and bare_word(clause) is None and not tells_every(clause):
            yield found[0]

    def labelled(self, clause: str) -> Iterator[tuple[str, object]]:
        """The answer whose label a clause is and nothing else, if it is that of one question alone."""
        found = self._labels.get(clause, ())
        if len(found) == 1:
            yield found[0]

    def beside(self, said: str, now: datetime) -> Iterator[tuple[str, object]]:
        """The numbers and dates in a normalised text that stand beside the words of their facts: 必修62选修20."""
        for fact in self.facts.values():
            value = self._near(fact, said, now) if fact.near else None
            if value is not None:
                yield fact.id, value

    def _choice(self, fact: Fact, said: str) -> Reading:
        yes_no = fact.type == "yes_no"
        if yes_no and rhetorical(said):
            return Reading(False)
        asked = self._asked_words[fact.id]
        option = read_option(self._options[fact.id], said, asked, self._open[fact.id])
        if option is not None:
            if option.value == _VAGUE:
                return Reading(whole=True)
            half = option.value is True and finder("doubt", "partial").stands_in(said)
            return Reading(option.value, sure=not half, whole=said in option.words or _is_bare(said))
        words = "".join(word for option in self._options[fact.id] for word in option.words)
        value = bare_answer(clauses(said), asked, words) if yes_no else None
        return Reading(value, whole=value is not None and _is_bare(said))

    def leaves_two(self, fact: Fact, text: str) -> bool:
        """Whether a text denies one option and then names another, so that the words alone do not decide."""
        return fact.type == "choice" and denied_beside_another(self._options[fact.id], normalize(text))

    def compares(self, fact: Fact, text: str) -> bool:
        """Whether a text sets one option of a question beside another."""
        return fact.type == "choice" and compares(self._options[fact.id], self._normalize(text))

    def homophones(self, fact: Fact, said: str) -> Iterator[tuple[int, str]]:
        """Where characters with the sound of a word of the options stand that are not that word, and the word."""
        sounds = blurred()
        heard = [sounds.get(character, character) for character in said]
        by_sound = self._sounds[fact.id]
        for length in {len(sound) for sound in by_sound}:
            for place in range(len(said) - length + 1):
                word = by_sound.get(tuple(heard[place : place + length]), "")
                if word and said[place : place + length] != word:
                    yield place, word

    @cached_property
    def _sounds(self) -> dict[str, dict[tuple[str, ...], str]]:
        """The words of the options of each fact by how they sound; a single character sounds like too many others."""
        sounds = blurred()
        return {
            id: {
                tuple(sounds.get(character, character) for character in word): word
                for option in options
                for word in option.words
                if len(word) >= _SHORTEST_LABEL
            }
            for id, options in self._options.items()
        }

    def places(self, fact: Fact, value: object, said: str) -> list[int]:
        """Where the words of an option stand in a normalised text, behind its beginning."""
        words = [word for one in self._options.get(fact.id, ()) if one.value == value for word in one.words]
        return sorted({place for word in words if (place := said.find(word)) > 0})

    def denies(self, fact: Fact, value: object, text: str) -> bool:
        """Whether a text names an option by one of the pack's words and denies it each time: 不是退休."""
        said = self._of_this(fact, self._normalize(text))
        parts = clauses(said)
        if finder("state", "origin").stands_in(said) and not signs(said):
            return False  # 老家台州 does not say where one works
        words = [
            word
            for option in self._options.get(fact.id, ())
            if option.value == value
            for word in option.words
            if len(word) >= _SHORTEST_LABEL and word in said and not (opens_with_no(word) or signs(word) % 2)
        ]
        return bool(words) and not any(stands(word, parts) or doubly_stands(word, parts) for word in words)

    def ruled_out(self, fact: Fact, text: str) -> tuple[object, ...]:
        """The options of a question that a text names and denies."""
        return tuple(option.value for option in fact.options if self.denies(fact, option.value, text))

    def affirms(self, fact: Fact, value: object) -> bool:
        """Whether `value` is one of several options of a question, and not the one for which a bare no stands."""
        return fact.type == "choice" and not any(
            bare_word(word) is False
            for option in self._options[fact.id]
            if option.value == value
            for word in option.words
        )

    def denies_some(self, fact: Fact, value: object, text: str) -> bool:
        """Whether a text denies some of the things of which the option `value` says that there is none, and not all of them."""
        others = [option.value for option in self._options.get(fact.id, ()) if option.value != value]
        if len(others) < _SEVERAL or self.affirms(fact, value):
            return False
        return sum(self.denies(fact, other, text) for other in others) == 1

    def _members_for(self, fact: Fact, said: str) -> tuple[str, ...]:
        """The options of a question about the members of a kind that those named in a text belong to, each once."""
        if fact.type != "choice" or not fact.kind:
            return ()
        return tuple(dict.fromkeys(member for member in self._members(said) if member in fact.values))

    def _normalized(self, option: Option) -> Option:
        """An option with its words in the form in which answers are read."""
        words, asked = (
            tuple(self._normalize(word).lower() for word in texts if word)
            for texts in ((option.label, *option.words), option.asked)
        )
        return replace(option, words=words, asked=asked)

    def _near(self, fact: Fact, said: str, now: datetime) -> object:
        """The number or date that stands beside one of the words of a fact."""
        if fact.type == "number":
            return self._numbers.near(fact, said)
        for word in fact.near if fact.type == "date" else ():
            start = said.find(word)
            if start >= 0:
                beside = said[max(0, start - 14) : start + len(word) + 14]
                reading = read_date(beside, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR)
                if reading.value:
                    return reading.value[:10]
        return None

    def second_day(self, fact: Fact, text: str, now: datetime) -> tuple[str, str] | None:
        """The other fact that an answer to `fact` tells, with its day, if it names two days: 11月21日到25日."""
        return self._days.second(fact, self._normalize(text), now)

    def last_number(self, fact: Fact, said: str) -> Reading:
        """The number at the end of a normalised clause that names none: 沾边的上了66个."""
        return self._numbers.last(fact, said)


def _undenied(said: str) -> str:
    """A text without the parts that deny: of 不是跳舞,是唱歌 the second, of 就是油画,跟跳舞不搭界 the first."""
    apart = words("denial", "apart")
    return ",".join(part for part in clauses(said) if not (opens_with_no(part) or part.endswith(apart)))


def own_clauses(said: str, asked: Collection[str] = ()) -> list[str]:
    """The clauses of a normalised text that speak of the person whom it is about, not of others beside them.

    `asked` are such others of whom something was asked: 徒弟证明有的 is said of oneself then.
    """
    told = filter(None, map(behind_report, clauses(said)))
    return [part for part in told if {*_SOMEONE.findall(part)} <= {*asked}]


def others_named(text: str) -> set[str]:
    """The others beside the person whom a text is about that it names: 徒弟."""
    return {*_SOMEONE.findall(text)}


def _own(said: str) -> str:
    """What is said of the person if others are spoken of too: of 我爸退休了,我在职 the second."""
    parts = clauses(said)
    own = [part for part in parts if not (_SOMEONE.search(part) or _PARENT.search(part))]
    others = len(own) < len(parts) and any(_SELF.match(part) for part in own)
    return _FRAME.sub("", ",".join(own)) if others else said


def _is_bare(said: str) -> bool:
    """Whether an answer is a yes or no and nothing else: 嗯嗯, 没有啊."""
    return bare_answer([said], "") is not None
