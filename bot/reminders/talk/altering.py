"""Changes what a message means to what it says, and reads it back. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import deadline_clauses
from bot.pack.model import Facts
from bot.reminders.book import MOST, Book
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of, parted
from bot.reminders.readback import spoken_wrong_day
from bot.reminders.reading.days import FoundDay
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.request import Request
from bot.reminders.reading.rhythms import DAILY
from bot.reminders.reading.told_words import MOST_CHARACTERS
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.altered import NotPossible, altered
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.new_time import NewTime, corrects, counted, new_time
from bot.reminders.talk.part import refused
from bot.reminders.talk.pointing import Pointer, leftover, staying
from bot.reminders.talk.upshot import Upshot


class Alterer:
    """Changes wishes of one person under one notice."""

    def __init__(self, facts: Facts, deadlines: DeadlineFinder) -> None:
        self._facts = facts
        self._deadlines = deadlines

    def change(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """Change what a message means to what it says; ask if it is not clear which wish is meant."""
        said = counted(request.said)
        new, which = new_time(said)
        if new.says_nothing:
            wrong = said.wrong_day
            words = spoken_wrong_day(wrong) if wrong is not None else message("wish_no_change")
            return Upshot(book, (refused(words),))
        weekly = self._weekly(book, new, frame, now)
        if weekly is not None:
            return self._changed(book, [Item(weekly.id)], new, said.words, now)
        rest = leftover(said, [one for one in said.clauses if not staying(said, one)])
        pointer = Pointer(book, frame, self._facts, now)
        pointed = pointer.pointed(said, which, rest)
        items = pointed.items
        if corrects(request.said):  # of what was just set, whatever else comes at that time
            touched = pointer.touched()
            ids = {item.wish for item in touched}
            items = tuple(item for item in items if item.wish in ids) or items or touched
        if (
            not items and not pointed.among and len(said.clauses) > 1
        ):  # 公布拖了，改成28号: the rest of it only tells why
            last = said.clauses[-1]
            items = pointer.pointed(
                said, [one for one in which if last.holds(one)], leftover(said, [last])
            ).items
        if not items and not pointed.among:
            items = pointer.only(said, which, rest)
        if not items:
            return menus.ask_which(book, said.words, self._facts, now, pointed.among)
        if new.day is None and new.rhythm is None:
            weekdays = {one.weekday for one in which if isinstance(one, FoundDay) and one.weekday is not None}
            book, items = self._by_weekdays(book, items, weekdays, now)
        return self._changed(book, items, new, said.words, now)

    def reword(self, book: Book, request: Request, frame: ReminderFrame, now: datetime) -> Upshot:
        """Have the wish that was spoken of tell other words, or else the one that tells those that are put away."""
        found = request.reworded
        assert found is not None
        touched = [item.wish for item in Pointer(book, frame, self._facts, now).touched()]
        fitting = [one for one in book.running if found.fits(one.about)]
        spoken = [one for one in fitting if one.id in touched]
        if len(spoken or fitting) != 1:
            return menus.ask_which(book, request.said.words, self._facts, now, ())
        (wish,) = spoken or fitting
        after = replace(wish, about=found.of(wish.about)[:MOST_CHARACTERS])
        return self._told(book, book.with_wish(after), [wish.id], now)

    def comes_again(self, book: Book, frame: ReminderFrame, now: datetime) -> bool:
        """Whether what was spoken of last comes again."""
        touched = Pointer(book, frame, self._facts, now).touched()
        return bool(touched) and all(book.wishes[item.wish].kind == "repeat" for item in touched)

    def _by_weekdays(
        self, book: Book, items: tuple[Item, ...], weekdays: Set[int], now: datetime
    ) -> tuple[Book, tuple[Item, ...]]:
        """The days of the week that are meant of what comes again, as wishes of their own: 周四的改到8点."""
        parts = []
        for id in dict.fromkeys(item.wish for item in items):
            wish = book.wishes[id]
            if wish.kind != "repeat" or wish.working or not weekdays < {*wish.weekdays} or not weekdays:
                return book, items
            rest = replace(wish, weekdays=tuple(day for day in wish.weekdays if day not in weekdays))
            part = replace(wish, weekdays=tuple(sorted(weekdays)), again=())
            part = replace(part, id=book.new_id(part, now))
            book = book.with_wish(rest).with_wish(part)
            parts.append(Item(part.id))
        return book, tuple(parts)

    def _weekly(self, book: Book, new: NewTime, frame: ReminderFrame, now: datetime) -> Subscription | None:
        """The weekly wish of which one day of the week is to be another: 礼拜四那个换成礼拜六; None if there is none."""
        if not new.instead:
            return None
        touched = [item.wish for item in Pointer(book, frame, self._facts, now).touched()]
        found = [
            one
            for one in book.running
            if one.kind == "repeat" and {*new.instead} <= {*one.weekdays} and one.weekdays != DAILY
        ]
        return next((one for one in found if one.id in touched), found[0] if len(found) == 1 else None)

    def _changed(
        self, before: Book, items: Sequence[Item], new: NewTime, words: str, now: datetime
    ) -> Upshot:
        book, ids = parted(before, items, self._facts, now)
        for id in ids:
            wish = book.wishes[id]
            if len(wish.milestones) > 1 and wish.kind == "deadlines" and new.day and not new.rhythm:
                return menus.ask_which(
                    before, words, self._facts, now
                )  # a day can only be that of one of them
            try:
                due = self._deadlines.due_by(wish.about)
                book = book.with_wish(altered(wish, new, self._facts, now, due))
            except NotPossible as problem:
                reply = replace(refused(str(problem)), clauses=deadline_clauses(problem.about))
                return Upshot(before, (reply,), touched=tuple(items))
        if len(book.running) > MOST:
            return Upshot(before, menus.full(before, self._facts, now))
        left = tuple(id for id in dict.fromkeys(ids) if not book.wishes[id].ended)
        return self._told(before, book, left, now)

    def _told(self, before: Book, book: Book, ids: Sequence[str], now: datetime) -> Upshot:
        """Read back what was changed, or that it was so before."""
        same = all(id in before.wishes and _alike(before.wishes[id], book.wishes[id]) for id in ids)
        heading = message("wish_known" if same else "wish_changed")
        book = before if same else book
        wishes = [book.wishes[id] for id in ids]
        touched = tuple(map(Item, ids))
        if len(ids) == 1:
            return Upshot(book, (menus.shown(wishes[0], self._facts, now, heading),), touched)
        shown = items_of(wishes, self._facts, now, MOST_OF_A_WISH)
        return Upshot(book, (menus.several(ids, book, self._facts, now, heading),), touched, shown)


def _alike(one: Subscription, other: Subscription) -> bool:
    return replace(one, since=None) == replace(other, since=None)
