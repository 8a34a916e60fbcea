"""A server of a platform over real HTTP, and the faults that a test wants of it."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from tests.telegram_api.running import listening
from tests.telegram_api.server import HungUp, with_wire

LONGEST = 120.0
"""Seconds after which a platform that does not begin or end is given up."""


@dataclass
class Fault:
    """What goes wrong with the next calls of a path: a code, or an HTTP status, or the connection (`before`, `after`)."""

    code: int | str | None = None
    status: int = 200
    hang_up: str = ""
    times: int = 1


@dataclass
class Faults:
    """The faults by path, and what no client should ever do (`wrong`)."""

    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def fault_of(self, path: str) -> Fault | None:
        """The fault of this call, if there is one."""
        for fault in self.faults[path]:
            if fault.times > 0:
                fault.times -= 1
                return fault
        return None


class StrictServer:
    """Serves `routes` on this machine. `async with` runs it."""

    def __init__(
        self,
        routes: list[BaseRoute],
        port: int = 0,
        websockets: Literal["none", "websockets-sansio"] = "none",
    ) -> None:
        self._bound = listening(port)
        config = uvicorn.Config(
            with_wire(Starlette(routes=routes)),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws=websockets,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._bound.getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._task = asyncio.ensure_future(self._server._serve([self._bound]))
        async with asyncio.timeout(LONGEST):
            while not self._server.started:
                if self._task.done():
                    self._task.result()
                    message = "the platform ended before it served"
                    raise AssertionError(message)
                await asyncio.sleep(0.005)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        async with asyncio.timeout(LONGEST):
            await self._task


class Wrong(Exception):  # noqa: N818 - a code
    """The platform refuses with this code."""

    def __init__(self, code: int, words: str = "") -> None:
        super().__init__(code)
        self.code, self.words = code, words


def faulty(fault: Fault) -> Response:
    """The answer of a call that goes wrong."""
    if fault.hang_up:
        return HungUp()
    if isinstance(fault.code, str):
        return JSONResponse({"code": fault.code, "message": "as the test wants it"}, fault.status)
    if fault.code is not None:
        return JSONResponse({"errcode": fault.code, "errmsg": "as the test wants it"})
    return Response("<html>", fault.status, media_type="text/html")


def json_object(body: bytes) -> dict[str, Any] | None:
    """The object in a body of UTF-8; None if it is none."""
    try:
        plain = json.loads(body.decode())
    except ValueError:
        return None
    return plain if isinstance(plain, dict) else None
