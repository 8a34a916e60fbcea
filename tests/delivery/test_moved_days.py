"""What is remembered of deadlines that moved."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bot.delivery.moved_days import KEPT_FOR, Mark, moves

NOW = datetime(2025, 5, 20, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = {"n": {"submit": "2025-05-30", "lower": "2025-06-20"}}
NEW = {"n": {"submit": "2025-06-15", "lower": "2025-06-20"}}


def wish(since: datetime | None, notice: str = "n") -> dict[str, object]:
    """A wish as it is stored."""
    return {"notice": notice, "since": since.isoformat() if since else None}


def test_a_mark_of_an_earlier_program_is_read() -> None:
    """Of one notice, and of several; what was not moved is written as it always was."""
    one = json.dumps({"notice": "n", "deadlines": OLD["n"]}, sort_keys=True)
    assert Mark.read(one) == Mark(OLD)
    assert Mark(OLD).written() == one
    several = {"a": {"x": "2025-01-01"}, "b": {}}
    assert Mark.read(json.dumps({"notices": several})).days == several


def test_who_wished_before_it_moved_was_told_the_old_day() -> None:
    """Who wished later, or under another notice, or at nobody knows what time, was not."""
    mark = Mark.read(Mark(OLD).after(NEW, NOW).written())
    assert mark.told_before(wish(NOW - HOUR)) == {"submit": "2025-05-30"}
    for other in (wish(NOW + HOUR), wish(None), wish(NOW - HOUR, "other"), {"notice": "n", "since": "never"}):
        assert mark.told_before(other) == {}


def test_a_day_that_moves_twice() -> None:
    """Each is told what they read; the moves of a step are those that are new in it, and old ones are forgotten."""
    first = Mark(OLD).after(NEW, NOW)
    second = first.after({"n": {**NEW["n"], "submit": "2025-06-20"}}, NOW + 2 * HOUR)
    assert moves(first, second) == [("n", "submit")]
    assert second.told_before(wish(NOW - HOUR)) == {"submit": "2025-05-30"}
    assert second.told_before(wish(NOW + HOUR)) == {"submit": "2025-06-15"}
    much_later = second.after(OLD, NOW + KEPT_FOR + HOUR)
    assert [one.old for one in much_later.moved] == ["2025-06-15", "2025-06-20"]


def test_a_notice_that_goes_moves_nothing() -> None:
    """Nor does one that comes."""
    assert Mark(OLD).after({"m": {"submit": "2026-05-30"}}, NOW).moved == ()
