"""Wishes of two channels as one set, and apart again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.joined_wishes import Record, parted, united
from bot.reminders.book import STOPPED, Book
from bot.reminders.planning import coming
from bot.reminders.subscription import Subscription
from tests.reminders.moments import at, facts_of, wish

NOW = at("2022-11-30T12:00")
FACTS = facts_of()


def book(*wishes: Subscription) -> Book:
    """A book of these wishes."""
    return Book({one.id: one for one in wishes})


def moments(*books: Book) -> list[str]:
    """What is still to come by these books, each with its deadline."""
    return sorted(
        f"{lead.milestone} {lead.days}"
        for one in books
        for running in one.running
        for lead in coming(running, FACTS, NOW)
    )


def test_all_of_both_and_nothing_twice() -> None:
    """The same wish is there once, a deadline of both in one wish with the leads of both, and the giver has none."""
    giver = book(wish("personal", id="a", leads=(5, 1)), wish("unit", id="b", leads=(3,)))
    taker = book(wish("personal", id="c", leads=(3, 1), since=at("2022-11-20T10:00")))
    left, whole, record = united(giver, taker, (), NOW)
    assert moments(left) == []
    assert moments(whole) == ["personal 1", "personal 3", "personal 5", "unit 3"]
    assert whole.wishes["c"].since == NOW
    assert whole.wishes["b"] == giver.wishes["b"]
    assert Record.from_plain(record.to_plain()) == record


@pytest.mark.parametrize("giver_first", [True, False])
def test_apart_each_has_its_own(giver_first: bool) -> None:
    """Whichever wish took the other in, both sides have what they had."""
    early, late = at("2022-11-02T10:00"), at("2022-11-20T10:00")
    giver = book(wish("personal", "unit", id="a", leads=(5,), since=early if giver_first else late))
    taker = book(wish("personal", id="c", leads=(3,), since=late if giver_first else early))
    left, whole, record = united(giver, taker, (), NOW)
    back, rest = parted(record, left, whole, NOW)
    assert moments(back) == ["personal 5", "unit 5"]
    assert moments(rest) == ["personal 3"]


def test_equal_wishes_apart() -> None:
    """Both had the same: both have it again."""
    giver, taker = book(wish("personal", id="a")), book(wish("personal", id="c"))
    left, whole, record = united(giver, taker, (), NOW)
    assert len(whole.running) == 1
    back, rest = parted(record, left, whole, NOW)
    assert moments(back) == moments(rest) == ["personal 0", "personal 1", "personal 3"]


def test_changes_meanwhile_are_kept() -> None:
    """What was changed, stopped or dealt with stays so; what was made stays with the taker."""
    giver = book(
        wish("personal", id="a", leads=(3,)),
        wish("unit", id="b", leads=(3,)),
        wish("unit", id="d", at="10:00", about="x"),
    )
    left, whole, record = united(giver, book(), (), NOW)
    changed = {
        "a": replace(whole.wishes["a"], leads=(2,), since=NOW),
        "b": replace(whole.wishes["b"], ended=STOPPED),
        "d": replace(whole.wishes["d"], done=("unit",)),
        "new": wish("unit", id="new", leads=(9,)),
    }
    back, rest = parted(record, left, Book(changed), NOW)
    assert moments(back) == ["personal 2"]
    assert moments(rest) == ["unit 9"]


def test_stopped_as_one_is_stopped_for_both() -> None:
    """A wish that took another in and was stopped brings back none."""
    giver, taker = book(wish("personal", id="a")), book(wish("personal", id="c"))
    left, whole, record = united(giver, taker, (), NOW)
    (one,) = whole.running
    back, rest = parted(record, left, whole.with_wish(replace(one, ended=STOPPED)), NOW)
    assert moments(back, rest) == []


def test_noted_ones_begin() -> None:
    """What was only noted, where nothing could be sent, is sent from now on."""
    _, whole, _ = united(book(), book(), (wish("personal", id="n", leads=(3,), since=None),), NOW)
    assert whole.wishes["n"].since == NOW
    assert moments(whole) == ["personal 3"]
