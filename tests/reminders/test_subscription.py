"""A subscription as plain data."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

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
