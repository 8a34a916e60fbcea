"""What the dispatcher must know of notices and wishes, and no more: what is planned, and what a reminder says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from bot.store.delivery import Order, Row
from bot.store.saved import JsonObject


@dataclass(frozen=True)
class Prospect:
    """What a wish comes to up to some moment: deliveries, when to look again, or why it ended."""

    rows: tuple[Row, ...]
    next_at: datetime | None
    ended: str = ""


@dataclass(frozen=True)
class Body:
    """What a reminder says."""

    text: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a reminder is not sent: it no longer helps, or is no longer wanted."""

    status: Literal["expired", "cancelled"]
    reason: str


@dataclass(frozen=True)
class Later:
    """That a reminder goes out, but not before `moment`."""

    moment: datetime


class Author(Protocol):
    """Plans and words reminders. `bot.reminders.pack_author.PackAuthor` does so from a pack."""

    @property
    def notice(self) -> str:
        """The id of the notice of now."""

    @property
    def zone(self) -> tzinfo:
        """Where its days begin and end."""

    def revisions(self) -> Mapping[str, str]:
        """The deadlines of the notice of now, by milestone, each as a text that changes when the deadline does."""

    def plan(self, wish: JsonObject, now: datetime, until: datetime) -> Prospect:
        """What `wish` comes to up to `until`. Raises KeyError, TypeError, ValueError for one that is broken."""

    def correct(
        self, wish: JsonObject, told: Mapping[str, str], now: datetime
    ) -> tuple[tuple[Row, ...], JsonObject]:
        """What the owner of `wish`, who was `told` other deadlines, must hear, and the wish as it is to be kept."""

    def write(self, order: Order, now: datetime) -> Body | Refusal | Later:
        """The words of a reminder as it goes out now, or why it does not."""
