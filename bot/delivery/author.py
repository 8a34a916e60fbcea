"""What the dispatcher needs to know of notices and subscriptions: what to plan, and what a reminder says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from bot.store.model.delivery import Delivery, Plan, Planned
from bot.store.model.saved import JsonObject


@dataclass(frozen=True)
class Body:
    """The whole text of a reminder, and the clauses that stand in it."""

    text: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Withheld:
    """Why a reminder is not sent: it is too late to help, or no longer wanted."""

    status: Literal["expired", "cancelled"]
    reason: str


class Author(Protocol):
    """Plans reminders and writes their text. `bot.reminders.pack_author.PackAuthor` does so from a pack."""

    @property
    def zone(self) -> tzinfo:
        """The time zone of the notice, in which its days begin and end."""

    def notices(self) -> Mapping[str, Mapping[str, str]]:
        """The deadlines of each current notice by milestone, each as a text that changes when the deadline does."""

    def revisions(self, wish: JsonObject) -> Mapping[str, str]:
        """The deadlines of the notice of `wish`."""

    def plan(self, wish: JsonObject, now: datetime, until: datetime) -> Plan:
        """Plan `wish` up to `until`. Raises KeyError, TypeError or ValueError if its stored state is broken."""

    def correct(
        self, wish: JsonObject, told: Mapping[str, str], now: datetime
    ) -> tuple[tuple[Planned, ...], JsonObject]:
        """Return the corrections for the owner of `wish`, who was `told` other deadlines, and the subscription to store."""

    def write(self, delivery: Delivery, now: datetime) -> Body | Withheld | datetime:
        """The text of a claimed reminder that is sent now, why it is not sent, or the moment before which it is not."""
