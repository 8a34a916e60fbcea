"""Orders about existing reminders: stop, keep only, pause. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.language.found import Found
from bot.language.word_finder import finder
from bot.language.words import words
from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import STOPPED, Book
from bot.reminders.items import Item, comes, items_of, parted, standing
from bot.reminders.planning import coming_moments, local_moment
from bot.reminders.readback import item_line, numbered, short, spoken_moment, spoken_moments
from bot.reminders.reading.endings import ending_of
from bot.reminders.reading.exceptions import exceptions_of, weekend_off
from bot.reminders.reading.said import Said
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.part import refused
from bot.reminders.talk.pointing import Pointer, leftover, mentions_in, staying
from bot.reminders.talk.upshot import Upshot
from bot.replies.reply import Kind, Reply

_MOST_ROWS = 8
WORKING = tuple(range(5))
"""The days of the week that are working days."""


class Orders:
    """Carries out the orders of one person under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    # ── stop ──

    def stop(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> Upshot:
        """Stop what the order names, or what was spoken of last; if that is not clear, ask which."""
        if not standing(book, self._facts, now):
            return self._none_left(book, now)
        if said.says("holidays", room="rhythm"):
            return Upshot(book, (refused(message("wish_rhythm_except")),))
        pointer = Pointer(book, frame, self._facts, now)
        clauses = [one for one in said.clauses if not staying(said, one)]
        which, rest = mentions_in(said, clauses), leftover(said, clauses)
        pointed = pointer.pointed(said, which, rest)
        if not (pointed.items or pointed.among):
            pointed = replace(pointed, items=pointer.only(said, which, rest))
        if not pointed.items or (_names_any(said) and not pointed.named and len(book.running) > 1):
            return menus.ask_which(book, said.words, self._facts, now, pointed.among)
        seldom = self._seldom(book, said, pointed.items, now)
        return self.stopped(book, pointed.items, now) if seldom is None else seldom

    def _seldom(self, book: Book, said: Said, items: Sequence[Item], now: datetime) -> Upshot | None:
        """What comes again without the days of the week that are named: 周五的不要了; None if nothing of that kind is meant."""
        return self._without(book, said, said.days, self._wishes(book, items), now)

    def spared(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> Upshot | None:
        """What comes again without the weekend: 周末别提醒; None if nothing of that kind is meant."""
        off = weekend_off(said)
        return (
            self._without(book, said, off, self._repeats(book, said, off, frame, now), now) if off else None
        )

    def _without(
        self, book: Book, said: Said, found: Sequence[Found], wishes: Sequence[Subscription], now: datetime
    ) -> Upshot | None:
        off = exceptions_of(said, found)
        if off.days or not off.weekdays or not wishes:
            return None
        on = {one.id: WORKING if one.working else one.weekdays for one in wishes}
        if any(one.kind != "repeat" or {*on[one.id]} <= {*off.weekdays} for one in wishes):
            return None
        for one in wishes:
            kept = tuple(day for day in on[one.id] if day not in off.weekdays)
            working = one.working and kept == WORKING
            book = book.with_wish(replace(one, weekdays=() if working else kept, working=working, since=now))
        return self._changed(book, [one.id for one in wishes], now)

    def ended(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> Upshot | None:
        """What comes again only up to a day: 到12月19日就不用了; None if nothing of that kind is meant."""
        ending = ending_of(said, self._facts)
        wishes = self._repeats(book, said, ending.mentions, frame, now) if ending is not None else []
        if ending is None or not wishes:
            return None
        for one in wishes:
            after = replace(one, last=ending.last, milestones=(), since=now)
            if not coming_moments(after, self._facts, now):
                return None
            book = book.with_wish(after)
        return self._changed(book, [one.id for one in wishes], now)

    def _repeats(
        self, book: Book, said: Said, beside: Sequence[Found], frame: ReminderFrame, now: datetime
    ) -> list[Subscription]:
        """What comes again of the wishes that an order means, which says `beside` too; none if it means others."""
        pointer = Pointer(book, frame, self._facts, now)
        which = [one for one in mentions_in(said, said.clauses) if one not in beside]
        pointed = pointer.pointed(said, which, leftover(said, said.clauses))
        wishes = self._wishes(book, pointed.items)
        if pointed.named or all(one.kind == "repeat" for one in wishes):
            found = wishes
        else:
            found = [one for one in book.running if one.kind == "repeat"]
            found = found if len(found) == 1 else []
        return found if found and all(one.kind == "repeat" for one in found) else []

    def _changed(self, book: Book, ids: Sequence[str], now: datetime) -> Upshot:
        touched = tuple(map(Item, ids))
        heading = message("wish_changed")
        if len(ids) == 1:
            return Upshot(book, (menus.shown(book.wishes[ids[0]], self._facts, now, heading),), touched)
        return Upshot(book, (menus.several(ids, book, self._facts, now, heading),), touched)

    def stop_all(self, book: Book, now: datetime) -> Upshot:
        """Stop everything, also what would be told once the office answers."""
        book = book.without_waiting()
        if not standing(book, self._facts, now):
            return self._none_left(book, now)
        return self.stopped(book, [Item(wish.id) for wish in book.running], now)

    def _none_left(self, book: Book, now: datetime) -> Upshot:
        """The order to stop where nothing is still to come: nothing of what was sent may come again either."""
        return Upshot(book.changed(book.running, now, ended=STOPPED), (_none_running(),))

    def names(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> bool:
        """Whether the times that are said are those of wishes which are there."""
        pointer = Pointer(book, frame, self._facts, now)
        return bool(pointer.pointed(said, mentions_in(said, said.clauses), "").items)

    def named(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> bool:
        """Whether a message names wishes which are there, by their time or their words."""
        pointer = Pointer(book, frame, self._facts, now)
        return pointer.pointed(said, mentions_in(said, said.clauses), leftover(said, said.clauses)).named

    def keep(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> Upshot:
        """Stop everything but what the order names."""
        if not standing(book, self._facts, now):
            return Upshot(book, (_none_running(),))
        pointer = Pointer(book, frame, self._facts, now)
        pointed = pointer.pointed(said, mentions_in(said, said.clauses), leftover(said, said.clauses))
        if not pointed.items:
            return menus.ask_which(book, said.words, self._facts, now, pointed.among)
        kept = {*pointed.items} | {Item(item.wish) for item in pointed.items if item.moment is None}
        others = [item for item in pointer.all if item not in kept and Item(item.wish) not in kept]
        left = numbered(tuple(pointed.items), book, self._facts, now)
        keeps = message("wish_keeps", rows=left)
        if not others:
            return Upshot(book, (Reply(keeps, kind=Kind.WISHES),), touched=pointed.items)
        upshot = self.stopped(book, others, now)
        first, *rest = upshot.replies
        said_now = replace(first, text=f"{first.text}\n{keeps}")
        return replace(upshot, replies=(said_now, *rest), touched=pointed.items)

    def stopped(self, book: Book, items: Sequence[Item], now: datetime) -> Upshot:
        """Stop these items, say which, and offer to undo it."""
        rows = self._rows(book, items, now)
        book, ids = parted(book, items, self._facts, now)
        ended = [book.wishes[id] for id in ids]
        book = book.changed(ended, now, ended=STOPPED)
        reply = Reply(message("wish_stopped", rows=rows), (), (menus.way_back(ended),), kind=Kind.STOPPED)
        return Upshot(book, (reply,), touched=(), rested=ids)

    def _rows(self, book: Book, items: Sequence[Item], now: datetime) -> str:
        """What is concerned, a row each; a wish of many moments in one."""
        found = list(items_of(self._wishes(book, items), self._facts, now)) if _whole(items) else list(items)
        if not found or len(found) > _MOST_ROWS or (_whole(items) and len(found) > len(items)):
            coming = {item.wish for item in found or items}
            ids = [id for id in dict.fromkeys(item.wish for item in items) if id in coming]
            lines = [short(book.wishes[id], self._facts) for id in ids]
        else:
            lines = [item_line(item, book, self._facts, now) for item in found]
        more = len(lines) - _MOST_ROWS
        lines = lines[:_MOST_ROWS] + ([message("wish_items_more", count=more)] if more > 0 else [])
        return "\n".join(f"· {line}" for line in lines)

    @staticmethod
    def _wishes(book: Book, items: Sequence[Item]) -> list[Subscription]:
        return [book.wishes[id] for id in dict.fromkeys(item.wish for item in items)]

    # ── pause ──

    def pause(self, book: Book, said: Said, frame: ReminderFrame, now: datetime) -> Upshot:
        """Pause what the order names, or all: until it is resumed, or for as long as was said."""
        pointer = Pointer(book, frame, self._facts, now)
        which: tuple[Found, ...] = (*said.deadlines, *said.rhythms, *said.places)
        pointed = pointer.pointed(said, which, leftover(said, said.clauses))
        off = [
            one
            for one in said.days
            if one.moments[0].date() > now.date()
            and not (said.says("restarts", room="pause") or _ends_pause(said, one.start, one.end))
        ]
        if off and book.running:  # 明天别叫我: what comes on that day alone
            there = pointer.pointed(said, off, "")
            if there.items and all(item.moment is not None for item in there.items):
                return self.stopped(book, there.items, now)
        if pointed.among:
            return menus.ask_which(book, said.words, self._facts, now, pointed.among)
        named = pointed.named and pointed.items
        ids = (
            dict.fromkeys(item.wish for item in pointed.items) if named else [one.id for one in book.running]
        )
        running = [book.wishes[id] for id in ids if not book.wishes[id].paused]
        meant = [one for one in running if comes(one, self._facts, now)]
        if not meant:
            return Upshot(book, (_none_running(),))
        return self.paused(book, meant, self._until(said, now), now)

    def paused(
        self, book: Book, wishes: Sequence[Subscription], until: datetime | None, now: datetime
    ) -> Upshot:
        """Pause these wishes, say what is left out, and offer to undo it."""
        rows = self._rows(book, [Item(one.id) for one in wishes], now)
        left_out = sorted(
            moment
            for one in wishes
            for moment in coming_moments(one, self._facts, now)
            if until and moment < until
        )
        book = book.changed(wishes, now, paused=until is None, paused_until=until)
        if until is None:
            text = message("wish_now_paused", rows=rows)
        else:
            text = message("wish_paused_now_till", rows=rows, moment=spoken_moment(until, self._facts))
        if left_out:
            text += "\n" + message("wish_left_out", moments=spoken_moments(left_out, self._facts))
        reply = Reply(text, (), (menus.way_back(wishes),), kind=Kind.PAUSED)
        ids = tuple(one.id for one in wishes)
        return Upshot(book, (reply,), tuple(map(Item, ids)), rested=ids)

    def _until(self, said: Said, now: datetime) -> datetime | None:
        """Until when to pause; None if that was not said."""
        amount = next((one for one in said.amounts if one.days or one.minutes), None)
        if amount is not None:
            return now + timedelta(days=amount.days or 0, minutes=amount.minutes)
        day = None
        if said.stretches:
            day = said.stretches[-1].stretch.last + timedelta(days=1)
        if said.ranges:
            day = said.ranges[-1].stretch.last + timedelta(days=1)
        for one in said.days:
            day = one.moments[0].date()
            if day == now.date():
                day += timedelta(days=1)
        if day is None:
            return None
        return local_moment(day, time(), self._facts.zone).astimezone(self._facts.zone)


def _none_running() -> Reply:
    return Reply(message("wish_none_running"), kind=Kind.NONE_RUNNING)


def _names_any(said: Said) -> bool:
    """Whether an order names the reminders by their name alone, and so none of them: 提醒取消."""
    return said.plain and not said.says("this", "this_one", "that_one")


def _whole(items: Sequence[Item]) -> bool:
    return all(item.moment is None for item in items)


def _ends_pause(said: Said, start: int, end: int) -> bool:
    """Whether a day is the one until which nothing is to be sent: 停到28号, 25号以前."""
    before, after = said.lower[:start], said.lower[end:]
    until = (*words("rhythm", "until"), *words("pause", "away"))
    return (
        any(before.endswith(word) for word in until)
        or finder("pause", "before").longest_at(f"{after} ", 0) != ""
    )
