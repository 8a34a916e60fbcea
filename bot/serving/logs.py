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
from collections.abc import Iterator, Mapping, MutableMapping
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
_WHOLE_BYTES = 4096
"""What a pipe takes in one piece (PIPE_BUF of Linux)."""
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

    def __init__(self, lines: queue.SimpleQueue[Any], descriptor: int, shared: bool) -> None:
        self._lines = lines
        self._descriptor = descriptor
        self._shared = shared
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
            for text in _pieces(lines) if self._shared else ("".join(f"{line}\n" for line in lines),):
                self._write(text)
            if record is not None:
                record = self._lines.get()

    def _write(self, text: str) -> None:
        rest = memoryview(text.encode("utf-8", "backslashreplace"))
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]


def _pieces(lines: list[str]) -> Iterator[str]:
    """The lines together, in pieces that a pipe takes whole: those of another process do not come in between."""
    piece, size = "", 0
    for line in lines:
        added = len(line.encode("utf-8", "backslashreplace")) + 1
        if piece and size + added > _WHOLE_BYTES:
            yield piece
            piece, size = "", 0
        piece, size = f"{piece}{line}\n", size + added
    yield piece


@contextlib.contextmanager
def logs_to(descriptor: int, patience: float = PATIENCE_SECONDS, worker: int | None = None) -> Iterator[None]:
    """Send the logs of the program and of its libraries to a file descriptor; what waits is written at the end.

    The end waits as long as the reader takes lines, and `patience` seconds for one who takes none. With the number of a
    `worker`, which shares the descriptor with others, each line bears that.
    """
    lines: queue.SimpleQueue[Any] = queue.SimpleQueue()
    writer = LineWriter(lines, descriptor, worker is not None)
    writer.start()
    _configure(LineQueue(lines), os.isatty(descriptor), {} if worker is None else {"worker": worker})
    try:
        yield
    finally:
        _write_rest(writer, lines, patience)


def _configure(handler: logging.Handler, as_words: bool, always: Mapping[str, object]) -> None:
    """Have structlog and logging hand their records to `handler`, as words or as JSON; each bears what is in `always`."""

    def add(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event.update(always)
        return event

    shared: list[Any] = [
        *([add] if always else []),
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
