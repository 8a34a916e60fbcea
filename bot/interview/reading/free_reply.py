"""What a message tells of any fact, whatever is asked: clause by clause, or of somebody who asks for an interview at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.exact_reply import own_clauses
from bot.interview.reading.one_answer import AnswerReader
from bot.interview.reading.totals import is_plain
from bot.language.amounts import only_amount
from bot.language.clauses import clauses, parted_further
from bot.language.doubt import doubts
from bot.language.exchanging import orders_a_change
from bot.language.lasting import change_in
from bot.language.may_question import (
    asks_one_may,
    points_to_self,
    said_before_may,
    speaks_of_one,
    wishes_to_do,
)
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.persons import calls_by_name, clauses_of_self, definite_person, for_another, person_in
from bot.language.question_words import asks_back
from bot.pack.interview_model import Fact

_WORDED = 0.3
"""How likely a clause must be about a fact for which it is word for word what the pack lists: 在职."""
_SURE_UNKNOWN = 0.5
_GROUP = "steps"
_TOPIC_AT_FIRST = 0.3
"""The chance from which a clause of a message that asks for an interview is taken to be about a fact."""
_FAINTLY, _FAINTLY_AMOUNT, _PLAINLY_ABOUT = 0.17, 0.2, 0.8
"""The same for what the pack's own words tell; of a number or date; and the chance of being about
another from which it is not."""
_ASKS_ITSELF, _TOPIC_ASKING = 0.95, 0.5
"""The chance from which a clause is what asks for it (核我的条件), and from which it then is about a fact all the same."""
_MOST_CLAUSES = 60
"""Nobody's story has more; a message that is made to cost much has."""
_TAKES_BACK = ("change", "reject", "mistaken")


@dataclass(frozen=True)
class Told:
    """Something that a message tells: the value as facts hold it, in which clause, and how sure that is (0–1)."""

    value: object
    clause: str
    chance: float


class ReplyReader(AnswerReader):
    """Reads answers for one interview, and what is told beside them."""

    def told(self, text: str, now: datetime, least: float) -> dict[str, Told]:
        """What a message tells whatever is asked, by fact, the surest reading of each of a chance from `least` (0–1) on."""
        found = self._told(own_clauses(parted_further(normalize(text))), now, least)
        return self._lasting(found, text, now)

    def _lasting(self, found: dict[str, Told], text: str, now: datetime) -> dict[str, Told]:
        """What was found without what a message says to be no more: of 我是公务员，不过已经辞职了 nothing."""
        if not change_in(text).was:
            return found
        return {
            id: told
            for id, told in found.items()
            if not self._facts[id].standing
            or any(
                self._stands(id, told.value, said, now)
                for said in {text, told.clause if "," in told.clause else text}
            )
        }

    def _stands(self, id: str, value: object, text: str, now: datetime) -> bool:
        """Whether a message as a whole says that the value of a fact is so now."""
        reading = self.read(self._facts[id], text, now)
        return reading.sure and reading.value == value

    def told_at_first(self, text: str, now: datetime) -> dict[str, Told]:
        """What a message that asks for an interview tells of the person whom it is for, be it a relative or colleague.

        Of 我爸退休了，我在职，看看我能不能报 the second.
        """
        found: dict[str, Told] = {}
        said = clauses(parted_further(normalize(text)))
        if speaks_of_one(normalize(text)):
            said = [head for clause in said if (head := said_before_may(clause))]
        own = list(said if _is_of_one(text, said) else clauses_of_self(said))
        for place, clause in enumerate(own[:_MOST_CLAUSES]):
            if asks_one_may(clause):
                continue  # of 这种能在浙江报伐 nothing is told
            asking = self.opens(clause) >= _ASKS_ITSELF
            if asking and asks_back(clause):
                continue  # 够不够条件 tells nothing
            least = _TOPIC_ASKING if asking else _TOPIC_AT_FIRST
            told = dict(self._told((clause,), now, least))
            if wishes_to_do(clause):  # 也想评这个 tells the way at most
                told = {id: one for id, one in told.items() if self._facts[id].intended}
            behind = own[place + 1 : place + 2]
            for id, one in (
                () if asking else (*self._faintly_told(clause, now), *self._with_next(clause, behind, now))
            ):
                told.setdefault(id, one)
            for id, one in told.items():
                found[id] = self._both(found[id], one, now, id) if id in found else one
        numbers = [id for id in found if self._facts[id].type == "number"]
        if len(numbers) == 1 and found[numbers[0]].chance < 1 and is_plain(found[numbers[0]].clause):
            del found[numbers[0]]  # 五十八 is an age
        return self._lasting(self._each_once(found), text, now)

    def _each_once(self, found: dict[str, Told]) -> dict[str, Told]:
        """What was found without what is only offered if the same clause tells it of the fact that is asked alike: 台湾读的."""
        told = {
            (self._facts[id].values, one.clause) for id, one in found.items() if not self._facts[id].offered
        }
        return {
            id: one
            for id, one in found.items()
            if not self._facts[id].offered or (self._facts[id].values, one.clause) not in told
        }

    def _both(self, one: Told, other: Told, now: datetime, id: str) -> Told:
        """What two clauses tell of a fact: the surer one, or of a choice what they tell together: 有合同也有社保."""
        surer = other if other.chance > one.chance else one
        if one.value == other.value or self._facts[id].type != "choice":
            return surer
        clause = f"{one.clause},{other.clause}"
        reading = self.read(self._facts[id], clause, now)
        known = reading.sure and reading.value not in (None, UNKNOWN_ANSWER)
        return Told(reading.value, clause, surer.chance) if known else surer

    def _faintly_told(self, clause: str, now: datetime) -> Iterator[tuple[str, Told]]:
        """What a clause tells by the pack's own words though it is little like what is said of that fact, if it is not plainly
        about another: 跳舞也跳得不错."""
        topics = self.topics(clause)
        if max(topics.values(), default=1.0) >= _PLAINLY_ABOUT:
            return
        for id, chance in topics.items():
            fact = self._facts[id]
            least = _FAINTLY if fact.options else _FAINTLY_AMOUNT
            if not least <= chance < _TOPIC_AT_FIRST:
                continue
            reading = self.read(fact, clause, now)
            exact = self._exact.read(fact, clause, now).value
            alone = fact.options or chance == max(
                topics[other] for other in topics if _alike(fact, self._facts[other])
            )
            if (
                reading.sure
                and reading.value is not None
                and exact == reading.value
                and alone
                and (fact.options or not is_plain(clause))
            ):
                yield id, Told(reading.value, clause, chance)

    def _with_next(self, clause: str, behind: Sequence[str], now: datetime) -> Iterator[tuple[str, Told]]:
        """What a clause tells with the next one and not alone: 以前是公务员，前年辞了."""
        for next in behind:
            for id, chance in self.topics(clause).items():
                fact = self._facts[id]
                if chance >= _TOPIC_AT_FIRST and fact.standing and self.read(fact, clause, now).value is None:
                    reading = self.read(fact, f"{clause},{next}", now)
                    if reading.sure and reading.value not in (None, UNKNOWN_ANSWER):
                        yield id, Told(reading.value, f"{clause},{next}", chance)

    def takes_back(self, text: str) -> bool:
        """Whether a message takes back what was said before: 学历说错了，是中专."""
        return any(
            sum(self._acts.chances(_GROUP, clause)[act] for act in _TAKES_BACK) >= _SURE_UNKNOWN
            for clause in clauses(parted_further(normalize(text)))
        )

    def _told(self, parts: Iterable[str], now: datetime, least: float) -> dict[str, Told]:
        found: dict[str, Told] = {}
        for clause in parts:
            if self._acts.said(_GROUP, clause) in _TAKES_BACK:
                continue  # 不对 before a correction answers nothing
            for id, told in self._told_by(clause, least, now):
                if id not in found or told.chance > found[id].chance:
                    found[id] = told
        return found

    def without(self, text: str, used: Collection[str]) -> str:
        """A message without the clauses `used`, which tell something else."""
        parts = clauses(parted_further(normalize(text)))
        return "，".join(part for part in parts if part not in used and used != [",".join(parts)])

    def named(self, clause: str) -> str:
        """The fact whose name a clause spells out, the longest name of several; empty if it names none."""
        names = {
            name: id
            for id, fact in self._facts.items()
            if fact.name and (name := normalize(fact.name)) in clause
        }
        return names[max(names, key=len)] if names else ""

    def _ordered(self, clause: str, now: datetime) -> tuple[str, Told | None] | None:
        """The fact of which a clause orders by name that it be changed, and to what: 改任现职日期为2015年3月."""
        id = self.named(clause) if orders_a_change(clause) else ""
        if not id:
            return None
        fact = self._facts[id]
        reading = self.read(fact, clause.replace(normalize(fact.name), "", 1), now)
        value = reading.value if reading.sure else None
        return id, None if value in (None, UNKNOWN_ANSWER) else Told(value, clause, 1.0)

    def _told_by(self, clause: str, least: float, now: datetime) -> Iterator[tuple[str, Told]]:
        """What a clause tells: what it spells out of any fact, and what likeness reads."""
        ordered = self._ordered(clause, now)
        if ordered is not None:
            if ordered[1] is not None:
                yield ordered[0], ordered[1]
            return
        another = calls_by_name(clause) or for_another(clause)  # 小王的 is no date of one's own
        spelt = dict((*self._exact.labelled(clause), *(() if another else self._exact.beside(clause, now))))
        for id, value in spelt.items():
            yield id, Told(value, clause, 1.0)
        counted = any(self._facts[id].type == "number" for id in spelt)
        for id, value in self._exact.worded(clause):
            if self.topics(clause).get(id, 0.0) >= _WORDED:
                yield id, Told(value, clause, 1.0)
        for id, chance in self.topics(clause).items():
            if another and not self._facts[id].options:
                continue
            if chance >= least and not (counted and self._facts[id].type == "number"):
                reading = self._read_of(self._facts[id], clause, now)
                known = reading.value != UNKNOWN_ANSWER or (chance >= _SURE_UNKNOWN and _leaves_open(clause))
                if reading.sure and reading.value is not None and known:
                    yield id, Told(reading.value, clause, chance)

    def _read_of(self, fact: Fact, clause: str, now: datetime) -> Reading:
        """The answer in a clause that is about a fact; of a number, the only one that it holds, whatever else it says."""
        reading = self.read(fact, clause, now)
        if fact.type == "number" and reading.value is None and not (reading.doubtful or reading.reason):
            amount = only_amount(clause, fact.unit, fact.most or inf)
            return Reading(amount) if amount is not None else reading
        return reading


def _leaves_open(clause: str) -> bool:
    """Whether a clause says of something that it is not known, or at least denies something: 没看过."""
    return doubts(clause) or signs(clause) > 0


def _is_of_one(text: str, said: Sequence[str]) -> bool:
    """Whether all that a message says is said of one person: of somebody else, or of the writer in 返聘的师傅能报吗，就是我."""
    return bool(person_in(text) or definite_person(text)) or any(map(points_to_self, said))


def _alike(one: Fact, other: Fact) -> bool:
    """Whether what is said may be the value of both facts: a number, or a day or year."""
    return not other.options and (one.type == "number") == (other.type == "number")
