"""Orders about existing reminders: list, stop, pause, resume. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.messages import message
from bot.pack.model import Facts
from bot.reminders.book import GONE, MOST, STOPPED, Book
from bot.reminders.changes import deadlines_of
from bot.reminders.readback import short_rows
from bot.reminders.reading.wish import Wish
from bot.reminders.roles import all_over
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.replies.acts import OrderReminders, OrderWish
from bot.replies.reply import Choice, Kind, Reply

Said = tuple[Book, tuple[Reply, ...]]


class Orders:
    """Carries out the orders of one person under one notice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def list(self, book: Book, now: datetime) -> Said:
        """List all reminders, or what one can be reminded of."""
        if not book.running:
            choices = menus.watch(book) if all_over(self._facts, now) else menus.who(book, self._facts, now)
            return book, (Reply(message("wish_list_empty"), (), choices, kind=Kind.WISHES),)
        return book, (menus.overview(book, self._facts, now),)

    def stop(self, book: Book, wish: Wish, now: datetime) -> Said:
        """What the order names, or all."""
        if not book.running:
            return book, (_none_running(),)
        if wish.moment is not None:
            return self._stop_day(book, wish.moment, now)
        if wish.milestones:
            return self._stop_milestones(book, wish.milestones, now)
        stopped = book.running
        return self.stopped(book.changed(stopped, now, ended=STOPPED), stopped)

    def _stop_day(self, book: Book, moment: datetime, now: datetime) -> Said:
        """Only the moments of one day; if there are none, the person is asked which are meant."""
        zone = self._facts.zone
        day = moment.astimezone(zone).date()
        meant = tuple(one for one in book.running if one.moment and one.moment.astimezone(zone).date() == day)
        if not meant:
            return self.list(book, now)
        return self.stopped(book.changed(meant, now, ended=STOPPED), meant)

    def _stop_milestones(self, book: Book, milestones: tuple[str, ...], now: datetime) -> Said:
        """Only what is named; the rest of a wish goes on."""
        meant = [one for one in deadlines_of(book, self._facts) if set(one.milestones) & set(milestones)]
        if not meant:
            return self.list(book, now)
        ended, lines = [], []
        for one in meant:
            rest = tuple(id for id in one.milestones if id not in milestones)
            if rest:
                book = book.changed((one,), now, milestones=rest)
                lines.append(menus.shown(book.wishes[one.id], self._facts, now, message("wish_set")))
            else:
                book = book.changed((one,), now, ended=STOPPED)
                ended.append(one)
        if ended:
            lines += self.stopped(book, tuple(ended))[1]
        return book, tuple(lines)

    def stopped(self, book: Book, stopped: tuple[Subscription, ...]) -> Said:
        """Say what was stopped, and offer to undo it."""
        rows = short_rows(stopped, self._facts)
        return book, (
            Reply(message("wish_stopped", rows=rows), (), (_way_back(stopped),), kind=Kind.STOPPED),
        )

    def pause(self, book: Book, wish: Wish, now: datetime) -> Said:
        """What the order names, or all."""
        meant = tuple(
            one
            for one in book.running
            if not one.paused and (not wish.milestones or set(one.milestones) & set(wish.milestones))
        )
        if not meant:
            return book, (_none_running(),)
        return self.paused(book.changed(meant, now, paused=True), meant)

    def paused(self, book: Book, paused: tuple[Subscription, ...]) -> Said:
        """Say what was paused, and offer to undo it."""
        rows = short_rows(paused, self._facts)
        return book, (
            Reply(message("wish_now_paused", rows=rows), (), (_way_back(paused),), kind=Kind.PAUSED),
        )

    def resume(self, book: Book, now: datetime) -> Said:
        """The paused ones; if there are none, those that were stopped last."""
        meant = [one for one in book.running if one.paused]
        if not meant:
            stopped = [one for one in book.wishes.values() if can_resume(one)]
            latest = max((one.since for one in stopped if one.since), default=None)
            meant = [one for one in stopped if one.since == latest]
        if not meant:
            who = menus.who(book, self._facts, now)
            return book, (Reply(message("wish_none_stopped"), (), who, kind=Kind.REFUSED),)
        return self.resumed(book, tuple(meant), now)

    def resumed(self, book: Book, meant: tuple[Subscription, ...], now: datetime) -> Said:
        """Resume these from now on; the first ones if there are too many."""
        room = MOST - len(book.running) + sum(not one.ended for one in meant)
        meant = meant[:room]
        if not meant:
            return book, menus.full(book, self._facts, now)
        book = book.changed(meant, now, paused=False, ended="")
        if len(meant) > 1:
            return book, (menus.overview(book, self._facts, now),)
        heading = message("wish_resumed")
        return book, tuple(menus.shown(book.wishes[one.id], self._facts, now, heading) for one in meant)


def _none_running() -> Reply:
    return Reply(message("wish_none_running"), kind=Kind.REFUSED)


def _way_back(ended: tuple[Subscription, ...]) -> Choice:
    """The choice that resumes these."""
    one = len(ended) == 1
    return Choice(
        OrderWish(ended[0].id, "resume") if one else OrderReminders("resume"), message("wish_do_resume")
    )


def can_resume(wish: Subscription) -> bool:
    """Whether a wish that ended can be resumed."""
    return wish.ended == STOPPED or wish.ended.startswith(GONE)
