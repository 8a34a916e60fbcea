"""The conversation about reminders: one message or tap in, the next book of wishes and what is said out. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import TypeVar

from bot.messages import message
from bot.pack.deadlines import days_ahead, deadline_clauses, deadline_rows, in_order
from bot.pack.model import Facts
from bot.reminders.book import ASKED, STOPPED, Book
from bot.reminders.changes import Change, apply, deadlines_of
from bot.reminders.planning import local_moment
from bot.reminders.readback import spoken_moment
from bot.reminders.reading.wish import MOST_LEAD, Wish, WishReader
from bot.reminders.roles import all_over, open_still, roles, usual, usual_for_all
from bot.reminders.subscription import Subscription, WishKind
from bot.reminders.talk import menus
from bot.reminders.talk.managing import Orders, Said, can_resume
from bot.reminders.talk.standing import Standing
from bot.replies.acts import (
    ChooseMoment,
    OrderReminders,
    OrderWish,
    ReminderAct,
    RemindRole,
    SetHour,
    SetLead,
    SetMilestone,
    UnknownReminderAct,
    WishAct,
)
from bot.replies.reply import Choice, Kind, Reply

T = TypeVar("T")


class RemindDialogue:
    """Conducts the conversation about reminders under one notice, in a channel that can send messages unasked.

    In other channels it only says so, with the days to write down: see `unpushed`.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._reader = WishReader(facts)
        self._standing = Standing(facts)
        self._orders = Orders(facts)
        self.unpushed = self._standing.unpushed

    def read(self, text: str, now: datetime, asked: bool) -> Wish | None:
        """The wish in `text`; `asked` if reminders are being talked about."""
        return self._reader.read(text, now, asked)

    def begin(self, book: Book, now: datetime) -> Said:
        """提醒我: who is to be reminded; what there is already; or that all is over."""
        if all_over(self._facts, now):
            return book, (self._standing.over(book, now),)
        if deadlines_of(book, self._facts):
            return book, (menus.overview(book, self._facts, now),)
        facts = self._facts
        ahead = days_ahead(facts, now)
        rows, who = deadline_rows(ahead, facts, now), menus.who(book, facts, now)
        said = Reply(message("wish_who", rows=rows), deadline_clauses(ahead), who, kind=Kind.WHO)
        return book, (said,)

    def wished(self, book: Book, wish: Wish, now: datetime, asked: bool = False) -> Said:
        """Carry out a wish in words. `asked` as in `read`."""
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
        return book, (_cancelled(),)

    def tapped(self, book: Book, act: ReminderAct, now: datetime) -> Said:
        """Carry out a tap; one that belongs to a wish that no longer exists changes nothing."""
        if isinstance(act, OrderReminders):
            return self._ordered(book, act, now)
        if isinstance(act, RemindRole):
            if act.role not in roles(self._facts):
                return self._stale(book, now)
            return self._deadlines(book, Wish("deadlines", usual(self._facts, act.role), adds=True), now)
        wish = book.wishes.get(act.wish)
        return self._stale(book, now) if wish is None else self._tapped_wish(book, wish, act, now)

    def _ordered(self, book: Book, act: OrderReminders, now: datetime) -> Said:
        if act.order == "begin":
            return self.begin(book, now)
        if act.order == "all":
            return self._deadlines(book, Wish("deadlines", usual_for_all(self._facts), adds=True), now)
        return self.wished(book, Wish(act.order), now)

    # ── deadlines ──

    def _deadlines(self, book: Book, wish: Wish, now: datetime) -> Said:
        if wish.trouble == "hours":
            return book, (self._refused(message("wish_hours")),)
        if wish.trouble == "far":
            return book, (self._refused(message("wish_far_lead", most=MOST_LEAD)),)
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
        """Read a change back."""
        if change.full:
            return change.book, menus.full(change.book, self._facts, now)
        if change.too_late:
            late = [self._facts.milestones[id] for id in change.too_late]
            refused = self._refused(message("wish_too_late", rows=deadline_rows(late, self._facts, now)))
            return change.book, (replace(refused, clauses=deadline_clauses(late)),)
        heading = message("wish_known" if change.known else "wish_set")
        lines = [menus.shown(change.book.wishes[id], self._facts, now, heading) for id in change.touched]
        more = menus.who(change.book, self._facts, now)
        last = replace(lines[-1], choices=(*lines[-1].choices, *more))
        return change.book, (*lines[:-1], last)

    # ── moments and the watch ──

    def _moment(self, book: Book, wish: Wish, now: datetime) -> Said:
        if wish.trouble in ("past", "far"):
            spoken = spoken_moment(wish.moment, self._facts) if wish.moment else ""
            words = message(f"wish_moment_{wish.trouble}", moment=spoken)
            return book, (self._refused(words),)
        if wish.trouble == "event":
            refused = self._refused(message("wish_event"))
            who = menus.who(book, self._facts, now)
            return book, (replace(refused, choices=who or refused.choices),)
        if wish.trouble:
            return self._ask_moment(book, wish, now)
        assert wish.moment is not None
        if wish.moment <= now:
            return self._moment(book, replace(wish, trouble="past"), now)
        made = replace(self._empty("moment", now), moment=wish.moment, about=wish.about)
        return self._add(book, made, now)

    def _ask_moment(self, book: Book, wish: Wish, now: datetime) -> Said:
        """Ask which of several moments, or which day or hour; the wish is kept meanwhile."""
        moment = wish.options[0] if wish.options else wish.moment
        draft = replace(self._empty("moment", now), moment=moment, about=wish.about, ended=ASKED)
        draft = replace(draft, id=book.new_id(draft, now))
        zone = self._facts.zone
        options = [
            Choice(ChooseMoment(draft.id, local.date(), local.time()), spoken_moment(local, self._facts))
            for local in (one.astimezone(zone) for one in wish.options)
        ]
        cancel = Choice(OrderWish(draft.id, "stop"), message("wish_cancel"))
        asked = Reply(message(f"wish_{wish.trouble}"), (), (*options, cancel), kind=Kind.MOMENT_WANTED)
        return book.with_wish(draft), (asked,)

    def _watch(self, book: Book, now: datetime) -> Said:
        return self._add(book, self._empty("watch", now), now)

    def _empty(self, kind: WishKind, now: datetime) -> Subscription:
        facts = self._facts
        return Subscription("", kind, facts.id, facts.series, since=now)

    def _add(self, book: Book, made: Subscription, now: datetime) -> Said:
        known = book.like(made)
        if known is not None:
            return book, (menus.shown(known, self._facts, now, message("wish_known")),)
        if book.full:
            return self._told(Change(book, full=True), now)
        made = replace(made, id=made.id or book.new_id(made, now))
        return book.with_wish(made), (menus.shown(made, self._facts, now, message("wish_set")),)

    # ── taps on one wish ──

    def _tapped_wish(
        self, book: Book, wish: Subscription, act: WishAct | UnknownReminderAct, now: datetime
    ) -> Said:
        if wish.ended == ASKED:
            return self._tapped_draft(book, wish, act, now)
        if isinstance(act, OrderWish):
            return self._ordered_of(book, wish, act, now)
        if wish.ended or not self._can_be_set(wish):
            return self._stale(book, now)
        return self._set(book, wish, act, now)

    def _ordered_of(self, book: Book, wish: Subscription, act: OrderWish, now: datetime) -> Said:
        if act.order == "resume" and (wish.paused or can_resume(wish)):
            return self._orders.resumed(book, (wish,), now)
        if wish.ended and act.order == "stop":
            return book, (Reply(message("wish_stopped_already"), kind=Kind.STALE),)
        if wish.ended:
            return self._stale(book, now)
        if act.order == "stop":
            return self._orders.stopped(book.changed((wish,), now, ended=STOPPED), (wish,))
        if act.order == "pause":
            return self._orders.paused(book.changed((wish,), now, paused=True), (wish,))
        if act.order == "show":
            return book, (menus.shown(wish, self._facts, now),)
        if not self._can_be_set(wish):
            return self._stale(book, now)
        return self._menu(book, wish, act, now)

    def _menu(self, book: Book, wish: Subscription, act: OrderWish, now: datetime) -> Said:
        if act.order == "leads":
            return book, (menus.leads_menu(wish),)
        if act.order == "hour":
            return book, (menus.hour_menu(wish),)
        if act.order == "days":
            return book, (menus.days_menu(wish, self._facts, now),)
        return self._stale(book, now)

    def _can_be_set(self, wish: Subscription) -> bool:
        """Whether the days and hours of a wish can be set: it is for deadlines of this notice."""
        return wish.kind == "deadlines" and wish.notice == self._facts.id

    def _set(self, book: Book, wish: Subscription, act: WishAct | UnknownReminderAct, now: datetime) -> Said:
        if isinstance(act, SetLead) and act.days <= MOST_LEAD:
            leads = tuple(sorted(_turned({*wish.leads}, act.days, act.on), reverse=True))
            wish = replace(wish, leads=leads or wish.leads, since=now)
            return book.with_wish(wish), (menus.leads_menu(wish),)
        if isinstance(act, SetHour):
            wish = replace(wish, at=f"{act.at:%H:%M}", hour_named=True, since=now)
            return book.with_wish(wish), (menus.shown(wish, self._facts, now, message("wish_set")),)
        if isinstance(act, SetMilestone) and act.milestone in self._facts.milestones:
            chosen = _turned({*wish.milestones}, act.milestone, act.on)
            kept = tuple(one.id for one in in_order(self._facts) if one.id in chosen)
            wish = replace(wish, milestones=kept or wish.milestones, since=now)
            return book.with_wish(wish), (menus.days_menu(wish, self._facts, now),)
        return self._stale(book, now)

    def _tapped_draft(
        self, book: Book, draft: Subscription, act: WishAct | UnknownReminderAct, now: datetime
    ) -> Said:
        """The answer to which moment was meant."""
        book = book.without_asked()
        if not isinstance(act, ChooseMoment):
            return book, (_cancelled(),)
        moment = local_moment(act.day, act.at, self._facts.zone)
        return self._moment(book, Wish("moment", moment=moment, about=draft.about), now)

    def _stale(self, book: Book, now: datetime) -> Said:
        line = self._orders.list(book, now)[1][0]
        text = message("wish_stale") + "\n" + line.text
        return book, (replace(line, text=text, kind=Kind.STALE),)

    @staticmethod
    def _refused(text: str) -> Reply:
        """Say that a wish cannot be carried out. The choice below keeps the talk about reminders open."""
        listed = Choice(OrderReminders("list"), message("wish_list_label"))
        return Reply(text, (), (listed,), kind=Kind.REFUSED)


def _cancelled() -> Reply:
    return Reply(message("wish_cancelled"))


def _turned(chosen: set[T], one: T, on: bool) -> set[T]:
    """`chosen` with or without `one`."""
    return chosen | {one} if on else chosen - {one}
