"""Logs that never hold the server up, and lose nothing at a normal end."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog

from bot.serving.logs import MOST_WAITING, logs_to

PAD = "好" * 300
LONG = 60.0
"""Seconds; nobody waits that long unless something is broken."""


@dataclass
class Reader:
    """A pipe, and somebody who reads it when told to."""

    reading: int
    writing: int
    taken: bytearray = field(default_factory=bytearray)
    thread: threading.Thread | None = None

    def begin(self) -> None:
        """Read in a thread until the pipe ends."""
        self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def lines(self) -> list[dict[str, Any]]:
        """Everything that was written, as the JSON that it is."""
        os.close(self.writing)
        if self.thread is None:
            self.begin()
        assert self.thread is not None
        self.thread.join()
        return [json.loads(line) for line in self.taken.decode().splitlines()]

    def _read(self) -> None:
        while part := os.read(self.reading, 1 << 16):
            self.taken += part
        os.close(self.reading)


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A pipe for the logs; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Reader(*os.pipe())
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def log(count: int, **more: object) -> None:
    """Log numbered lines."""
    logger = structlog.get_logger("noticebot.test")
    for number in range(count):
        logger.info("counted", number=number, **more)


def test_a_library_that_logs_what_people_wrote_is_silent(reader: Reader) -> None:
    """Whatever it says, and how loudly; others that warn are heard."""
    with logs_to(reader.writing, LONG):
        for name in ("telegram", "telegram.Bot", "telegram.request.BaseRequest"):
            logging.getLogger(name).critical("Received data was %r", "悄悄话")
        logging.getLogger("httpx").warning("slow")
    assert [line["event"] for line in reader.lines()] == ["slow"]


def test_all_lines_are_written_in_their_order_at_a_normal_end(reader: Reader) -> None:
    """More of them than a pipe holds, to somebody who begins to read late."""
    with logs_to(reader.writing, LONG):
        log(3000, pad=PAD)
        reader.begin()
    told = reader.lines()
    assert [line["number"] for line in told] == list(range(3000))
    assert told[0]["event"] == "counted"
    assert told[0]["level"] == "info"
    assert told[0]["pad"] == PAD


def test_libraries_log_the_same_way(reader: Reader) -> None:
    """With the name of the logger, and the traceback of an error; of some only the warnings."""
    with logs_to(reader.writing, LONG):
        logging.getLogger("httpx").info("https://token@example.org")
        try:
            raise KeyError("lost")  # noqa: EM101
        except KeyError:
            logging.getLogger("uvicorn.error").exception("a %s of", "fault")
    (line,) = reader.lines()
    assert (line["event"], line["level"], line["logger"]) == ("a fault of", "error", "uvicorn.error")
    assert "KeyError: 'lost'" in line["exception"]


def test_a_reader_who_sleeps_stops_nobody(reader: Reader) -> None:
    """Whoever logs goes on, and the end does not wait for ever; what cannot be kept is dropped."""
    with logs_to(reader.writing, patience=0.05):
        log(2 * MOST_WAITING, pad=PAD)
    (ending,) = [thread for thread in threading.enumerate() if thread.name == "logs"]
    reader.begin()
    ending.join()
    numbers = [line["number"] for line in reader.lines()]
    assert numbers == sorted(numbers)
    assert MOST_WAITING <= len(numbers) < 2 * MOST_WAITING


def test_a_reader_who_is_gone_stops_nobody(reader: Reader) -> None:
    """A pipe that nobody reads any more is no error."""
    os.close(reader.reading)
    with logs_to(reader.writing, LONG):
        log(10)
    os.close(reader.writing)
