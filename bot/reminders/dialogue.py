"""The conversation about reminders: one message or tap in, the next book of wishes and what is said out. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import TypeVar

from bot.messages import message
from bot.pack.model import Facts
from bot.reminders import menus
from bot.reminders.book import ASKED, GONE, MOST, STOPPED, Book
from bot.reminders.changes import Change, apply, deadlines_of
from bot.reminders.menus import PREFIX, Button, Line, button
from bot.reminders.planning import local_moment
from bot.reminders.readback import milestone_row, short, spoken_moment
from bot.reminders.roles import all_over, in_order, open_still, roles, usual, usual_for_all
from bot.reminders.subscription import Subscription
from bot.reminders.wish import MOST_LEAD, Wish, WishReader

T = TypeVar("T")
Said = tuple[Book, tuple[Line, ...]]


class RemindDialogue:
    """Holds the conversation about reminders under one notice, in a channel that can send by itself.

    In one that cannot it only says so, with the days to write down: see `unpushed`.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._reader = WishReader(facts)

    def read(self, text: str, now: datetime, asked: bool) -> Wish | None:
        """The wish in `text`; `asked` where reminders are being talked about."""
        return self._reader.read(text, now, asked)

    def begin(self, book: Book, now: datetime) -> Said:
        """提醒我: who is to be reminded; what there is already; or that all is over."""
        if all_over(self._facts, now):
            return book, (self._over(book, now),)
        if deadlines_of(book, self._facts):
            return book, (menus.overview(book, self._facts, now),)
        facts = self._facts
        ahead = [one for one in in_order(facts) if not one.on_request and open_still(facts, (one.id,), now)]
        rows = "\n".join(milestone_row(one, facts, now) for one in ahead)
        clauses = tuple(dict.fromkeys(clause for one in ahead for clause in one.clauses))
        return book, (Line(message("wish_who", rows=rows), clauses, menus.who(book, facts, now)),)

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
            "list": lambda: self._list(book, now),
            "stop": lambda: self._stop(book, wish, now),
            "pause": lambda: self._pause(book, wish, now),
            "resume": lambda: self._resume(book, now),
            "calendar": lambda: (book, (self.calendar(now),)),
        }
        if wish.kind in answers:
            return answers[wish.kind]()
        return book, (Line(message("wish_cancelled")),)

    def tapped(self, book: Book, id: str, now: datetime) -> Said:
        """A button. One that belongs to a wish that is no more does no harm."""
        target, _, rest = id.removeprefix(PREFIX).partition(":")
        if target in book.wishes:
            return self._tapped_wish(book, book.wishes[target], rest, now)
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
            rows = "\n".join(milestone_row(one, self._facts, now) for one in in_order(self._facts))
            return Line(message("wish_unpushed_over", year=self._facts.year, rows=rows), self._clauses())
        return replace(self._dates(now, message("wish_unpushed")), attachment="calendar")

    # ── deadlines ──

    def _deadlines(self, book: Book, wish: Wish, now: datetime) -> Said:
        if wish.trouble == "hours":
            return book, (Line(message("wish_hours"), (), (self._cancel(),)),)
        if wish.trouble == "far":
            return book, (Line(message("wish_far_lead", most=MOST_LEAD), (), (self._cancel(),)),)
        if all_over(self._facts, now):
            return book, (self._over(book, now),)
        nothing_said = not wish.milestones and not deadlines_of(book, self._facts)
        if nothing_said and wish.leads is None and not wish.adds and not wish.at:
            return self.begin(book, now)
        over = [id for id in wish.milestones if not open_still(self._facts, (id,), now)]
        if over and len(over) == len(wish.milestones):
            return book, (self._named_over(book, over, now),)
        return self._told(apply(book, wish, self._facts, now), now)

    def _told(self, change: Change, now: datetime) -> Said:
        """A change read back."""
        if change.full:
            return change.book, (
                Line(message("wish_full", most=len(change.book.running))),
                menus.overview(change.book, self._facts, now),
            )
        if change.too_late:
            rows = "\n".join(
                milestone_row(self._facts.milestones[id], self._facts, now) for id in change.too_late
            )
            clauses = self._clauses(change.too_late)
            return change.book, (Line(message("wish_too_late", rows=rows), clauses, (self._cancel(),)),)
        heading = message("wish_known" if change.known else "wish_set")
        lines = [menus.shown(change.book.wishes[id], self._facts, now, heading) for id in change.touched]
        more = menus.who(change.book, self._facts, now)
        last = replace(lines[-1], buttons=(*lines[-1].buttons, *more))
        return change.book, (*lines[:-1], last)

    def _named_over(self, book: Book, over: list[str], now: datetime) -> Line:
        rows = "\n".join(milestone_row(self._facts.milestones[id], self._facts, now) for id in over)
        buttons = menus.who(book, self._facts, now)
        return Line(message("wish_named_over", rows=rows), self._clauses(tuple(over)), buttons)

    def _over(self, book: Book, now: datetime) -> Line:
        """All deadlines are over: said plainly, and the next notice is offered."""
        facts = self._facts
        own = [one for one in in_order(facts) if not one.on_request and not one.derived]
        rows = "\n".join(milestone_row(one, facts, now) for one in own)
        clauses = tuple(dict.fromkeys(clause for one in own for clause in one.clauses))
        offer = menus.watch(book)
        words = message("wish_over_offer") if offer else message("wish_over_watched")
        return Line(message("wish_over", year=facts.year, rows=rows) + "\n" + words, clauses, offer)

    def _dates(self, now: datetime, heading: str) -> Line:
        """The days to come in words."""
        facts = self._facts
        ahead = [one for one in in_order(facts) if not one.on_request and open_still(facts, (one.id,), now)]
        rows = "\n".join(milestone_row(one, facts, now) for one in ahead)
        return Line(f"{heading}\n{rows}", self._clauses(tuple(one.id for one in ahead)))

    def _clauses(self, ids: tuple[str, ...] | None = None) -> tuple[str, ...]:
        milestones = self._facts.milestones
        wanted = milestones if ids is None else ids
        return tuple(dict.fromkeys(clause for id in wanted for clause in milestones[id].clauses))

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

    # ── list, stop, pause, resume ──

    def _list(self, book: Book, now: datetime) -> Said:
        if not book.running:
            buttons = menus.watch(book) if all_over(self._facts, now) else menus.who(book, self._facts, now)
            return book, (Line(message("wish_list_empty"), (), buttons),)
        return book, (menus.overview(book, self._facts, now),)

    def _stop(self, book: Book, wish: Wish, now: datetime) -> Said:
        if not book.running:
            return book, (Line(message("wish_none_running")),)
        if wish.moment is not None:
            return self._stop_day(book, wish.moment, now)
        if wish.milestones:
            return self._stop_milestones(book, wish.milestones, now)
        stopped = book.running
        return self._stopped(book.changed(stopped, now, ended=STOPPED), stopped)

    def _stop_day(self, book: Book, moment: datetime, now: datetime) -> Said:
        """Only the moments of one day; where there are none, the person is asked which are meant."""
        zone = self._facts.zone
        day = moment.astimezone(zone).date()
        meant = tuple(one for one in book.running if one.moment and one.moment.astimezone(zone).date() == day)
        if not meant:
            return self._list(book, now)
        return self._stopped(book.changed(meant, now, ended=STOPPED), meant)

    def _stop_milestones(self, book: Book, milestones: tuple[str, ...], now: datetime) -> Said:
        """Only what is named; the rest of a wish goes on."""
        meant = [one for one in deadlines_of(book, self._facts) if set(one.milestones) & set(milestones)]
        if not meant:
            return self._list(book, now)
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
            lines += self._stopped(book, tuple(ended))[1]
        return book, tuple(lines)

    def _stopped(self, book: Book, stopped: tuple[Subscription, ...]) -> Said:
        rows = "\n".join(f"· {short(one, self._facts)}" for one in stopped)
        target = (stopped[0].id, "resume") if len(stopped) == 1 else ("resume",)
        buttons = (button(message("wish_do_resume"), *target),)
        return book, (Line(message("wish_stopped", rows=rows), (), buttons),)

    def _pause(self, book: Book, wish: Wish, now: datetime) -> Said:
        meant = tuple(
            one
            for one in book.running
            if not one.paused and (not wish.milestones or set(one.milestones) & set(wish.milestones))
        )
        if not meant:
            return book, (Line(message("wish_none_running")),)
        return self._paused(book.changed(meant, now, paused=True), meant)

    def _paused(self, book: Book, paused: tuple[Subscription, ...]) -> Said:
        rows = "\n".join(f"· {short(one, self._facts)}" for one in paused)
        target = (paused[0].id, "resume") if len(paused) == 1 else ("resume",)
        return book, (
            Line(message("wish_now_paused", rows=rows), (), (button(message("wish_do_resume"), *target),)),
        )

    def _resume(self, book: Book, now: datetime) -> Said:
        """The paused ones; where there are none, those that were stopped last."""
        meant = [one for one in book.running if one.paused]
        if not meant:
            stopped = [one for one in book.wishes.values() if _can_resume(one)]
            latest = max((one.since for one in stopped if one.since), default=None)
            meant = [one for one in stopped if one.since == latest]
        if not meant:
            return book, (Line(message("wish_none_stopped"), (), menus.who(book, self._facts, now)),)
        return self._resumed(book, tuple(meant), now)

    def _resumed(self, book: Book, meant: tuple[Subscription, ...], now: datetime) -> Said:
        room = MOST - len(book.running) + sum(not one.ended for one in meant)
        meant = meant[:room]
        if not meant:
            return self._told(Change(book, full=True), now)
        book = book.changed(meant, now, paused=False, ended="")
        if len(meant) > 1:
            return book, (menus.overview(book, self._facts, now),)
        heading = message("wish_resumed")
        return book, tuple(menus.shown(book.wishes[one.id], self._facts, now, heading) for one in meant)

    # ── taps on one wish ──

    def _tapped_wish(self, book: Book, wish: Subscription, rest: str, now: datetime) -> Said:
        what, _, value = rest.partition(":")
        if wish.ended == ASKED:
            return self._tapped_draft(book, wish, what, value, now)
        if what == "resume" and (wish.paused or _can_resume(wish)):
            return self._resumed(book, (wish,), now)
        if wish.ended:
            return self._stale(book, now)
        if what == "stop":
            return self._stopped(book.changed((wish,), now, ended=STOPPED), (wish,))
        if what == "pause":
            return self._paused(book.changed((wish,), now, paused=True), (wish,))
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
        line = self._list(book, now)[1][0]
        return book, (replace(line, text=message("wish_stale") + "\n" + line.text),)

    @staticmethod
    def _cancel() -> Button:
        """What keeps the talk about reminders open, and ends it."""
        return button(message("wish_list_label"), "list")


def _turned(chosen: set[T], sign: str, one: T) -> set[T]:
    """`chosen` with or without `one`."""
    return chosen - {one} if sign == "-" else chosen | {one}


def _can_resume(wish: Subscription) -> bool:
    return wish.ended == STOPPED or wish.ended.startswith(GONE)


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
