"""A message → what is asked of the reminders: the act that is likeliest here, with what was said. Pure.

What people say was learned from sayings (`bot/hearing/sayings/reminders.txt`); how likely each act is follows from that and from
what the conversation expects (weighing.py). A question about the notice, or a report that somebody was reminded, asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.hearing.learned_acts import LearnedActs
from bot.language.assent import bare_answer
from bot.language.clauses import clauses
from bot.language.exchanging import orders_a_change
from bot.language.normalize import normalize
from bot.language.ordinals import FoundPlace, ordinal
from bot.language.question_words import asks_for, may_ask
from bot.language.remembered import LastTexts
from bot.language.spoken_parts import SIGNS, message_parts, parted_words
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.model import Facts
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.common_words import names_any
from bot.reminders.reading.days import Stretch
from bot.reminders.reading.exchanged_words import ExchangedWords, exchanged_words
from bot.reminders.reading.expected import NOTHING, Act, Expected, Missing
from bot.reminders.reading.named import DeadlineFinder, FoundDeadline
from bot.reminders.reading.order_parts import IN_TURN, names_its_own, order_parts
from bot.reminders.reading.pieces import bounded
from bot.reminders.reading.said import Said, read_said, speaks_of_reminding
from bot.reminders.reading.somebody_also import somebody_also
from bot.reminders.reading.told_why import WhyFinder
from bot.reminders.reading.told_words import SHORTEST
from bot.reminders.reading.unread import BLANK, Unread
from bot.reminders.reading.want import Want
from bot.reminders.reading.wants import WantReader
from bot.reminders.reading.weighing import (
    CHANGES,
    EXPLAINS,
    LEAST_LIKE_A_WISH,
    ORDERS,
    OTHER,
    QUESTIONS,
    STOPS,
    Chances,
    asks_whether,
    likeliest,
    renames,
    undoes,
)
from bot.reminders.reading.wish_forms import only_told, says_when_fully, wished_by_form

_GROUP, _FOLLOWUPS, _TOLD_AGAIN = "reminders", "followups", "repeat"
_ALSO_OF_REMINDERS = (
    "when", "deadline", "how_long", "how_many", "else", "more", "repeat", "sure", "back", "wrong", OTHER
)  # fmt: skip
"""What follows up an answer and may as well be asked of reminders: when, how many, what else."""
_ANSWERS = ("piece", "redate", "rehour", "set", "add")
"""As what an answer to a question about a wish may be learned."""
_LIKE_A_WISH = ("set", "add", "piece")
"""As what a wish may be learned that does not speak of reminders: 每个截止日早上8点."""
_OTHERWISE = 0.6
"""The chance from which something else is meant than an answer to what was asked."""
_WEAKLY, _LESS = 0.3, 0.5
"""How much what follows up an answer counts against a message that mentions a time or the like, and against others while a
reminder was spoken of lately."""
_HALF = 0.5
"""How sure it must be that beside an open question something is asked of a wish that is named."""
_SURELY = 0.6
"""How sure it must be that the end of a message asks to be told something after what stands before it."""
_SHORT = 12
"""How many characters an answer has at most that says which one of several is meant."""
_MARKS = 3
"""As many marks are tried at which a message may put itself right; a message of nothing else would hold up all others."""
_FEW = 5
"""How many characters an answer may hold beside what was asked for."""


@dataclass(frozen=True)
class Request:
    """What is asked: the act, how sure that is (0–1), what was said, and what is wanted in it. `then` is asked after it;
    `reworded` are the words that a wish is to tell from now on, `person` somebody of whom another is to tell the same."""

    act: Act
    sure: float
    said: Said
    wants: tuple[Want, ...] = ()
    then: Request | None = None
    reworded: ExchangedWords | None = None
    person: str = ""

    @property
    def adds(self) -> bool:
        """Whether it comes beside what there is."""
        return self.act == "add" or self.said.says("adds")

    @property
    def only(self) -> bool:
        """Whether it replaces what there is."""
        return self.said.says("only")


class RequestReader:
    """Reads requests under one notice; `acts` gives what was learned of how people ask."""

    def __init__(self, facts: Facts, acts: Callable[[], LearnedActs]) -> None:
        self._facts = facts
        self._acts = acts
        self.deadlines = DeadlineFinder(facts)
        self._wants = WantReader(self.deadlines)
        self._why = WhyFinder(self.said, acts)
        self._not_ours = LastTexts()

    def read(self, text: str, now: datetime, expected: Expected = NOTHING) -> Request | None:
        """The request in `text`, said at `now` (aware); None if it holds none."""
        if (text, expected) in self._not_ours:
            return None
        strange = self._is_strange(text, now, expected)
        request = None if strange else self._request(text, now, expected)
        if request is None and (
            strange or not self.said(text, now).timed
        ):  # then it holds none at any other moment
            self._not_ours.add((text, expected))
        return request

    def _is_strange(self, text: str, now: datetime, expected: Expected) -> bool:
        """Whether a message holds no request, whatever it mentions: most are questions, and finding out what they mention is
        half of the work of a turn. What is `likeliest` in it would not be sure enough.
        """
        here = expected.on_top or expected.wishes or expected.touched or expected.missing or expected.asked
        if here or finder("reminding", "oops").stands_in(text):
            return False
        if any(self._may_ask(part) for part in (text, parted_words(text)[0]) if part):
            return False
        return not (finder("reminding", "time_marks").stands_in(text) and self.wished_by_form(text, now))

    def wished_by_form(self, text: str, now: datetime) -> bool:
        """Whether a message is a wish by its form, whatever its words, or may be one."""
        said = self.said(text, now)
        return bool(said.talk) or wished_by_form(
            said, self._wants.read(said, now.astimezone(self._facts.zone))
        )

    def _may_ask(self, part: str) -> bool:
        """Whether words that come out of nothing may be a request: they speak of reminders, or are like a wish."""
        if speaks_of_reminding(part) or finder("reminding", "made").stands_in(Unread.of(part).left):
            return True
        chances = self._acts().chances(_GROUP, part)
        return sum(chances[act] for act in _LIKE_A_WISH) >= LEAST_LIKE_A_WISH

    def _assent(self, text: str, now: datetime, expected: Expected) -> Request | None:
        """Whether it is wished what was asked; None if a message says neither yes nor no."""
        if expected.missing != "assent" or not expected.on_top:
            return None
        said = self.said(text, now)
        yes = bare_answer(clauses(normalize(text)), "")
        yes = True if yes is None and finder("reminding", "assents").covers(said.lower) else yes
        if yes is None and finder("reminding", "drops", "gives_up", "ends", "begins").covers(said.lower):
            yes = not said.says("drops", "gives_up")
        if yes is None or said.mentions:
            return None
        return Request("fill" if yes else "cancel", 1.0, said, self._wants.read(said, now))

    def _request(self, text: str, now: datetime, expected: Expected) -> Request | None:
        assent = self._assent(text, now, expected)
        if assent is not None:
            return assent
        reworded = self._reworded(text, now, expected)
        if reworded is not None:
            return reworded
        also = self._for_somebody(text, now, expected)
        if also is not None:
            return also
        if (expected.touched or expected.wishes) and not undoes(self.said(text, now), expected):
            order = self._why.without(text, now)
            if order != text:
                request = self._without_why(order, now, expected)
                return None if request is None else _with_beside(request, text.replace(order, " "))
        return self._without_why(text, now, expected)

    def _without_why(self, text: str, now: datetime, expected: Expected) -> Request | None:
        """The request of a message that does not tell why."""
        right = self._put_right(text, now, expected)
        if right is not None:
            return right
        first, last = parted_words(text)
        if first:
            after = replace(expected, on_top=True, missing="", asked="", wishes=True, occupied=False)
            then, told = self._read(last, now, after), QUESTIONS if expected.wishes else EXPLAINS
            if then is not None and then.act in told and then.sure >= _SURELY and _points_at_most(then.said):
                before = self._read(first, now, expected)
                if before is not None and before.act not in QUESTIONS:
                    return replace(before, then=then)
        whole = self._read(text, now, expected)
        if whole is None and expected.missing not in ("", "deadline") and expected.on_top:
            return self._filled_in_part(text, now, expected)
        return self._in_turn(text, whole, now, expected) if expected.wishes else whole

    def _put_right(self, text: str, now: datetime, expected: Expected) -> Request | None:
        """A wish and what puts it right in the same message: 12月3号9点提醒我，不对，是10点. None if there is no such thing."""
        after = replace(
            expected, on_top=True, touched=True, wishes=True, missing="", asked="", occupied=False
        )
        for mark in islice(finder("reminding", "oops").found_in(text), _MARKS):
            before, behind = text[: mark.start].strip(SIGNS), text[mark.end :].strip(SIGNS)
            wish = self._read(before, now, expected) if before and behind else None
            if wish is not None and wish.act in ("set", "add", "change"):
                put = self._read(behind, now, after)
                if put is not None and put.act == "change" and not put.said.talk:
                    return replace(wish, then=put)
        return None

    def _reworded(self, text: str, now: datetime, expected: Expected) -> Request | None:
        """Other words for a wish of which was spoken just now, and then what else is changed; None if it is not that."""
        if not (expected.touched and expected.on_top) or may_ask(text):
            return None
        fitting = exchanged_words(text, expected.told)
        found = next((one for one in fitting if self._are_words(one.new, now)), None)
        if found is None or (expected.occupied and not found.old):
            return None
        then = self._read(found.beside, now, expected) if found.beside else None
        changes = then is not None and then.act == "change" and then.said.when
        return Request("reword", 1.0, self.said(text, now), then=then if changes else None, reworded=found)

    def _for_somebody(self, text: str, now: datetime, expected: Expected) -> Request | None:
        """The same for somebody of whom no wish tells yet, with no more than a time beside: 老李也一样，晚半个钟头."""
        if not (expected.touched and expected.on_top) or expected.occupied or expected.missing:
            return None
        person, rest = somebody_also(text)
        if not person or any(person in about for about in expected.told):
            return None
        said = self.said(rest, now)
        if said.deadlines or said.places or bared(said.left.replace(BLANK, "")):
            return None
        return Request("add", 1.0, said, self._wants.read(said, now), person=person)

    def _are_words(self, text: str, now: datetime) -> bool:
        """Whether a text is something to be told: no time, and no word about reminding."""
        said = self.said(text, now)
        return not (said.mentions or said.talk)

    def _filled_in_part(self, text: str, now: datetime, expected: Expected) -> Request | None:
        """What a part of a message says that was asked of a wish, if the others only tell why: 哦打错，是明天."""
        parts = message_parts(text)
        read = [self._read(part, now, expected) for part in parts] if len(parts) > 1 else []
        filled = [
            place
            for place, one in enumerate(read)
            if one is not None and one.act == "fill" and len(bared(one.said.left.replace(BLANK, ""))) < _FEW
        ]
        others = [part for place, part in enumerate(parts) if place not in filled]
        return (
            read[filled[0]]
            if len(filled) == 1 and all(self._why.tells_why(part, now) for part in others)
            else None
        )

    def _in_turn(self, text: str, whole: Request | None, now: datetime, expected: Expected) -> Request | None:
        """The orders of a message one after another, if each of its parts says for which wish and what; else the whole."""
        texts = order_parts(whole.said if whole is not None else self.said(text, now))
        if len(texts) == 1 or (whole is not None and whole.act == "fill"):
            return whole
        expected = replace(expected, on_top=True, missing="", asked="")
        parts = [self._read(self._why.without(one, now), now, expected) for one in texts]
        orders = [one for one in parts if one is not None and names_its_own(one.act, one.said)]
        changes = IN_TURN if whole is None or whole.act not in ("set", "add") else STOPS
        if len(orders) < len(parts) or not any(one.act in changes for one in orders):
            return whole
        chain = orders[-1]
        for one in reversed(orders[:-1]):
            chain = replace(one, then=chain)
        return chain

    def said(self, text: str, now: datetime, within: Stretch | None = None) -> Said:
        """What a text said at `now` (aware) mentions; its bare days lie `within` what came before."""
        return read_said(text, now.astimezone(self._facts.zone), self.deadlines, within)

    def _read(self, text: str, now: datetime, expected: Expected) -> Request | None:
        now = now.astimezone(self._facts.zone)
        said = bounded(self.said(text, now, expected.pieces.within), expected.pieces)
        wished = said.plain or bool(said.talk and says_when_fully(said))
        wished = wished or renames(said, expected) or _drops_as_done(said, expected)
        moves = _moves_what_was_set(text, said, expected)
        asked = expected.wishes and said.says("that_one", "made")
        if expected.occupied and not (wished or moves or expected.on_top or asked or says_when_fully(said)):
            return None
        place = ordinal(text) if expected.on_top and expected.listed else None
        tells = self._why.chance(text, QUESTIONS) >= _OTHERWISE
        if expected.on_top and expected.asked and (place is not None or (_points(said) and not tells)):
            return self._pointed(text, place, now, expected)
        if place is not None:
            return Request("show", 1.0, replace(said, places=(FoundPlace(0, 0, place),)))
        if expected.missing == "deadline" and not said.mentions and said.says("that_one"):
            said = replace(said, deadlines=tuple(self._of_that_name(said)))
        if self._tells_answer_again(text, said):
            return None
        chances = self._acts().chances(_GROUP, text)
        wants = self._wants.read(said, now)
        awaited = expected.missing and (expected.on_top or _is_piece(said))
        if awaited and _fills(said, wants, chances, expected.missing):
            return Request("fill", 1.0, said, wants)
        found = likeliest(said, wants, chances, expected, self._follows_up(text, said, expected))
        formed = found is not None and found[0] in ("set", "add") and wished_by_form(said, wants)
        surely = wished or moves or formed
        if found is None or (
            expected.occupied and not (surely or _is_meant(*found, said, chances, expected))
        ):
            return None
        if formed and (only_told(said) or expected.occupied):
            wants = tuple(map(_unsure, wants))
        return Request(*found, said, wants)

    def _of_that_name(self, said: Said) -> Iterator[FoundDeadline]:
        """The deadlines by which what stands before 那个 is to be done: 报名那个."""
        word = next(finder("reminding", "that_one").found_in(said.lower))
        due = self.deadlines.due_by(bared(said.lower[: word.start]))
        if due:
            yield FoundDeadline(0, word.end, due, own=True)

    def _pointed(self, text: str, place: int | None, now: datetime, expected: Expected) -> Request | None:
        """The order of which it was asked which wish it means, with what the answer points to."""
        order = replace(expected, asked="")
        if place is None:
            return self._read(f"{text},{expected.asked}", now, order)
        request = self._read(expected.asked, now, order)
        if request is None:
            return None
        return replace(request, said=replace(request.said, places=(FoundPlace(0, 0, place),)))

    def _tells_answer_again(self, text: str, said: Said) -> bool:
        """Whether what an answer held is to be told again, and no reminder: 他电话再讲一遍; 打电话那个再念一遍 is one."""
        if not said.says("answered") or said.says("that_one", "drops", "changes"):
            return False
        other = said.plain or said.when or said.amounts or said.places
        return not other and self._acts().chances(_FOLLOWUPS, text)[_TOLD_AGAIN] >= _SURELY

    def _follows_up(self, text: str, said: Said, expected: Expected) -> float:
        """The chance that a message asks on about the notice; what can be asked of reminders too is theirs if they are on top."""
        if said.speaks or undoes(said, expected):
            return 0.0
        chances = self._acts().chances(_FOLLOWUPS, text)
        ours: tuple[str, ...] = _ALSO_OF_REMINDERS if expected.on_top else ()
        if ours and self._acts().chances(_GROUP, text)["list"] >= _SURELY:
            ours = (*ours, "words")  # 全部念给我听
        others = (chance for name, chance in chances.items() if name not in ours)
        return max(others) * (
            _WEAKLY if said.mentions else _LESS if expected.touched and not expected.on_top else 1
        )


def _with_beside(request: Request, beside: str) -> Request:
    """A request with what else was said, which may tell which wish is meant: 人事来过了，那桩抹掉."""
    return replace(request, said=replace(request.said, beside=beside))


def _unsure(want: Want) -> Want:
    """A want of one moment of which it is asked whether it is one."""
    alone = want.form == "moments" and len(want.moments) == 1 and not want.trouble
    return replace(want, trouble="unsure") if alone else want


def _moves_what_was_set(text: str, said: Said, expected: Expected) -> bool:
    """Whether a time can be none but a new one of what was just set, for what is asked beside it awaits no figures: 早上9点半."""
    timed = bool(said.dated or said.hours)
    ordered = orders_a_change(normalize(text))
    return (
        expected.touched
        and not expected.typed
        and timed
        and ((expected.on_top and _is_piece(said)) or ordered)
    )


def _is_meant(act: Act, sure: float, said: Said, chances: Chances, expected: Expected) -> bool:
    """Whether words beside an open question are clearly about what was set: an order, or a question that names a wish."""
    named = said.says("that_one", "made") and (bool(said.talk) or names_any(said.left, expected.told))
    return _is_order(act, sure, chances) or (act in QUESTIONS and sure >= _HALF and bool(named))


def _is_order(act: Act, sure: float, chances: Chances) -> bool:
    """Whether words beside an open question are clearly an order about what was just set, and no answer: 改晚一天."""
    learned = sum(chances.get(name, 0.0) for name in (CHANGES if act == "change" else (act,)))
    return act in ORDERS and min(sure, learned) >= _SURELY


def _fills(said: Said, wants: tuple[Want, ...], chances: Chances, missing: Missing) -> bool:
    """Whether a message says what is missing, and is no wish, order or question of its own."""
    own = said.talk and any(want.about for want in wants) and not said.says("wrong")
    if own or (missing == "assent" and not _is_piece(said)):
        return False
    if chances["add"] >= _OTHERWISE or sum(chances.get(name, 0.0) for name in STOPS) > _OTHERWISE:
        return False
    if sum(chances[name] for name in EXPLAINS) > _OTHERWISE or asks_whether(said, wants):
        return False
    if not said.talk and (may_ask(said.lower) or asks_for(said.lower, "tag", "whether")):
        return False
    if (
        missing == "deadline"
        and told_matter(said)
        and (chances[OTHER] < _WEAKLY or finder("reminding", "matter").stands_in(said.lower))
    ):
        return True
    if missing == "deadline":  # 我是单位人事 is one in answer to who one is, 单位截止 a question
        named = said.deadlines and (said.leads or not said.says("deadline"))
        return bool(named and _is_short(said)) or bool(said.dated and _is_piece(said))
    answered = sum(chances.get(name, 0.0) for name in _ANSWERS)
    if chances[OTHER] > min(_OTHERWISE, answered) or not _is_short(said):
        return False
    wrong = said.wrong_day or said.wrong_hours
    pieces = said.dated or said.rhythms or said.hours or said.shifts or wrong
    counted = said.amounts if missing == "lead" else ()
    return bool(pieces or counted or said.says("whichever"))


def _drops_as_done(said: Said, expected: Expected) -> bool:
    """Whether a message drops what was set a moment before because that is done: 他自己搞定了，取消吧."""
    is_done = finder("reminded", "done").stands_in(said.lower)
    return expected.touched and is_done and said.says("drops") and not may_ask(said.lower)


def told_matter(said: Said) -> str:
    """What is to be told, of a message that says nothing else: 交材料的事, 去单位盖章; empty if it says anything more."""
    ends = [word for word in words("reminding", "matter") if said.lower.endswith(word)]
    matter = bared(said.words.removesuffix(max(ends, key=len, default="")), "told_")
    roles = said.deadlines and not any(one.own or one.every for one in said.deadlines)
    beside = len(bared(said.left.replace(BLANK, ""))) if roles else 0
    named = said.mentions and not (beside >= SHORTEST and not (said.when or said.amounts or said.places))
    other = said.talk or said.says("that_one", "this") or may_ask(said.lower)
    return "" if named or other or len(matter) < SHORTEST else matter


def _points_at_most(said: Said) -> bool:
    """Whether nothing is mentioned but places of the list: 看看前面两个在不在."""
    return not said.mentions or bool(said.places and not (said.when or said.amounts or said.deadlines))


def _points(said: Said) -> bool:
    """Whether a message is no more than a way of naming one of several: 3号那个, 打电话的."""
    orders = said.says("changes", "drops") or said.says("rests", "goes_on", room="pause")
    return not (said.speaks or orders or may_ask(said.lower)) and len(said.words) <= _SHORT


def _is_piece(said: Said) -> bool:
    """Whether a message is nothing but a time: 下周三."""
    return said.when and not said.talk and bared(said.left.replace(BLANK, "")) == ""


def _is_short(said: Said) -> bool:
    """Whether no clause in which something is mentioned holds much beside; 看错了，12月1号 is short, and so is 随便."""
    mentioned = [clause for clause in said.clauses if BLANK in said.left[clause.start : clause.end]]
    rests = (said.left[one.start : one.end].replace(BLANK, "") for one in mentioned)
    return bool(said.talk) or all(len(bared(rest)) <= _FEW for rest in rests)
