"""The author of reminders: what it postpones, and what it withholds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.delivery.author import Body, Withheld
from bot.knowledge import Knowledge
from bot.reminders.pack_author import MOVED, PackAuthor
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.model.delivery import Delivery

NIGHT = datetime(2022, 11, 22, 15, 30, tzinfo=UTC)
"""23:30 in Hangzhou."""
MORNING = datetime(2022, 11, 23, 0, 0, tzinfo=UTC)


@pytest.fixture
def author(shipped: Knowledge) -> PackAuthor:
    return PackAuthor(lambda: (shipped.pack, Composer(shipped.pack)))


def delivery(shipped: Knowledge, **changes: str) -> Delivery:
    """A reminder of the applicant's deadline that was due in the evening."""
    facts = shipped.pack.facts
    wish = Subscription("1", "deadlines", facts.id, facts.series, ("personal",)).to_plain()
    due = datetime(2022, 11, 22, 1, tzinfo=UTC)
    revision = changes.get("revision", facts.milestones["personal"].day.isoformat())
    return Delivery(7, "push:anna", "1", "personal", "lead", revision, due, due, notice=facts.id, wish=wish)


def test_a_late_one_waits_for_the_morning(author: PackAuthor, shipped: Knowledge) -> None:
    """What is late at night is not sent before the quiet hours are over."""
    assert author.write(delivery(shipped), NIGHT) == MORNING


def test_by_day_it_is_written(author: PackAuthor, shipped: Knowledge) -> None:
    """In the morning it has a text."""
    assert isinstance(author.write(delivery(shipped), MORNING), Body)


def test_a_deadline_that_moved(author: PackAuthor, shipped: Knowledge) -> None:
    """A reminder of a day that is no longer the deadline is withheld."""
    assert author.write(delivery(shipped, revision="2022-12-01"), MORNING) == Withheld("cancelled", MOVED)
