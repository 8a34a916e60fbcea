"""The connection over which DingTalk pushes what people say: opened by us, so that no address of ours need be reachable.

The official client does the same with requests that block all else, leaves gaps where DingTalk moves a connection, and writes
tickets and messages into its log; see docs/channels.md. The protocol is
https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidURI, WebSocketException

from bot.channels.dingtalk.dingtalk_api import ROBOT_TOPIC, DingtalkApi
from bot.channels.dingtalk.dingtalk_heard import (
    Frame,
    NoFrame,
    acknowledging,
    read_frame,
    read_robot_message,
)
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.update_intake import Full
from bot.clock import Clock, Timer
from bot.retry import pauses
from bot.store.model.errors import StoreError
from bot.wire_faults import why

_PAUSES = 1.0, 60.0
_ALIVE_SECONDS = 20.0
"""How often a connection is tried by a ping of the protocol, and how long its answer may take."""
_GOODBYE_SECONDS = 2.0
_LARGEST_FRAME = 256 * 1024
_FAREWELL_SECONDS = 15.0
"""After it has said so, DingTalk closes a connection in ten seconds: until then messages may come over it."""
_KEPT_TRIES, _KEPT_PAUSE = 300, 2.0
_MOST_UNSTORED = 2000
log = structlog.get_logger("noticebot.dingtalk")
Keep = Callable[[int, PlatformHeard], Awaitable[None]]
"""Stores what was heard. Raises StoreError, Full."""


class DingtalkStream:
    """Connects again and again, and stores what is heard before it is acknowledged."""

    def __init__(
        self,
        api: DingtalkApi,
        robot_code: str,
        keep: Keep,
        real_clock: Clock,
        timer: Timer,
        trusted: ssl.SSLContext | None,
        secure: bool,
    ) -> None:
        """`secure`: only connections with TLS are taken."""
        self._api = api
        self._robot_code = robot_code
        self._keep = keep
        self._real_clock = real_clock
        self._timer = timer
        self._trusted = trusted
        self._secure = secure
        self._tasks: set[asyncio.Task[None]] = set()
        self._unstored = 0
        self.connected = False

    async def run(self) -> None:
        """Stay connected until cancelled."""
        waits = pauses(*_PAUSES)
        try:
            while True:
                connection = await self._connection()
                if connection is None:
                    await self._timer.sleep(next(waits))
                    continue
                waits = pauses(*_PAUSES)
                moved = await self._listen(connection)
                self.connected = False
                log.info("dingtalk_disconnected", moved=moved)
                if not moved:
                    await self._timer.sleep(next(waits))
        finally:
            self.connected = False

    async def finish(self) -> None:
        """End what is still to be stored; to be called after `run` was cancelled and what it had heard could be stored."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connection(self) -> ClientConnection | None:
        """A new connection; None if there is none to be had."""
        spoken = await self._api.connection()
        endpoint, ticket = spoken.answer.get("endpoint"), spoken.answer.get("ticket")
        if spoken.attempt.outcome != "sent" or not isinstance(endpoint, str) or not isinstance(ticket, str):
            log.warning("dingtalk_unreachable", outcome=spoken.attempt.outcome, reason=spoken.attempt.reason)
            return None
        scheme = urlsplit(endpoint).scheme
        if scheme not in (("wss",) if self._secure else ("wss", "ws")):
            log.warning("dingtalk_unreachable", outcome="held", reason="an address without TLS")
            return None
        try:
            connection = await connect(
                f"{endpoint}{'&' if '?' in endpoint else '?'}ticket={quote(ticket, safe='')}",
                proxy=None,
                compression=None,
                ping_interval=_ALIVE_SECONDS,
                ping_timeout=_ALIVE_SECONDS,
                close_timeout=_GOODBYE_SECONDS,
                max_size=_LARGEST_FRAME,
                ssl=self._trusted if scheme == "wss" else None,
            )
        except (OSError, TimeoutError, InvalidURI, WebSocketException) as error:
            log.warning("dingtalk_unreachable", outcome="retry", reason=why(error))
            return None
        self.connected = True
        log.info("dingtalk_connected")
        return connection

    async def _listen(self, connection: ClientConnection) -> bool:
        """Take what comes over a connection. Returns whether DingTalk moves it: then the rest of it is heard beside the next."""
        ours = False
        try:
            while True:
                frame = await self._next(connection)
                if frame is None:
                    continue
                if frame.kind == "SYSTEM" and frame.topic == "disconnect":
                    ours = True
                    self._begin(self._say_farewell(connection))
                    return True
                self._take(connection, frame)
        except (WebSocketException, OSError):
            return False
        finally:
            if not ours:
                await _closed(connection)

    async def _say_farewell(self, connection: ClientConnection) -> None:
        """Hear the rest of a connection that DingTalk ends."""
        with contextlib.suppress(TimeoutError, WebSocketException, OSError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                while True:
                    frame = await self._next(connection)
                    if frame is not None:
                        self._take(connection, frame)
        await _closed(connection)

    async def _next(self, connection: ClientConnection) -> Frame | None:
        """The next push; None for what is none."""
        try:
            return read_frame(await connection.recv())
        except NoFrame as error:
            log.warning("dingtalk_push_unread", reason=str(error))
            return None

    def _take(self, connection: ClientConnection, frame: Frame) -> None:
        if frame.kind == "SYSTEM":
            self._begin(_acknowledge(connection, frame, 200))
        elif frame.kind != "CALLBACK" or frame.topic != ROBOT_TOPIC:
            self._begin(_acknowledge(connection, frame, 404))
        else:
            self._begin(self._heard(connection, frame))

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _heard(self, connection: ClientConnection, frame: Frame) -> None:
        """Store a message, then acknowledge it. DingTalk sends none a second time: it is kept until it is stored."""
        try:
            found = read_robot_message(frame.data, self._robot_code, self._real_clock().timestamp())
        except NoFrame:
            log.warning("dingtalk_push_unread", reason="no message")
            await _acknowledge(connection, frame, 400)
            return
        if found is None:
            log.info("dingtalk_push_passed")
            await _acknowledge(connection, frame, 200)
            return
        await _acknowledge(connection, frame, 200 if await self._kept(*found) else 500)

    async def _kept(self, id: int, heard: PlatformHeard) -> bool:
        """Store what was heard. Returns False if the database stayed away, or too much waits for it."""
        if self._unstored >= _MOST_UNSTORED:
            return False
        self._unstored += 1
        try:
            for _ in range(_KEPT_TRIES):
                try:
                    await self._keep(id, heard)
                except (StoreError, Full) as error:
                    log.warning("messages_wait", channel="dingtalk", reason=type(error).__name__)
                    await self._timer.sleep(_KEPT_PAUSE)
                else:
                    return True
            log.error("dingtalk_message_lost", reason="the database stayed away")
            return False
        finally:
            self._unstored -= 1


async def _acknowledge(connection: ClientConnection, frame: Frame, code: int) -> None:
    with contextlib.suppress(WebSocketException, OSError):
        await connection.send(acknowledging(frame, code))


async def _closed(connection: ClientConnection) -> None:
    with contextlib.suppress(WebSocketException, OSError, TimeoutError):
        await connection.close()
