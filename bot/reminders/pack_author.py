"""Plans and words reminders from a pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import cast

from bot.delivery.author import Body, Withheld
from bot.interview.talk.progress import Progress
from bot.pack.model import Facts, Pack
from bot.reminders.answered_word import answered_delivery
from bot.reminders.office_word import office_delivery
from bot.reminders.planning import (
    corrections,
    deadline_revisions,
    not_before,
    plan,
    still_helps,
)
from bot.reminders.subscription import Subscription
from bot.reminders.wording import Composer
from bot.store.model.awaited_answer import ANSWERED
from bot.store.model.delivery import Delivery, DeliveryKind, Plan, Planned
from bot.store.model.office_notice import OFFICE
from bot.store.model.saved import JsonObject

MOVED = "the deadline moved"
TOO_LATE = "no longer of use"
DONE = "dealt with"


class PackAuthor:
    """The `Author` for the current pack; `current` is called each time, so that a changed pack is used at once."""

    def __init__(self, current: Callable[[], tuple[Pack, Composer]]) -> None:
        self._current = current

    @property
    def zone(self) -> tzinfo:
        """Where its days begin and end."""
        return self._facts.zone

    @property
    def _facts(self) -> Facts:
        return self._current()[0].facts

    @property
    def facts(self) -> Facts:
        """Of the current pack."""
        return self._facts

    def notices(self) -> Mapping[str, Mapping[str, str]]:
        """The days of the notice's milestones."""
        return {self._facts.id: deadline_revisions(self._facts)}

    def revisions(self, wish: JsonObject) -> Mapping[str, str]:
        """The days of the notice's milestones."""
        return deadline_revisions(self._facts)

    def plan(self, wish: JsonObject, now: datetime, until: datetime) -> Plan:
        """Plan `wish` up to `until`."""
        return plan(Subscription.from_plain(wish), self._facts, now, until)

    def correct(
        self, wish: JsonObject, told: Mapping[str, str], now: datetime
    ) -> tuple[tuple[Planned, ...], JsonObject]:
        """The corrections for `wish`, which then counts as made now: a correction covers the reminders before it."""
        made = corrections(told, Subscription.from_plain(wish), self._facts, now)
        return made, {**wish, "since": now.isoformat()}

    def write(self, delivery: Delivery, now: datetime) -> Body | Withheld | datetime:
        """Write the text of a reminder from the person's current wish and answers."""
        pack, composer = self._current()
        facts = pack.facts
        wish = Subscription.from_plain(delivery.wish)
        if delivery.kind == OFFICE:
            return office_delivery(delivery, wish, facts, now)
        if delivery.kind == ANSWERED:
            return answered_delivery(delivery, composer.answerer, now)
        if (
            delivery.kind == "lead"
            and self.revisions(delivery.wish).get(delivery.milestone, delivery.revision) != delivery.revision
        ):
            return Withheld("cancelled", MOVED)
        if delivery.milestone in wish.done:
            return Withheld("cancelled", DONE)
        kind = cast("DeliveryKind", delivery.kind)
        if not still_helps(kind, delivery.milestone, delivery.due_at, wish, facts, now):
            return Withheld("expired", TOO_LATE)
        earliest = not_before(kind, delivery.milestone, delivery.due_at, wish, facts, now)
        if delivery.due_at <= now < earliest:
            return earliest
        return composer.compose(
            wish,
            delivery.milestone,
            delivery.kind,
            delivery.revision,
            now,
            _read(delivery.interviews),
            delivery.maybe_repeated,
        )


def _read(kept: Mapping[str, JsonObject]) -> dict[str, Progress]:
    """The interviews that can be decoded; a broken one must not keep its owner from being reminded."""
    read = {}
    for name, state in kept.items():
        with suppress(ValueError):
            read[name] = Progress.from_plain(state)
    return read
