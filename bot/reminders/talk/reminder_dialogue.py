"""The conversation about reminders: one message or tap in, the next book of wishes and what is said out. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import TypeVar

from bot.line import Button, Line
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_rows, in_order
from bot.pack.model import Facts
from bot.reminders.book import ASKED, STOPPED, Book
from bot.reminders.changes import Change, apply, deadlines_of
from bot.reminders.planning import local_moment
from bot.reminders.readback import spoken_moment
from bot.reminders.reading.wish import MOST_LEAD, Wish, WishReader
from bot.reminders.roles import all_over, open_still, roles, usual, usual_for_all
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.managing import Orders, can_resume
from bot.reminders.talk.menus import PREFIX, button
from bot.reminders.talk.standing import Standing

T = TypeVar("T")
Said = tuple[Book, tuple[Line, ...]]


class RemindDialogue:
    """Holds the conversation about reminders under one notice, in a channel that can send by itself.

    In one that cannot it only says so, with the days to write down: see `unpushed`.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._reader = WishReader(facts)
        self._standing = Standing(facts)
        self._orders = Orders(facts)
        self.unpushed = self._standing.unpushed

    def read(self, text: str, now: datetime, asked: bool) -> Wish | None:
        """The wish in `text`; `asked` where reminders are being talked about."""
        return self._reader.read(text, now, asked)

    def begin(self, book: Book, now: datetime) -> Said:
        """提醒我: who is to be reminded; what there is already; or that all is over."""
        if all_over(self._facts, now):
            return book, (self._standing.over(book, now),)
        if deadlines_of(book, self._facts):
            return book, (menus.overview(book, self._facts, now),)
        facts = self._facts
        ahead = [one for one in in_order(facts) if not one.on_request and open_still(facts, (one.id,), now)]
        rows = deadline_rows(ahead, facts, now)
        return book, (
            Line(message("wish_who", rows=rows), deadline_clauses(ahead), menus.who(book, facts, now)),
        )

    def wished(self, book: Book, wish: Wish, now: datetime, asked: bool = False) -> Said:
        """What follows from a wish in words. `asked` as in `read`."""
        draft = book.asked if asked else None
        book = book.without_asked()
        if wish.kind == "deadlines":
            if draft is not None and draft.moment and wish.at and wish.leads is None:
                day = draft.moment.astimezone(self._facts.zone).date()
                moment = local_moment(day, time.fromisoformat(wish.at), self._facts.zone)
                return self._moment(book, Wish("moment", moment=moment, about=draft.about), now)
            return self._deadlines(book, wish, now)
        if wish.kind == "moment":
            about = wish.about or (draft.about if draft else "")
            return self._moment(book, replace(wish, about=about), now)
        answers: dict[str, Callable[[], Said]] = {
            "watch": lambda: self._watch(book, now),
            "list": lambda: self._orders.list(book, now),
            "stop": lambda: self._orders.stop(book, wish, now),
            "pause": lambda: self._orders.pause(book, wish, now),
            "resume": lambda: self._orders.resume(book, now),
            "calendar": lambda: (book, (self._standing.calendar(now),)),
        }
        if wish.kind in answers:
            return answers[wish.kind]()
        return book, (Line(message("wish_cancelled")),)

    def tapped(self, book: Book, id: str, now: datetime) -> Said:
        """A button. One that belongs to a wish that is no more does no harm."""
        target, _, rest = id.removeprefix(PREFIX).partition(":")
        if target in book.wishes:
            return self._tapped_wish(book, book.wishes[target], rest, now)
        if target == "stop" and rest in book.wishes:
            return self._tapped_wish(book, book.wishes[rest], "stop", now)
        if target == "role" and rest in roles(self._facts):
            return self._deadlines(book, Wish("deadlines", usual(self._facts, rest), adds=True), now)
        if target == "all":
            return self._deadlines(book, Wish("deadlines", usual_for_all(self._facts), adds=True), now)
        if target == "begin":
            return self.begin(book, now)
        words = {"watch": "watch", "list": "list", "stop": "stop", "resume": "resume", "calendar": "calendar"}
        if target in words and not rest:
            return self.wished(book, Wish(words[target]), now)  # type: ignore[arg-type]
        return self._stale(book, now)

    # ── deadlines ──

    def _deadlines(self, book: Book, wish: Wish, now: datetime) -> Said:
        if wish.trouble == "hours":
            return book, (Line(message("wish_hours"), (), (self._cancel(),)),)
        if wish.trouble == "far":
            return book, (Line(message("wish_far_lead", most=MOST_LEAD), (), (self._cancel(),)),)
        if all_over(self._facts, now):
            return book, (self._standing.over(book, now),)
        nothing_said = not wish.milestones and not deadlines_of(book, self._facts)
        if nothing_said and wish.leads is None and not wish.adds and not wish.at:
            return self.begin(book, now)
        over = [id for id in wish.milestones if not open_still(self._facts, (id,), now)]
        if over and len(over) == len(wish.milestones):
            return book, (self._standing.named_over(book, over, now),)
        return self._told(apply(book, wish, self._facts, now), now)

    def _told(self, change: Change, now: datetime) -> Said:
        """A change read back."""
        if change.full:
            return change.book, menus.full(change.book, self._facts, now)
        if change.too_late:
            late = [self._facts.milestones[id] for id in change.too_late]
            words = message("wish_too_late", rows=deadline_rows(late, self._facts, now))
            return change.book, (Line(words, deadline_clauses(late), (self._cancel(),)),)
        heading = message("wish_known" if change.known else "wish_set")
        lines = [menus.shown(change.book.wishes[id], self._facts, now, heading) for id in change.touched]
        more = menus.who(change.book, self._facts, now)
        last = replace(lines[-1], buttons=(*lines[-1].buttons, *more))
        return change.book, (*lines[:-1], last)

    # ── moments and the watch ──

    def _moment(self, book: Book, wish: Wish, now: datetime) -> Said:
        if wish.trouble in ("past", "far"):
            spoken = spoken_moment(wish.moment, self._facts) if wish.moment else ""
            words = message(f"wish_moment_{wish.trouble}", moment=spoken)
            return book, (Line(words, (), (self._cancel(),)),)
        if wish.trouble == "event":
            return book, (
                Line(message("wish_event"), (), menus.who(book, self._facts, now) or (self._cancel(),)),
            )
        if wish.trouble:
            return self._ask_moment(book, wish, now)
        assert wish.moment is not None
        if wish.moment <= now:
            return self._moment(book, replace(wish, trouble="past"), now)
        made = replace(self._empty("moment", now), moment=wish.moment, about=wish.about)
        return self._add(book, made, now)

    def _ask_moment(self, book: Book, wish: Wish, now: datetime) -> Said:
        """Which of several moments, or which day or hour; what it is about is kept meanwhile."""
        moment = wish.options[0] if wish.options else wish.moment
        draft = replace(self._empty("moment", now), moment=moment, about=wish.about, ended=ASKED)
        draft = replace(draft, id=book.new_id(draft, now))
        zone = self._facts.zone
        options = [
            button(spoken_moment(one, self._facts), draft.id, "on", f"{one.astimezone(zone):%Y%m%d%H%M}")
            for one in wish.options
        ]
        cancel = button(message("wish_cancel"), draft.id, "stop")
        return book.with_wish(draft), (Line(message(f"wish_{wish.trouble}"), (), (*options, cancel)),)

    def _watch(self, book: Book, now: datetime) -> Said:
        return self._add(book, self._empty("watch", now), now)

    def _empty(self, kind: str, now: datetime) -> Subscription:
        facts = self._facts
        return Subscription("", kind, facts.id, facts.series, since=now)  # type: ignore[arg-type]

    def _add(self, book: Book, made: Subscription, now: datetime) -> Said:
        known = book.like(made)
        if known is not None:
            return book, (menus.shown(known, self._facts, now, message("wish_known")),)
        if book.full:
            return self._told(Change(book, full=True), now)
        made = replace(made, id=made.id or book.new_id(made, now))
        return book.with_wish(made), (menus.shown(made, self._facts, now, message("wish_set")),)

    # ── taps on one wish ──

    def _tapped_wish(self, book: Book, wish: Subscription, rest: str, now: datetime) -> Said:
        what, _, value = rest.partition(":")
        if wish.ended == ASKED:
            return self._tapped_draft(book, wish, what, value, now)
        if what == "resume" and (wish.paused or can_resume(wish)):
            return self._orders.resumed(book, (wish,), now)
        if wish.ended and what == "stop":
            return book, (Line(message("wish_stopped_already")),)
        if wish.ended:
            return self._stale(book, now)
        if what == "stop":
            return self._orders.stopped(book.changed((wish,), now, ended=STOPPED), (wish,))
        if what == "pause":
            return self._orders.paused(book.changed((wish,), now, paused=True), (wish,))
        if what == "show":
            return book, (menus.shown(wish, self._facts, now),)
        if wish.kind != "deadlines" or wish.notice != self._facts.id:
            return self._stale(book, now)
        return self._tapped_deadlines(book, wish, what, value, now)

    def _tapped_deadlines(self, book: Book, wish: Subscription, what: str, value: str, now: datetime) -> Said:
        sign, name = value[:1], value[1:]
        if what == "lead" and name.isdecimal() and int(name) <= MOST_LEAD:
            leads = tuple(sorted(_turned({*wish.leads}, sign, int(name)), reverse=True))
            wish = replace(wish, leads=leads or wish.leads, since=now)
            return book.with_wish(wish), (menus.leads_menu(wish),)
        if what == "at" and (hour := _hour(value)):
            wish = replace(wish, at=hour, hour_named=True, since=now)
            return book.with_wish(wish), (menus.shown(wish, self._facts, now, message("wish_set")),)
        if what == "day" and name in self._facts.milestones:
            chosen = _turned({*wish.milestones}, sign, name)
            kept = tuple(one.id for one in in_order(self._facts) if one.id in chosen)
            wish = replace(wish, milestones=kept or wish.milestones, since=now)
            return book.with_wish(wish), (menus.days_menu(wish, self._facts, now),)
        if what == "leads":
            return book, (menus.leads_menu(wish),)
        if what == "hour":
            return book, (menus.hour_menu(wish),)
        if what == "days":
            return book, (menus.days_menu(wish, self._facts, now),)
        return self._stale(book, now)

    def _tapped_draft(self, book: Book, draft: Subscription, what: str, value: str, now: datetime) -> Said:
        """The answer to which moment was meant."""
        book = book.without_asked()
        moment = _stamp(value)
        if what != "on" or moment is None:
            return book, (Line(message("wish_cancelled")),)
        day, hour = moment.date(), moment.time()
        wish = Wish("moment", moment=local_moment(day, hour, self._facts.zone), about=draft.about)
        return self._moment(book, wish, now)

    def _stale(self, book: Book, now: datetime) -> Said:
        line = self._orders.list(book, now)[1][0]
        return book, (replace(line, text=message("wish_stale") + "\n" + line.text),)

    @staticmethod
    def _cancel() -> Button:
        """What keeps the talk about reminders open, and ends it."""
        return button(message("wish_list_label"), "list")


def _turned(chosen: set[T], sign: str, one: T) -> set[T]:
    """`chosen` with or without `one`."""
    return chosen - {one} if sign == "-" else chosen | {one}


def _hour(value: str) -> str:
    """0830 → 08:30; empty where it is no hour."""
    moment = _stamp("20000101" + value)
    return f"{moment:%H:%M}" if moment else ""


def _stamp(value: str) -> datetime | None:
    """A moment as it stands in an id, in the zone of the notice."""
    try:
        return datetime.strptime(value, "%Y%m%d%H%M")  # noqa: DTZ007 - the zone is put to it by the caller
    except ValueError:
        return None
