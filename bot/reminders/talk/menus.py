"""Choices and menus about reminders, each choice bound to its wish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_rows, in_order, milestone_name
from bot.pack.model import Facts
from bot.reminders.book import MOST, Book
from bot.reminders.changes import deadlines_of
from bot.reminders.items import MOST_OF_A_WISH, Item, items_of
from bot.reminders.readback import MOST_LINES, again_rows, clauses_of, numbered, read_back
from bot.reminders.roles import open_still, roles, usual, usual_for_all
from bot.reminders.subscription import DEFAULT_LEADS, Subscription
from bot.reminders.talk.upshot import Upshot
from bot.replies.acts import (
    DropMoment,
    OrderReminders,
    OrderWish,
    RemindRole,
    SetHour,
    SetLead,
    SetMilestone,
    WishAct,
    WishOrder,
)
from bot.replies.reply import Choice, Kind, Reply

LONGEST_ID = 64
"""Bytes of an id that a messenger carries."""
LEADS = (30, *DEFAULT_LEADS)
HOURS = (time(8), time(9), time(12), time(18), time(20))
_MENUS: tuple[WishOrder, ...] = ("days", "leads", "hour")


def who(book: Book, facts: Facts, now: datetime) -> tuple[Choice, ...]:
    """The roles whose deadlines are not subscribed yet, and a choice for all of them."""
    covered = {id for one in deadlines_of(book, facts) for id in one.milestones}
    free = [role for role in roles(facts) if set(open_still(facts, usual(facts, role), now)) - covered]
    choices = [Choice(RemindRole(role), message("wish_role", role=role)) for role in free]
    everything = set(open_still(facts, usual_for_all(facts), now)) - covered
    if len(free) > 1 and everything:
        choices.append(Choice(OrderReminders("all"), message("wish_all")))
    return tuple(one for one in choices if len(one.id.encode()) <= LONGEST_ID)


def watch(book: Book) -> tuple[Choice, ...]:
    """The offer to tell of the next notice, unless that is wished already."""
    if any(one.kind == "watch" for one in book.running):
        return ()
    return (Choice(OrderReminders("watch"), message("wish_watch_label")),)


def shown(wish: Subscription, facts: Facts, now: datetime, heading: str = "") -> Reply:
    """A wish read back, with everything that can be done with it."""
    text = "\n".join(part for part in (heading, read_back(wish, facts, now)) if part)
    choices: list[Choice] = []
    if wish.kind == "deadlines":
        choices += [_to_do(wish, menu) for menu in _MENUS]
    choices += [_to_do(wish, "resume" if wish.is_paused(now) else "pause"), _to_do(wish, "stop")]
    return Reply(text, clauses_of(wish, facts), tuple(choices), kind=Kind.WISH)


def _to_do(wish: Subscription, order: WishOrder) -> Choice:
    return Choice(OrderWish(wish.id, order), message(f"wish_do_{order}"))


def overview(book: Book, facts: Facts, now: datetime, wishes: Sequence[Subscription] = ()) -> Reply:
    """All wishes, or some of them, item by item, each with a choice to change and one to stop it."""
    running = tuple(wishes) or book.running
    items = items_of(running, facts, now, MOST_OF_A_WISH)
    text = message("wish_list", count=_count(running, facts, now), rows=numbered(items, book, facts, now))
    text = "\n".join((text, *again_rows(running, facts, now)))
    return Reply(
        text, _clauses(running, facts), (*_each(items, book, facts), *who(book, facts, now)), kind=Kind.WISHES
    )


def ask_which(book: Book, order: str, facts: Facts, now: datetime, among: Sequence[Item] = ()) -> Upshot:
    """Ask which wish an order means, given in words: one `among` these, or of all."""
    ids = {item.wish for item in among}
    wishes = [one for one in book.running if one.id in ids] or list(book.running)
    items = items_of(wishes, facts, now, MOST_OF_A_WISH)
    rows = numbered(items, book, facts, now)
    reply = replace(overview(book, facts, now, wishes), text=message("wish_which_wish", rows=rows))
    return Upshot(book, (reply,), shown=items, asked=order)


def several(ids: Sequence[str], book: Book, facts: Facts, now: datetime, heading: str) -> Reply:
    """Several wishes read back at once, item by item."""
    wishes = [book.wishes[id] for id in ids]
    items = items_of(wishes, facts, now, MOST_OF_A_WISH)
    text = f"{heading}\n{numbered(items, book, facts, now)}"
    return Reply(text, _clauses(wishes, facts), _each(items, book, facts), kind=Kind.WISHES)


def _count(wishes: Sequence[Subscription], facts: Facts, now: datetime) -> int:
    """How many reminders are to come, a repeat counted once."""
    return len(items_of(wishes, facts, now))


def _clauses(wishes: Sequence[Subscription], facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for one in wishes for clause in clauses_of(one, facts)))


def _each(items: Sequence[Item], book: Book, facts: Facts) -> tuple[Choice, ...]:
    """For each item a choice to change its wish and one to stop it alone; one for all."""
    choices = []
    alone = Counter(item.wish for item in items)
    for number, item in enumerate(items[:MOST_LINES], 1):
        choices.append(Choice(OrderWish(item.wish, "show"), message("wish_change_one", number=number)))
        stop: WishAct = OrderWish(item.wish, "stop")
        if item.moment is not None and alone[item.wish] > 1:
            local = item.moment.astimezone(facts.zone)
            stop = DropMoment(item.wish, local.date(), local.time())
        choices.append(Choice(stop, message("wish_stop_one", number=number)))
    if len(items) > 1:
        choices.append(Choice(OrderReminders("stop"), message("wish_stop_all")))
    return tuple(choices)


def full(book: Book, facts: Facts, now: datetime) -> tuple[Reply, ...]:
    """The reply that there are too many wishes, with those that could be stopped."""
    return (Reply(message("wish_full", most=MOST), kind=Kind.REFUSED), overview(book, facts, now))


def way_back(rested: Sequence[Subscription]) -> Choice:
    """The choice that resumes these, which were stopped or paused together."""
    one = len(rested) == 1
    order = OrderWish(rested[0].id, "resume") if one else OrderReminders("resume")
    return Choice(order, message("wish_do_resume"))


def leads_menu(wish: Subscription) -> Reply:
    """The menu of lead times."""
    offered = sorted({*LEADS, *wish.leads}, reverse=True)
    choices = [
        Choice(
            SetLead(wish.id, lead, on=lead not in wish.leads),
            _ticked(_lead_label(lead), lead in wish.leads),
        )
        for lead in offered
    ]
    return Reply(message("wish_leads_menu"), (), (*choices, _done(wish)), kind=Kind.MENU)


def hour_menu(wish: Subscription) -> Reply:
    """The menu of hours."""
    choices = [
        Choice(SetHour(wish.id, hour), _ticked(f"{hour:%H:%M}", f"{hour:%H:%M}" == wish.at)) for hour in HOURS
    ]
    return Reply(message("wish_hour_menu"), (), (*choices, _done(wish)), kind=Kind.MENU)


def days_menu(wish: Subscription, facts: Facts, now: datetime) -> Reply:
    """The menu of milestones."""
    ahead = set(open_still(facts, tuple(facts.milestones), now))
    offered = [one for one in in_order(facts) if one.id in ahead]
    choices = [
        Choice(
            SetMilestone(wish.id, one.id, on=one.id not in wish.open_milestones),
            _ticked(milestone_name(one), one.id in wish.open_milestones),
        )
        for one in offered
    ]
    rows = deadline_rows(offered, facts, now)
    kept = (one for one in choices if len(one.id.encode()) <= LONGEST_ID)
    text = message("wish_days_menu", rows=rows)
    return Reply(text, deadline_clauses(offered), (*kept, _done(wish)), kind=Kind.MENU)


def _lead_label(lead: int) -> str:
    return message("wish_lead", days=lead) if lead else message("wish_lead_day")


def _ticked(label: str, chosen: bool) -> str:
    return message("wish_ticked" if chosen else "wish_unticked", label=label)


def _done(wish: Subscription) -> Choice:
    return Choice(OrderWish(wish.id, "show"), message("wish_done"))
