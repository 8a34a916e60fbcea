"""Structured logs on stderr: JSON for machines, words for a terminal. Nothing that a person says is logged.

Whoever logs only puts the finished line into a queue; a thread writes the lines, those of a moment together. So a stderr that
is slow, or a pipe that nobody reads, never stops the event loop.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import threading
from collections.abc import Iterator
from logging.handlers import QueueHandler
from typing import Any

import structlog

MOST_WAITING = 10_000
"""Lines that may wait to be written; those beyond are dropped."""
PATIENCE_SECONDS = 1.5
"""At the end, how long to wait while no line at all can be written."""
_GATHER_SECONDS = 0.02
"""How long a line waits for others: a thread that wakes for each line takes more of the processor than the lines do."""
_MOST_TOGETHER = 500
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


class LineWriter:
    """A thread that writes the lines of records to a file descriptor. A reader who went away is no error.

    It has no buffer of its own: a write that blocks for ever must not keep the process from ending.
    """

    def __init__(self, lines: queue.SimpleQueue[Any], descriptor: int) -> None:
        self._lines = lines
        self._descriptor = descriptor
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="logs", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, and end."""
        self._ending.set()
        self._lines.put_nowait(None)
        self._thread.join()

    def _run(self) -> None:
        record: logging.LogRecord | None = self._lines.get()
        while record is not None:
            self._ending.wait(_GATHER_SECONDS)
            lines = [record.getMessage()]
            while len(lines) < _MOST_TOGETHER and not self._lines.empty():
                record = self._lines.get()
                if record is None:
                    break
                lines.append(record.getMessage())
            self._write("".join(f"{line}\n" for line in lines))
            if record is not None:
                record = self._lines.get()

    def _write(self, text: str) -> None:
        rest = memoryview(text.encode("utf-8", "backslashreplace"))
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]


@contextlib.contextmanager
def logs_to(descriptor: int, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Send the logs of the program and of its libraries to a file descriptor; what waits is written at the end.

    The end waits as long as the reader takes lines, and `patience` seconds for one who takes none.
    """
    lines: queue.SimpleQueue[Any] = queue.SimpleQueue()
    writer = LineWriter(lines, descriptor)
    writer.start()
    _configure(LineQueue(lines), as_words=os.isatty(descriptor))
    try:
        yield
    finally:
        _write_rest(writer, lines, patience)


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


def _write_rest(writer: LineWriter, lines: queue.SimpleQueue[Any], patience: float) -> None:
    """Have the writer end once the queue is empty, or give up when nobody reads."""
    ending = threading.Thread(target=writer.stop, name="logs-ending", daemon=True)
    ending.start()
    waiting = lines.qsize() + 1
    while ending.is_alive():
        ending.join(patience)
        if lines.qsize() >= waiting:
            return
        waiting = lines.qsize()
