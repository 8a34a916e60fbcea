"""The metrics of all workers together: whichever is asked asks the others, over ports on this machine that only they know."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from socket import socket

_PATIENCE_SECONDS = 1.0
_ANSWERING = "noticebot_workers_answering"
Tell = Callable[[], Awaitable[bytes]]
"""The metrics of this process in the format of Prometheus."""


class WorkerFigures:
    """Tells the metrics of the worker `number` to the others on the socket `bound`; all are `told_at` these ports."""

    def __init__(self, number: int, told_at: tuple[int, ...], bound: socket) -> None:
        self._number = number
        self._told_at = told_at
        self._bound = bound

    async def run(self, tell: Tell) -> None:
        """Answer the others until cancelled."""

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                writer.write(await tell())
                await writer.drain()
            finally:
                writer.close()

        # A copy: the port is still held when this begins again after a fault.
        server = await asyncio.start_server(answer, sock=self._bound.dup())
        async with server:
            await server.serve_forever()

    async def gather(self, own: bytes) -> bytes:
        """The metrics of all workers that answer, each with its number as a label; `own` are those of this one."""
        others = [
            (number, port) for number, port in enumerate(self._told_at, start=1) if number != self._number
        ]
        told = await asyncio.gather(*(_ask(port) for _, port in others))
        found = {number: text for (number, _), text in zip(others, told, strict=True) if text}
        return merged({**found, self._number: own})


async def _ask(port: int) -> bytes:
    """What the worker at `port` tells; empty if it does not, as while it is started anew."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                return await reader.read()
            finally:
                writer.close()
    except OSError:  # TimeoutError is one
        return b""


def merged(texts: Mapping[int, bytes]) -> bytes:
    """Metrics of several workers, in the text format of Prometheus, as those of one: each sample with the label `worker`."""
    heads: dict[str, dict[str, None]] = {}
    samples: dict[str, list[str]] = {}
    for number, text in sorted(texts.items()):
        family = ""
        for line in text.decode().splitlines():
            if line.startswith("# "):
                family = line.split(" ", 3)[2]
                heads.setdefault(family, {})[line] = None
            elif line:
                samples.setdefault(family, []).append(_labelled(line, number))
    lines = [f"# HELP {_ANSWERING} Workers that told their metrics", f"# TYPE {_ANSWERING} gauge"]
    lines.append(f"{_ANSWERING} {len(texts)}")
    for family, head in heads.items():
        lines += [*head, *samples.get(family, [])]
    return "".join(f"{line}\n" for line in lines).encode()


def _labelled(sample: str, number: int) -> str:
    name, brace, labels = sample.partition("{")
    if brace:
        return f'{name}{{worker="{number}",{labels}'
    name, _, value = sample.partition(" ")
    return f'{name}{{worker="{number}"}} {value}'
