"""The notices of one bot beside each other: which are the latest of their series, which are open, how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import in_order
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import days_left, spoken_date, state


class NoticeShelf:
    """The facts of the notices, in the order in which the packs were given."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = {one.id: one for one in facts}
        latest: dict[str, Facts] = {}
        for one in facts:
            if one.series not in latest or latest[one.series].year < one.year:
                latest[one.series] = one
        self.latest = tuple(one.id for one in facts if latest[one.series] is one)
        """Those without a later one of their series."""
        self._follows = {one.id: latest[one.series].id for one in facts}
        first = self.latest[0]
        self.home = {"": first} | {one.series: latest[one.series].id for one in facts}
        """Where what belongs to a series, or to none, is at home; ids of notices are their own home."""
        self.home |= {one.id: one.id for one in facts}

    def follower(self, notice: str) -> str:
        """The latest notice of the series of one; itself if it is that."""
        return self._follows[notice]

    def in_order(self) -> tuple[str, ...]:
        """Every notice: the latest of each series first."""
        return (*self.latest, *(id for id in self.facts if id not in self.latest))

    def home_of(self, notice: str, series: str) -> str:
        """The notice to which something made under one belongs: that, or of one that is not there the latest of its series,
        or else the first."""
        return self.home.get(notice) or self.home.get(series) or self.home[""]

    def is_open(self, notice: str, now: datetime) -> bool:
        """Whether something of it can still be done at `now` (aware), or it has no days."""
        facts = self.facts[notice]
        last = facts.submission or next(reversed(in_order(facts)), None)
        return last is None or days_left(last, now, facts) >= 0

    def asked_among(self, now: datetime) -> tuple[str, ...]:
        """The notices of which one is meant where none is named: the latest ones that are open, or all latest ones."""
        return tuple(id for id in self.latest if self.is_open(id, now)) or self.latest

    def default(self, now: datetime) -> str:
        """The notice that speaks where it does not matter which does."""
        return self.asked_among(now)[0]

    def next_day(self, notice: str, now: datetime) -> Milestone | None:
        """The next day of a notice that is not over at `now`; None if there is none."""
        facts = self.facts[notice]
        ahead = (one for one in in_order(facts) if not one.on_request and days_left(one, now, facts) >= 0)
        return next(ahead, None)

    def line(self, notice: str, now: datetime) -> str:
        """How a notice stands, in one line: its title, whether it is open, its next day."""
        facts = self.facts[notice]
        next_one = self.next_day(notice, now)
        values = {"notice": facts.short_title}
        if next_one is not None and self.is_open(notice, now):
            day = spoken_date(next_one.day)
            return message(
                "notice_open", name=next_one.name, date=day, state=state(next_one, now, facts), **values
            )
        if self.is_open(notice, now):
            return message("notice_without_days", **values)
        last = facts.submission or in_order(facts)[-1]
        return message("notice_closed", date=spoken_date(last.day), **values)
