"""Tells of the reminders that are set: which, when the next comes, at which hours, how often. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.messages import message
from bot.pack.model import Facts
from bot.pack.spoken import spoken_date
from bot.reminders.book import Book
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of
from bot.reminders.planning import coming_moments
from bot.reminders.readback import item_line, numbered, short, spoken_hour, spoken_moment, spoken_weekday
from bot.reminders.reading.days import FoundDay
from bot.reminders.reading.request import Request
from bot.reminders.reading.said import Said
from bot.reminders.roles import all_over
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.pointing import Pointer
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Kind, Reply


class Teller:
    """Tells one person of the reminders under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def list(self, book: Book, now: datetime) -> Upshot:
        """All reminders, or what one can be reminded of."""
        shown = items_of(book.running, self._facts, now, MOST_OF_A_WISH)
        if not shown:
            choices = menus.watch(book) if all_over(self._facts, now) else menus.who(book, self._facts, now)
            return Upshot(book, (replace(_empty(book), choices=choices),), shown=())
        return Upshot(book, (menus.overview(book, self._facts, now),), shown=shown)

    def listed(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> Upshot:
        """What was set or changed last if that is asked (你刚才记的啥), else all."""
        touched = Pointer(book, frame, self._facts, now).touched()
        ids = dict.fromkeys(item.wish for item in touched)
        if not ids or not said.says("this_one") or said.says("all"):
            return self.list(book, now)
        wishes = [book.wishes[id] for id in ids]
        heading = message("wish_last_set")
        shown = items_of(wishes, self._facts, now, MOST_OF_A_WISH)
        if len(wishes) == 1:
            return Upshot(book, (menus.shown(wishes[0], self._facts, now, heading),), touched, shown)
        return Upshot(book, (menus.several(tuple(ids), book, self._facts, now, heading),), touched, shown)

    def left(self, book: Book, frame: ReminderFrame, now: datetime) -> Upshot:
        """What was spoken of last, or all, which stays as it is."""
        touched = Pointer(book, frame, self._facts, now).touched()
        wishes = [book.wishes[id] for id in dict.fromkeys(item.wish for item in touched)] or list(
            book.running
        )
        items = items_of(wishes, self._facts, now, MOST_OF_A_WISH)
        if not items:
            return self._none(book)
        text = message("wish_left", rows=numbered(items, book, self._facts, now))
        return Upshot(book, (self._reply(text, wishes, now),), shown=items)

    def show(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """The one that is named by its place in the list, with what can be done with it."""
        pointer = Pointer(book, frame, self._facts, now)
        items = pointer.pointed(request.said, request.said.places, "").items
        if not items:
            return self.list(book, now)
        wish = book.wishes[items[0].wish]
        return Upshot(book, (menus.shown(wish, self._facts, now),), touched=items)

    def next(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """What comes next, or last if that is asked, of what is named or of all."""
        wishes = self._meant(book, request, frame, now)
        last = request.said.says("last_one")
        found = [
            (moments[-1 if last else 0], one)
            for one in wishes
            if (moments := coming_moments(one, self._facts, now)) and not one.paused
        ]
        if not found:
            return self.list(book, now) if book.running else self._none(book)
        moment, wish = (max if last else min)(found, key=lambda one: one[0])
        item = Item(wish.id, moment if wish.kind != "repeat" else None)
        day = moment.astimezone(self._facts.zone).date()
        line = item_line(item, book, self._facts, now) if wish.kind != "repeat" else short(wish, self._facts)
        spoken = spoken_moment(moment, self._facts)
        what = line.removeprefix(spoken).strip()
        name = "wish_last_is" if last else "wish_next_is"
        text = message(name, moment=spoken, weekday=spoken_weekday(day), what=what).strip()
        return Upshot(book, (self._reply(text, [wish], now),), (Item(wish.id, item.moment),))

    def hours(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """At which hours they come: those that are named, or that were spoken of."""
        wishes = self._meant(book, request, frame, now, touched=True)
        items = items_of(wishes, self._facts, now, MOST_OF_A_WISH)
        if not items:
            return self._none(book)
        zone = self._facts.zone
        hours = {
            moment.astimezone(zone).time()
            for one in wishes
            for moment in coming_moments(replace(one, paused=False, paused_until=None), self._facts, now)
        }
        rows = numbered(items, book, self._facts, now)
        same = len(hours) == 1
        text = (
            message("wish_hours_all", at=spoken_hour(next(iter(hours))), rows=rows)
            if same
            else message("wish_hours_each", rows=rows)
        )
        return Upshot(book, (self._reply(text, wishes, now),), shown=items)

    def often(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """How often they come, or whether on a day that is named: those that are named, or that were spoken of."""
        wishes = self._meant(book, request, frame, now, touched=True)
        if not wishes:
            return self._none(book)
        if request.said.days:
            return self._on_days(book, request.said.days, now)
        items = items_of(wishes, self._facts, now, MOST_OF_A_WISH)
        if not items:
            return self._none(book)
        count = sum(len(coming_moments(replace(one, paused=False), self._facts, now)) for one in wishes)
        text = message("wish_often", count=count, rows=numbered(items, book, self._facts, now))
        return Upshot(book, (self._reply(text, wishes, now),), shown=items)

    def _on_days(self, book: Book, days: Sequence[FoundDay], now: datetime) -> Upshot:
        """Which come on each of these days, or that none does."""
        items = items_of(book.running, self._facts, now, MOST_OF_A_WISH)
        lines, shown = [], []
        for day in sorted({one.moments[0].date() for one in days}):
            pointer = Pointer(book, ReminderFrame(), self._facts, now)
            there = [item for item in items if pointer.comes_on(day, item)]
            values = {"date": spoken_date(day), "weekday": spoken_weekday(day)}
            rows = numbered(there, book, self._facts, now)
            none = "wish_day_over" if day < now.date() else "wish_not_on_day"
            lines.append(message("wish_on_day", rows=rows, **values) if there else message(none, **values))
            shown += there
        return Upshot(book, (self._reply("\n".join(lines), (), now),), shown=tuple(shown) or None)

    def _meant(
        self, book: Book, request: Request, frame: ReminderFrame, now: datetime, touched: bool = False
    ) -> Sequence[Subscription]:
        """The wishes that are named; else, if `touched`, those that were spoken of last; else all."""
        said = request.said
        pointer = Pointer(book, frame, self._facts, now)
        which = [one for one in said.telling if one not in said.hours]
        touched = touched and not said.says("all")
        pointed = pointer.pointed(said, which, said.left) if which else None
        items = pointed.items if pointed is not None else ()
        if not items and touched and frame.on_top:
            items = pointer.touched()
        ids = dict.fromkeys(item.wish for item in items)
        return [book.wishes[id] for id in ids] or list(book.running)

    def _reply(self, text: str, wishes: Sequence[Subscription], now: datetime) -> Reply:
        alone = menus.shown(wishes[0], self._facts, now) if len(wishes) == 1 else None
        return Reply(text, (), alone.choices if alone else (), kind=Kind.WISHES)

    @staticmethod
    def _none(book: Book) -> Upshot:
        return Upshot(book, (_empty(book),))


def _empty(book: Book) -> Reply:
    """That there is nothing to come: because nothing was set, or because all of it was sent."""
    return Reply(message("wish_list_sent" if book.running else "wish_list_empty"), kind=Kind.WISHES)
