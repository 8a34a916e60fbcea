"""The listener of the desk: open as long as there is an account, apart from that of the public app."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from socket import socket
from typing import TYPE_CHECKING

import structlog

from bot.channels.web.hosts import Hosts
from bot.channels.web.rate_limits import RateLimits
from bot.serving.bound_port import address_of, bind
from bot.serving.http_server import make_server
from bot.settings import Settings
from bot.store.database import Store
from bot.store.model.errors import StoreError

if TYPE_CHECKING:
    from bot.channels.desk.desk_services import DeskServices

LOOK_SECONDS = 3.0
_CLIENT_RATE = 30.0
"""Requests a second that one address may keep up: staff are few."""
log = structlog.get_logger("noticebot.desk")
MakeDesk = Callable[[Hosts, RateLimits], "DeskServices"]


class DeskListener:
    """Serves the desk. The first of several processes on a machine has the port; another takes it when that ends."""

    def __init__(self, settings: Settings, store: Store, made: MakeDesk, *, tells: bool = True) -> None:
        """`tells` whether this process logs that the port is not to be had: one of those that wait for it is enough."""
        self._settings = settings
        self._store = store
        self._made = made
        self._told = not tells

    async def run(self) -> None:
        """Listen whenever there is an account, until cancelled; then finish the requests in progress."""
        if self._settings.desk_bind is None:
            await asyncio.Event().wait()
            return
        host, port = self._settings.desk_bind
        while True:
            if await self._wanted(False):
                try:
                    bound = bind(host, port)
                except (OSError, UnicodeError) as error:
                    self._tell(host, port, error)
                else:
                    with contextlib.closing(bound):
                        await self._serve(bound)
            await asyncio.sleep(LOOK_SECONDS)

    def _tell(self, host: str, port: int, error: Exception) -> None:
        """Log once that the port is not to be had: another process of ours may well have it."""
        if not self._told:
            reason = getattr(error, "strerror", None) or str(error)
            log.warning("desk_no_port", host=host, port=port, reason=reason, setting="BOT_DESK_BIND")
        self._told = True

    async def _serve(self, bound: socket) -> None:
        from bot.channels.desk.desk_app import build_desk

        hosts = Hosts.of(self._settings.hosts, *bound.getsockname()[:2])
        services = self._made(hosts, RateLimits(_CLIENT_RATE, time.monotonic))
        server = make_server(build_desk(services), self._settings.trusted_proxies)
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        self._told = False
        log.info("desk_serving", url=address_of(bound))
        try:
            while not serving.done() and await self._wanted(True):
                await asyncio.wait([serving], timeout=LOOK_SECONDS)
        finally:
            server.stop()
            await services.stop()
            await serving
            log.info("desk_closed")

    async def _wanted(self, otherwise: bool) -> bool:
        """Whether there is an account; `otherwise` if the database cannot tell now."""
        try:
            return await self._store.staff.exists_any()
        except StoreError:
            return otherwise
