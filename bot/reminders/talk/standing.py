"""How the deadlines stand, in words: what is to come, what is over, what to copy where nothing can be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.line import Line
from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.planning import coming
from bot.reminders.readback import milestone_row, named, spoken_moment
from bot.reminders.reading.wish import Wish
from bot.reminders.roles import all_over, applicant, in_order, open_still, usual
from bot.reminders.subscription import DEFAULT_HOUR, Subscription
from bot.reminders.talk import menus

_MOST_DAYS = 12


class Standing:
    """Says how the deadlines of one notice stand."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def over(self, book: Book, now: datetime) -> Line:
        """All deadlines are over: said plainly, and the next notice is offered."""
        facts = self._facts
        own = [one for one in in_order(facts) if not one.on_request and not one.derived]
        rows = "\n".join(milestone_row(one, facts, now) for one in own)
        clauses = tuple(dict.fromkeys(clause for one in own for clause in one.clauses))
        offer = menus.watch(book)
        words = message("wish_over_offer") if offer else message("wish_over_watched")
        return Line(message("wish_over", year=facts.year, rows=rows) + "\n" + words, clauses, offer)

    def named_over(self, book: Book, over: list[str], now: datetime) -> Line:
        """That what was named is over, and what is not."""
        rows = "\n".join(milestone_row(self._facts.milestones[id], self._facts, now) for id in over)
        buttons = menus.who(book, self._facts, now)
        return Line(message("wish_named_over", rows=rows), self.clauses(tuple(over)), buttons)

    def calendar(self, now: datetime) -> Line:
        """The calendar as a file, with the days in words."""
        if all_over(self._facts, now):
            return Line(message("wish_calendar_over"))
        return replace(self._dates(now, message("wish_calendar")), attachment="calendar")

    def unpushed(self, wish: Wish | None, now: datetime) -> Line:
        """What is said in a channel that cannot send by itself: that it cannot, the days to copy, the calendar."""
        if wish is not None and wish.kind == "moment" and wish.moment is not None and not wish.trouble:
            moment = spoken_moment(wish.moment, self._facts)
            return Line(message("wish_unpushed_moment", moment=moment, about=wish.about).rstrip())
        if all_over(self._facts, now):
            own = [one for one in in_order(self._facts) if not one.on_request and not one.derived]
            rows = "\n".join(milestone_row(one, self._facts, now) for one in own)
            clauses = self.clauses(tuple(one.id for one in own))
            return Line(message("wish_unpushed_over", year=self._facts.year, rows=rows), clauses)
        line = self._dates(now, message("wish_unpushed"))
        days = self._wished_days(wish, now) if wish is not None and wish.leads else ()
        text = "\n".join((line.text, message("wish_unpushed_days"), *days)) if days else line.text
        return replace(line, text=text, attachment="calendar")

    def _wished_days(self, wish: Wish, now: datetime) -> tuple[str, ...]:
        """The moments that were wished, to be written down, the next ones first."""
        facts = self._facts
        ids = wish.milestones or usual(facts, applicant(facts))
        at, named_hour = wish.at or DEFAULT_HOUR, bool(wish.at)
        made = Subscription("", "deadlines", facts.id, facts.series, ids, wish.leads or (), at, named_hour)
        return tuple(
            message(
                "wish_unpushed_day",
                moment=spoken_moment(lead.due_at, facts),
                name=named(facts.milestones[lead.milestone]),
            )
            for lead in coming(made, facts, now)[:_MOST_DAYS]
        )

    def _dates(self, now: datetime, heading: str) -> Line:
        """The days to come in words."""
        facts = self._facts
        ahead = [one for one in in_order(facts) if not one.on_request and open_still(facts, (one.id,), now)]
        rows = "\n".join(milestone_row(one, facts, now) for one in ahead)
        return Line(f"{heading}\n{rows}", self.clauses(tuple(one.id for one in ahead)))

    def clauses(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The clauses of these milestones."""
        milestones = self._facts.milestones
        return tuple(dict.fromkeys(clause for id in ids for clause in milestones[id].clauses))
