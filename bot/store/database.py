"""The store in a database: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import partial
from types import TracebackType
from typing import Self

from bot.store.access import Access
from bot.store.carryings import Carryings
from bot.store.engines.address import Address, read_address
from bot.store.engines.engine import Engine
from bot.store.engines.revisions import upgrade
from bot.store.engines.trouble import explained
from bot.store.inbox import Inbox
from bot.store.joinings import Joinings
from bot.store.ledger import Ledger
from bot.store.mailboxes import Mailboxes
from bot.store.model.call_figures import CallFigures
from bot.store.model.saved import Saved
from bot.store.office_notices import OfficeNotices
from bot.store.question_log import QuestionLog
from bot.store.rates import Rates
from bot.store.revisions_kept import RevisionsKept
from bot.store.rows import call_rows, conversations, counts, moves
from bot.store.rows.values import checked_key, in_utc
from bot.store.sharings import Sharings
from bot.store.staff import Staff
from bot.store.wechat_people import LentTokens, PlatformPeople, WechatPeople


class Store(Access):
    """Conversations in a database. Created by `Store.open`; `async with` closes it."""

    def __init__(self, engine: Engine, place: str) -> None:
        super().__init__(engine, place)
        # Reminders have connections of their own: turns that wait for the database hold none of them up.
        apart = engine.apart()
        self.ledger = Ledger(apart, place)
        """The deliveries, for the planner and the dispatcher."""
        self.rates = Rates(apart, place)
        """Each process's share of a channel's rate."""
        self.inbox = Inbox(engine, place)
        """Incoming updates that are to be answered."""
        self.mailboxes = Mailboxes(engine, place)
        """Where letters to the people of the page go."""
        self.platform_people = PlatformPeople(engine, place)
        """Which calls of platforms were heard, and who went."""
        self.wechat_people = WechatPeople(engine, place)
        """What WeChat lets us send to whom."""
        self.lent_tokens = LentTokens(apart, place)
        """Secrets that platforms lend to all processes together."""
        self.carryings = Carryings(engine, place)
        """Talks on their way to another browser."""
        self.questions = QuestionLog(engine, place)
        """What was asked and not answered."""
        self.office_notices = OfficeNotices(engine, place)
        """What the office tells everybody."""
        self.revisions = RevisionsKept(engine, place)
        """What is laid over the folders of the notices."""
        self.staff = Staff(engine, place)
        """Who may use the desk, and what they did there."""
        self.joinings = Joinings(engine, place)
        """Wishes of two channels of one person that become one set."""
        self.sharings = Sharings(engine, place)
        """Who lets which group of the office see how they stand."""

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the store at `url`; create or migrate the database if needed. Raises StoreError if it cannot be used."""
        address = read_address(url)
        with explained(address.place):
            engine = await open_engine(address)
            try:
                await upgrade(engine, address.place)
            except BaseException:
                await engine.close()
                raise
        return cls(engine, address.place)

    async def load(self, user: str) -> Saved | None:
        """Load everything stored for `user`."""
        return await self._read(partial(conversations.load, key=checked_key(user)))

    async def save(self, user: str, saved: Saved, now: datetime, *, lasting: bool = True) -> Saved:
        """Store `saved` and return it with its new version: durably, or if it need not be `lasting`, within a second.

        Raises Conflict if `saved` was not made from what is kept: load again and retry.
        """
        return await self._write(
            partial(conversations.save, key=checked_key(user), saved=saved, moment=in_utc(now)),
            lasting=lasting,
        )

    async def forget(self, user: str) -> int:
        """Delete every row of `user` from every table. Returns how many were deleted."""
        return await self._write(partial(conversations.forget, key=checked_key(user)))

    async def move(self, old: str, new: str, now: datetime) -> int:
        """Give every row of the user `old`, and of the keys that begin with `old:`, to `new`. Returns how many keys.

        Raises Conflict if somebody else writes to the new one at this moment: try again.
        """
        moment = in_utc(now)
        return await self._write(
            partial(moves.move, old=checked_key(old), new=checked_key(new), moment=moment)
        )

    async def join(self, user: str, saved: Saved, other: str, version: int, now: datetime) -> None:
        """Store `saved` for `user` and delete every row of `other`, whose talk it holds as of `version` (0: there was none).

        Raises Conflict if either was changed meanwhile: load both again and retry.
        """
        joining = partial(moves.join, key=checked_key(user), other=checked_key(other), moment=in_utc(now))
        await self._write(partial(joining, saved=saved, version=version))

    async def moved_to(self, user: str) -> str | None:
        """The key that the user `user` was moved to; None if it was not."""
        return await self._read(partial(moves.moved_to, key=checked_key(user)))

    async def forget_talk(self, user: str) -> bool:
        """Delete the conversation of `user` if it has neither an interview nor a wish. Returns whether it is gone."""
        return await self._write(partial(conversations.forget_talk, key=checked_key(user)))

    async def used_bytes(self) -> int:
        """How many bytes the database takes up."""
        return await self._read(counts.used_bytes)

    async def purge(self, before: datetime) -> int:
        """Delete conversations last saved before `before`, with their interviews. Subscriptions stay. Returns how many."""
        return await self._write(partial(conversations.purge, before=in_utc(before)))

    async def kept_mark(self, name: str, value: str) -> str:
        """Return the program-wide mark `name`, set to `value` for all processes if it did not exist."""
        return await self._write(partial(counts.kept_mark, name=name, value=value))

    async def count_feedback(self, day: str, notice: str, entry: str, vote: str) -> None:
        """One more `vote` (up or down) on `entry` of the pack of `notice` on `day` (ISO)."""
        await self._write(partial(counts.count_feedback, day=day, notice=notice, entry=entry, vote=vote))

    async def call_figures(self, notice: str, since: datetime, now: datetime, zone: tzinfo) -> CallFigures:
        """How the call of `notice` goes since a moment, in figures that name nobody; days are those of `zone`."""
        work = partial(call_rows.call_figures, notice=notice, since=in_utc(since), now=in_utc(now), zone=zone)
        return await self._read(work)

    async def ping(self) -> None:
        """Check that the database can be written. Raises StoreError if it cannot."""
        with explained(self._place):
            await self._engine.probe(counts.probe)

    async def close(self) -> None:
        """Close the connections to the database."""
        await self._engine.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def open_engine(address: Address) -> Engine:
    """Create the engine for `address`. For SQLite the file is created; a server is not contacted yet."""
    if address.path is None:
        from bot.store.engines.postgres import PostgresEngine

        return PostgresEngine(address.url)
    from bot.store.engines.sqlite import SqliteEngine

    return await SqliteEngine.open(address.url, address.path)
