"""A read-only list of what will be sent when and to whom."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.author import Author
from bot.delivery.planner import HORIZON
from bot.store.ledger import Ledger
from bot.store.model.delivery import Delivery, Planned, Wish, channel_of
from bot.store.rows.plans import Place

_BATCH = 500


@dataclass(frozen=True)
class Coming:
    """One reminder to come. `planned`: its row exists; otherwise the dispatcher will insert it when it runs."""

    user_key: str
    subscription: str
    milestone: str
    kind: str
    revision: str
    due_at: datetime
    planned: bool
    maybe_repeated: bool = False
    notice: str = ""

    def to_plain(self) -> dict[str, object]:
        """Return a form that JSON can encode."""
        return {**self.__dict__, "due_at": self.due_at.isoformat(), "channel": channel_of(self.user_key)}


async def outlook(ledger: Ledger, author: Author, now: datetime) -> AsyncIterator[Coming]:
    """The reminders of the next 48 hours and overdue ones: first those with a row, by when they are due.

    Raises StoreError if the database cannot be used.
    """
    until = now + HORIZON
    after: tuple[datetime, int] | None = None
    while batch := await ledger.upcoming(until, after, _BATCH):
        for one in batch:
            yield _planned(one)
        after = (batch[-1].due_at, batch[-1].id)
    place: Place | None = None
    while wishes := await ledger.wishes(now, place, _BATCH):
        made = await ledger.rows_made(sorted({wish.user_key for wish in wishes}))
        for wish in wishes:
            for row in _rows(author, wish, now):
                if (wish.user_key, wish.id, row) not in made:
                    yield Coming(
                        wish.user_key,
                        wish.id,
                        row.milestone,
                        row.kind,
                        row.revision,
                        row.due_at,
                        planned=False,
                        notice=row.notice,
                    )
        place = (wishes[-1].next_at, wishes[-1].user_key, wishes[-1].id)


def _planned(one: Delivery) -> Coming:
    return Coming(
        one.user_key,
        one.subscription_id,
        one.milestone,
        one.kind,
        one.revision,
        one.due_at,
        planned=True,
        maybe_repeated=one.maybe_repeated,
        notice=one.notice,
    )


def _rows(author: Author, wish: Wish, now: datetime) -> tuple[Planned, ...]:
    """The reminders of `wish`; none if its stored state cannot be read."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        return author.plan(json.loads(wish.state), now, now + HORIZON).deliveries
    return ()
