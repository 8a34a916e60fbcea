"""Logs that never hold the server up."""

from __future__ import annotations

import io
import os

from bot.serving.logs import Outlet


def test_what_is_written_comes_out_in_order() -> None:
    """Once it is drained."""
    out = io.StringIO()
    outlet = Outlet(out)
    for number in range(1000):
        outlet.write(f"{number}\n")
    outlet.drain()
    assert out.getvalue() == "".join(f"{number}\n" for number in range(1000))


def test_a_reader_who_sleeps_stops_nobody() -> None:
    """A pipe that is full blocks the thread of the log and nothing else; what it cannot hold is dropped."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)  # the last line may be read before the outlet notes that it was
    with os.fdopen(writing, "w") as out, os.fdopen(reading, "rb", buffering=0) as sleeper:
        outlet = Outlet(out)
        taken = [outlet.write("x" * 1000 + "\n") for _ in range(20_000)]
        assert 0 in taken
        while not outlet.idle:
            sleeper.read(1 << 20)


def test_a_reader_who_is_gone_stops_nobody() -> None:
    """Nor does a stream that was closed."""
    out = io.StringIO()
    out.close()
    outlet = Outlet(out)
    outlet.write("a")
    outlet.drain()
