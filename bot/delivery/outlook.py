"""A read-only list of what will be sent when and to whom."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime

from bot.delivery.author import Author
from bot.delivery.planner import HORIZON
from bot.store.ledger import Ledger
from bot.store.model.delivery import Delivery, Planned, Wish
from bot.store.rows.plans import Place

_BATCH = 500


async def outlook(ledger: Ledger, author: Author, now: datetime) -> AsyncIterator[Delivery]:
    """The reminders of the next 48 hours and overdue ones: first those with a row, by when they are due.

    Those without one have the id 0: the dispatcher will insert them when it runs.

    Raises StoreError if the database cannot be used.
    """
    until = now + HORIZON
    after: tuple[datetime, int] | None = None
    while batch := await ledger.upcoming(until, after, _BATCH):
        for one in batch:
            yield one
        after = (batch[-1].due_at, batch[-1].id)
    place: Place | None = None
    while wishes := await ledger.wishes(now, place, _BATCH):
        made = await ledger.rows_made(sorted({wish.user_key for wish in wishes}))
        for wish in wishes:
            for row in _rows(author, wish, now):
                if (wish.user_key, wish.id, row) not in made:
                    yield _without_row(wish, row)
        place = (wishes[-1].next_at, wishes[-1].user_key, wishes[-1].id)


def _without_row(wish: Wish, row: Planned) -> Delivery:
    """The delivery that `row` will become."""
    return Delivery(
        0,
        wish.user_key,
        wish.id,
        row.milestone,
        row.kind,
        row.revision,
        row.due_at,
        ready_at=row.due_at,
        notice=row.notice,
    )


def _rows(author: Author, wish: Wish, now: datetime) -> tuple[Planned, ...]:
    """The reminders of `wish`; none if its stored state cannot be read."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        return author.plan(json.loads(wish.state), now, now + HORIZON).deliveries
    return ()
