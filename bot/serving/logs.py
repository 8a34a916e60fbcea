"""Structured logs on stderr: JSON for machines, words for a terminal. Nothing that a person says is logged."""

from __future__ import annotations

import atexit
import contextlib
import logging
import queue
import sys
import threading
from typing import Any, TextIO

import structlog

_KEPT_LINES = 10_000
_LAST_SECONDS = 1.0
_CHATTY = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "asyncio", "sqlalchemy", "alembic")
"""Libraries of which only warnings are of use; some of them log addresses that hold a token."""


class Outlet:
    """Takes lines and writes them in a thread of its own: a reader who sleeps on the pipe must not stop the server.

    What a full queue cannot hold is dropped.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._lines: queue.Queue[str] = queue.Queue(_KEPT_LINES)
        self._taking = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()
        threading.Thread(target=self._write, name="logs", daemon=True).start()

    def write(self, text: str) -> int:
        """Take a line."""
        with self._taking:
            if self._lines.full():
                return 0
            self._lines.put_nowait(text)
            self._idle.clear()
        return len(text)

    def flush(self) -> None:
        """Nothing: the thread flushes when it has nothing left."""

    @property
    def idle(self) -> bool:
        """Whether all that was taken is written."""
        return self._idle.is_set()

    def drain(self) -> None:
        """Wait, but not for long, until what was taken is written."""
        self._idle.wait(_LAST_SECONDS)

    def _write(self) -> None:
        while True:
            text = self._lines.get()
            with contextlib.suppress(OSError, ValueError):  # nobody listens any more
                self._out.write(text)
                if self._lines.empty():
                    self._out.flush()
            with self._taking:
                if self._lines.empty():
                    self._idle.set()


def set_up_logs(out: TextIO | None = None) -> None:
    """Send the logs of the program and of its libraries to `out` (default: stderr)."""
    stream = out or sys.stderr
    outlet = Outlet(stream)
    atexit.register(outlet.drain)
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: Any = (
        structlog.dev.ConsoleRenderer()
        if stream.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, last],
        logger_factory=structlog.WriteLoggerFactory(file=outlet),  # type: ignore[arg-type]
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(outlet)
    renderers = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    named = [structlog.stdlib.add_logger_name, *shared]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=renderers, foreign_pre_chain=named))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
