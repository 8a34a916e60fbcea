"""What an answer to a question with options is by likeness to how people answered it, beside what the pack's own words say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.hearing.learned_answers import NO_ANSWER, UNSURE
from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.described import name_of, value_of
from bot.interview.reading.exact_reply import ExactReader
from bot.language.assent import bare_answer
from bot.language.clauses import clauses
from bot.language.doubt import doubts, offers_two
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.question_words import asks_back, may_ask
from bot.pack.interview_model import Fact

LIKELY_ENOUGH = 0.65
"""The chance from which an answer is noted that no word of the pack's gives away."""
LIKELY_TO_ASK = 0.5
"""The chance from which the person is asked whether it was meant."""
BESIDE = 0.8
"""The chance of being no answer from which even what stands in the pack's own words is none."""
SURELY_NONE = 0.96
"""The chance of being no answer from which what stands in the pack's own words is not even asked about."""
FIRM = 0.9
"""The chance below which what only likeness reads is no answer if the text is rather about another fact."""
_YES_AND_NO = 2
QUESTION_MARKS = ("?", "？")
_OTHER_NEAR, _NEAR_DENIED = 0.3, 0.05
"""The chance from which another option is offered beside one that is not taken; and beside a yes whose last clause denies."""
_TAKEN_STATED, _ASKED_STATED, _NEXT_STATED = 0.6, 0.42, 0.3
"""The same of what asks nothing, of a yes or no; and the chance from which that is asked about though it is rather like no
answer."""
_ASKED_OF_SEVERAL = 0.55
"""The chance from which a statement is asked about that may be one of several options."""
_NO_ANSWER_FAINTLY = 0.62
"""The chance of being no answer up to which what asks nothing may be one."""
_OWN_STATED = 0.5
"""How likely that must be about the fact that is asked."""
_ALIKE = 0.25
"""The chance from which an answer that stands in the pack's own words is noted."""
_OVERRULES, _OVERRULES_NAMED = 0.8, 0.88
"""The chance from which likeness reads otherwise than the pack's own words do, and than one of several options that they name."""
_HARDLY, _APART = 0.3, 0.1
"""The chance below which even what stands in the pack's own words is asked about; and by how much likelier another option must
be to be asked about beside it."""
_PLAINLY = 0.93
"""The chance below which a text that only denies one of several options tells none of the others."""
_ASKED_ODD, _ASKED_ODDLY, _TAKEN_ODD = 0.7, 0.8, 0.85
"""The chance from which what holds a question word (我一个打工的哪轮得到) or is about something else by its words is asked about;
the same of a yes or no; and from which it is noted."""
_BEYOND_DENIAL = 0.95
"""The chance from which a text of several clauses means an option all the same that it denies in one of them."""
_STRANGE = 0.05
"""How likely a text must be about the fact that is asked for likeness to read it as an answer that is not nearly certain."""
_FOREIGN, _RIVAL = 0.03, 0.3
"""How unlikely it must be about the fact that is asked, and how likely about that one."""
_LIKELY = 0.5
_SURE = 0.9


class Likeness:
    """Reads such answers; `exact` reads the pack's own words, `topics` tells the facts that a text may be about."""

    def __init__(self, exact: ExactReader, topics: Callable[[str], dict[str, float]]) -> None:
        self._exact = exact
        self._topics = topics

    def choice(self, fact: Fact, text: str, exact: Reading, chances: dict[str, float]) -> Reading:
        """The answer that the pack's own words give as `exact`, weighed against the `chances` of all answers."""
        likeliest = max(chances, key=lambda answer: chances[answer])
        chance = chances[likeliest]
        if exact.doubtful:
            named = likeliest in exact.doubtful  # two that were named are both offered
            return exact if named or chance < SURELY_NONE else self._likeliest(fact, text, chances)
        if exact.value is None:
            return self._likeliest(fact, text, chances)
        name = name_of(fact, exact.value)
        if likeliest == name and chance < _HARDLY:
            return replace(exact, sure=False)
        apart = chance - chances.get(name, 0.0) >= _APART and likeliest not in (NO_ANSWER, UNSURE)
        joint = any(
            name_of(fact, one.value) == likeliest and exact.value in one.joins for one in fact.options
        )
        apart = apart and not (
            joint and chances.get(name, 0.0) >= _ALIKE
        )  # who has a second one now has both
        if apart and exact.value != UNKNOWN_ANSWER and chance >= LIKELY_TO_ASK and chance < _OVERRULES:
            return self._of_two(fact, exact, likeliest)
        if likeliest == name or chances.get(name, 0.0) >= _ALIKE or exact.value == UNKNOWN_ANSWER:
            return exact
        if likeliest == NO_ANSWER:
            return Reading() if chance >= SURELY_NONE or asks_back(text) else Reading(exact.value, sure=False)
        if chance >= (BESIDE if likeliest == UNSURE else _OVERRULES):
            stands = (
                fact.type == "choice" and exact.sure and likeliest != UNSURE and chance < _OVERRULES_NAMED
            )
            reading = self._likeliest(fact, text, chances)
            return replace(reading, sure=False) if stands else reading
        if chance >= LIKELY_ENOUGH and fact.type == "choice":
            return Reading(doubtful=(name, likeliest))
        if chance >= LIKELY_ENOUGH and likeliest != UNSURE and exact.sure:
            return replace(self._likeliest(fact, text, chances), sure=False)  # 光写了人好，别的提都没提
        return Reading(exact.value, sure=False)

    @staticmethod
    def _of_two(fact: Fact, exact: Reading, likeliest: str) -> Reading:
        """What comes of words that name one option and are like what is said of another: which of them is meant is asked."""
        if fact.type == "yes_no":
            return replace(exact, sure=False)
        return Reading(doubtful=(str(value_of(fact, likeliest)), str(exact.value)))

    def _likeliest(self, fact: Fact, text: str, chances: dict[str, float]) -> Reading:
        """What only likeness reads."""
        parts = clauses(normalize(text))
        likeliest = max(chances, key=lambda answer: chances[answer])
        chance = chances[likeliest]
        if likeliest == UNSURE:
            asking = any(sign in text for sign in QUESTION_MARKS) and not doubts(text)
            if asking and (chance < FIRM or text.rstrip().endswith(QUESTION_MARKS)):
                return Reading()  # 看批准的日子还是发证的日子？
            # 8号文没看过, asked for civil status, is of another fact; 回头再来问你 of none
            of_another = chance < SURELY_NONE and self._rather_another(fact, text)
            least = LIKELY_TO_ASK if self._about(fact, text) < _STRANGE else _LIKELY
            return Reading(UNKNOWN_ANSWER) if chance >= least and not of_another else Reading()
        stated = not may_ask(text) and not any(map(offers_two, parts))
        if likeliest == NO_ANSWER:
            rest = {answer: other for answer, other in chances.items() if answer not in (NO_ANSWER, UNSURE)}
            likeliest = max(rest, key=lambda answer: rest[answer])
            faint = chance < _NO_ANSWER_FAINTLY and self._about(fact, text) >= _OWN_STATED
            if not (stated and faint) or rest[likeliest] < _NEXT_STATED:
                return Reading()
            chance = _ASKED_OF_SEVERAL  # 我在美院里教书 is like an answer to other questions too
        value = value_of(fact, likeliest)
        foreign = self._about(fact, text) < _STRANGE  # 这个嘛 tells nothing
        stated = stated and not foreign
        least = (_ASKED_STATED if fact.type == "yes_no" else _ASKED_OF_SEVERAL) if stated else LIKELY_TO_ASK
        asks = asks_back(text)
        marked = text.rstrip().endswith(QUESTION_MARKS)
        if asks or foreign:
            least = _ASKED_ODDLY if fact.type == "yes_no" else _ASKED_ODD
            least = _SURE if foreign and self._rival(fact, text) >= _RIVAL else least
        if chance < (_SURE if marked else least):
            return Reading()
        odd = (asks or foreign) and chance < _TAKEN_ODD
        bare = bare_answer([normalize(text)], "")
        several_parts = len(parts) > 1
        if (
            (self._exact.denies(fact, value, text) and not (several_parts and chance >= _BEYOND_DENIAL))
            or bare
            or (bare is False and self._exact.affirms(fact, value))
        ):
            # 有 is no 没有证书, however often people who have none begin so; 还没 is no 在职
            return Reading()
        if chance < FIRM and self._rather_another(fact, text):
            return Reading()  # 没交, asked for the kind of the unit
        several = len(fact.options) > _YES_AND_NO and chance < _PLAINLY and self._exact.affirms(fact, value)
        if several and self._exact.ruled_out(fact, text) and len(parts) == 1:
            return Reading()  # 没退休 leaves it open what is so
        denied = all(map(signs, parts))
        if chance < (BESIDE if several_parts and denied else FIRM) and self._exact.denies_some(
            fact, value, text
        ):
            return Reading()  # 没合同 leaves it open whether there is another proof
        taken = _TAKEN_STATED if stated and fact.type == "yes_no" else LIKELY_ENOUGH
        other = _next_option(likeliest, chances)
        ends_denied = likeliest == "yes" and several_parts and signs(parts[-1]) % 2 == 1
        near = _NEAR_DENIED if ends_denied else _OTHER_NEAR if chance < taken else 1.0
        rivals = chances.get(other, 0.0) >= near and not self._exact.denies(fact, value_of(fact, other), text)
        if stated and chance < (_SURE if ends_denied else BESIDE) and rivals:
            both = (value_of(fact, likeliest), value_of(fact, other))
            return Reading(doubtful=tuple(map(str, both)))  # 墙上贴是贴完了，电脑里还没敲进去
        return Reading(value, sure=chance >= taken and not odd)

    def _rather_another(self, fact: Fact, text: str) -> bool:
        """Whether a text is rather about another fact than about this one."""
        return self._about(fact, text) < _FOREIGN and self._rival(fact, text) >= _RIVAL

    def _rival(self, fact: Fact, text: str) -> float:
        """How likely a text is about the likeliest other fact."""
        return max((chance for id, chance in self._topics(text).items() if id != fact.id), default=0.0)

    def _about(self, fact: Fact, text: str) -> float:
        return self._topics(text).get(fact.id, 0.0)


def _next_option(likeliest: str, chances: dict[str, float]) -> str:
    """The likeliest option but one; empty if there is none."""
    rest = {
        answer: chance for answer, chance in chances.items() if answer not in (likeliest, NO_ANSWER, UNSURE)
    }
    return max(rest, key=lambda answer: rest[answer], default="")
