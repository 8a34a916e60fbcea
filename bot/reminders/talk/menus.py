"""The buttons of the reminder conversation, each bound by its id to the wish that it is about, and their menus."""

from __future__ import annotations

from datetime import datetime

from bot.line import Button, Line
from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_rows, in_order, milestone_name
from bot.pack.model import Facts
from bot.reminders.book import MOST, Book
from bot.reminders.changes import deadlines_of
from bot.reminders.readback import clauses_of, read_back, short
from bot.reminders.roles import open_still, roles, usual, usual_for_all
from bot.reminders.subscription import DEFAULT_LEADS, Subscription

PREFIX = "rm:"
LONGEST_ID = 64
"""Bytes of an id that a messenger carries."""
LEADS = (30, *DEFAULT_LEADS)
HOURS = ("08:00", "09:00", "12:00", "18:00", "20:00")


def button(label: str, *parts: str) -> Button:
    """A button whose id is made of `parts`."""
    return Button(PREFIX + ":".join(parts), label)


def who(book: Book, facts: Facts, now: datetime) -> tuple[Button, ...]:
    """Whose deadlines there are to be reminded of and are not yet, and all of them."""
    covered = {id for one in deadlines_of(book, facts) for id in one.milestones}
    free = [role for role in roles(facts) if set(open_still(facts, usual(facts, role), now)) - covered]
    buttons = [button(message("wish_role", role=role), "role", role) for role in free]
    everything = set(open_still(facts, usual_for_all(facts), now)) - covered
    if len(free) > 1 and everything:
        buttons.append(button(message("wish_all"), "all"))
    return tuple(one for one in buttons if len(one.id.encode()) <= LONGEST_ID)


def watch(book: Book) -> tuple[Button, ...]:
    """The offer to tell of the next notice, unless that is wished already."""
    if any(one.kind == "watch" for one in book.running):
        return ()
    return (button(message("wish_watch_label"), "watch"),)


def shown(wish: Subscription, facts: Facts, now: datetime, heading: str = "") -> Line:
    """A wish read back, with all that can be done to it."""
    text = "\n".join(part for part in (heading, read_back(wish, facts, now)) if part)
    buttons = []
    if wish.kind == "deadlines":
        buttons += [button(message(f"wish_do_{what}"), wish.id, what) for what in ("days", "leads", "hour")]
    turn = "resume" if wish.paused else "pause"
    buttons += [button(message(f"wish_do_{what}"), wish.id, what) for what in (turn, "stop")]
    return Line(text, clauses_of(wish, facts), tuple(buttons))


def overview(book: Book, facts: Facts, now: datetime) -> Line:
    """All wishes, each with a tap to change and one to stop it."""
    running = book.running
    rows = []
    buttons = []
    for number, one in enumerate(running, 1):
        mark = message("wish_paused_mark") if one.paused else ""
        rows.append(f"{number}. {short(one, facts)}{mark}")
        buttons.append(button(message("wish_change_one", number=number), one.id, "show"))
        buttons.append(button(message("wish_stop_one", number=number), one.id, "stop"))
    if len(running) > 1:
        buttons.append(button(message("wish_stop_all"), "stop"))
    clauses = tuple(dict.fromkeys(clause for one in running for clause in clauses_of(one, facts)))
    text = message("wish_list", count=len(running), rows="\n".join(rows))
    return Line(text, clauses, (*buttons, *who(book, facts, now)))


def full(book: Book, facts: Facts, now: datetime) -> tuple[Line, ...]:
    """That there is room for no more, and what could be stopped."""
    return (Line(message("wish_full", most=MOST)), overview(book, facts, now))


def leads_menu(wish: Subscription) -> Line:
    """Which days before."""
    offered = sorted({*LEADS, *wish.leads}, reverse=True)
    buttons = [
        button(
            _ticked(_lead_label(lead), lead in wish.leads),
            wish.id,
            "lead",
            _turned(str(lead), lead in wish.leads),
        )
        for lead in offered
    ]
    return Line(message("wish_leads_menu"), (), (*buttons, _done(wish)))


def hour_menu(wish: Subscription) -> Line:
    """At which hour."""
    buttons = [button(_ticked(hour, hour == wish.at), wish.id, "at", hour.replace(":", "")) for hour in HOURS]
    return Line(message("wish_hour_menu"), (), (*buttons, _done(wish)))


def days_menu(wish: Subscription, facts: Facts, now: datetime) -> Line:
    """Which milestones."""
    ahead = set(open_still(facts, tuple(facts.milestones), now))
    offered = [one for one in in_order(facts) if one.id in ahead]
    buttons = [
        button(
            _ticked(milestone_name(one), one.id in wish.milestones),
            wish.id,
            "day",
            _turned(one.id, one.id in wish.milestones),
        )
        for one in offered
    ]
    rows = deadline_rows(offered, facts, now)
    clauses = deadline_clauses(offered)
    kept = (one for one in buttons if len(one.id.encode()) <= LONGEST_ID)
    return Line(message("wish_days_menu", rows=rows), clauses, (*kept, _done(wish)))


def _lead_label(lead: int) -> str:
    return message("wish_lead", days=lead) if lead else message("wish_lead_day")


def _ticked(label: str, chosen: bool) -> str:
    return message("wish_ticked" if chosen else "wish_unticked", label=label)


def _turned(value: str, chosen: bool) -> str:
    """What a tap leads to, so that a second tap on the same button changes nothing."""
    return ("-" if chosen else "+") + value


def _done(wish: Subscription) -> Button:
    return button(message("wish_done"), wish.id, "show")
