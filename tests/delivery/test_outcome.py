"""What an attempt means for its delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.outcome import Patience, returned, settled, uncertain
from bot.delivery.sender import Attempt, from_gateway
from bot.store.model.delivery import NEVER, Delivery, Settlement
from tests.delivery.clocks import START as NOW

ONE = Delivery(7, "push:1", "1", "personal", "lead", "2022-12-06", NOW, NOW)
AGAIN = replace(ONE, attempts=1, maybe_repeated=True)
PATIENCE = Patience(second=60.0, first=4.0, longest=100.0, tries=10, pages=5, longest_page=200.0)
PAGE, BROKEN = from_gateway(502, "HTTP 502"), Attempt("uncertain", "ReadError")


def end(delivery: Delivery, attempt: Attempt) -> Settlement:
    """What becomes of it, if chance gives the longest pause."""
    return settled(delivery, 3, attempt, NOW, PATIENCE, lambda: 1.0)


def after(seconds: float) -> Settlement:
    """A delivery that waits so long."""
    return Settlement(7, 3, "due", ready_at=NOW + timedelta(seconds=seconds))


def test_sent() -> None:
    """Sent is sent."""
    assert end(ONE, Attempt("sent")) == Settlement(7, 3, "sent", outcome="sent")


def test_wait() -> None:
    """Waiting lasts exactly as long as was said, and is no attempt."""
    assert end(ONE, Attempt("wait", seconds=17.5)) == replace(after(17.5), uncounted=True)


def test_second_that_waits() -> None:
    """A second attempt that was turned away is still the second attempt."""
    assert end(AGAIN, Attempt("wait", seconds=5)).status == "uncertain"
    assert end(AGAIN, Attempt("retry")).ready_at != NEVER


def test_retry() -> None:
    """What was certainly not taken is tried again after a growing pause, and given up after many."""
    assert end(ONE, Attempt("retry")) == after(4.0)
    assert end(replace(ONE, attempts=3), Attempt("retry")) == after(32.0)
    assert end(replace(ONE, attempts=8), Attempt("retry")) == after(100.0)
    assert end(replace(ONE, attempts=9), Attempt("retry", "DNS")) == Settlement(
        7, 3, "failed", "DNS", outcome="failed"
    )


def test_uncertain() -> None:
    """What may have arrived is tried once more, a minute later, and then never."""
    first = end(ONE, Attempt("uncertain", "hung"))
    assert first == Settlement(7, 3, "uncertain", "hung", ready_at=NOW + timedelta(seconds=60))
    second = end(AGAIN, Attempt("uncertain", "hung"))
    assert second == Settlement(7, 3, "uncertain", "hung", outcome="uncertain", ready_at=NEVER)


def course(*attempts: Attempt) -> list[Settlement]:
    """What becomes of one reminder after each of these attempts."""
    delivery, ends = ONE, list[Settlement]()
    for attempt in attempts:
        ends.append(end(delivery, attempt))
        marked = delivery.maybe_repeated or ends[-1].status == "uncertain"
        delivery = replace(
            delivery, attempts=delivery.attempts + 1, maybe_repeated=marked, reason=ends[-1].reason
        )
    return ends


def waits(*attempts: Attempt) -> list[float | None]:
    """How long it waits after each of these attempts; None: it has ended."""
    ready = [end.ready_at for end in course(*attempts)]
    return [None if moment in (None, NEVER) else (moment - NOW).total_seconds() for moment in ready if moment]


def test_answered_by_a_gateway() -> None:
    """What a gateway says it could not pass on is tried on, after growing pauses, and given up after many."""
    assert waits(*[PAGE] * 5) == [60, 120, 200, 200, None]
    ends = course(*[PAGE] * 5)
    assert {one.status for one in ends} == {"uncertain"}
    assert (ends[-1].outcome, ends[-1].reason) == ("uncertain", "HTTP 502")
    assert course(PAGE, PAGE, Attempt("sent"))[-1].status == "sent"


@pytest.mark.parametrize(
    "between", [Attempt("retry", "ConnectError"), Attempt("held"), Attempt("wait", seconds=9)]
)
def test_a_gateway_and_real_doubts(between: Attempt) -> None:
    """Of those that may well have arrived there are two at most, whatever gateways answered before, between and after."""
    assert waits(PAGE, BROKEN, BROKEN) == [60, 60, None]
    assert waits(BROKEN, PAGE, PAGE, BROKEN) == [60, 60, 120, None]
    assert waits(PAGE, between, BROKEN, between, BROKEN)[2::2] == [60, None]
    assert waits(BROKEN, between, BROKEN)[2] is None


def test_a_gateway_that_waited_in_vain() -> None:
    """504 says that it was passed on: it may well have arrived."""
    assert waits(*[from_gateway(504, "HTTP 504")] * 2) == [60, None]


def test_given_back_after_a_gateway() -> None:
    """What was not transmitted in the end keeps what is known of the attempts before."""
    paged = replace(AGAIN, reason=course(PAGE)[0].reason)
    assert returned(paged, 3, NOW).reason == paged.reason
    assert returned(AGAIN, 3, NOW).reason == ""
    assert uncertain(paged, 3, "broken off", NOW, PATIENCE).ready_at != NEVER


def test_gone() -> None:
    """Whoever is gone takes their subscriptions along."""
    assert end(ONE, Attempt("gone", "HTTP 410")).gone == "push:1"


def test_held() -> None:
    """What the gateway refuses to everybody is tried on without end, with growing pauses, and nobody is gone for it."""
    tried = end(replace(ONE, attempts=5000), Attempt("held", "HTTP 403"))
    assert tried == replace(after(100.0), reason="HTTP 403")
    assert end(AGAIN, Attempt("held", "HTTP 302")).status == "uncertain"


def test_refused() -> None:
    """What is rejected is tried again, until what came of the others shows that it has failed."""
    assert end(ONE, Attempt("refused")) == after(4.0)
    assert end(replace(ONE, attempts=100), Attempt("refused")).status == "due"
    assert end(ONE, Attempt("failed", "HTTP 422")) == Settlement(7, 3, "failed", "HTTP 422", outcome="failed")


def test_absurd_wait() -> None:
    """Whoever is asked to wait for ages asks again after a day."""
    assert end(ONE, Attempt("wait", seconds=1e300)) == replace(after(86_400.0), uncounted=True)
