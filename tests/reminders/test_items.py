"""What a list names one by one, and wishes that are parted."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from bot.pack.model import Facts
from bot.reminders.book import Book
from bot.reminders.items import Item, items_of, parted
from bot.reminders.planning import coming_moments
from bot.reminders.subscription import Subscription
from tests.packs import OPEN, SHANGHAI
from tests.reminders.moments import at, facts_of, wish

FACTS = facts_of()
DAILY = tuple(range(7))


repeat = partial(wish, kind="repeat", weekdays=DAILY, at="08:00", hour_named=True)
"""A daily wish at eight until the personal deadline."""


def times(wishes: list[Subscription], facts: Facts = FACTS) -> list[str]:
    """When wishes are still to come."""
    moments = (moment for one in wishes for moment in coming_moments(one, facts, OPEN))
    return [f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}" for moment in sorted(moments)]


def item(text: str) -> Item:
    """The item of the wish w1 at a local moment."""
    return Item("w1", at(text))


def test_items_are_single_moments_in_their_order() -> None:
    """Of wishes for deadlines; a repeat is one item, at its next moment; a watch comes last."""
    wishes = [
        wish(leads=(7, 1)),
        repeat(id="w2"),
        wish(id="w3", kind="watch"),
        wish(id="w4", kind="moment", moment=at("2022-12-01T09:00")),
    ]
    found = items_of(wishes, FACTS, OPEN)
    assert [one.wish for one in found] == ["w2", "w1", "w4", "w1", "w3"]
    assert found[1].moment == at("2022-11-29T09:00")


def test_of_a_wish_only_so_many_are_named() -> None:
    """The first ones."""
    assert len(items_of([wish(leads=tuple(range(9)))], FACTS, OPEN, 5)) == 5


def test_what_is_over_is_no_item() -> None:
    """Even before the planner has noted it."""
    assert items_of([wish(kind="moment", moment=at("2022-11-14T09:00"))], FACTS, OPEN) == ()


@pytest.mark.parametrize(
    ("made", "meant", "pieces", "rest"),
    [
        (wish(leads=(7, 1)), ["2022-12-05T09:00"], [("12-05 09:00",)], ["11-29 09:00"]),
        (
            wish("personal", "unit", leads=(3, 1)),
            ["2022-12-03T09:00"],
            [("12-03 09:00",)],
            ["12-05 09:00", "12-16 09:00", "12-18 09:00"],
        ),
        (
            wish("personal", "unit", leads=(3, 1)),
            ["2022-12-03T09:00", "2022-12-05T09:00"],
            [("12-03 09:00", "12-05 09:00")],
            ["12-16 09:00", "12-18 09:00"],
        ),
        (
            wish("personal", "unit", leads=(3, 1)),
            ["2022-12-05T09:00", "2022-12-18T09:00"],
            [("12-05 09:00", "12-18 09:00")],
            ["12-03 09:00", "12-16 09:00"],
        ),
        (
            wish(kind="repeat", weekdays=(4,), last=date(2022, 12, 2)),
            ["2022-11-25T09:00"],
            [("11-25 09:00",)],
            ["11-18 09:00", "12-02 09:00"],
        ),
    ],
)
def test_a_wish_is_parted_so_that_what_is_meant_stands_alone(
    made: Subscription, meant: list[str], pieces: list[tuple[str, ...]], rest: list[str]
) -> None:
    """Nothing is lost and nothing comes twice; what belongs together stays together."""
    book, ids = parted(Book({made.id: made}), [item(text) for text in meant], FACTS, OPEN)
    assert [tuple(times([book.wishes[id]])) for id in ids] == pieces
    assert times([one for one in book.running if one.id not in ids]) == rest


def test_all_of_a_wish_is_the_wish_itself() -> None:
    """By its moments, or as a whole."""
    made = wish(leads=(7, 1))
    book = Book({made.id: made})
    both = [item("2022-11-29T09:00"), item("2022-12-05T09:00")]
    assert parted(book, both, FACTS, OPEN) == (book, ("w1",))
    assert parted(book, [Item("w1")], FACTS, OPEN) == (book, ("w1",))


def test_a_single_day_of_a_rhythm_becomes_a_moment() -> None:
    """With its words, and the rhythm goes on without it."""
    made = repeat(about="填表")
    book, (id,) = parted(Book({made.id: made}), [item("2022-12-05T08:00")], FACTS, OPEN)
    assert (book.wishes[id].kind, book.wishes[id].about) == ("moment", "填表")
    assert book.wishes["w1"].without == (date(2022, 12, 5),)
