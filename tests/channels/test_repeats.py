"""How often a reply that may have arrived is sent again."""

from __future__ import annotations

from itertools import islice

from bot.channels.repeats import Repeats
from bot.delivery.sender import Attempt
from bot.retry import pauses

DOUBT, PAGE = Attempt("uncertain", "ReadError"), Attempt("uncertain", "HTTP 502", by_gateway=True)


def count(repeats: Repeats, attempt: Attempt) -> int:
    """How many times in a row it is sent again."""
    return next(number for number in range(100) if not repeats.take(attempt))


def test_what_broke_off_is_repeated_once() -> None:
    """It may come twice, never a third time."""
    assert count(Repeats(), DOUBT) == 1
    assert count(Repeats(doubts=0), DOUBT) == 0


def test_a_gateway_that_answers_for_a_minute_costs_no_reply() -> None:
    """However the pauses fall, there is still an attempt after it."""
    again = count(Repeats(), PAGE)
    assert sum(islice(pauses(0.5, 30.0, lambda: 0.0), again)) > 60


def test_both_are_counted_apart() -> None:
    """A connection that breaks after the gateway came back is repeated all the same."""
    repeats = Repeats()
    assert all(repeats.take(PAGE) for _ in range(5))
    assert repeats.take(DOUBT)
    assert not repeats.take(DOUBT)
