"""Which clauses of a message belong to one want: each time with words of its own begins another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from bot.language.found import Found
from bot.language.word_finder import FoundWord, finder, finder_with
from bot.language.words import words
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.days import FoundDay
from bot.reminders.reading.exceptions import excepted
from bot.reminders.reading.hours import FoundHour, in_part
from bot.reminders.reading.said import Clause, Said
from bot.reminders.reading.told_words import told_words
from bot.reminders.reading.unread import BLANK
from bot.reminders.reading.want import Trouble

Kind = TypeVar("Kind", bound=Found)


@dataclass
class Segment:
    """Clauses of a message that belong to one want. `talks`: it is said in them that one is to be reminded.

    `left_out` are the mentions of what is to be left out of it.
    """

    said: Said
    clauses: list[Clause] = field(default_factory=list)
    talks: bool = False
    bare: bool = True
    """Nothing but times stands in it."""
    left_out: list[Found] = field(default_factory=list)

    def of(self, found: Sequence[Kind]) -> tuple[Kind, ...]:
        """Those of `found` that stand in these clauses."""
        return tuple(one for one in found if any(clause.holds(one) for clause in self.clauses))

    def says(self, *names: str) -> bool:
        """Whether a word of one of these lists stands in these clauses."""
        found = finder("reminding", *names)
        return any(found.stands_in(self.said.lower[one.start : one.end]) for one in self.clauses)

    @property
    def dated(self) -> bool:
        """Whether it says a day or a rhythm."""
        return bool(self.of((*self.said.dated, *self.said.rhythms)))

    @property
    def timed(self) -> bool:
        """Whether it says an hour."""
        return bool(self.of(self.said.hours)) or any(one.timed for one in self.of(self.said.days))

    @property
    def of_deadlines(self) -> bool:
        """Whether it says how long before which deadline."""
        return bool(self.of(self.said.leads) and self.of(self.said.deadlines))

    @property
    def beside(self) -> bool:
        """Whether it says another day beside those of a deadline: 再加12月1号."""
        return self.says("adds") and bool(self.of(self.said.days)) and not self.of(self.said.leads)

    @cached_property
    def talk(self) -> FoundWord | None:
        """The word for being reminded, by its name if it is named."""
        talk = self.of(self.said.talk)
        plain = finder("reminding", "plain")
        return next((one for one in talk if plain.stands_in(one.word)), talk[0] if talk else None)

    @cached_property
    def hours(self) -> tuple[FoundHour, ...]:
        """The hours, each in the part of the day that was said with it."""
        return combined_hours(self.of(self.said.hours))

    @property
    def unknown_day(self) -> Trouble:
        """Why the day cannot be known: 过几天, 等会儿, 结果出来; empty if nothing of that kind is said."""
        if self.says("someday"):
            return "which_day"
        if self.says("soon"):
            return "which_hour"
        return "event" if self.says("arrives") or self.event else ""

    @cached_property
    def event(self) -> str:
        """Something that is awaited, whose day the notice does not tell: 公布完了; empty if none is spoken of."""
        happens, text = finder("reminding", "happens"), self.said.lower
        for word in self.of(list(finder_with(self.said.awaited, "reminding", "awaited").found_in(text))):
            rest = self.said.open[word.end :]
            end = next((place for place in range(len(rest)) if rest[place] != BLANK), len(rest))
            found = happens.longest_at(rest, end) if end < len(rest) else ""
            if found:
                return word.word + found
        return ""


def segments(said: Said) -> list[Segment]:
    """The segments of a message in their order.

    If one speaks of reminding, others that do not are left out: they tell why. What says how long before a deadline stays.
    """
    found = [Segment(said)]
    left_out = excepted(said)
    for clause in said.clauses:
        alone = _alone(said, clause)
        excluded = [one for one in left_out if clause.holds(one)]
        if excluded and not [one for one in alone.of((*said.dated, *said.rhythms)) if one not in excluded]:
            found[-1].left_out += excluded  # 每天8点提醒我，周日不要
            continue
        if alone.timed and not (alone.dated or alone.talks) and alone.says("all"):
            for one in found:  # 2号打印，4号盖章，都是上午10点
                if not one.timed:
                    one.clauses.append(clause)
            continue
        own = alone.timed and alone.bare and alone.of(said.leads)  # 截止前3天9点提醒一次，截止当天14点一次
        ends = alone.dated and alone.says("deadline") and not (alone.talks or alone.says("adds") or own)
        if ends and found[-1].talks and found[-1].dated:
            continue  # 12月5号提醒我，12月6号就截止了
        if _apart(found[-1], alone):
            found.append(Segment(said))
        found[-1].clauses.append(clause)
        found[-1].left_out += excluded
        found[-1].talks |= alone.talks
        found[-1].bare &= alone.bare
        if alone.talks and not (alone.dated or alone.timed) and alone.says("all"):
            for one in found:  # 28号导出，30号送表，都提醒我
                one.talks = True
    _take_listed(said, found)
    return (
        [one for one in found if one.talks or one.of_deadlines or one.beside]
        if any(one.talks for one in found)
        else found
    )


def _take_listed(said: Said, found: list[Segment]) -> None:
    """What is listed behind a wish is wished too: 12月1日提醒我交表，3日打电话. What ends on a day tells why."""
    first = next((place for place, one in enumerate(found) if one.talks), len(found))
    if first == len(found) or not (found[first].dated and told_words(said, found[first].clauses, False)):
        return
    for one in found[first + 1 :]:
        days = one.of(said.days)
        one.talks |= bool(days) and not one.says("deadline", "happens", "reasons", "someday")


def combined_hours(hours: Sequence[FoundHour]) -> tuple[FoundHour, ...]:
    """The hours, each in the part of the day that was said beside it: 早上的，7点."""
    exact = [one for one in hours if not one.usual]
    if not exact or len(exact) == len(hours):
        return tuple(hours)
    part = next(one.likely for one in hours if one.usual)
    return tuple(in_part(one, part) for one in exact)


def is_last(said: Said, day: FoundDay) -> bool:
    """Whether a day ends a rhythm: 到12月6号, 12月6号为止."""
    before, after = said.lower[: day.start], said.lower[day.end :]
    if any(after.startswith(word) for word in words("rhythm", "stops_behind")):
        return True
    begins = any(after.startswith(word) for word in words("rhythm", "begins"))
    return not begins and any(before.endswith(word) for word in words("rhythm", "until"))


def _alone(said: Said, clause: Clause) -> Segment:
    alone = Segment(said, [clause])
    alone.talks = bool(alone.of(said.talk))
    rest = said.left[clause.start : clause.end].replace(BLANK, "")
    alone.bare = not alone.talks and not bared(rest)
    return alone


def _apart(current: Segment, clause: Segment) -> bool:
    """Whether a clause begins another want: it says another time, and something of its own."""
    if not current.clauses:
        return False
    if current.of_deadlines and (clause.of_deadlines or clause.beside):
        return True
    ends_rhythm = any(is_last(clause.said, day) for day in clause.of(clause.said.days))
    if current.bare or clause.bare or (ends_rhythm and current.of(current.said.rhythms)):
        return False
    if not current.talks and clause.of(clause.said.leads) and not clause.of(clause.said.days):
        return False  # 12月10号开会，提前一天提醒我
    if current.dated and (clause.dated or (clause.talks and clause.unknown_day)):
        return True
    return clause.timed and current.timed and current.talks and clause.talks
