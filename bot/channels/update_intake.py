"""The intake of updates: they are stored before they are acknowledged, and answered in order within each chat.

Chats are answered concurrently up to a limit; the rest waits in the store. What many updates need from the store at the
same moment shares one transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, Protocol, TypeVar

import structlog

from bot.clock import Clock, Timer
from bot.process import Owner, is_dead
from bot.store.inbox import Inbox
from bot.store.model.errors import Conflict, StoreError
from bot.store.rows.incoming import Arrival, Claimant, Claimed, Marks

_ASKED_AT_ONCE = 500
_NO_UPDATE = -1
log = structlog.get_logger("noticebot")
Mark = Callable[[int], Awaitable[None]]
"""Records durably how many calls of an answer were made."""


Heard = TypeVar("Heard")
"""What somebody did, as a platform's reader understands it."""


class Form(Protocol[Heard]):
    """How the updates of a platform are stored."""

    def chat_of(self, heard: Heard) -> str:
        """The chat that an update belongs to."""

    def arrival(self, update_id: int, heard: Heard) -> Arrival:
        """The update as it is stored."""

    def read(self, body: str) -> Heard:
        """What `arrival` stored as its body."""


class Full(Exception):  # noqa: N818 - the sender of the update retries later
    """Too many updates wait; no more are accepted now."""


@dataclass(frozen=True)
class Bounds:
    """Limits: `at_once` updates under way; `waiting` in all and `of_one` chat. Seconds: `lease` of a claim, `sweep` between
    searches of the store, `pause` after a failure, `album` for the words that may stand under a later picture, `record` in which
    the end of an answer is recorded, so that it can share a transaction with what comes in."""

    at_once: int = 400
    waiting: int = 20_000
    of_one: int = 60
    lease: float = 60.0
    sweep: float = 2.0
    pause: float = 1.0
    album: float = 2.0
    record: float = 0.0


class UpdateIntake(Generic[Heard]):
    """Stores the updates of one bot, in a `form`, and has them answered by `answer`: it returns how many calls that took.

    `clock` is the real one: leases are compared between processes. `flooded` is called for a chat that sends too much.
    """

    def __init__(
        self,
        inbox: Inbox,
        channel: str,
        owner: Owner,
        clock: Clock,
        timer: Timer,
        answer: Callable[[Claimed, Heard, Mark], Awaitable[int]],
        flooded: Callable[[Heard], Awaitable[None]],
        bounds: Bounds | None,
        form: Form[Heard],
    ) -> None:
        self._inbox = inbox
        self._channel = channel
        self._owner = owner.to_text()
        self._clock = clock
        self._timer = timer
        self._answer = answer
        self._flooded = flooded
        self._bounds = bounds or Bounds()
        self._form = form
        self._arrived: list[tuple[Arrival, asyncio.Future[bool]]] = []
        self._sent: dict[int, int] = {}
        self._noted: list[asyncio.Future[None]] = []
        self._done: dict[int, tuple[int, str]] = {}
        self._wanted = asyncio.Event()
        self._soon: asyncio.TimerHandle | None = None
        self._claiming = asyncio.Lock()
        self._tasks: dict[asyncio.Task[None], Claimed] = {}
        self._under_way: set[int] = set()
        """The updates of these tasks."""
        self._waiting: dict[str, set[int]] = {}
        self._count = 0
        self._told: set[str] = set()
        self._closed = False

    @property
    def under_way(self) -> int:
        """How many updates are being answered."""
        return len(self._tasks)

    @property
    def waiting(self) -> int:
        """How many updates this process took and has not answered yet."""
        return self._count

    # ── in ──

    async def take(self, updates: Sequence[tuple[int, Heard]]) -> list[bool]:
        """Store updates durably. Raises Full if too many wait, StoreError if the database cannot be used.

        Returns for each that was stored whether it is new.
        """
        if self._closed or self.waiting + len(updates) > self._bounds.waiting:
            raise Full
        loop = asyncio.get_running_loop()
        written = []
        for update_id, heard in updates:
            chat = self._form.chat_of(heard)
            if len(self._waiting.get(chat, ())) >= self._bounds.of_one:
                self._tell(heard)
                continue
            self._wait(chat, update_id)
            written.append(loop.create_future())
            self._arrived.append((self._form.arrival(update_id, heard), written[-1]))
        self._wanted.set()
        fresh = []
        for done in await asyncio.gather(*written, return_exceptions=True):
            if isinstance(done, BaseException):
                raise done
            fresh.append(done)
        return fresh

    def _tell(self, heard: Heard) -> None:
        """Warn a chat that it is too fast, once until all of its updates are answered."""
        chat = self._form.chat_of(heard)
        log.info("chat_flooded", channel=self._channel, waiting=len(self._waiting[chat]))
        if chat not in self._told:
            self._told.add(chat)
            task = asyncio.ensure_future(self._flooded(heard))
            self._tasks[task] = Claimed(_NO_UPDATE, chat, "")
            task.add_done_callback(lambda done: self._tasks.pop(done, None))

    # ── the store ──

    async def run(self) -> None:
        """Store and answer updates until cancelled; then call `finish`."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._write())
            group.create_task(self._look())

    async def _write(self) -> None:
        while True:
            await self._wanted.wait()
            if not await self._exchange():
                await self._timer.sleep(self._bounds.pause)  # the database cannot be reached

    async def _exchange(self) -> bool:
        """Do everything that is requested in one transaction. Returns False if the database cannot be reached: request again."""
        async with self._claiming:
            return await self._exchange_alone()

    @property
    def _room(self) -> int:
        """How many more updates may be answered at the same time."""
        return self._bounds.at_once - len(self._tasks)

    async def _exchange_alone(self) -> bool:
        self._wanted.clear()
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        arrived, self._arrived = self._arrived, []
        sent, self._sent = self._sent, {}
        noted, self._noted = self._noted, []
        done, self._done = self._done, {}
        chats = dict.fromkeys(chat for _, chat in done.values())
        room = max(0, self._room - len(chats))  # a finished one makes room for the next of its chat
        chats |= dict.fromkeys([arrival.chat for arrival, _ in arrived][:room])
        marks = Marks({id: through for id, (through, _) in done.items()}, sent)
        try:
            fresh, claimed = await self._inbox.exchange(
                self._claimant(),
                [arrival for arrival, _ in arrived],
                marks,
                [] if self._closed else list(chats),
            )
        except StoreError as error:
            log.warning("updates_store_away", channel=self._channel, error=str(error))
            self._take_back(arrived, sent, noted, done, error)
            return False
        for future in noted:
            if not future.done():
                future.set_result(None)
        for arrival, stored in arrived:
            if not stored.done():
                stored.set_result(arrival.update_id in fresh)
            if arrival.update_id not in fresh:
                self._unless_under_way(arrival)
        for id, (_, chat) in done.items():
            self._no_more(chat, id)
        for found in claimed:
            self._start(found)
        return True

    def _take_back(
        self,
        arrived: list[tuple[Arrival, asyncio.Future[bool]]],
        sent: dict[int, int],
        noted: list[asyncio.Future[None]],
        done: dict[int, tuple[int, str]],
        error: StoreError,
    ) -> None:
        """Tell the senders that nothing was stored; keep the progress of answers until the database is back."""
        for arrival, future in arrived:
            self._no_more(arrival.chat, arrival.update_id)
            if not future.done():
                future.set_exception(error)
        self._sent = {**sent, **self._sent}
        self._noted += noted
        self._done = {**done, **self._done}
        self._wanted.set()

    def _wait(self, chat: str, id: int) -> None:
        waiting = self._waiting.setdefault(chat, set())
        self._count += id not in waiting
        waiting.add(id)

    def _no_more(self, chat: str, id: int) -> None:
        waiting = self._waiting.get(chat, set())
        self._count -= id in waiting
        waiting.discard(id)
        if not waiting:
            self._waiting.pop(chat, None)
            self._told.discard(chat)

    def _unless_under_way(self, repeated: Arrival) -> None:
        """Count a resent update as waiting only if it is not answered yet: then some process has it."""
        if not self._is_under_way(repeated.update_id):
            self._no_more(repeated.chat, repeated.update_id)

    def _is_under_way(self, id: int) -> bool:
        """Whether this process answers an update, or has answered it and not recorded that yet."""
        return id in self._done or id in self._under_way

    async def _look(self) -> None:
        """Periodically: extend claims, release those of processes that died, claim what no process has."""
        renewed = self._timer.monotonic()
        while True:
            try:
                if self._timer.monotonic() - renewed > self._bounds.lease / 3:
                    renewed = self._timer.monotonic()
                    await self._inbox.renew(self._claimant())
                await self._free_the_dead()
                async with self._claiming:
                    await self._sweep()
                    await self._forget_answered()
            except StoreError as error:
                log.warning("updates_store_away", channel=self._channel, error=str(error))
            await self._timer.sleep(self._bounds.sweep)

    async def _sweep(self) -> None:
        """Claim what no process has, as far as there is room beside answers that are just being recorded."""
        room = self._room - len(self._done)
        for found in await self._inbox.sweep(self._claimant(), room) if room > 0 else ():
            self._wait(found.chat, found.update_id)
            self._start(found)

    async def _forget_answered(self) -> None:
        """Stop counting as waiting what another process, which held the chat, has answered."""
        mine = {claimed.chat for claimed in self._tasks.values()}
        others = {id: chat for chat, ids in self._waiting.items() if chat not in mine for id in ids}
        asked = dict(itertools.islice(others.items(), _ASKED_AT_ONCE))
        if asked:
            still = await self._inbox.unanswered(self._channel, list(asked))
            under_way = {arrival.update_id for arrival, _ in self._arrived} | self._done.keys()
            for id, chat in asked.items():
                if id not in still and id not in under_way:
                    self._no_more(chat, id)

    async def _free_the_dead(self) -> None:
        others = [owner for owner in await self._inbox.owners(self._channel) if owner != self._owner]
        dead = [text for text in others if (owner := Owner.from_text(text)) is not None and is_dead(owner)]
        if dead:
            count = await self._inbox.release(self._channel, dead)
            log.info("updates_taken_over", channel=self._channel, updates=count)

    def _claimant(self) -> Claimant:
        now = self._clock()
        return Claimant(self._channel, self._owner, now, now + timedelta(seconds=self._bounds.lease))

    # ── answering ──

    def _start(self, claimed: Claimed) -> None:
        # Its own claim comes back if this process was too busy to renew it in time: it is answered once all the same.
        if self._is_under_way(claimed.update_id):
            return
        task = asyncio.create_task(self._run(claimed))
        self._tasks[task] = claimed
        self._under_way.add(claimed.update_id)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if (claimed := self._tasks.pop(task, None)) is not None:
            self._under_way.discard(claimed.update_id)

    async def _run(self, claimed: Claimed) -> None:
        """Answer one update; retries as long as the database cannot be reached."""

        async def mark(through: int) -> None:
            self._sent[claimed.update_id] = through
            noted = asyncio.get_running_loop().create_future()
            self._noted.append(noted)
            self._wanted.set()
            await noted

        while True:
            try:
                heard = self._form.read(claimed.body)
                apart = await self._is_answered_apart(claimed, heard)
                through = 0 if apart else await self._answer(claimed, heard, mark)
                break
            except (StoreError, Conflict) as error:
                log.warning("updates_store_away", channel=self._channel, error=str(error))
                await self._timer.sleep(self._bounds.pause)
            except Exception:  # one that cannot be answered must not block its chat for ever
                log.exception("update_dropped", channel=self._channel)
                through = 0
                break
        self._sent.pop(claimed.update_id, None)
        self._done[claimed.update_id] = (through, claimed.chat)
        self._record_soon(claimed.chat)

    def _record_soon(self, chat: str) -> None:
        """Record the end of an answer: at once if that lets another begin, else with what comes in next, if that is soon."""
        soon = self._bounds.record
        if not soon or len(self._waiting.get(chat, ())) > 1 or 2 * len(self._tasks) > self._bounds.at_once:
            self._wanted.set()
        elif self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(soon, self._wanted.set)

    async def _is_answered_apart(self, claimed: Claimed, heard: Heard) -> bool:
        """Whether another update that waits is answered in place of this one."""
        return False

    async def finish(self, seconds: float) -> None:
        """Accept no more updates, wait up to `seconds` for those under way, and release the rest."""
        self._closed = True
        deadline = self._timer.monotonic() + seconds
        while self._tasks and (left := deadline - self._timer.monotonic()) > 0:
            await asyncio.wait(list(self._tasks), timeout=min(left, 0.2))
            await self._exchange()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(StoreError):
            await self._exchange()
            await self._inbox.release(self._channel, [self._owner])
