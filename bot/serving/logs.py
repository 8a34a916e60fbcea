"""Structured logs on stderr: JSON for machines, words for a terminal. Nothing that a person says is logged.

Whoever logs only puts the finished line into a queue; a thread writes the lines. So a stderr that is slow, or a pipe that
nobody reads, never stops the event loop.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import threading
from collections.abc import Iterator
from logging.handlers import QueueHandler, QueueListener
from typing import Any

import structlog

MOST_WAITING = 10_000
"""Lines that may wait to be written; those beyond are dropped."""
PATIENCE_SECONDS = 1.5
"""At the end, how long to wait while no line at all can be written."""
_CHATTY = ("httpx", "httpcore", "apscheduler", "uvicorn", "asyncio", "sqlalchemy", "alembic")
"""Libraries of which only warnings are of use; some of them log addresses that hold a token."""

_SILENT = ("telegram",)
"""Libraries that log what they cannot read, and with it what people wrote; what went wrong is logged by their callers."""


class LineQueue(QueueHandler):
    """Formats records and queues them for the writing thread; drops them if too many wait already."""

    def __init__(self, lines: queue.SimpleQueue[Any]) -> None:
        super().__init__(lines)
        self._lines = lines

    def enqueue(self, record: logging.LogRecord) -> None:
        """Queue a record, or drop it. Never waits."""
        if self._lines.qsize() < MOST_WAITING:
            self._lines.put_nowait(record)


class LineWriter(logging.Handler):
    """Writes the lines of records to a file descriptor. A reader who went away is no error.

    It has no lock and no buffer: a write that blocks for ever must not keep the process from ending.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def createLock(self) -> None:  # noqa: N802 - the name is logging's
        """Only the thread of the listener writes."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        rest = memoryview((record.getMessage() + "\n").encode("utf-8", "backslashreplace"))
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]


@contextlib.contextmanager
def logs_to(descriptor: int, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Send the logs of the program and of its libraries to a file descriptor; what waits is written at the end.

    The end waits as long as the reader takes lines, and `patience` seconds for one who takes none.
    """
    lines: queue.SimpleQueue[Any] = queue.SimpleQueue()
    listener = QueueListener(lines, LineWriter(descriptor))
    listener.start()
    _configure(LineQueue(lines), as_words=os.isatty(descriptor))
    try:
        yield
    finally:
        _write_rest(listener, lines, patience)


def _configure(handler: logging.Handler, as_words: bool) -> None:
    """Have structlog and logging hand their records to `handler`, rendered as words or as JSON."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    render: Any = (
        structlog.dev.ConsoleRenderer() if as_words else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _write_rest(listener: QueueListener, lines: queue.SimpleQueue[Any], patience: float) -> None:
    """Have the listener end once the queue is empty, or give up when nobody reads."""
    ending = threading.Thread(target=listener.stop, name="logs", daemon=True)
    ending.start()
    waiting = lines.qsize() + 1
    while ending.is_alive():
        ending.join(patience)
        if lines.qsize() >= waiting:
            return
        waiting = lines.qsize()
