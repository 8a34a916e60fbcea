"""Applies a wish for deadlines to the existing ones: adds one, or changes one. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.pack.model import Facts
from bot.reminders.book import STOPPED, Book
from bot.reminders.planning import coming
from bot.reminders.roles import applicant, open_still, usual
from bot.reminders.subscription import DEFAULT_HOUR, DEFAULT_LEADS, Subscription


@dataclass(frozen=True)
class DeadlineWish:
    """What is wished of deadlines: which, how many days before, at which hour (HH:MM), what to tell.

    `leads` are None and `at` is empty if they were not said. `adds` and `only` tell whether it comes beside the existing
    wishes or replaces them.
    """

    milestones: tuple[str, ...] = ()
    leads: tuple[int, ...] | None = None
    at: str = ""
    adds: bool = False
    only: bool = False
    about: str = ""


@dataclass(frozen=True)
class Change:
    """The new book, the wishes concerned, and whether there was nothing to do, too many wishes, or no time left."""

    book: Book
    touched: tuple[str, ...] = ()
    known: bool = False
    full: bool = False
    too_late: tuple[str, ...] = ()


def deadlines_of(book: Book, facts: Facts) -> tuple[Subscription, ...]:
    """The running wishes for deadlines of this notice."""
    return tuple(one for one in book.running if one.kind == "deadlines" and one.notice == facts.id)


def apply(book: Book, wish: DeadlineWish, facts: Facts, now: datetime, own: tuple[str, ...] = ()) -> Change:
    """Apply `wish` to `book` at `now`. One that tells something of its own stands beside the others.

    `own` are the milestones of whoever names none; by default those of the applicant.
    """
    book = _taken_up(book, wish, facts)
    running = tuple(one for one in deadlines_of(book, facts) if one.about == wish.about)
    if not running:
        return _new(book, wish, wish.milestones or own or usual(facts, applicant(facts)), facts, now)
    if not wish.milestones:
        return _formed(book, running, wish, now)
    if wish.only and wish.leads is None and not wish.at:
        return _only(book, running, wish, facts, now)
    covering = [one for one in running if set(one.milestones) & set(wish.milestones)]
    covered = {id for one in covering for id in one.milestones}
    missing = tuple(id for id in wish.milestones if id not in covered)
    says_how = wish.leads is not None or bool(wish.at)
    if wish.adds and wish.at and wish.leads is not None and all(one.at != wish.at for one in covering):
        return _new(book, wish, wish.milestones, facts, now)
    if says_how and covering:
        return _parted(book, covering, missing, wish, facts, now)
    if missing:
        return _new(book, _as_before(wish, running[0]), missing, facts, now)
    return Change(book, tuple(one.id for one in covering), known=True)


def _taken_up(book: Book, wish: DeadlineWish, facts: Facts) -> Book:
    """The book in which what is wished anew is not done: what is named, or if nothing is, what had nothing left."""
    for one in deadlines_of(book, facts):
        named = wish.milestones or (one.done if one.is_done else ())
        done = tuple(id for id in one.done if id not in named)
        if done != one.done:
            book = book.with_wish(replace(one, done=done))
    return book


def _as_before(wish: DeadlineWish, before: Subscription) -> DeadlineWish:
    """A wish that does not say when takes the lead times of the previous one."""
    leads = before.leads if wish.leads is None else wish.leads
    named = before.at if before.hour_named else ""
    return replace(wish, leads=leads, at=wish.at or named)


def _new(book: Book, wish: DeadlineWish, milestones: tuple[str, ...], facts: Facts, now: datetime) -> Change:
    """Add a wish, unless it exists already, has no moment left, or there are too many."""
    made = Subscription(
        "",
        "deadlines",
        facts.id,
        facts.series,
        open_still(facts, milestones, now),
        DEFAULT_LEADS if wish.leads is None else wish.leads,
        wish.at or DEFAULT_HOUR,
        hour_named=bool(wish.at),
        about=wish.about,
        since=now,
    )
    known = book.like(made)
    if known is not None:
        return Change(book, (known.id,), known=True)
    if not coming(made, facts, now):
        return Change(book, too_late=milestones)
    if book.full:
        return Change(book, full=True)
    made = replace(made, id=book.new_id(made, now))
    return Change(book.with_wish(made), (made.id,))


def _form(one: Subscription, wish: DeadlineWish, now: datetime) -> Subscription:
    """Give a wish the leads and the hour of another."""
    leads = one.leads if wish.leads is None else wish.leads
    if wish.adds and wish.leads is not None:
        leads = tuple(sorted({*one.leads, *wish.leads}, reverse=True))
    named = one.hour_named or bool(wish.at)
    return replace(
        one, leads=leads, at=wish.at or one.at, hour_named=named, paused=False, paused_until=None, since=now
    )


def _formed(book: Book, ones: tuple[Subscription, ...], wish: DeadlineWish, now: datetime) -> Change:
    after = [_form(one, wish, now) for one in ones]
    known = all(replace(new, since=old.since) == old for new, old in zip(after, ones, strict=True))
    for one in () if known else after:
        book = book.with_wish(one)
    return Change(book, tuple(one.id for one in ones), known=known)


def _only(
    book: Book, running: tuple[Subscription, ...], wish: DeadlineWish, facts: Facts, now: datetime
) -> Change:
    """只要个人的: what is not named is dropped."""
    touched = []
    for one in running:
        kept = tuple(id for id in one.milestones if id in wish.milestones)
        touched += [one.id] if kept else []
        if kept != one.milestones:
            ended = "" if kept else STOPPED
            changed = replace(one, milestones=kept or one.milestones, ended=ended, since=now)
            book = book.with_wish(changed)
    return Change(book, tuple(touched)) if touched else _new(book, wish, wish.milestones, facts, now)


def _parted(
    book: Book,
    covering: list[Subscription],
    missing: tuple[str, ...],
    wish: DeadlineWish,
    facts: Facts,
    now: datetime,
) -> Change:
    """Change the named milestones alone; the others of the same wish stay as they are."""
    touched: list[str] = []
    for one in covering:
        mine = tuple(id for id in one.milestones if id in wish.milestones)
        rest = tuple(id for id in one.milestones if id not in wish.milestones)
        if not rest:
            book = book.with_wish(_form(one, wish, now))
            touched.append(one.id)
            continue
        wanted = replace(wish, leads=_form(one, wish, now).leads) if wish.adds else wish
        made = _new(book, _as_before(wanted, one), mine, facts, now)
        if made.full or made.too_late:
            return made
        book = made.book.with_wish(replace(one, milestones=rest, since=now))
        touched += made.touched
    if missing:
        made = _new(book, wish, missing, facts, now)
        book, touched = made.book, [*touched, *made.touched]
    return Change(book, tuple(touched))
