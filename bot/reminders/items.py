"""What a list of wishes names one by one: single moments to come, and wishes that come again or wait. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.planning import Lead, coming, coming_moments
from bot.reminders.subscription import Subscription

MOST_OF_A_WISH = 5
"""How many moments of one wish are named; of the others it is said how many there are."""


@dataclass(frozen=True)
class Item:
    """One moment (UTC) of the wish with this id; a wish as a whole if it has no moments of its own to name."""

    wish: str
    moment: datetime | None = None


def items_of(wishes: Iterable[Subscription], facts: Facts, now: datetime, most: int = 0) -> tuple[Item, ...]:
    """The items of wishes at `now`, the earliest first, those without a moment last; up to `most` of each wish (0: all)."""
    found = [(moment, item) for wish in wishes for moment, item in _items(wish, facts, now, most)]
    latest = datetime.max.replace(tzinfo=now.tzinfo)
    return tuple(item for _, item in sorted(found, key=lambda one: one[0] or latest))


def next_moment(wish: Subscription, facts: Facts, now: datetime) -> datetime | None:
    """When a wish comes next; None if it does not."""
    return next(iter(coming_moments(replace(wish, paused=False), facts, now)), None)


def leads_at(wish: Subscription, moment: datetime, facts: Facts, now: datetime) -> tuple[Lead, ...]:
    """The leads of a wish for deadlines that are due at a moment."""
    return tuple(lead for lead in coming(wish, facts, now) if lead.due_at == moment)


def isolated(book: Book, item: Item, facts: Facts, now: datetime) -> tuple[Book, str]:
    """The book with a wish of its own for one item, and its id: a wish of several moments is parted.

    A single day of a rhythm becomes a moment, and the rhythm goes on without it.
    """
    wish = book.wishes[item.wish]
    if item.moment is None or len(coming_moments(wish, facts, now)) < _SEVERAL:
        return book, wish.id
    if wish.kind == "repeat":
        return _without_day(book, wish, item.moment, facts, now)
    lead = next(iter(leads_at(wish, item.moment, facts, now)), None)
    if wish.kind != "deadlines" or lead is None:
        return book, wish.id
    return _without_lead(book, wish, lead, facts, now)


def lead_of(day: date, milestone: str, facts: Facts) -> int:
    """How many days before its deadline a day lies; negative if it comes after."""
    return (facts.milestones[milestone].day - day) // timedelta(days=1)


def _items(
    wish: Subscription, facts: Facts, now: datetime, most: int
) -> Iterator[tuple[datetime | None, Item]]:
    moments = coming_moments(replace(wish, paused=False), facts, now)
    if not moments and wish.kind in ("moment", "repeat") and not wish.is_paused(now):
        return  # it is over, and nobody has noted that yet
    if wish.kind == "repeat" or not moments:
        yield next(iter(moments), None), Item(wish.id)
    else:
        for moment in dict.fromkeys(moments[: most or None]):
            yield moment, Item(wish.id, moment)


def _without_day(
    book: Book, wish: Subscription, moment: datetime, facts: Facts, now: datetime
) -> tuple[Book, str]:
    day = moment.astimezone(facts.zone).date()
    rest = replace(wish, without=tuple(sorted({*wish.without, day})))
    single = replace(
        wish,
        kind="moment",
        moment=moment,
        weekdays=(),
        working=False,
        first=None,
        last=None,
        without=(),
        since=now,
    )
    single = replace(single, id=book.new_id(single, now))
    return book.with_wish(rest).with_wish(single), single.id


def _without_lead(
    book: Book, wish: Subscription, lead: Lead, facts: Facts, now: datetime
) -> tuple[Book, str]:
    """The named lead of the named deadline by itself; the other leads of it, and the other deadlines, each as before."""
    others = tuple(id for id in wish.milestones if id != lead.milestone)
    leads = tuple(days for days in wish.leads if days != lead.days)
    single = replace(wish, milestones=(lead.milestone,), leads=(lead.days,), since=now)
    single = replace(single, id=book.new_id(single, now))
    rests = []
    if leads:
        rests.append(replace(wish, milestones=(lead.milestone,), leads=leads))
    if others:
        rests.append(replace(wish, milestones=others))
    for number, rest in enumerate(rests):
        id = wish.id if number == 0 else book.new_id(rest, now)
        book = book.with_wish(replace(rest, id=id))
    return book.with_wish(single), single.id


_SEVERAL = 2
