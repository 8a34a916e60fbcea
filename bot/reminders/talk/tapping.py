"""What taps on the buttons of reminders do: set, show, change and stop wishes, answer a question. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.messages import message
from bot.pack.deadlines import in_order
from bot.pack.model import Facts
from bot.reminders.book import ASKED, Book
from bot.reminders.changes import DeadlineWish
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of
from bot.reminders.planning import local_moment
from bot.reminders.reading.request import Request
from bot.reminders.reading.said import Said
from bot.reminders.reading.want import MOST_LEAD
from bot.reminders.roles import roles, usual, usual_for_all
from bot.reminders.subscription import Subscription
from bot.reminders.talk import menus
from bot.reminders.talk.answering import ReminderAnswers
from bot.reminders.talk.frame import ReminderFrame
from bot.reminders.talk.managing import Orders
from bot.reminders.talk.part import Case
from bot.reminders.talk.resuming import Resumer, can_resume
from bot.reminders.talk.setting import Setter
from bot.reminders.talk.standing import Standing
from bot.reminders.talk.telling import Teller
from bot.reminders.talk.upshot import Upshot
from bot.replies.acts import (
    ChooseMoment,
    DropMoment,
    MarkDone,
    OrderReminders,
    OrderWish,
    RemindAgain,
    ReminderAct,
    RemindRole,
    SetHour,
    SetLead,
    SetMilestone,
    UnknownReminderAct,
    WishAct,
)
from bot.replies.reply import Kind, Reply

T = TypeVar("T")
_TAP = Request("fill", 1.0, Said("", "", "", ""))
"""What a tap says in words: nothing."""


class WishTaps:
    """Carries out taps under one notice. `begin` asks who is to be reminded, `who` whose days one is to be reminded of."""

    def __init__(
        self,
        facts: Facts,
        setter: Setter,
        standing: Standing,
        begin: Callable[[Book, datetime], Upshot],
        who: Callable[[Book, datetime], Upshot],
    ) -> None:
        self._facts = facts
        self._setter = setter
        self._begin = begin
        self._who = who
        self._standing = standing
        self._orders = Orders(facts)
        self._resumer = Resumer(facts)
        self._teller = Teller(facts)
        self._answers = ReminderAnswers(facts)

    def tapped(self, book: Book, frame: ReminderFrame, act: ReminderAct, now: datetime) -> Upshot:
        """Carry out a tap."""
        if isinstance(act, OrderReminders):
            return self._ordered(book, frame, act, now)
        if isinstance(act, RemindRole):
            if act.role not in roles(self._facts):
                return self._stale(book, now)
            return self._setter.deadlines(book, DeadlineWish(usual(self._facts, act.role), adds=True), now)
        if isinstance(act, MarkDone):
            return self._answers.marked(book, act, now) or self._stale(book, now)
        if isinstance(act, RemindAgain):
            return self._answers.asked_again(book, act, now) or self._stale(book, now)
        draft = frame.draft
        if draft is not None and draft.id == act.wish:
            return self._tapped_draft(book, draft, act, now)
        wish = book.wishes.get(act.wish)
        return self._stale(book, now) if wish is None else self._tapped_wish(book, wish, act, now)

    def _ordered(self, book: Book, frame: ReminderFrame, act: OrderReminders, now: datetime) -> Upshot:
        book = book.without_asked()
        orders: dict[str, Callable[[], Upshot]] = {
            "begin": lambda: self._begin(book, now),
            "others": lambda: self._who(book, now),
            "all": lambda: self._setter.deadlines(
                book, DeadlineWish(usual_for_all(self._facts), adds=True), now
            ),
            "watch": lambda: self._setter.watch(book, now),
            "list": lambda: self._teller.list(book, now),
            "stop": lambda: self._orders.stop_all(book, now),
            "resume": lambda: self._resumer.resume(book, now, frame),
            "calendar": lambda: Upshot(book, (self._standing.calendar(now),)),
        }
        return orders[act.order]()

    def _tapped_wish(
        self, book: Book, wish: Subscription, act: WishAct | UnknownReminderAct, now: datetime
    ) -> Upshot:
        if wish.ended == ASKED:
            return self._tapped_draft(book, wish, act, now)
        if isinstance(act, OrderWish):
            return self._ordered_of(book, wish, act, now)
        if wish.ended:
            return self._stale(book, now)
        if isinstance(act, DropMoment):
            return self._drop(book, wish, act, now)
        if not self._can_be_set(wish):
            return self._stale(book, now)
        return self._set_by_tap(book, wish, act, now)

    def _drop(self, book: Book, wish: Subscription, act: DropMoment, now: datetime) -> Upshot:
        """Stop one of the moments of a wish."""
        item = Item(wish.id, local_moment(act.day, act.at, self._facts.zone))
        if item not in items_of((wish,), self._facts, now):
            return self._stale(book, now)
        return self._orders.stopped(book, (item,), now)

    def _ordered_of(self, book: Book, wish: Subscription, act: OrderWish, now: datetime) -> Upshot:
        if act.order == "resume" and (wish.is_paused(now) or can_resume(wish)):
            return self._resumer.resumed(book, (wish,), now)
        if wish.ended and act.order == "stop":
            return Upshot(book, (Reply(message("wish_stopped_already"), kind=Kind.STALE),))
        if wish.ended:
            return self._stale(book, now)
        if act.order == "stop":
            return self._orders.stopped(book, (Item(wish.id),), now)
        if act.order == "pause":
            return self._orders.paused(book, (wish,), None, now)
        if act.order == "show":
            return self._shown(book, wish, now)
        if not self._can_be_set(wish):
            return self._stale(book, now)
        return self._menu(book, wish, act, now)

    def _shown(self, book: Book, wish: Subscription, now: datetime, heading: str = "") -> Upshot:
        shown = items_of((wish,), self._facts, now, MOST_OF_A_WISH)
        return Upshot(book, (menus.shown(wish, self._facts, now, heading),), (Item(wish.id),), shown)

    def _menu(self, book: Book, wish: Subscription, act: OrderWish, now: datetime) -> Upshot:
        touched = (Item(wish.id),)
        if act.order == "leads":
            return Upshot(book, (menus.leads_menu(wish),), touched)
        if act.order == "hour":
            return Upshot(book, (menus.hour_menu(wish),), touched)
        if act.order == "days":
            return Upshot(book, (menus.days_menu(wish, self._facts, now),), touched)
        return self._stale(book, now)

    def _can_be_set(self, wish: Subscription) -> bool:
        """Whether the days and hours of a wish can be set: it is for deadlines of this notice."""
        return wish.kind == "deadlines" and wish.notice == self._facts.id

    def _set_by_tap(
        self, book: Book, wish: Subscription, act: WishAct | UnknownReminderAct, now: datetime
    ) -> Upshot:
        touched = (Item(wish.id),)
        if isinstance(act, SetLead) and act.days <= MOST_LEAD:
            leads = tuple(sorted(_turned({*wish.leads}, act.days, act.on), reverse=True))
            wish = replace(wish, leads=leads or wish.leads, since=now)
            return Upshot(book.with_wish(wish), (menus.leads_menu(wish),), touched)
        if isinstance(act, SetHour):
            wish = replace(wish, at=f"{act.at:%H:%M}", hour_named=True, since=now)
            return self._shown(book.with_wish(wish), wish, now, message("wish_set"))
        if isinstance(act, SetMilestone) and act.milestone in self._facts.milestones:
            chosen = _turned({*wish.milestones}, act.milestone, act.on)
            kept = tuple(one.id for one in in_order(self._facts) if one.id in chosen)
            done = tuple(id for id in wish.done if id != act.milestone)
            wish = replace(wish, milestones=kept or wish.milestones, since=now, done=done)
            return Upshot(book.with_wish(wish), (menus.days_menu(wish, self._facts, now),), touched)
        return self._stale(book, now)

    def _tapped_draft(
        self, book: Book, draft: Subscription, act: WishAct | UnknownReminderAct, now: datetime
    ) -> Upshot:
        """The answer to which moment was meant."""
        book = book.without_asked()
        if not isinstance(act, ChooseMoment):
            return Upshot(book, (cancelled(),))
        moment = local_moment(act.day, act.at, self._facts.zone).astimezone(self._facts.zone)
        return self._setter.moment(book, moment, draft, Case(_TAP, now))

    def _stale(self, book: Book, now: datetime) -> Upshot:
        upshot = self._teller.list(book, now)
        line = upshot.replies[0]
        text = message("wish_stale") + "\n" + line.text
        return replace(upshot, replies=(replace(line, text=text, kind=Kind.STALE),))


def cancelled() -> Reply:
    """What is said where a wish that waits is dropped."""
    return Reply(message("wish_cancelled"))


def _turned(chosen: set[T], one: T, on: bool) -> set[T]:
    """`chosen` with or without `one`."""
    return chosen | {one} if on else chosen - {one}
