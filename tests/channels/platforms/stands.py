"""`noticebot serve` with a platform beside it, for the tests that all platforms have alike. A new one adds a Stand of its own."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from tests.platforms.strict_server import StrictServer
from tests.platforms.world import World
from tests.ports import free_port
from tests.serving.servers import Server, Servers

EARLY, AT_NINE = "2022-11-22T08:50", "2022-11-22T08:59:58"
"""What the first server of a test pretends, and one by which a reminder of nine o'clock is due: nobody waits for it."""
LONGEST = 200.0


class Stand(ABC):
    """One platform, and the server that is to speak to it. `world.wrong` is to stay empty."""

    name: ClassVar[str]
    somebody: ClassVar[str]
    """The id of one person there."""
    given: ClassVar[Mapping[str, str]]
    """The settings without which the channel does not start."""
    begun: ClassVar[str]
    """What the log says once the platform is set up."""
    named_by: ClassVar[str]
    """How the page on privacy names the platform."""

    def __init__(self, world: World[Any], platform: StrictServer) -> None:
        self.world = world
        self.platform = platform

    # ── what each platform has of its own ──

    @abstractmethod
    def settings(self) -> dict[str, str]:
        """What leads to this platform, and what else is set."""

    @abstractmethod
    def opened(self, server: Server) -> None:
        """People reach `server` from now on."""

    @abstractmethod
    async def reaches(self, person: str, words: str) -> None:
        """`person` writes, and again until it is acknowledged."""

    @abstractmethod
    def secrets(self) -> list[str]:
        """What may stand in no log."""

    async def checked(self) -> None:
        """What the platform does when the address is set."""
        return

    async def connected(self) -> None:
        """Wait until people can be heard."""
        return

    async def closed(self) -> None:
        """Close the connections."""
        return

    # ── what all do alike ──

    async def started(self, servers: Servers, port: int = 0, now: str = EARLY, db: str = "") -> Server:
        """A server of this platform, with the usual database unless another is given."""
        given = {**self.given, **self.settings()}
        server = await asyncio.to_thread(
            lambda: servers.start(port=port or free_port(), db=db, settings=given, now=now)
        )
        self.opened(server)
        await self.connected()
        return server

    def shown(self, person: str) -> list[str]:
        """The texts that `person` sees."""
        return [text for _, text in self.world.people[person].shown]

    async def says(self, person: str, words: str) -> str:
        """`person` writes. Returns what was shown since."""
        before = len(self.shown(person))
        await self.reaches(person, words)
        await self.until(lambda: len(self.shown(person)) > before)
        return "\n".join(self.shown(person)[before:])

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until `reached` is true."""
        async with asyncio.timeout(LONGEST):
            while not reached():
                await asyncio.sleep(0.02)
