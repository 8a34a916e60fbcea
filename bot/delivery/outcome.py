"""Decides what an attempt means for its delivery: sent, retried, sent once more, ended. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from bot.delivery.sender import LONGEST_WAIT, Attempt
from bot.retry import Chance, pause
from bot.store.model.delivery import NEVER, Delivery, Settlement


@dataclass(frozen=True)
class Patience:
    """The retry policy; times in seconds.

    `second` is the pause between an uncertain attempt and the only one after it. After an attempt that certainly did
    not arrive the pause doubles from `first` up to `longest`; `tries` limits the attempts, `refusals` those of one that is
    rejected while others get through. A channel that refuses everybody is held for `hold`, doubled up to `longest_hold`.
    """

    second: float = 60.0
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
    reason = attempt.reason
    if attempt.outcome == "sent":
        return Settlement(delivery.id, term, "sent", reason, outcome="sent")
    if attempt.outcome == "gone":
        return Settlement(delivery.id, term, "blocked", reason, outcome="blocked", gone=delivery.user_key)
    if attempt.outcome == "wait":
        ready = now + timedelta(seconds=min(attempt.seconds, LONGEST_WAIT))
        return Settlement(delivery.id, term, delivery.waiting, reason, ready_at=ready, uncounted=True)
    tries = {"held": inf, "refused": inf, "retry": patience.tries}.get(attempt.outcome, 0)
    if delivery.attempts + 1 < tries:
        ready = now + timedelta(
            seconds=pause(delivery.attempts + 1, patience.first, patience.longest, chance)
        )
        return Settlement(delivery.id, term, delivery.waiting, reason, ready_at=ready)
    if attempt.outcome == "uncertain":
        return uncertain(delivery, term, reason, now, patience)
    return Settlement(delivery.id, term, "failed", reason, outcome="failed")


def uncertain(delivery: Delivery, term: int, reason: str, now: datetime, patience: Patience) -> Settlement:
    """It may have arrived: sent once more, later, then never again."""
    if delivery.maybe_repeated:
        return Settlement(delivery.id, term, "uncertain", reason, outcome="uncertain", ready_at=NEVER)
    ready = now + timedelta(seconds=patience.second)
    return Settlement(delivery.id, term, "uncertain", reason, ready_at=ready)


def returned(delivery: Delivery, term: int, ready_at: datetime) -> Settlement:
    """Return a delivery that was certainly not transmitted to waiting, until `ready_at`."""
    return Settlement(delivery.id, term, delivery.waiting, ready_at=ready_at)
