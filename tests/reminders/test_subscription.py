"""A subscription as plain data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.reminders.book import Book
from bot.reminders.subscription import Subscription
from tests.packs import OPEN


@pytest.mark.parametrize(
    "made",
    [
        Subscription("a1", "deadlines", "n", "s", ("personal", "unit"), (5, 1), "08:00", hour_named=True),
        Subscription("b2", "moment", "n", "s", moment=OPEN + timedelta(days=3), about="交材料", since=OPEN),
        Subscription("c3", "watch", "n", "s", paused=True, ended="gone"),
    ],
)
def test_round_trip(made: Subscription) -> None:
    """What is kept as JSON comes back as it was."""
    assert Subscription.from_plain(json.loads(json.dumps(made.to_plain()))) == made


EARLY, LATE = OPEN, OPEN + timedelta(days=1)


def deadlines(id: str, milestones: str, *leads: int, since: datetime, at: str = "09:00") -> Subscription:
    """A wish for deadlines, each named by a letter."""
    return Subscription(id, "deadlines", "n", "s", tuple(milestones), leads, at, since=since)


def moment(id: str, about: str, since: datetime) -> Subscription:
    """A wish for one moment."""
    return Subscription(id, "moment", "n", "s", moment=OPEN + timedelta(days=3), about=about, since=since)


@pytest.mark.parametrize(
    ("wishes", "united"),
    [
        ([moment("1", "交表", EARLY), moment("2", "交表", LATE)], [moment("2", "交表", LATE)]),
        ([moment("1", "交表", EARLY), moment("2", "盖章", LATE)], None),
        (
            [deadlines("1", "a", 7, 1, since=EARLY), deadlines("2", "a", 7, since=LATE, at="08:00")],
            [deadlines("2", "a", 7, 1, since=LATE, at="08:00")],
        ),
        (
            [deadlines("1", "ab", 3, since=LATE), deadlines("2", "a", 7, since=EARLY)],
            [deadlines("1", "ab", 7, 3, since=LATE)],
        ),
        (
            [deadlines("1", "abc", 3, since=EARLY), deadlines("2", "a", 7, since=LATE)],
            [deadlines("1", "bc", 3, since=EARLY), deadlines("2", "a", 7, 3, since=LATE)],
        ),
        ([deadlines("1", "a", 3, since=EARLY), deadlines("2", "b", 3, since=LATE)], None),
        ([replace(moment("1", "交表", EARLY), ended="stopped"), moment("2", "交表", LATE)], None),
    ],
)
def test_united(wishes: list[Subscription], united: list[Subscription] | None) -> None:
    """Of two sets of wishes nothing comes twice, and nothing is missing."""
    book = Book({wish.id: wish for wish in wishes}).united()
    assert list(book.wishes.values()) == (wishes if united is None else united)
