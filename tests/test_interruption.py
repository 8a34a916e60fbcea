"""An interrupted test run ends in order and leaves no process behind."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.interruption import SIGNALS, Interruption


@pytest.mark.parametrize("number", SIGNALS)
def test_what_runs_at_an_interruption_is_ended(number: signal.Signals) -> None:
    """The signal interrupts as Ctrl-C does; a process that outlives the grace is killed, and a second signal does nothing."""
    before = {each: signal.getsignal(each) for each in SIGNALS}
    interruption = Interruption(grace=0.0)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        try:
            interruption.heed_signals()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(number)
            signal.raise_signal(number)
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
        interruption.running = [process for process in interruption.running if process.pid == child.pid]
        interruption.end_what_is_left()
        assert child.wait(60) == -signal.SIGKILL


def test_a_run_that_nothing_interrupts_kills_nothing() -> None:
    """What a test has left running is that test's affair."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        Interruption(grace=0.0).end_what_is_left()
        assert child.poll() is None
        child.communicate(b"\n")
    assert child.returncode == 0
