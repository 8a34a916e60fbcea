"""The one place that reads a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import clock_from, parse_moment, system_clock
from tests.packs import OPEN, SHANGHAI


def test_the_system_clock_is_aware() -> None:
    """A moment without a zone never enters the program."""
    assert system_clock().tzinfo is not None


def test_a_pretended_clock_starts_where_it_is_set_and_runs_on() -> None:
    """--now is the moment of the start; an hour later it is an hour later."""
    moments = [datetime(2026, 1, 1, tzinfo=UTC)]
    clock = clock_from(OPEN, lambda: moments[-1])
    assert clock() == OPEN
    moments.append(moments[-1] + timedelta(hours=1))
    assert clock() == OPEN + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-11-15", datetime(2022, 11, 15, tzinfo=SHANGHAI)),
        ("2022-11-15T10:00", datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)),
        (" 2022-11-15 10:00:30 ", datetime(2022, 11, 15, 10, 0, 30, tzinfo=SHANGHAI)),
        ("2022-11-15T02:00Z", datetime(2022, 11, 15, 2, tzinfo=UTC)),
        ("2022-11-15T02:00-05:00", datetime(2022, 11, 15, 7, tzinfo=UTC)),
    ],
)
def test_a_moment_without_an_offset_is_in_the_zone_of_the_pack(text: str, moment: datetime) -> None:
    """ISO 8601, aware in any case."""
    parsed = parse_moment(text, SHANGHAI)
    assert parsed == moment
    assert parsed.tzinfo is not None


@pytest.mark.parametrize(
    "text", ["", "now", "2022-13-01", "15.11.2022", "2022年11月15日", "0001-01-01", "9999-12-31"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """The caller says what is wrong."""
    with pytest.raises(ValueError):  # noqa: PT011
        parse_moment(text, SHANGHAI)
