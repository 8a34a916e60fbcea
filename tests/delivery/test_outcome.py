"""What an attempt means for its delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.delivery.outcome import Patience, settled
from bot.delivery.sender import Attempt
from bot.store.model.delivery import NEVER, Delivery, Settlement
from tests.delivery.clocks import START as NOW

ONE = Delivery(7, "push:1", "1", "personal", "lead", "2022-12-06", NOW, NOW)
AGAIN = replace(ONE, attempts=1, maybe_repeated=True)
PATIENCE = Patience(second=60.0, first=4.0, longest=100.0, tries=10)


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
