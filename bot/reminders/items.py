"""What a list of wishes names one by one: single moments to come, and wishes that come again or wait. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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


def comes(wish: Subscription, facts: Facts, now: datetime) -> bool:
    """Whether a wish, once it no longer rests, has something still to come."""
    awake = replace(wish, ended="", paused=False, paused_until=None)
    return wish.kind == "watch" or bool(wish.pending(now) or coming_moments(awake, facts, now))


def standing(book: Book, facts: Facts, now: datetime) -> tuple[Subscription, ...]:
    """The running wishes of which something is still to come."""
    return tuple(one for one in book.running if comes(one, facts, now))


def next_moment(wish: Subscription, facts: Facts, now: datetime) -> datetime | None:
    """When a wish comes next; None if it does not."""
    return next(iter(coming_moments(replace(wish, paused=False), facts, now)), None)


def leads_at(wish: Subscription, moment: datetime, facts: Facts, now: datetime) -> tuple[Lead, ...]:
    """The leads of a wish for deadlines that are due at a moment."""
    return tuple(lead for lead in coming(wish, facts, now) if lead.due_at == moment)


def parted(book: Book, items: Sequence[Item], facts: Facts, now: datetime) -> tuple[Book, tuple[str, ...]]:
    """The book with wishes that hold these items and nothing else, and the ids of these: a wish of more is parted.

    What is meant of one wish stays together if it is all of some deadlines, or all that comes so many days before. A single
    day of a rhythm becomes a moment, and the rhythm goes on without it.
    """
    ids: list[str] = []
    for id in dict.fromkeys(item.wish for item in items):
        mine = [item.moment for item in items if item.wish == id]
        wish = book.wishes[id]
        moments = coming_moments(replace(wish, paused=False), facts, now)
        if None in mine or (wish.kind != "repeat" and {*mine} >= {*moments}):
            ids.append(id)
            continue
        meant = [moment for moment in mine if moment is not None]
        if wish.kind == "repeat":
            book, parts = _without_days(book, wish, meant, facts, now)
        else:
            book, parts = _without_leads(book, wish, meant, facts, now)
        ids += parts
    return book, tuple(ids)


def lead_of(day: date, milestone: str, facts: Facts) -> int:
    """How many days before its deadline a day lies; negative if it comes after."""
    return (facts.milestones[milestone].day - day) // timedelta(days=1)


def _items(
    wish: Subscription, facts: Facts, now: datetime, most: int
) -> Iterator[tuple[datetime | None, Item]]:
    moments = coming_moments(replace(wish, paused=False), facts, now)
    if not comes(wish, facts, now):
        return  # all of it was sent
    if wish.kind == "repeat" or not moments:
        yield next(iter(moments), None), Item(wish.id)
    else:
        for moment in dict.fromkeys(moments[: most or None]):
            yield moment, Item(wish.id, moment)


def _without_days(
    book: Book, wish: Subscription, moments: Sequence[datetime], facts: Facts, now: datetime
) -> tuple[Book, list[str]]:
    days = {moment.astimezone(facts.zone).date() for moment in moments}
    book = book.with_wish(replace(wish, without=tuple(sorted({*wish.without, *days}))))
    bare = replace(
        wish,
        kind="moment",
        weekdays=(),
        working=False,
        first=None,
        last=None,
        without=(),
        since=now,
        again=(),
    )
    ids = []
    for moment in moments:
        single = replace(bare, moment=moment)
        single = replace(single, id=book.new_id(single, now))
        book = book.with_wish(single)
        ids.append(single.id)
    return book, ids


def _without_leads(
    book: Book, wish: Subscription, moments: Sequence[datetime], facts: Facts, now: datetime
) -> tuple[Book, list[str]]:
    """The leads at these moments as wishes of their own; the other leads of their deadlines, and other deadlines, as before."""
    meant = [lead for lead in coming(replace(wish, paused=False), facts, now) if lead.due_at in moments]
    by_deadline: dict[str, set[int]] = {}
    for lead in meant:
        by_deadline.setdefault(lead.milestone, set()).add(lead.days)
    ahead = {lead.milestone: set[int]() for lead in meant}
    for lead in coming(replace(wish, paused=False), facts, now):
        ahead.setdefault(lead.milestone, set()).add(lead.days)
    pieces = _alike(by_deadline)
    rests = {
        id: tuple(days for days in wish.leads if days not in by_deadline.get(id, ()))
        for id in wish.milestones
    }
    for id, days in by_deadline.items():
        if days >= ahead[id]:
            rests[id] = ()
    ids = []
    for milestones, leads in pieces:
        piece = replace(wish, milestones=milestones, leads=leads, since=now, again=())
        piece = replace(piece, id=book.new_id(piece, now))
        book = book.with_wish(piece)
        ids.append(piece.id)
    left = _alike({id: {*leads} for id, leads in rests.items() if leads})
    for number, (milestones, leads) in enumerate(left):
        rest = replace(wish, milestones=milestones, leads=leads)
        book = book.with_wish(replace(rest, id=book.new_id(rest, now), again=()) if number else rest)
    return book, ids


def _alike(by_deadline: Mapping[str, Set[int]]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Deadlines with the same leads together."""
    together: dict[tuple[int, ...], list[str]] = {}
    for id, days in by_deadline.items():
        together.setdefault(tuple(sorted(days, reverse=True)), []).append(id)
    return [(tuple(ids), leads) for leads, ids in together.items()]
