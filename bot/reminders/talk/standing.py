"""How the deadlines stand, in words: what is to come, what is over, what to copy if nothing can be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_clauses, deadline_rows, own_days
from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.items import items_of
from bot.reminders.readback import item_line
from bot.reminders.roles import all_over, applicant, needed, role_name
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.replies.reply import Kind, Reply

_MOST_DAYS = 8


class Standing:
    """Says how the deadlines of one notice stand; `role` is who the person is, empty if they did not say."""

    def __init__(self, facts: Facts, role: str = "") -> None:
        self._facts = facts
        self._role = role

    def over(self, book: Book, now: datetime) -> Reply:
        """All deadlines are over: said plainly, and the next notice is offered."""
        own = own_days(self._facts)
        if not self._facts.milestones:
            return Reply(message("wish_no_days"), kind=Kind.OVER)
        rows = deadline_rows(own, self._facts, now)
        offer = menus.watch(book)
        words = message("wish_over_offer") if offer else message("wish_over_watched")
        return Reply(
            message("wish_over", year=self._facts.year, rows=rows) + "\n" + words,
            deadline_clauses(own),
            offer,
            kind=Kind.OVER,
        )

    def named_over(self, book: Book, over: Sequence[str], now: datetime) -> Reply:
        """That what was named is over, what is still to come, and for whom that is."""
        facts = self._facts
        days, ahead = [facts.milestones[id] for id in over], days_ahead(facts, now)
        words = message("wish_named_over", rows=deadline_rows(days, facts, now))
        if ahead:
            roles = message("between_words").join(dict.fromkeys(one.role for one in ahead))
            words += "\n" + message("wish_next_for", roles=roles, rows=deadline_rows(ahead, facts, now))
        clauses = deadline_clauses((*days, *ahead))
        return Reply(words, clauses, menus.who(book, facts, now), kind=Kind.OVER)

    def calendar(self, now: datetime) -> Reply:
        """The calendar as a file, with the days in words."""
        if all_over(self._facts, now):
            return Reply(message("wish_calendar_over"), kind=Kind.OVER)
        return replace(self._dates(now, message("wish_calendar"), self._role), attachment="calendar")

    def unpushed(self, wishes: Sequence[Subscription], now: datetime) -> Reply:
        """The reply in a channel that cannot send messages unasked: that it cannot, and what to copy for `wishes`.

        With wishes for deadlines, or none, these are the days of the notice too, and a calendar.
        """
        lines = self._to_write_down(wishes, now)
        if wishes and not any(one.kind in ("deadlines", "watch") for one in wishes):
            return Reply("\n".join((message("wish_unpushed_moments"), *lines)), kind=Kind.DATES)
        if all_over(self._facts, now):
            if not self._facts.milestones:
                return Reply(message("wish_no_days"), kind=Kind.OVER)
            own = own_days(self._facts)
            rows = deadline_rows(own, self._facts, now)
            words = message("wish_unpushed_over", year=self._facts.year, rows=rows)
            return Reply(words, deadline_clauses(own), kind=Kind.OVER)
        known = self._role in self._facts.roles
        role = self._role if known else applicant(self._facts)
        line = self._dates(now, message("wish_unpushed"), role)
        if not known and len(self._facts.roles) > 1:
            line = replace(
                line, text=f"{line.text}\n{message('wish_unpushed_whose', role=role_name(self._facts, role))}"
            )
        text = "\n".join((line.text, message("wish_unpushed_days"), *lines)) if lines else line.text
        return replace(line, text=text, attachment="calendar")

    def silenced(self) -> Reply:
        """The reply to an order to stop, in a channel that cannot send: what rings is the person's own calendar."""
        return Reply(message("wish_unpushed_off"), kind=Kind.DATES, attachment="calendar")

    def _to_write_down(self, wishes: Sequence[Subscription], now: datetime) -> tuple[str, ...]:
        """When these wishes would come, the next ones first."""
        book = Book({one.id: one for one in wishes})
        items = items_of(wishes, self._facts, now)
        return tuple(
            message("wish_unpushed_day", line=item_line(item, book, self._facts, now))
            for item in items[:_MOST_DAYS]
            if book.wishes[item.wish].kind != "watch"
        )

    def _dates(self, now: datetime, heading: str, role: str) -> Reply:
        """The days to come in words: those that mean something to who has the role, or all if none is left of those."""
        facts = self._facts
        ahead = needed(facts, role, now) or days_ahead(facts, now)
        rows = deadline_rows(ahead, facts, now)
        return Reply(f"{heading}\n{rows}", deadline_clauses(ahead), kind=Kind.DATES)
