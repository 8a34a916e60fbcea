"""What stands between a program and a PostgreSQL server on this machine, and can be shut or fall silent."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL


class Gate:
    """Stands between the processes and a PostgreSQL server, and can be shut: the server is away."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._wires: set[asyncio.StreamWriter] = set()
        self._open: asyncio.Server | None = None
        self._speaks = asyncio.Event()
        self._speaks.set()
        self.port = 0

    def silence(self, silent: bool) -> None:
        """Let nothing through in either direction, and cut nothing: a host without power, or a network that swallows all."""
        if silent:
            self._speaks.clear()
        else:
            self._speaks.set()

    async def open(self) -> None:
        """Let through; the port stays the same."""
        self._open = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
        self.port = self._open.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Cut every connection and refuse new ones."""
        assert self._open is not None
        self._open.close()
        self._speaks.set()
        for wire in list(self._wires):
            wire.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(str(self._server))
        self._wires |= {writer, back}
        await asyncio.gather(self._copy(reader, back), self._copy(there, writer))
        self._wires -= {writer, back}

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65_536):
                await self._speaks.wait()
                target.write(data)
                await target.drain()
        target.close()


def gate_to(server: URL) -> tuple[Gate, Callable[[], str]]:
    """A gate in front of a server on this machine, and what gives the server's address through it once it is open."""
    gate = Gate(Path(str(server.query["host"])) / f".s.PGSQL.{server.port or 5432}")
    through = server.set(host="127.0.0.1", query={})
    return gate, lambda: through.set(port=gate.port).render_as_string(hide_password=False)
