"""How the deadlines stand, in words: what is to come, what is over, what to copy if nothing can be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_clauses, deadline_rows, milestone_name, own_days
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.planning import coming
from bot.reminders.readback import spoken_moment
from bot.reminders.reading.wish import Wish
from bot.reminders.roles import all_over, applicant, usual
from bot.reminders.subscription import DEFAULT_HOUR, Subscription
from bot.reminders.talk import menus
from bot.replies.reply import Kind, Reply

_MOST_DAYS = 12


class Standing:
    """Says how the deadlines of one notice stand."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def over(self, book: Book, now: datetime) -> Reply:
        """All deadlines are over: said plainly, and the next notice is offered."""
        own = own_days(self._facts)
        rows = deadline_rows(own, self._facts, now)
        offer = menus.watch(book)
        words = message("wish_over_offer") if offer else message("wish_over_watched")
        return Reply(
            message("wish_over", year=self._facts.year, rows=rows) + "\n" + words,
            deadline_clauses(own),
            offer,
            kind=Kind.OVER,
        )

    def named_over(self, book: Book, over: list[str], now: datetime) -> Reply:
        """That what was named is over, and what is not."""
        days = [self._facts.milestones[id] for id in over]
        words = message("wish_named_over", rows=deadline_rows(days, self._facts, now))
        who = menus.who(book, self._facts, now)
        return Reply(words, deadline_clauses(days), who, kind=Kind.OVER)

    def calendar(self, now: datetime) -> Reply:
        """The calendar as a file, with the days in words."""
        if all_over(self._facts, now):
            return Reply(message("wish_calendar_over"), kind=Kind.OVER)
        return replace(self._dates(now, message("wish_calendar")), attachment="calendar")

    def unpushed(self, wish: Wish | None, now: datetime) -> Reply:
        """The reply in a channel that cannot send messages unasked: that it cannot, the days to copy, the calendar."""
        if wish is not None and wish.kind == "moment" and wish.moment is not None and not wish.trouble:
            moment = spoken_moment(wish.moment, self._facts)
            return Reply(
                message("wish_unpushed_moment", moment=moment, about=wish.about).rstrip(), kind=Kind.DATES
            )
        if all_over(self._facts, now):
            own = own_days(self._facts)
            rows = deadline_rows(own, self._facts, now)
            words = message("wish_unpushed_over", year=self._facts.year, rows=rows)
            return Reply(words, deadline_clauses(own), kind=Kind.OVER)
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
                name=milestone_name(facts.milestones[lead.milestone]),
            )
            for lead in coming(made, facts, now)[:_MOST_DAYS]
        )

    def _dates(self, now: datetime, heading: str) -> Reply:
        """The days to come in words."""
        facts = self._facts
        ahead = days_ahead(facts, now)
        rows = deadline_rows(ahead, facts, now)
        return Reply(f"{heading}\n{rows}", deadline_clauses(ahead), kind=Kind.DATES)
