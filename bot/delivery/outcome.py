"""Decides what an attempt means for its delivery: sent, retried, sent once more, ended. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from bot.delivery.sender import LONGEST_WAIT, Attempt
from bot.retry import Chance, pause
from bot.store.model.delivery import NEVER, Delivery, Settlement
from bot.store.model.doubts import Doubts


@dataclass(frozen=True)
class Patience:
    """The retry policy; times in seconds.

    `second` is the pause between an uncertain attempt and the only one after it. If a gateway answered that it could not
    pass it on, there are `pages` such attempts, and the pause doubles up to `longest_page`. After an attempt that certainly did
    not arrive the pause doubles from `first` up to `longest`; `tries` limits the attempts, `refusals` those of one that is
    rejected while others get through. A channel that refuses everybody is held for `hold`, doubled up to `longest_hold`.
    """

    second: float = 60.0
    pages: int = 10
    longest_page: float = 3600.0
    first: float = 5.0
    longest: float = 900.0
    tries: int = 1000
    refusals: int = 6
    hold: float = 2.0
    longest_hold: float = 60.0


def settled(
    delivery: Delivery, term: int, attempt: Attempt, now: datetime, patience: Patience, chance: Chance
) -> Settlement:
    """The settlement of `delivery` after `attempt` under `term`. `delivery.attempts` does not count this attempt yet."""
    reason, doubts = attempt.reason, _doubts(delivery)
    if attempt.outcome == "sent":
        return Settlement(delivery.id, term, "sent", reason, outcome="sent")
    if attempt.outcome == "gone":
        return Settlement(delivery.id, term, "blocked", reason, outcome="blocked", gone=delivery.user_key)
    if attempt.outcome == "wait":
        ready = now + timedelta(seconds=min(attempt.seconds, LONGEST_WAIT))
        return Settlement(
            delivery.id, term, delivery.waiting, doubts.before(reason), ready_at=ready, uncounted=True
        )
    tries = {"held": inf, "refused": inf, "retry": patience.tries}.get(attempt.outcome, 0)
    if delivery.attempts + 1 < tries:
        ready = now + timedelta(
            seconds=pause(delivery.attempts + 1, patience.first, patience.longest, chance)
        )
        return Settlement(delivery.id, term, delivery.waiting, doubts.before(reason), ready_at=ready)
    if attempt.hardly_arrived:
        return _passed_over(delivery, term, reason, now, patience, chance)
    if attempt.outcome == "uncertain":
        return uncertain(delivery, term, reason, now, patience)
    return Settlement(delivery.id, term, "failed", reason, outcome="failed")


def uncertain(delivery: Delivery, term: int, reason: str, now: datetime, patience: Patience) -> Settlement:
    """It may have arrived: sent once more, later, then never again."""
    doubts = _doubts(delivery).with_doubt()
    if doubts.real > 1:
        return Settlement(delivery.id, term, "uncertain", reason, outcome="uncertain", ready_at=NEVER)
    ready = now + timedelta(seconds=patience.second)
    return Settlement(delivery.id, term, "uncertain", doubts.before(reason), ready_at=ready)


def _passed_over(
    delivery: Delivery, term: int, reason: str, now: datetime, patience: Patience, chance: Chance
) -> Settlement:
    """It hardly arrived: sent again, with its mark, as long as a gateway may be out of order."""
    doubts = _doubts(delivery).with_page()
    if doubts.pages >= patience.pages:
        return Settlement(delivery.id, term, "uncertain", reason, outcome="uncertain", ready_at=NEVER)
    seconds = pause(doubts.pages, patience.second, patience.longest_page, chance)
    ready = now + timedelta(seconds=max(seconds, patience.second))
    return Settlement(delivery.id, term, "uncertain", doubts.before(reason), ready_at=ready)


def returned(delivery: Delivery, term: int, ready_at: datetime) -> Settlement:
    """Return a delivery that was certainly not transmitted to waiting, until `ready_at`."""
    kept = delivery.reason if _doubts(delivery).pages else ""
    return Settlement(delivery.id, term, delivery.waiting, kept, ready_at=ready_at)


def _doubts(delivery: Delivery) -> Doubts:
    return Doubts.noted(delivery.maybe_repeated, delivery.reason)
