"""The ledger of deliveries, in a database: what planner, dispatcher and reports do with them, one transaction for each method."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.store.access import Access
from bot.store.model.delivery import Delivery, Leader, Plan, Planned, Settlement, Status, Told, Traffic, Wish
from bot.store.rows import corrections, deliveries, leaderships, plans, reports, salvage
from bot.store.rows.corrections import Key, Moved, Replanned
from bot.store.rows.materials import with_materials
from bot.store.rows.plans import Place
from bot.store.rows.reports import Counts

_AT_ONCE = 500


class Ledger(Access):
    """Stores deliveries. See `Store.ledger`. Every method raises StoreError if the database cannot be used."""

    # The right to send

    async def leader(self) -> Leader | None:
        """The process that holds the right to send; None if none ever did."""
        return await self._read(leaderships.read_leader)

    async def take(self, owner: str, seen: Leader | None) -> int | None:
        """Take the right to send from the leader that was `seen`. Returns the new term, or None if another was first."""
        return await self._write(partial(leaderships.take, owner=owner, seen=seen))

    async def beat(self, term: int) -> bool:
        """Increment the beat of `term`. Returns False if another process holds the right."""
        return await self._write(partial(leaderships.beat, term=term))

    async def resign(self, term: int) -> None:
        """Give the right to send back."""
        await self._write(partial(leaderships.resign, term=term))

    # Planning

    async def wishes(self, now: datetime, after: Place | None, limit: int) -> list[Wish]:
        """Up to `limit` subscriptions to be planned by `now`, in order of their keys, after the key `after`."""
        return await self._read(partial(plans.wishes, now=now, after=after, limit=limit))

    async def record(self, looked: Sequence[tuple[Wish, Plan]]) -> int:
        """Store what the planner decided. Returns how many deliveries are new."""
        return await self._write(partial(plans.record, looked=looked))

    async def mark(self, name: str) -> str | None:
        """The value of the mark `name`; None if it was never set."""
        return await self._read(partial(plans.read_mark, name=name))

    async def set_mark(self, name: str, value: str) -> None:
        """Set the mark `name`."""
        await self._write(partial(plans.write_mark, name=name, value=value))

    async def replan(
        self, moved: Collection[Moved], moment: datetime, after: Key | None, limit: int
    ) -> Replanned:
        """Schedule up to `limit` more subscriptions for planning, now that `moved` changed; see `corrections.replan`."""
        return await self._write(
            partial(corrections.replan, moved=moved, moment=moment, after=after, limit=limit)
        )

    async def told(self, keys: Sequence[Key]) -> dict[Key, Told]:
        """The deadlines that the owners of these subscriptions were told last; see `corrections.told`."""
        return await self._read(partial(corrections.told, keys=keys))

    # Sending

    async def claim(
        self, term: int, channel: str, status: Status, now: datetime, limit: int
    ) -> list[Delivery]:
        """Claim up to `limit` ready deliveries of `channel` in `status`, each with what its text is made from."""
        if not await self._read(partial(deliveries.is_ready, channel=channel, status=status, now=now)):
            return []
        claim = partial(deliveries.claim, term=term, channel=channel, status=status, now=now, limit=limit)
        return await self._write(lambda connection: with_materials(connection, claim(connection)))

    async def claim_early(self, term: int, channel: str, moment: datetime, limit: int) -> list[Delivery]:
        """Claim up to `limit` deliveries of `channel` that are due at the future `moment`."""
        claim = partial(deliveries.claim_early, term=term, channel=channel, moment=moment, limit=limit)
        return await self._write(lambda connection: with_materials(connection, claim(connection)))

    async def claim_beside(self, term: int, delivery: Delivery, moment: datetime) -> list[Delivery]:
        """Claim what else waits for the user of the claimed `delivery` in the same status, ready by `moment`."""
        claim = partial(deliveries.claim_beside, term=term, beside=delivery, moment=moment)
        return await self._write(lambda connection: with_materials(connection, claim(connection)))

    async def free_unknown(self, term: int, channel: str, known: Collection[int]) -> int:
        """Release what `term` claimed for `channel` in transactions whose answer was lost: all but `known`. Returns how many."""
        return await self._write(partial(salvage.free_unknown, term=term, channel=channel, known=known))

    async def exchange(
        self, term: int, settled: Sequence[Settlement], to_send: Sequence[int], now: datetime, day: str
    ) -> frozenset[int]:
        """Record outcomes, counted under `day`, and mark `to_send` as sending. Returns those of `to_send` that may be sent."""

        def work(connection: Connection) -> frozenset[int]:
            deliveries.settle(connection, settled, now, day)
            return deliveries.mark_sending(connection, term, to_send)

        return await self._write(work)

    async def salvage(self, term: int, second_at: datetime, day: str) -> dict[str, int]:
        """Recover deliveries left behind by other terms; see `salvage.salvage`."""
        return await self._write(partial(salvage.salvage, term=term, second_at=second_at, day=day))

    async def cut_stopped(self) -> int:
        """End sessions whose process is suspended and that keep rows locked; see `salvage.cut_stopped`."""
        return await self._read(salvage.cut_stopped)

    async def reopen_unsent(self, term: int, left: Collection[tuple[int, int]]) -> int:
        """Make sendable again what the crashed process of `term` had marked as sending, except the attempts in `left`."""
        return await self._write(partial(salvage.reopen_unsent, term=term, left=left))

    async def bring_forward(self, latest: datetime) -> int:
        """Make every delivery that waits for another attempt ready by `latest`. Returns how many changed."""
        count = 0
        while ids := await self._read(partial(salvage.postponed, latest=latest, most=_AT_ONCE)):
            await self._write(partial(salvage.bring_forward, ids=ids, latest=latest))
            count += len(ids)
        return count

    async def hurry(self, channel: str, latest: datetime) -> int:
        """Make what gateways of `channel` did not pass on ready by `latest`; see `salvage.hurry`."""
        return await self._write(partial(salvage.hurry, channel=channel, latest=latest))

    async def purge(self, before: datetime, most: int) -> int:
        """Delete up to `most` deliveries that were due before `before`. Returns how many."""
        return await self._write(partial(salvage.purge_deliveries, before=before, most=most))

    # Reports

    async def due_between(self, start: datetime, end: datetime) -> Counts:
        """How many deliveries are due from `start` until before `end`, by channel and status."""
        return await self._read(partial(reports.due_between, start=start, end=end))

    async def tallied(self, day: str) -> Counts:
        """How many deliveries had which outcome on `day`, by channel and outcome."""
        return await self._read(partial(reports.tallied, day=day))

    async def traffic(self, channel: str, now: datetime) -> Traffic:
        """What came in through a channel and went out last, and what is overdue at `now`."""
        return await self._read(partial(reports.traffic, channel=channel, now=now))

    async def audiences(self, channel: str, now: datetime, until: datetime) -> list[tuple[datetime, int]]:
        """How many deliveries of `channel` are due at each moment up to `until`."""
        return await self._read(partial(reports.audiences, channel=channel, now=now, until=until))

    async def upcoming(
        self, until: datetime, after: tuple[datetime, int] | None, limit: int
    ) -> list[Delivery]:
        """Up to `limit` deliveries still to be sent before `until`, in order of when they are due, after `after`."""
        return await self._read(partial(reports.upcoming, until=until, after=after, limit=limit))

    async def rows_made(self, users: Sequence[str]) -> set[tuple[str, str, Planned]]:
        """Every stored delivery of `users`, by user_key and subscription."""
        return await self._read(partial(reports.rows_made, users=users))

    async def running(self) -> int:
        """How many subscriptions are still to be planned."""
        return await self._read(reports.running)
